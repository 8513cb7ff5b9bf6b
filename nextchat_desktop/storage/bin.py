"""What was deleted or replaced and is still there: to be looked through, and erased for good, one by one or in time."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from nextchat_desktop.core.discarded import Discarded, Kind
from nextchat_desktop.core.messages import Role
from nextchat_desktop.storage.mentions import mentioned, mentioned_by
from nextchat_desktop.storage.parts_text import parts_of
from nextchat_desktop.storage.rows import ARRIVING
from nextchat_desktop.storage.writing import transaction

_CONVERSATIONS = f"""SELECT id, title, deleted, (SELECT count(*) FROM messages WHERE conversation = conversations.id
    AND deleted IS NULL) FROM conversations WHERE deleted < {ARRIVING}"""
_BEGINNING = "SELECT role, parts FROM messages WHERE conversation = ? AND deleted IS NULL ORDER BY rowid LIMIT 8"
_MESSAGES = """SELECT messages.id, conversation, title, messages.deleted, role, parts FROM messages
    JOIN conversations ON conversations.id = conversation
    WHERE messages.deleted IS NOT NULL AND parts <> '[]' AND conversations.deleted IS NULL"""
_WORDINGS = """SELECT wordings.id, conversation, title, replaced, role, wordings.parts, message FROM wordings
    JOIN messages ON messages.id = message JOIN conversations ON conversations.id = conversation
    WHERE messages.deleted IS NULL AND conversations.deleted IS NULL AND wordings.parts <> '[]'"""

_EMPTIED = "UPDATE messages SET parts = '[]', failure = NULL WHERE parts <> '[]' AND {rows}"
"""Of a message for good only its place in the tree stays: what followed it hangs there."""

_ROWS: Mapping[Kind, Mapping[str, str]] = {
    Kind.CONVERSATION: {
        "conversations": "id = ?1",
        "messages": "conversation = ?1",
        "wordings": "message IN (SELECT id FROM messages WHERE conversation = ?1)",
        "queued": "conversation = ?1",
        "drafts": "conversation = ?1",
    },
    Kind.MESSAGE: {"messages": "id = ?1", "wordings": "message = ?1"},
    Kind.WORDING: {"wordings": "id = ?1"},
}
"""What each kind is in the tables."""

_ERASING: Mapping[Kind, tuple[str, ...]] = {
    Kind.CONVERSATION: (
        "DELETE FROM drafts WHERE conversation IN (SELECT id FROM messages WHERE conversation = ?1)",
        "DELETE FROM conversations WHERE id = ?1 AND deleted IS NOT NULL",
        "DELETE FROM drafts WHERE conversation = ?1",
    ),
    Kind.MESSAGE: (
        _EMPTIED.format(rows="id = ?1 AND deleted IS NOT NULL"),
        "DELETE FROM drafts WHERE conversation = ?1",
        "DELETE FROM wordings WHERE message = ?1",
    ),
    Kind.WORDING: ("DELETE FROM wordings WHERE id = ?1",),
}

_DOOMED = "SELECT id FROM conversations WHERE deleted < ?1"
_OLD = f"conversation IN ({_DOOMED}) OR deleted < ?1"
_LOST = "conversation <> '' AND conversation NOT IN (SELECT id FROM conversations)"
"""Of drafts and places, those of conversations that were never kept."""
_OF_NO_MESSAGE = "conversation NOT IN (SELECT id FROM messages WHERE deleted IS NULL OR deleted >= ?1)"
"""Of drafts, those that are none of a message that is being edited."""
_OLD_ROWS: Mapping[str, str] = {
    "conversations": "deleted < ?1",
    "messages": _OLD,
    "wordings": f"replaced < ?1 OR message IN (SELECT id FROM messages WHERE {_OLD})",
    "queued": f"conversation IN ({_DOOMED})",
    "drafts": f"conversation IN ({_DOOMED}) OR ({_LOST})",
    "masks": "deleted < ?1",
}
"""What has lain in the bin for long enough, table by table."""

_EMPTYING = (
    "DELETE FROM conversations WHERE deleted < ?1",
    "DELETE FROM masks WHERE deleted < ?1",
    "DELETE FROM prompts WHERE deleted < ?1",
    "UPDATE conversations SET folder = NULL WHERE folder IN (SELECT id FROM folders WHERE deleted < ?1)",
    "DELETE FROM folders WHERE deleted < ?1",
    f"DELETE FROM wordings WHERE {_OLD_ROWS['wordings']}",
    _EMPTIED.format(rows="deleted < ?1"),
    f"DELETE FROM drafts WHERE {_LOST} AND {_OF_NO_MESSAGE}",
)


class BinStore:
    """Writing may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection, erase_blob: Callable[[str], None]) -> None:
        """`erase_blob` erases a picture that nothing mentions any more; it may raise OSError."""
        self._database = database
        self._erase_blob = erase_blob

    def all(self) -> list[Discarded]:
        """What was deleted or replaced last comes first."""
        found = [*self._conversations(), *self._messages(), *self._wordings()]
        return sorted(found, key=lambda one: (one.at, one.kind, one.id), reverse=True)

    def erase(self, one: Discarded) -> None:
        """For good, with the pictures that nothing else mentions. What was restored meanwhile is left alone."""
        with self._erasing(_ROWS[one.kind], one.id):
            for statement in _ERASING[one.kind]:
                self._database.execute(statement, (one.id,))

    def empty(self, before: int) -> None:
        """Erases for good whatever was deleted or replaced before this time, in UTC milliseconds, with the pictures
        that nothing else mentions. Of a message its place in the tree stays."""
        with self._erasing(_OLD_ROWS, before):
            for statement in _EMPTYING:
                self._database.execute(statement, (before,))
            self._database.execute(f"DELETE FROM places WHERE {_LOST}")

    @contextmanager
    def _erasing(self, rows: Mapping[str, str], value: str | int) -> Iterator[None]:
        """With these rows go the pictures that they alone mention."""
        with transaction(self._database):
            blobs = mentioned_by(self._database, rows, value)
            yield
            left = blobs - mentioned(self._database) if blobs else blobs  # all there is is looked at for some only
        for blob in left:
            with suppress(OSError):  # a file too many does no harm
                self._erase_blob(blob)

    def _conversations(self) -> Iterator[Discarded]:
        for id, title, at, count in self._database.execute(_CONVERSATIONS).fetchall():
            rows = self._database.execute(_BEGINNING, (id,)).fetchall()
            said = (parts for _, text in rows if (parts := parts_of(text)))
            yield Discarded(Kind.CONVERSATION, id, id, title, at, Role.USER, next(said, ()), count=count)

    def _messages(self) -> Iterator[Discarded]:
        for id, conversation, title, at, role, parts in self._database.execute(_MESSAGES):
            yield Discarded(Kind.MESSAGE, id, conversation, title, at, _role(role), parts_of(parts), id)

    def _wordings(self) -> Iterator[Discarded]:
        for id, conversation, title, at, role, parts, message in self._database.execute(_WORDINGS):
            yield Discarded(Kind.WORDING, str(id), conversation, title, at, _role(role), parts_of(parts), message)


def _role(name: str) -> Role:
    return Role(name) if name in set(Role) else Role.ASSISTANT
