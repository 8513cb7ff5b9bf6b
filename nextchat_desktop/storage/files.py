"""The one way files are written: whole or not at all; does not know what they hold."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from nextchat_desktop.storage.paths import ensure

_LONGEST = 60
"""Letters of a name that stand in that of what is not whole yet, since no disk takes names of any length."""
_PATIENCE = (0.01, 0.05, 0.2)
"""Seconds between attempts where a file that another program is reading cannot be replaced."""


class NewerFile(Exception):
    """The file was written by a later version of the program; this one must not touch it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """After this the file holds `data`, and a crash leaves the old content or the new. Follows a symbolic link."""
    with whole_file(path, mode) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to be written piece by piece, which takes the place of the old one when all of it has been; where that
    fails nothing is left of it. Follows a symbolic link."""
    path = Path(os.path.realpath(path))
    ensure(path.parent)
    fresh = unfinished(path, ".tmp")
    try:
        with open(fresh, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    synced(path.parent)


def unfinished(path: Path, ending: str) -> Path:
    """A new name beside it, for what is not whole yet."""
    return path.with_name(f".{path.name[:_LONGEST]}.{os.urandom(4).hex()}{ending}")


def for_its_owner(path: str, flags: int) -> int:
    """The `opener` of files that nobody else may read."""
    return os.open(path, flags, 0o600)


def move_aside(path: Path) -> Path:
    """Keeps a file that could not be read under a name of its own, which is returned."""
    names = (path.with_name(f"{path.name}.broken-{number}") for number in count(1))
    target = next(name for name in names if not name.exists())
    path.rename(target)
    return target


def _replace(fresh: Path, path: Path) -> None:
    for seconds in _PATIENCE if sys.platform == "win32" else ():
        try:
            return os.replace(fresh, path)
        except PermissionError:
            time.sleep(seconds)
    return os.replace(fresh, path)


def synced(path: Path) -> None:
    """After this a file, or the names in a folder, will be there whatever happens to the computer. Raises OSError."""
    is_folder = path.is_dir()
    if is_folder and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
