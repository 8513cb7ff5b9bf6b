"""The parts of a message ↔ plain data."""

from contextlib import suppress
from typing import Any

import msgspec

from nextchat_desktop.core.parts import PART_NAMES, Keepsake, Part, Picture, Reasoning, Text, ToolCall
from nextchat_desktop.records.reading import listing

_KINDS = {name: kind for kind, name in PART_NAMES.items()}
_NEEDED: dict[type[Part], tuple[str, ...]] = {
    Text: ("text",),
    Reasoning: ("text",),
    Picture: ("blob", "media"),
    ToolCall: ("id", "name"),
    Keepsake: ("kind", "data"),
}


def parts_fields(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [{"type": PART_NAMES[type(part)], **msgspec.to_builtins(part)} for part in parts]


def parts_from(found: object) -> tuple[Part, ...]:
    return tuple(part for fields in listing(found) for part in _part(fields))


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
