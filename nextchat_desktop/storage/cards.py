"""Conversations as the list shows them, in the database: light heads, page by page, and where each of them stands."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from nextchat_desktop.core.shelf import Card, Page
from nextchat_desktop.storage.mask_text import tags_of, tags_text
from nextchat_desktop.storage.rows import choice_of
from nextchat_desktop.storage.writing import transaction

_COLUMNS = (
    "id, title, updated, pinned, archived, folder, tags, rank, connection, model, "
    "CASE WHEN json_valid(mask) THEN json_extract(mask, '$.avatar') END, "
    "CASE WHEN json_valid(mask) THEN json_extract(mask, '$.name') END, unread"
)
_FAILED = """SELECT conversations.id FROM messages INDEXED BY messages_failed
    CROSS JOIN conversations ON conversations.id = messages.conversation
    WHERE messages.state = 'failed' AND conversations.leaf = messages.id AND conversations.deleted IS NULL"""
_ORDER = "ORDER BY updated DESC, id"
_IN_ORDER, _APART = "INDEXED BY conversations_in_order", "INDEXED BY conversations_kept_apart"
"""The indexes made for this; SQLite would rather sort everything for each page."""


class CardStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def page(self, most: int, after: tuple[int, str] | None = None) -> Page:
        """At most so many, the last used first, behind the place at which the page before ended."""
        behind = "AND updated <= ? AND (updated < ? OR id > ?)"
        where, values = ("", ()) if after is None else (behind, (after[0], *after))
        cards = self._cards(_IN_ORDER, f"{where} {_ORDER} LIMIT ?", (*values, most))
        last = cards[-1] if len(cards) == most else None
        return Page(cards, (last.updated, last.id) if last else None)

    def kept_apart(self) -> tuple[Card, ...]:
        """Those that are pinned or in a folder, which are shown whenever they were used."""
        return self._cards(_APART, f"AND (pinned = 1 OR folder IS NOT NULL) {_ORDER}")

    def card(self, id: str) -> Card | None:
        """None where there is no such conversation, or only in the bin."""
        found = self._cards("", "AND id = ?", (id,), f"{_FAILED} AND messages.conversation = ?", (id,))
        return found[0] if found else None

    def messages(self, id: str) -> int:
        """How many there are in it, those of every branch."""
        query = "SELECT COUNT(*) FROM messages WHERE conversation = ? AND deleted IS NULL"
        return int(self._database.execute(query, (id,)).fetchone()[0])

    def place(self, cards: Iterable[Card]) -> None:
        """Puts down where they stand: pinned, archived, folder, tags and rank. The rest of them is left alone."""
        changes = "pinned = ?, archived = ?, folder = ?, tags = ?, rank = ?"
        rows = [
            (int(one.pinned), int(one.archived), one.folder, tags_text(one.tags), one.rank, one.id) for one in cards
        ]
        with transaction(self._database):
            self._database.executemany(f"UPDATE conversations SET {changes} WHERE id = ?", rows)

    def mark_unread(self, id: str, unread: bool) -> None:
        with transaction(self._database):
            self._database.execute("UPDATE conversations SET unread = ? WHERE id = ?", (int(unread), id))

    def delete(self, ids: Collection[str], now: int) -> None:
        """Marks them all; `restore` takes the marks away."""
        self._mark(ids, now)

    def restore(self, ids: Collection[str]) -> None:
        self._mark(ids, None)

    def _mark(self, ids: Collection[str], deleted: int | None) -> None:
        with transaction(self._database):
            rows = [(deleted, id) for id in ids]
            self._database.executemany("UPDATE conversations SET deleted = ? WHERE id = ?", rows)

    def _cards(
        self,
        index: str,
        rest: str,
        values: tuple[object, ...] = (),
        failed: str = _FAILED,
        failing: tuple[object, ...] = (),
    ) -> tuple[Card, ...]:
        query = f"SELECT {_COLUMNS} FROM conversations {index} WHERE deleted IS NULL {rest}"
        rows = self._database.execute(query, values).fetchall()
        failures = {id for (id,) in self._database.execute(failed, failing)}
        return tuple(_card_of(row, failures) for row in rows)


def _card_of(row: tuple[Any, ...], failures: Collection[str]) -> Card:
    id, title, updated, pinned, archived, folder, tags, rank, connection, model, avatar, mask, unread = row
    return Card(
        id,
        title,
        updated,
        bool(pinned),
        bool(archived),
        folder,
        tags_of(tags) if tags != "[]" else (),
        rank,
        choice_of(connection, model),
        str(avatar or ""),
        str(mask or ""),
        bool(unread),
        id in failures,
    )
