"""Which pictures anything in the database mentions. It knows where they may stand, and nothing of what stands there."""

import re
import sqlite3
from collections.abc import Iterable, Mapping

PLACES: tuple[tuple[str, str], ...] = (
    ("messages", "parts"),
    ("wordings", "parts"),
    ("drafts", "pictures"),
    ("queued", "pictures"),
    ("conversations", "mask"),
    ("conversations", "context"),
    ("masks", "content"),
)
"""Every table and column of JSON in which a picture may be named by its blob."""

_SAYS_BLOB = """instr({column}, '"blob"') > 0"""
"""Words in quotation marks are written otherwise."""
_ANY = re.compile(r"\b[0-9a-f]{64}\b")
_NAMED = re.compile(r'"blob": ?"([0-9a-f]{64})"')


def mentioned(database: sqlite3.Connection, places: Iterable[tuple[str, str]] = PLACES) -> set[str]:
    """Every blob that anything mentions, in whatever way a later version may do so. A copy of an older version has not
    all of the places."""
    return {blob for table, column in places for blob in _found(database, _ANY, table, column, "TRUE")}


def mentioned_by(database: sqlite3.Connection, rows: Mapping[str, str], *values: object) -> set[str]:
    """The blobs that these rows name. `rows` are conditions by table, in which `?1` is the first of the values."""
    places = [(table, column) for table, column in PLACES if table in rows]
    return {blob for table, column in places for blob in _found(database, _NAMED, table, column, rows[table], *values)}


def _found(
    database: sqlite3.Connection, pattern: re.Pattern[str], table: str, column: str, rows: str, *values: object
) -> set[str]:
    says = _SAYS_BLOB.format(column=column)
    query = f"SELECT {column} FROM {table} WHERE {says} AND ({rows})"
    return {blob for (text,) in database.execute(query, values) for blob in pattern.findall(text)}
