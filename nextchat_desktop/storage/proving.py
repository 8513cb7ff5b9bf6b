"""Erases what was left in the folder that the data were moved from, once the new one has proved to hold them."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.whereabouts import Pointer, at, left_behind, point, pointer

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
            if prove(self._usual, now):
                self._done()


def prove(usual: Paths, now: Pointer) -> bool:
    """Erases what was left behind, where the data are seen to be elsewhere; whether they are. Raises OSError."""
    from nextchat_desktop.storage.belongings import data_of, erase  # hardly any start needs it

    left = left_behind(usual, now)
    if left is None or not at(usual, Path(now.data)).database.is_file():
        return False
    for path in data_of(left):
        erase(path)
    with suppress(OSError):  # something else lies there, or the settings do
        left.data.rmdir()
    point(usual, Pointer(data=now.data, before=now.before, proven=True, used=True))
    return True
