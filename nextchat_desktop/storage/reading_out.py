"""Conversations read one after the other over a connection of their own, beside whoever writes. It writes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nextchat_desktop.core.exporting import Scope, Whole
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.folders import FolderStore
from nextchat_desktop.storage.memories import MemoryStore

_TITLES = "SELECT id, title FROM conversations WHERE deleted IS NULL {} ORDER BY created, id"


@contextmanager
def reading_out(driver: Driver, path: Path) -> Iterator["ReadingOut"]:
    """For one thread. Raises OSError for all that a database may say."""
    try:
        with closing(driver.connect(path)) as database:
            database.execute("PRAGMA query_only = ON")
            yield ReadingOut(database)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


class ReadingOut:
    """Each conversation is read as it is in one moment; nobody who writes waits for it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._store, self._memories = ConversationStore(database), MemoryStore(database)
        self._folders = {folder.id: folder.name for folder in FolderStore(database).folders()}

    def titles(self, scope: Scope) -> list[tuple[str, str]]:
        """Ids and titles, the oldest first, which is the same order wherever they are brought in; those that were
        chosen one by one as they were chosen."""
        if scope.ids is not None:
            found = (self._database.execute(_TITLES.format("AND id = ?"), (id,)).fetchone() for id in scope.ids)
            return [row for row in found if row is not None]
        where, values = ("AND folder = ?", (scope.folder,)) if scope.folder else ("", ())
        return self._database.execute(_TITLES.format(where), values).fetchall()

    def whole(self, id: str) -> Whole | None:
        """None where it is gone."""
        self._database.execute("BEGIN")
        try:
            head = self._store.get(id)
            if head is None:
                return None
            messages, memories = tuple(self._store.messages(id)), self._memories.memories(id)
        finally:
            self._database.execute("COMMIT")
        return Whole(head, messages, memories, self._folders.get(head.folder or "", ""))
