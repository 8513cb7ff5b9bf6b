"""Prompts: the person's own in the database, those that ship with the program in files. It searches nothing."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.storage.shipped import Shipped, line
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = "id, title, text, created, deleted"


class PromptStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection, shipped: Path) -> None:
        """`shipped` is the folder with a file of prompts for each language; one is read when it is first asked for."""
        self._database = database
        self._shipped = Shipped(shipped, "prompt", _shipped_prompt)

    def own(self) -> tuple[Prompt, ...]:
        """What the person has written and not deleted, the newest first."""
        query = "SELECT id, title, text, created FROM prompts WHERE deleted IS NULL ORDER BY created DESC, rowid DESC"
        rows = self._database.execute(query)
        return tuple(Prompt(id, title, text, created=created) for id, title, text, created in rows)

    def shipped(self, language: str) -> tuple[Prompt, ...]:
        """Those that ship with the program in this language; none where their file is missing or broken."""
        return self._shipped(language)

    def keep(self, prompts: Iterable[Prompt]) -> None:
        """All of them, or none; one that was deleted is there again."""
        with transaction(self._database):
            put_prompts(self._database, prompts)

    def delete(self, ids: Iterable[str], now: int) -> None:
        """Marks them."""
        with transaction(self._database):
            self._database.executemany("UPDATE prompts SET deleted = ? WHERE id = ?", [(now, id) for id in ids])


def put_prompts(database: sqlite3.Connection, prompts: Iterable[Prompt]) -> None:
    """Within a transaction of the caller's."""
    for prompt in prompts:
        upsert(database, "prompts", _COLUMNS, (prompt.id, prompt.title, prompt.text, prompt.created, None))


def _shipped_prompt(fields: dict[str, Any], language: str) -> Prompt | None:
    """With the language before its id: the same prompt in two languages is two of them. None if one of these lacks."""
    id, title, text = (line(fields, name) for name in ("id", "title", "text"))
    return Prompt(f"{language}/{id}", title, text, language, builtin=True) if id and title and text else None
