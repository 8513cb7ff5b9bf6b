"""Tells which processes work with the same data. It does not know what they do with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nextchat_desktop.storage.lock import Claim, locked
from nextchat_desktop.storage.paths import ensure


class Presence:
    """Each process holds a file of its own while it lives. On a file system without locks nobody is seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine = folder / f"{os.getpid()}-{os.urandom(4).hex()}"
        self._claim: Claim | None = None

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Only one process at a time comes in, or puts something in the place of what all work with."""
        with locked(ensure(self._folder) / "gate"):
            yield

    def enter(self) -> None:
        """Is seen by others from now on, where the disk takes it. What dead processes have left goes."""
        with suppress(OSError):
            self._forget_dead()
            self._claim = Claim.take(self._mine)
            if self._claim is None:  # there are no locks here; nobody is to take the file for somebody
                self._lock_of(self._mine).unlink(missing_ok=True)

    def leave(self) -> None:
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    @property
    def others(self) -> bool:
        """Whether anybody else is there."""
        with suppress(OSError):
            return self._forget_dead()
        return False

    def _forget_dead(self) -> bool:
        """Takes away what dead processes have left; whether somebody is alive."""
        return bool([file for file in self._folder.glob("*-*.lock") if self._is_alive(file)])

    def _is_alive(self, file: Path) -> bool:
        if file == self._lock_of(self._mine):
            return False
        claim = Claim.take(file.with_suffix(""))
        if claim is not None:
            claim.release()
        return claim is None

    def _lock_of(self, path: Path) -> Path:
        return path.with_name(f"{path.name}.lock")
