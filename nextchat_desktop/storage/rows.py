"""Messages and conversations ↔ rows of the database. It knows the columns and no connection."""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from nextchat_desktop.core.events import Failed, Usage
from nextchat_desktop.core.messages import Conversation, Message, ModelChoice, Role, State
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Reasoning, Text, ToolCall

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
Row = tuple[Any, ...]

MESSAGE_COLUMNS = (
    "id, conversation, parent, role, state, author, created, parts, failure, usage, finish, seconds, connection, model"
)
_KINDS: dict[str, type[Part]] = {
    "text": Text,
    "reasoning": Reasoning,
    "picture": Picture,
    "tool_call": ToolCall,
    "keepsake": Keepsake,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_NEEDED: dict[type[Part], tuple[str, ...]] = {
    Text: ("text",),
    Reasoning: ("text",),
    Picture: ("blob", "media"),
    ToolCall: ("id", "name"),
    Keepsake: ("kind", "data"),
}

CONVERSATION_COLUMNS = "id, title, named, created, updated, leaf, connection, model"


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
        message.choice.connection if message.choice else None,
        message.choice.model if message.choice else None,
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
        choice=_choice(row[12], row[13]),
    )


def conversation_row(conversation: Conversation) -> Row:
    choice = conversation.choice
    return (
        conversation.id,
        conversation.title,
        int(conversation.named),
        conversation.created,
        conversation.updated,
        conversation.leaf,
        choice.connection if choice else None,
        choice.model if choice else None,
    )


def changed_columns(before: Conversation, after: Conversation) -> Mapping[str, object]:
    """The columns in which the two heads of one conversation differ, with their new values."""
    columns = zip(CONVERSATION_COLUMNS.split(", "), conversation_row(before), conversation_row(after), strict=True)
    return {name: new for name, old, new in columns if new != old}


def conversation_of(row: Row) -> Conversation:
    id, title, named, created, updated, leaf, connection, model = row
    return Conversation(id, title, bool(named), created, updated, leaf, _choice(connection, model))


def parts_text(parts: tuple[Part, ...]) -> str:
    return msgspec.json.encode([_part_fields(part) for part in parts]).decode()


def parts_of(text: str) -> tuple[Part, ...]:
    """What can be read of the parts."""
    try:
        every = msgspec.json.decode(text, type=list[Any])
    except msgspec.DecodeError:
        return ()
    return tuple(part for fields in every for part in _part(fields))


def pictures_text(pictures: tuple[Picture, ...]) -> str:
    return parts_text(pictures)


def pictures_of(text: str) -> tuple[Picture, ...]:
    return tuple(part for part in parts_of(text) if isinstance(part, Picture))


def _part_fields(part: Part) -> dict[str, Any]:
    return {"type": _NAMES[type(part)], **msgspec.to_builtins(part)}


def _part(fields: object) -> list[Part]:
    """A part as far as it can be read: without what it needs, it is none."""
    kind = _KINDS.get(str(fields.get("type"))) if isinstance(fields, dict) else None
    if not isinstance(fields, dict) or kind is None:
        return []
    needed = {name: fields.get(name) for name in _NEEDED[kind]}
    for known in (fields, needed):
        with suppress(msgspec.ValidationError):
            return [msgspec.convert(known, kind)]
    return []


def _choice(connection: str | None, model: str | None) -> ModelChoice | None:
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
