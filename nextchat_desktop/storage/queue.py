"""Messages that wait for an answer to end, in the database. It does not know when they go out."""

import sqlite3
from collections.abc import Sequence

from nextchat_desktop.core.conversation import Queued
from nextchat_desktop.storage.parts_text import pictures_of, pictures_text
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = "id, conversation, text, pictures, created, place"
_IS_SENT = "id IN (SELECT id FROM messages)"
"""A message that went out keeps the id it waited under: whatever happens in between, it goes out once."""


class QueueStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def queued(self, conversation: str) -> tuple[Queued, ...]:
        """Those of a conversation, the next one first."""
        query = f"SELECT {_COLUMNS} FROM queued WHERE conversation = ? AND NOT {_IS_SENT} ORDER BY place, rowid"
        rows = self._database.execute(query, (conversation,))
        return tuple(Queued(row[0], row[2], pictures_of(row[3]), row[4]) for row in rows)

    def put(self, conversation: str, message: Queued, place: int | None = None) -> None:
        """At a place among them, counted from 0; else behind the last one. One that is there already is changed."""
        ids = [one.id for one in self.queued(conversation) if one.id != message.id]
        ids.insert(len(ids) if place is None else place, message.id)
        row = (message.id, conversation, message.text, pictures_text(message.pictures), message.created, len(ids))
        with transaction(self._database):
            upsert(self._database, "queued", _COLUMNS, row)
            self._number(ids)

    def order(self, ids: Sequence[str]) -> None:
        """Puts messages of one conversation in this order."""
        with transaction(self._database):
            self._number(ids)

    def remove(self, id: str) -> None:
        """Takes one out, and all that were sent."""
        with transaction(self._database):
            self._database.execute(f"DELETE FROM queued WHERE id = ? OR {_IS_SENT}", (id,))

    def _number(self, ids: Sequence[str]) -> None:
        self._database.executemany("UPDATE queued SET place = ? WHERE id = ?", list(enumerate(ids)))
