"""Keeps two processes from changing the same file at once; does not know what they change."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nextchat_desktop.storage.paths import ensure

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds `<path>.lock` meanwhile; the system lets go of it when a process dies. Must not be nested for one path.

    On a file system that knows no locks the work is done without one.
    """
    descriptor = os.open(_lock_file(path), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with suppress(OSError):
            _hold(descriptor)
        yield
    finally:
        with suppress(OSError):
            _let_go(descriptor)
        os.close(descriptor)


def _hold(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _let_go(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class Claim:
    """A file held by this process until `release()`; the system lets go of it when the process dies."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> "Claim | None":
        """The claim on `path`, or None while a living process holds it."""
        lock = _lock_file(path)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_to_hold(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(lock, descriptor)

    def release(self) -> None:
        """Unlinked before it is let go where the system can, so that no other process waits for a lost file."""
        if sys.platform == "win32":
            os.close(self._descriptor)
            with suppress(OSError):  # another process may have taken it in between
                self._path.unlink()
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)


def _lock_file(path: Path) -> Path:
    return ensure(path.parent) / f"{path.name}.lock"


def _try_to_hold(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
