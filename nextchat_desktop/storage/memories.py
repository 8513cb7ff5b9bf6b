"""What was said in conversations, in short, in the database. It does not know how a memory is made."""

import sqlite3

from nextchat_desktop.core.conversation import Memory
from nextchat_desktop.storage.rows import choice_of, choice_row
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = "id, conversation, through, text, created, connection, model, since"


class MemoryStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def memories(self, conversation: str) -> tuple[Memory, ...]:
        """Of all branches, in the order in which they were made."""
        query = f"SELECT {_COLUMNS} FROM memories WHERE conversation = ? ORDER BY created, rowid"
        return tuple(_memory_of(row) for row in self._database.execute(query, (conversation,)))

    def keep_memory(self, conversation: str, memory: Memory) -> None:
        with transaction(self._database):
            put_memory(self._database, conversation, memory)

    def forget_memory(self, id: str) -> None:
        with transaction(self._database):
            self._database.execute("DELETE FROM memories WHERE id = ?", (id,))


def put_memory(database: sqlite3.Connection, conversation: str, memory: Memory) -> None:
    """Within a transaction of the caller's."""
    said = (memory.through, memory.text, memory.created)
    row = (memory.id, conversation, *said, *choice_row(memory.choice), memory.since)
    upsert(database, "memories", _COLUMNS, row)


def _memory_of(row: tuple[str, str, str, str, int, str | None, str | None, str | None]) -> Memory:
    id, _, through, text, created, connection, model, since = row
    return Memory(id, through, text, created, choice_of(connection, model), since)
