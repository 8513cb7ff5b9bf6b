"""How every store writes: in one transaction, or not at all. It knows no table."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from nextchat_desktop.core.keeping import NotWritten


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Everything in the block, or nothing. Raises NotWritten."""
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("COMMIT")
    except sqlite3.Error as error:
        raise NotWritten(str(error)) from error
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def upsert(database: sqlite3.Connection, table: str, columns: str, row: tuple[object, ...], key: str = "id") -> None:
    """Puts a row in place of the one with its key, if there is one. `columns` are names with commas between.

    Half a surrogate pair, which no text may hold that is kept, becomes a question mark.
    """
    names = columns.split(", ")
    values = ", ".join("?" for _ in names)
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {changes}"
    database.execute(statement, tuple(_whole(value) for value in row))


def add(database: sqlite3.Connection, table: str, columns: str, row: tuple[object, ...]) -> None:
    """Puts a row where none has its key; one that is there stays as it is."""
    values = ", ".join("?" for _ in row)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING"
    database.execute(statement, tuple(_whole(value) for value in row))


def _whole(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
