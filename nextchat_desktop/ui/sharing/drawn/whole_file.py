"""A file that is written piece by piece and is there only when it is whole; it does not know what is in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_LONGEST = 60
"""Letters of a name that stand in that of what is not whole yet, since no disk takes names of any length."""


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """What was there under its name stays until all has been written; otherwise nothing of it is left. Follows a
    symbolic link. Raises OSError."""
    target = Path(os.path.realpath(path))
    fresh = target.with_name(f".{target.name[:_LONGEST]}.{os.urandom(4).hex()}.tmp")
    try:
        with fresh.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
