"""Erases what is left of an import that was on its way when there was a crash. It does not know what it was."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.rows import ARRIVING

PAUSE = 60.0
"""Seconds after the start before it begins, when the window has other things to do no more."""


class Leftovers:
    """At most one look, in a thread of its own until `close()`; none where nothing was left.

    What is on its way just now, in this process or another, is left alone.
    """

    def __init__(self, driver: Driver, path: Path, database: sqlite3.Connection, pause: float = PAUSE) -> None:
        """`database` is that of the owner, who is asked at once."""
        self._driver, self._path, self._pause = driver, path, pause
        self._closing = Event()
        self._thread = Thread(target=self._run, name="leftovers")
        self._is_due = _has_leftovers(database)
        if self._is_due:
            self._thread.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._is_due:
            self._thread.join()

    def close(self) -> None:
        self._closing.set()
        self.wait()

    def _run(self) -> None:
        if self._closing.wait(self._pause):
            return
        from nextchat_desktop.storage.arriving import AnotherArrival, arriving  # hardly any start needs it

        with suppress(AnotherArrival, NotWritten, OSError), arriving(self._driver, self._path, self._closing.is_set):
            pass


def _has_leftovers(database: sqlite3.Connection) -> bool:
    """Whether something is on its way, or was when there was a crash."""
    return database.execute("SELECT 1 FROM conversations WHERE deleted = ? LIMIT 1", (ARRIVING,)).fetchone() is not None
