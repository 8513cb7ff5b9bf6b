"""How a server out of a Debian package is started: as nobody in particular, in a folder it may write to."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from integration.debian import Debian
from integration.servers import Server, started

NOBODY = "nobody"
"""Where the suite is run by root, as in a container: some of these servers refuse to be root, and none needs to."""


@contextmanager
def own_folder() -> Iterator[Path]:
    """Empty, and the server's own; those of pytest are closed to everybody else."""
    folder = Path(tempfile.mkdtemp(prefix="integration-"))
    try:
        if _is_root():
            shutil.chown(folder, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Command:
    """How a server is called, and what it finds in its environment beside its libraries."""

    def __init__(self, program: Path, *arguments: object, environ: Mapping[str, str] | None = None) -> None:
        self.whole = [str(program), *map(str, arguments)]
        self.environ = environ or {}


@contextmanager
def debian_server(debian: Debian, folder: Path, port: int, command: Command) -> Iterator[Server]:
    """Yields it once it listens at the port."""
    user = NOBODY if _is_root() else None
    with started(command.whole, port, folder, {**debian.environ, **command.environ}, user) as server:
        server.wait_to_listen()
        yield server


def _is_root() -> bool:
    return os.geteuid() == 0
