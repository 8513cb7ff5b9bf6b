"""Copies a database that is in use, and looks into copies. It does not know why."""

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from nextchat_desktop.core.backups import BackupRefused, Counts, Refusal
from nextchat_desktop.core.labour import CalledOff, Watch
from nextchat_desktop.storage.database import Driver, make_file
from nextchat_desktop.storage.files import for_its_owner, synced
from nextchat_desktop.storage.mentions import PLACES, mentioned
from nextchat_desktop.storage.migrations import MIGRATIONS

_PAGES = 256
"""Copied at once; a page has 4 KB."""
_REST = 0.002
"""Seconds after each piece, for others who want the disk."""
_STEPS = 200_000
"""Of SQLite's machine, between two looks at whether somebody still waits for a check."""
_CHUNK = 1 << 20


def copy_database(driver: Driver, source: Path, target: Path, watch: Watch) -> Counts:
    """What stands in the database at this moment as a file of its own, synced; gives what is in it.

    The moment is held by reading, for which nobody who writes has to wait, and a change does not begin it anew.
    Raises CalledOff, sqlite3.Error, OSError.
    """
    make_file(target)
    with closing(driver.connect(source)) as here, closing(driver.connect(target)) as there:
        there.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
        here.execute("BEGIN")
        counts = counted(here)
        here.backup(there, pages=_PAGES, progress=partial(_on_piece, watch))
        here.execute("COMMIT")
        there.execute("PRAGMA journal_mode = DELETE")  # one file, and no second beside it
    synced(target)
    return counts


def examined(driver: Driver, path: Path, watch: Watch) -> tuple[int, Counts]:
    """The version of a copy and what is in it. Raises BackupRefused where it is broken or of a later version."""
    try:
        with closing(driver.connect(path)) as copy, _interruptible(copy, watch):
            copy.execute("PRAGMA trusted_schema = OFF")
            copy.execute("PRAGMA query_only = ON")
            version = int(copy.execute("PRAGMA user_version").fetchone()[0])
            if version > len(MIGRATIONS):
                raise BackupRefused(Refusal.NEWER)
            if version == 0 or not _tables(copy):
                raise BackupRefused(Refusal.NOT_ONE)
            (answer,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            if answer != "ok":
                raise BackupRefused(Refusal.BROKEN, str(answer))
            return version, counted(copy)
    except sqlite3.Error as error:
        raise refusal(error) from error


def refusal(error: sqlite3.Error) -> BackupRefused | OSError:
    """Nothing is broken where the disk took no more, or could not be read."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return BackupRefused(Refusal.NO_ROOM, str(error))
    if code == sqlite3.SQLITE_IOERR:
        return OSError(errno.EIO, str(error))
    return BackupRefused(Refusal.BROKEN, str(error))


def glanced_at(driver: Driver, path: Path) -> tuple[int, Counts]:
    """The same of a copy that is only to be shown in a list. Raises sqlite3.Error."""
    with closing(driver.connect(path)) as copy:
        copy.execute("PRAGMA query_only = ON")
        return int(copy.execute("PRAGMA user_version").fetchone()[0]), counted(copy)


def counted(database: sqlite3.Connection) -> Counts:
    """Of what is neither in the bin nor on its way in."""
    tables = _tables(database)
    hidden = "messages WHERE conversation IN (SELECT id FROM conversations WHERE deleted IS NOT NULL)"
    if "wordings" in tables:  # since then messages are deleted one by one
        hidden += " OR deleted IS NOT NULL"
    messages = _count(database, "messages") - _count(database, hidden)
    masks = _count(database, "masks WHERE deleted IS NULL") if "masks" in tables else 0
    return Counts(_count(database, "conversations WHERE deleted IS NULL"), messages, masks)


def pictures_of(driver: Driver, path: Path) -> set[str]:
    """The blobs that a copy mentions, also one of an older version."""
    with closing(driver.connect(path)) as copy:
        there = {(table, column) for table in _tables(copy) for column in _columns(copy, table)}
        return mentioned(copy, [place for place in PLACES if place in there])


def heads(driver: Driver, path: Path) -> dict[str, int]:
    """When each conversation was changed last, without those in the bin."""
    with closing(driver.connect(path)) as database:
        return dict(database.execute("SELECT id, updated FROM conversations WHERE deleted IS NULL"))


def copy_file(source: Path, target: Path, watch: Watch) -> None:
    """Byte by byte, synced. Raises CalledOff, OSError."""
    size, done = max(1, source.stat().st_size), 0
    with source.open("rb") as here, open(target, "wb", opener=for_its_owner) as there:
        while piece := here.read(_CHUNK):
            there.write(piece)
            done += len(piece)
            watch(min(1.0, done / size))
        there.flush()
        os.fsync(there.fileno())


def _on_piece(watch: Watch, _status: int, left: int, total: int) -> None:
    watch(1 - left / max(1, total))
    time.sleep(_REST)


@contextmanager
def _interruptible(database: sqlite3.Connection, watch: Watch) -> Iterator[None]:
    """A long question ends soon after somebody has called it off."""
    ended: list[CalledOff] = []

    def look() -> int:
        try:
            watch(0.0)
        except CalledOff as error:
            ended.append(error)
        return len(ended)

    database.set_progress_handler(look, _STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if ended:
            raise CalledOff from None
        raise


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def _count(database: sqlite3.Connection, what: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
