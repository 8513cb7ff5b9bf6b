"""How stores write: whatever people paste into a name is kept, and nothing is kept by halves."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.writing import transaction, upsert


def test_half_a_surrogate_pair_does_not_keep_the_rest_from_being_kept(tmp_path: Path) -> None:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        with transaction(database):
            upsert(database, "folders", "id, name, rank, folded", ("f", "Thesis \ud83d", 0.0, 0))
        assert database.execute("SELECT name FROM folders").fetchone() == ("Thesis ?",)


def test_of_two_writes_neither_stays_when_one_cannot_be_made(tmp_path: Path) -> None:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        with pytest.raises(NotWritten):
            _write_both(database)
        assert database.execute("SELECT count(*) FROM folders").fetchone() == (0,)


def _write_both(database: sqlite3.Connection) -> None:
    with transaction(database):
        upsert(database, "folders", "id, name, rank, folded", ("f", "Thesis", 0.0, 0))
        upsert(database, "no_such_table", "id, name", ("f", "Thesis"))
