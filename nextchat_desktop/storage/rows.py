"""Messages and conversations ↔ rows of the database. It knows the columns and no connection."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, Usage
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.storage.mask_text import (
    context_of,
    context_text,
    mask_of,
    mask_text,
    parameters_of,
    parameters_text,
    tags_of,
    tags_text,
)
from nextchat_desktop.storage.parts_text import parts_of, parts_text

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
Row = tuple[Any, ...]

MESSAGE_COLUMNS = (
    "id, conversation, parent, role, state, author, created, parts, failure, usage, finish, seconds, connection, "
    "model, deleted, edited"
)
CONVERSATION_COLUMNS = (
    "id, title, named, created, updated, leaf, connection, model, cleared, mask, context, hides_context, parameters, "
    "folder, tags, pinned, archived, rank"
)

ARRIVING = 1 << 62
"""In place of the time at which a conversation was deleted: it is on its way in, and nobody sees it before all of it is
there."""


def message_row(conversation: str, message: Message) -> Row:
    return (
        message.id,
        conversation,
        message.parent,
        message.role.value,
        message.state.value,
        message.author,
        message.created,
        parts_text(message.parts),
        _text(message.failure),
        _text(message.usage),
        message.finish,
        message.seconds,
        *choice_row(message.choice),
        message.deleted,
        message.edited,
    )


def message_of(row: Row) -> Message:
    """The message of a row in MESSAGE_COLUMNS. What cannot be read of it is left out, never the message."""
    return Message(
        id=row[0],
        parent=row[2],
        role=_member(Role, row[3], Role.ASSISTANT),
        state=_member(State, row[4], State.INTERRUPTED),
        author=row[5],
        created=row[6],
        parts=parts_of(row[7]),
        failure=_value(row[8], Failed),
        usage=_value(row[9], Usage),
        finish=row[10],
        seconds=row[11],
        choice=choice_of(row[12], row[13]),
        deleted=row[14],
        edited=row[15],
    )


def conversation_row(conversation: Conversation) -> Row:
    return (
        conversation.id,
        conversation.title,
        int(conversation.named),
        conversation.created,
        conversation.updated,
        conversation.leaf,
        *choice_row(conversation.choice),
        conversation.cleared,
        mask_text(conversation.mask) if conversation.mask else None,
        context_text(conversation.context),
        int(conversation.hides_context),
        parameters_text(conversation.parameters),
        conversation.folder,
        tags_text(conversation.tags),
        int(conversation.pinned),
        int(conversation.archived),
        conversation.rank,
    )


def changed_columns(before: Conversation, after: Conversation) -> Mapping[str, object]:
    """The columns in which the two heads of one conversation differ, with their new values."""
    columns = zip(CONVERSATION_COLUMNS.split(", "), conversation_row(before), conversation_row(after), strict=True)
    return {name: new for name, old, new in columns if new != old}


def conversation_of(row: Row) -> Conversation:
    return Conversation(
        id=row[0],
        title=row[1],
        named=bool(row[2]),
        created=row[3],
        updated=row[4],
        leaf=row[5],
        choice=choice_of(row[6], row[7]),
        cleared=row[8],
        mask=mask_of(row[9]) if row[9] is not None else None,
        context=context_of(row[10]),
        hides_context=bool(row[11]),
        parameters=parameters_of(row[12]),
        folder=row[13],
        tags=tags_of(row[14]),
        pinned=bool(row[15]),
        archived=bool(row[16]),
        rank=row[17],
    )


def choice_row(choice: ModelChoice | None) -> tuple[str | None, str | None]:
    """Its connection and its model."""
    return (choice.connection, choice.model) if choice is not None else (None, None)


def choice_of(connection: str | None, model: str | None) -> ModelChoice | None:
    return None if connection is None or model is None else ModelChoice(connection, model)


def _member(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    """A word of a later version is taken for the most careful one of today."""
    return kind(value) if value in set(kind) else otherwise


def _text(value: Failed | Usage | None) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _value(text: str | None, kind: type[T]) -> T | None:
    try:
        return None if text is None else msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:
        return None
