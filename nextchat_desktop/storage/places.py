"""Where somebody was reading in each conversation, in the database. It does not know what a place looks like."""

import sqlite3

from nextchat_desktop.core.conversation import Place
from nextchat_desktop.storage.writing import transaction, upsert


class PlaceStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def place(self, conversation: str) -> Place | None:
        """None for the end, where conversations are read unless somebody has gone elsewhere."""
        query = "SELECT message, offset FROM places WHERE conversation = ?"
        row = self._database.execute(query, (conversation,)).fetchone()
        return Place(row[0], row[1]) if row else None

    def keep_place(self, conversation: str, place: Place | None) -> None:
        with transaction(self._database):
            if place is None:
                self._database.execute("DELETE FROM places WHERE conversation = ?", (conversation,))
            else:
                row = (conversation, place.message, place.offset)
                upsert(self._database, "places", "conversation, message, offset", row, "conversation")
