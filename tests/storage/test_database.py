"""Opening the database: made once, brought up to date once, never touched by an older program."""

import os
import shutil
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from nextchat_desktop.storage.database import (
    MIGRATIONS,
    BrokenDatabase,
    Migrations,
    SqliteDriver,
    open_database,
)
from nextchat_desktop.storage.files import NewerFile

LATER = (*MIGRATIONS, ("CREATE TABLE later (id TEXT) STRICT",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "conversations.db"


def opened(path: Path, migrations: Migrations = MIGRATIONS) -> "closing[sqlite3.Connection]":
    return closing(open_database(SqliteDriver(), path, migrations))


def value(connection: sqlite3.Connection, query: str) -> object:
    return connection.execute(query).fetchone()[0]


def test_a_new_database_is_at_the_newest_version(path: Path) -> None:
    with opened(path) as connection:
        assert value(connection, "PRAGMA user_version") == len(MIGRATIONS)
        assert value(connection, "PRAGMA journal_mode") == "wal"
        assert value(connection, "PRAGMA foreign_keys") == 1
    assert [file.name for file in path.parent.glob("*before*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its users apart otherwise")
def test_its_folder_is_for_its_owner_only(path: Path) -> None:
    with opened(path):
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_opening_it_again_changes_nothing(path: Path) -> None:
    with opened(path):
        pass
    before = path.read_bytes()
    with opened(path):
        pass
    assert path.read_bytes() == before


def test_two_processes_may_open_it_at_once(path: Path) -> None:
    failures: list[Exception] = []

    def open_it() -> None:
        try:
            with opened(path):
                pass
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_before_a_migration_a_copy_is_kept(path: Path) -> None:
    with opened(path) as connection:
        connection.execute(
            "INSERT INTO conversations (id, title, named, created, updated) VALUES ('c', 'Old', 0, 1, 1)"
        )
    with opened(path, LATER) as connection:
        assert value(connection, "PRAGMA user_version") == len(LATER)
        assert value(connection, "SELECT title FROM conversations") == "Old"
    copy = path.with_name(f"conversations.before-{len(LATER)}.db")
    with closing(sqlite3.connect(copy)) as old:
        assert value(old, "PRAGMA user_version") == len(MIGRATIONS)
        assert value(old, "SELECT title FROM conversations") == "Old"


def test_half_a_copy_that_a_crash_left_is_not_taken_for_one(path: Path) -> None:
    with opened(path):
        pass
    (path.parent / f"conversations.before-{len(LATER)}.partial").write_bytes(b"half")
    with opened(path, LATER):
        assert not list(path.parent.glob("*.partial"))
        assert path.with_name(f"conversations.before-{len(LATER)}.db").read_bytes().startswith(b"SQLite format 3")


class FullConnection(sqlite3.Connection):
    """On a disk that has no room for a copy."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if sql.startswith("VACUUM INTO"):
            Path(parameters[0]).write_bytes(b"half")
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, parameters)


class FullDisk(SqliteDriver):
    def connect(self, path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=FullConnection)


def test_who_went_back_to_an_older_program_gets_a_new_copy_at_the_next_migration(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("INSERT INTO folders VALUES ('1', 'Old', 0, 0, NULL)")
    shutil.copy(path, path.with_name("kept"))
    with opened(path, LATER):
        pass
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.with_name("kept").replace(path)
    with opened(path) as connection:
        connection.execute("UPDATE folders SET name = 'Newer'")
    with opened(path, LATER):
        pass
    copies = sorted(path.parent.glob("*.before-*.db"))
    assert [copy.stem[-4:] for copy in copies] == [f"-{len(LATER)}-2", f"re-{len(LATER)}"]
    found = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as database:
            found.append(value(database, "SELECT name FROM folders"))
    assert found == ["Newer", "Old"]


def test_a_migration_that_fails_again_and_again_makes_one_copy(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("INSERT INTO folders VALUES ('1', 'Old', 0, 0, NULL)")
    for _ in range(3):
        with pytest.raises(BrokenDatabase):
            open_database(SqliteDriver(), path, (*MIGRATIONS, ("NO SUCH STATEMENT",)))
    assert len(list(path.parent.glob("*.before-*"))) == 1


def test_without_room_for_a_copy_nothing_is_migrated_and_nothing_is_called_broken(path: Path) -> None:
    with opened(path):
        pass
    with pytest.raises(OSError, match="full"):
        open_database(FullDisk(), path, LATER)
    assert not list(path.parent.glob("*.partial"))
    with opened(path) as connection:
        assert value(connection, "PRAGMA user_version") == len(MIGRATIONS)


def test_a_migration_that_fails_leaves_everything_as_it_was(path: Path) -> None:
    with opened(path):
        pass
    broken = (*MIGRATIONS, ("CREATE TABLE later (id TEXT) STRICT", "no such statement"))
    with pytest.raises(BrokenDatabase):
        open_database(SqliteDriver(), path, broken)
    with closing(sqlite3.connect(path)) as connection:
        assert value(connection, "PRAGMA user_version") == len(MIGRATIONS)
        assert value(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'") == 0


def test_a_database_of_a_later_version_is_not_touched(path: Path) -> None:
    with opened(path, LATER):
        pass
    before = path.read_bytes()
    with pytest.raises(NewerFile):
        open_database(SqliteDriver(), path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to look at" * 50)
    before = path.read_bytes()
    with pytest.raises(BrokenDatabase):
        open_database(SqliteDriver(), path)
    assert path.read_bytes() == before


STATES = Path(__file__).parent / "states"


@pytest.mark.parametrize("state", sorted(STATES.glob("*.db")), ids=lambda path: str(path.stem))
def test_every_version_that_ever_was_opens_today(path: Path, state: Path) -> None:
    path.parent.mkdir()
    shutil.copy(state, path)
    os.chmod(path, 0o600)
    with opened(path) as connection:
        assert value(connection, "PRAGMA user_version") == len(MIGRATIONS)
        assert value(connection, "PRAGMA integrity_check") == "ok"
        assert value(connection, "SELECT title FROM conversations") == "Kept"
        assert value(connection, "SELECT count(*) FROM messages") == 2
        assert value(connection, "SELECT text FROM drafts") == "And then?"


def test_the_state_of_today_is_kept_for_the_next_migration() -> None:
    assert (STATES / f"{len(MIGRATIONS)}.db").exists()
