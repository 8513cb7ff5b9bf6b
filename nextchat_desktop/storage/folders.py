"""The folders of conversations in the database. It does not know what is in them."""

import sqlite3
from collections.abc import Iterable

from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = "id, name, rank, folded"


class FolderStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def folders(self) -> tuple[Folder, ...]:
        """What is not deleted, in order."""
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM folders WHERE deleted IS NULL ORDER BY rank, rowid")
        return tuple(Folder(id, name, rank, bool(folded)) for id, name, rank, folded in rows)

    def keep_folders(self, *folders: Folder) -> None:
        """New ones, and what is different of others; one that was deleted is there again."""
        with transaction(self._database):
            put_folders(self._database, folders)

    def delete_folder(self, id: str, now: int) -> None:
        """Marks it. Conversations that name it stand where they would without a folder, until it is there again."""
        with transaction(self._database):
            self._database.execute("UPDATE folders SET deleted = ? WHERE id = ?", (now, id))


def put_folders(database: sqlite3.Connection, folders: Iterable[Folder]) -> None:
    """Within a transaction of the caller's."""
    for one in folders:
        row = (one.id, one.name, one.rank, int(one.is_folded), None)
        upsert(database, "folders", f"{_COLUMNS}, deleted", row)
