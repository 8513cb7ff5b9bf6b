"""Erases what is left of an import that was on its way when there was a crash. It does not know what it was."""

import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.later import PAUSE, IsOver, Later
from nextchat_desktop.storage.rows import ARRIVING


def leftovers(driver: Driver, path: Path, database: sqlite3.Connection, pause: float = PAUSE) -> Later:
    """What is on its way just now, in this process or another, is left alone. `database` is that of the owner, who is
    asked at once."""
    return Later("leftovers", partial(_erase, driver, path), _has_leftovers(database), pause)


def _erase(driver: Driver, path: Path, is_over: IsOver) -> None:
    from nextchat_desktop.storage.arriving import AnotherArrival, arriving  # hardly any start needs it

    with suppress(AnotherArrival, NotWritten, OSError), arriving(driver, path, is_over):
        pass


def _has_leftovers(database: sqlite3.Connection) -> bool:
    """Whether something is on its way, or was when there was a crash."""
    return database.execute("SELECT 1 FROM conversations WHERE deleted = ? LIMIT 1", (ARRIVING,)).fetchone() is not None
