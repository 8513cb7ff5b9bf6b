"""Masks: the person's own in the database, those that ship with the program in files. It knows not what is done with
them."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.storage.mask_text import mask_of, mask_text
from nextchat_desktop.storage.shipped import Shipped
from nextchat_desktop.storage.shipped_masks import shipped_mask
from nextchat_desktop.storage.writing import transaction, upsert


class MaskStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection, shipped: Path) -> None:
        """`shipped` is the folder with a file of masks for each language; it is read when that is first asked."""
        self._database = database
        self._shipped = Shipped(shipped, "mask", shipped_mask)

    def own(self) -> tuple[Mask, ...]:
        """What the person has made and not deleted, the newest first."""
        rows = self._database.execute(
            "SELECT content FROM masks WHERE deleted IS NULL ORDER BY created DESC, rowid DESC"
        )
        return tuple(mask for (text,) in rows if (mask := mask_of(text)) is not None)

    def get(self, id: str) -> Mask | None:
        """One of the person's own."""
        row = self._database.execute("SELECT content FROM masks WHERE id = ? AND deleted IS NULL", (id,)).fetchone()
        return mask_of(row[0]) if row else None

    def shipped(self, language: str) -> tuple[Mask, ...]:
        """Those that ship with the program in this language; none where their file is missing or broken."""
        return self._shipped(language)

    @property
    def broken(self) -> tuple[str, ...]:
        """Of the files read so far, those that could not be, each with the reason."""
        return self._shipped.broken

    def keep(self, masks: Iterable[Mask]) -> None:
        """All of them, or none; one that was deleted is there again."""
        with transaction(self._database):
            put_masks(self._database, masks)

    def delete(self, ids: Iterable[str], now: int) -> None:
        """Marks them."""
        with transaction(self._database):
            self._database.executemany("UPDATE masks SET deleted = ? WHERE id = ?", [(now, id) for id in ids])

    def favourites(self) -> frozenset[str]:
        """The ids of own masks and others."""
        return frozenset(id for (id,) in self._database.execute("SELECT mask FROM favourite_masks"))

    def favour(self, id: str, is_favourite: bool) -> None:
        statement = (
            "INSERT INTO favourite_masks (mask) VALUES (?) ON CONFLICT DO NOTHING"
            if is_favourite
            else "DELETE FROM favourite_masks WHERE mask = ?"
        )
        with transaction(self._database):
            self._database.execute(statement, (id,))


def put_masks(database: sqlite3.Connection, masks: Iterable[Mask]) -> None:
    """Within a transaction of the caller's."""
    for mask in masks:
        upsert(database, "masks", "id, content, created, deleted", (mask.id, mask_text(mask), mask.created, None))
