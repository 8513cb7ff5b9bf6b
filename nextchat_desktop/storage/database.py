"""Opens the database: the driver, the migrations, and a way back from each. It knows no table's meaning."""

import errno
import os
import sqlite3
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import Protocol

from nextchat_desktop.storage.files import NewerFile, synced
from nextchat_desktop.storage.lock import locked
from nextchat_desktop.storage.migrations import MIGRATIONS, Migrations
from nextchat_desktop.storage.paths import ensure


class BrokenDatabase(Exception):
    """The file cannot be opened as a database, or not brought up to date. It is left as it was."""


PATIENCE = 2.0
"""Seconds to wait for another process that writes, once the database is open: the window stands still meanwhile."""


class Driver(Protocol):
    """What opens a database file. One that encrypts takes its place; its errors are caught beside those of sqlite3."""

    def connect(self, path: Path) -> sqlite3.Connection: ...


class SqliteDriver:
    """The SQLite of the standard library, in autocommit mode: transactions are begun where they are meant."""

    def connect(self, path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, timeout=10)


def open_database(driver: Driver, path: Path, migrations: Migrations = MIGRATIONS) -> sqlite3.Connection:
    """The database at the newest version. Raises NewerFile, BrokenDatabase, or OSError where none can be made."""
    ensure(path.parent)
    try:
        with locked(path):  # two that turn a new file into a WAL one at once get in each other's way
            return _opened(driver, path, migrations)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:  # nothing is broken
            raise OSError(errno.ENOSPC, str(error), str(path)) from error
        raise BrokenDatabase(path) from error


def make_file(path: Path) -> None:
    """An empty file for its owner only, whatever the folder allows.

    It gets its name when it is closed already: closing a file takes away the locks of every connection to it.
    """
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with suppress(OSError):  # another process was faster, or the file system has no links
        os.link(fresh, path)
    fresh.unlink()


def _opened(driver: Driver, path: Path, migrations: Migrations) -> sqlite3.Connection:
    make_file(path)
    connection = driver.connect(path)
    try:
        _prepare(connection)
        _migrate(connection, path, migrations)
        connection.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    version = _version(connection)
    if version > len(migrations):
        raise NewerFile(path)
    if 0 < version < len(migrations):
        _snapshot(connection, path.with_name(f"{path.stem}.before-{len(migrations)}{path.suffix}"))
    for step in range(version, len(migrations)):
        _step(connection, step, migrations[step])


def _snapshot(connection: sqlite3.Connection, copy: Path) -> None:
    """A crash while it is written leaves no half of one under its name. One that is there already may be of an earlier
    time, before somebody went back to an older program: it stays beside the new one, unless both are the same."""
    from filecmp import cmp  # hardly any start needs it

    fresh = copy.with_suffix(".partial")
    fresh.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(fresh),))
        synced(fresh)
        there = [copy, *sorted(copy.parent.glob(f"{copy.stem}-*{copy.suffix}"))]
        if not any(one.exists() and cmp(one, fresh, shallow=False) for one in there):
            names = (copy.with_stem(f"{copy.stem}-{number}") for number in count(2))
            fresh.replace(next(name for name in (copy, *islice(names, len(there))) if not name.exists()))
    finally:
        fresh.unlink(missing_ok=True)


def _step(connection: sqlite3.Connection, step: int, statements: tuple[str, ...]) -> None:
    """One migration in one transaction. Another process may have made it while this one waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) == step:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
