"""Finds conversations by their titles, all of which it has at hand as they are compared. It knows no message.

They are read anew when somebody has written in the database since; what is found is told as it is by then. SQLite does
the looking, so that a window in another thread of this process hardly notices.
"""

from collections.abc import Callable
from pathlib import Path

from nextchat_desktop.core.likeness import likeness
from nextchat_desktop.core.looked_for import folded, marks, plain, terms_of
from nextchat_desktop.core.search import Titled
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.parts_text import legible

_RANKED = 100
"""Of so many, the last used, the best are told; beyond them nobody looks for the best."""
_STEPS = 20_000
"""Of SQLite, some milliseconds, before it is asked whether the program closes."""

_AT_HAND = "CREATE TEMP TABLE titles (place INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, folded TEXT NOT NULL)"
_READ = """INSERT INTO titles (conversation, folded)
    SELECT rowid, folded(CAST(title AS BLOB)) FROM conversations INDEXED BY conversations_in_order
    WHERE deleted IS NULL ORDER BY updated DESC, id"""
_FOUND = """SELECT id, title, pinned FROM titles CROSS JOIN conversations ON conversations.rowid = conversation
    WHERE {} AND deleted IS NULL ORDER BY place LIMIT ?"""

Titles = tuple[tuple[Titled, ...], int]
"""The best, and how many there are."""


class TitleReading:
    """Used in one thread. All may raise sqlite3.Error, and do once `is_closing`."""

    def __init__(self, driver: Driver, database: Path, is_closing: Callable[[], bool]) -> None:
        self._read: object = None
        self._database = driver.connect(database)
        self._database.text_factory = legible
        self._database.create_function("folded", 1, lambda title: folded(legible(title)), deterministic=True)
        self._database.set_progress_handler(is_closing, _STEPS)
        self._database.execute("PRAGMA temp_store = MEMORY")
        self._database.execute(_AT_HAND)

    def close(self) -> None:
        self._database.close()

    def found(self, text: str, most: int, is_enough: Callable[[], bool]) -> Titles:
        """Whatever has all the terms in its title, `most` at most. Nothing for no terms, or once `is_enough`, but all
        titles are at hand then for whoever asks next."""
        terms = terms_of(text)
        self._keep_up()
        if not terms or is_enough():
            return (), 0
        has_them = " AND ".join("instr(folded, ?)" for _ in terms)
        (count,) = self._database.execute(f"SELECT COUNT(*) FROM titles WHERE {has_them}", terms).fetchone()
        if not count:
            return (), 0
        rows = self._database.execute(_FOUND.format(has_them), (*terms, _RANKED)).fetchall()
        shown = ((id, plain(title), pinned) for id, title, pinned in rows)
        best = sorted(shown, key=lambda row: -_score(text, row[1]))[:most]
        return tuple(Titled(id, title, marks(title, terms), bool(pinned)) for id, title, pinned in best), count

    def _keep_up(self) -> None:
        version = self._database.execute("PRAGMA data_version").fetchone()
        if version != self._read:
            self._database.execute("DELETE FROM titles")
            self._database.execute(_READ)
            self._read = version


def _score(text: str, title: str) -> float:
    like = likeness(text, (title,), in_short=False)
    return like.score if like is not None else 0.0
