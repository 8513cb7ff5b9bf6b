"""Messages, memories and the heads of conversations ↔ plain data. Times are ISO 8601 in UTC, to the millisecond."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_type_hints

import msgspec

from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.records.masks import (
    context_fields,
    context_from,
    mask_fields,
    mask_from,
    parameters_fields,
    parameters_from,
)
from nextchat_desktop.records.parts import parts_fields, parts_from
from nextchat_desktop.records.reading import mapping, readable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TIMES = frozenset(("created", "updated", "edited", "deleted"))

_Nested = dict[str, tuple[Callable[[Any], Any], Callable[[object], Any]]]
"""Of fields that are more than a plain value: how each is written and how it is read."""

_IN_MESSAGES: _Nested = {"parts": (parts_fields, parts_from)}
_IN_HEADS: _Nested = {
    "mask": (mask_fields, mask_from),
    "context": (context_fields, context_from),
    "parameters": (parameters_fields, parameters_from),
}


def message_fields(message: Message) -> dict[str, Any]:
    """Only what is known of it. `content` is its text alone, for those who want no more."""
    return {**_fields(message, _IN_MESSAGES), "content": message.text}


def message_from(found: object) -> Message | None:
    """None where it has no id, or nobody knows who said it. A state of a later version is the most careful of today."""
    known = _known(found, Message, _IN_MESSAGES)
    if not known.get("id") or "role" not in known:
        return None
    if "state" in mapping(found):
        known.setdefault("state", State.INTERRUPTED)
    return Message(**known)


def head_fields(head: Conversation) -> dict[str, Any]:
    return _fields(head, _IN_HEADS)


def head_from(found: object) -> Conversation | None:
    """None where it has no id."""
    known = _known(found, Conversation, _IN_HEADS)
    return Conversation(**known) if known.get("id") else None


def memory_fields(memory: Memory) -> dict[str, Any]:
    return _fields(memory, {})


def memory_from(found: object) -> Memory | None:
    known = _known(found, Memory, {})
    return Memory(**known) if known.get("id") and known.get("through") and "text" in known else None


def _fields(value: Any, nested: _Nested) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for one in fields(value):
        said = getattr(value, one.name)
        if said == one.default or said is None:
            continue
        if one.name in _TIMES:
            written[one.name] = _moment(said)
        elif one.name in nested:
            written[one.name] = nested[one.name][0](said)
        else:
            written[one.name] = msgspec.to_builtins(said)
    return written


def _known(found: object, kind: type, nested: _Nested) -> dict[str, Any]:
    said = mapping(found)
    hints = {name: hint for name, hint in _hints(kind).items() if name not in nested and name not in _TIMES}
    known = readable(said, hints)
    known |= {name: read(said[name]) for name, (_, read) in nested.items() if name in said}
    times = {name: _milliseconds(said[name]) for name in _TIMES & said.keys() & _hints(kind).keys()}
    return known | {name: time for name, time in times.items() if time is not None}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _moment(milliseconds: int) -> str:
    return (_EPOCH + milliseconds * _MILLISECOND).isoformat(timespec="milliseconds")


def _milliseconds(moment: object) -> int | None:
    """None where it is no time, or none that says where on earth it is."""
    try:
        return (datetime.fromisoformat(str(moment)) - _EPOCH) // _MILLISECOND
    except (ValueError, TypeError, OverflowError):
        return None
