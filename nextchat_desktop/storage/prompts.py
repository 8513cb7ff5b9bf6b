"""Prompts: the person's own in the database, those that ship with the program in files. It searches nothing."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = "id, title, text, created, deleted"


class PromptStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection, shipped: Path) -> None:
        """`shipped` is the folder with a file of prompts for each language; one is read when it is first asked for."""
        self._database = database
        self._shipped = shipped
        self._read: dict[str, tuple[Prompt, ...]] = {}

    def own(self) -> tuple[Prompt, ...]:
        """What the person has written and not deleted, the newest first."""
        query = "SELECT id, title, text, created FROM prompts WHERE deleted IS NULL ORDER BY created DESC, rowid DESC"
        rows = self._database.execute(query)
        return tuple(Prompt(id, title, text, created=created) for id, title, text, created in rows)

    def shipped(self, language: str) -> tuple[Prompt, ...]:
        """Those that ship with the program in this language; none where their file is missing or broken."""
        if language not in self._read:
            self._read[language] = read_prompts(self._shipped / f"{language}.toml")
        return self._read[language]

    def keep(self, prompts: Iterable[Prompt]) -> None:
        """All of them, or none; one that was deleted is there again."""
        with transaction(self._database):
            for prompt in prompts:
                row = (prompt.id, prompt.title, prompt.text, prompt.created, None)
                upsert(self._database, "prompts", _COLUMNS, row)

    def delete(self, ids: Iterable[str], now: int) -> None:
        """Marks them."""
        with transaction(self._database):
            self._database.executemany("UPDATE prompts SET deleted = ? WHERE id = ?", [(now, id) for id in ids])


def read_prompts(path: Path) -> tuple[Prompt, ...]:
    """The prompts of one file, in its order; what has no id, title or text is left out, what is no TOML is empty."""
    import tomllib  # no start of the program needs it

    try:
        found = tomllib.loads(path.read_text("utf-8-sig")).get("prompt")
    except (OSError, ValueError):  # what is no TOML and what is no UTF-8 are both values that are not right
        return ()
    every = found if isinstance(found, list) else []
    prompts = (_prompt(fields, path.stem) for fields in every if isinstance(fields, dict))
    return tuple({prompt.id: prompt for prompt in prompts if prompt is not None}.values())


def _prompt(fields: dict[str, Any], language: str) -> Prompt | None:
    """With the language before its id: the same prompt in two languages is two of them."""
    id, title, text = (_line(fields, name) for name in ("id", "title", "text"))
    return Prompt(f"{language}/{id}", title, text, language, builtin=True) if id and title and text else None


def _line(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""
