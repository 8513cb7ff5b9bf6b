"""Erases what was left in the folder that the data were moved from, once the new one has proved to hold them."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from nextchat_desktop.storage.backups.orders import data_of, erase
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.whereabouts import Pointer, at, point, pointer

LATER = 60.0
"""Seconds after which a program that was started with the data in their new folder has proved it."""


class Proving:
    """Once the program has run for a while, what was left in the old folder goes; in a thread, until `close()`."""

    def __init__(self, usual: Paths, data: Path, done: Callable[[], None], later: float = LATER) -> None:
        """`data` is the folder that is used. `done` is called in the thread."""
        self._usual = usual
        self._done = done
        self._later = later
        self._closing = Event()
        self._thread: Thread | None = None
        now = pointer(usual)
        if now is not None and not now.proven and Path(now.data) == data:
            self._thread = Thread(target=self._run, args=(now,), name="proving")
            self._thread.start()

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, now: Pointer) -> None:
        if self._closing.wait(self._later):
            return
        with suppress(OSError):
            if now.before and now.before != now.data and at(self._usual, Path(now.data)).database.is_file():
                for path in data_of(at(self._usual, Path(now.before))):
                    erase(path)
                with suppress(OSError):  # something else lies there, or the settings do
                    Path(now.before).rmdir()
                point(self._usual, Pointer(data=now.data, before=now.before, proven=True))
                self._done()
