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
    """Puts a row in place of the one with its key, if there is one. `columns` are names with commas between."""
    names = columns.split(", ")
    values = ", ".join("?" for _ in names)
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {changes}"
    database.execute(statement, row)
