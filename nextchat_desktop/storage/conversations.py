"""Conversations and their messages in the database. It keeps trees and knows nothing of how they grow."""

import sqlite3
from collections.abc import Mapping

from nextchat_desktop.core.conversation import Conversation, Draft
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.storage.mentions import mentioned
from nextchat_desktop.storage.parts_text import pictures_of, pictures_text
from nextchat_desktop.storage.rows import (
    CONVERSATION_COLUMNS,
    MESSAGE_COLUMNS,
    changed_columns,
    conversation_of,
    conversation_row,
    message_of,
    message_row,
)
from nextchat_desktop.storage.writing import transaction, upsert


class ConversationStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._seen = self._data_version()

    def all(self) -> list[Conversation]:
        """What is not deleted, the last used first."""
        order = "WHERE deleted IS NULL ORDER BY updated DESC, created DESC, rowid DESC"
        rows = self._database.execute(f"SELECT {CONVERSATION_COLUMNS} FROM conversations {order}")
        return [conversation_of(row) for row in rows]

    def get(self, id: str) -> Conversation | None:
        query = f"SELECT {CONVERSATION_COLUMNS} FROM conversations WHERE id = ? AND deleted IS NULL"
        row = self._database.execute(query, (id,)).fetchone()
        return conversation_of(row) if row else None

    def messages(self, conversation: str) -> list[Message]:
        """All branches, in the order in which they were begun."""
        query = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE conversation = ? ORDER BY rowid"
        return [message_of(row) for row in self._database.execute(query, (conversation,))]

    def save(self, conversation: Conversation, *messages: Message, since: Conversation | None = None) -> None:
        """The conversation's head and these messages of it, together.

        With `since`, the head as it was last seen here, only what is different now is written, so that a change
        which another process has made meanwhile stays. Going on with a deleted conversation restores it.
        """
        with transaction(self._database):
            if since is None:
                upsert(self._database, "conversations", CONVERSATION_COLUMNS, conversation_row(conversation))
            else:
                self._change(conversation.id, changed_columns(since, conversation))
            for message in messages:
                upsert(self._database, "messages", MESSAGE_COLUMNS, message_row(conversation.id, message))

    def delete(self, id: str, now: int) -> None:
        """Marks it; `restore` takes the mark away."""
        with transaction(self._database):
            self._database.execute("UPDATE conversations SET deleted = ? WHERE id = ?", (now, id))

    def restore(self, id: str) -> None:
        with transaction(self._database):
            self._database.execute("UPDATE conversations SET deleted = NULL WHERE id = ?", (id,))

    def mentioned(self) -> set[str]:
        """Every blob that anything here mentions, in whatever way a later version may do so."""
        return mentioned(self._database)

    def draft(self, conversation: str) -> Draft:
        """The draft of a conversation; of the one not yet begun under an empty id. Also of a message being edited."""
        query = "SELECT text, caret, pictures FROM drafts WHERE conversation = ?"
        row = self._database.execute(query, (conversation,)).fetchone()
        return Draft(row[0], row[1], pictures_of(row[2])) if row else Draft()

    def keep_draft(self, conversation: str, draft: Draft) -> None:
        row = (conversation, draft.text, draft.caret, pictures_text(draft.pictures))
        with transaction(self._database):
            if draft:
                upsert(self._database, "drafts", "conversation, text, caret, pictures", row, "conversation")
            else:
                self._database.execute("DELETE FROM drafts WHERE conversation = ?", (conversation,))

    def streaming(self) -> list[tuple[Conversation, Message]]:
        """The messages that have not reached their end, with their conversations."""
        query = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE state = '{State.STREAMING.value}'"
        found = self._database.execute(query).fetchall()
        heads = ((self.get(row[1]), message_of(row)) for row in found)
        return [(head, message) for head, message in heads if head is not None]

    def forget_notes(self, seq: int) -> None:
        """Erases what was noted of changes up to this one, for the index of messages knows them."""
        with transaction(self._database):
            self._database.execute("DELETE FROM to_index WHERE seq <= ?", (seq,))

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was last asked."""
        seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    def _data_version(self) -> int:
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def _change(self, conversation: str, columns: Mapping[str, object]) -> None:
        changes = [f"{name} = ?" for name in columns] + (["deleted = NULL"] if "leaf" in columns else [])
        if changes:
            statement = f"UPDATE conversations SET {', '.join(changes)} WHERE id = ?"
            self._database.execute(statement, (*columns.values(), conversation))
