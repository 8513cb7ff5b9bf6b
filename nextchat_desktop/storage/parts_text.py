"""The parts of a message ↔ the JSON they are kept as. It knows no table."""

from contextlib import suppress
from typing import Any

import msgspec

from nextchat_desktop.core.parts import PART_NAMES, Keepsake, Part, Picture, Reasoning, Text, ToolCall

_KINDS = {name: kind for kind, name in PART_NAMES.items()}
_NEEDED: dict[type[Part], tuple[str, ...]] = {
    Text: ("text",),
    Reasoning: ("text",),
    Picture: ("blob", "media"),
    ToolCall: ("id", "name"),
    Keepsake: ("kind", "data"),
}


class _Spoken(msgspec.Struct):
    """As much of a part as is read of very many."""

    type: str = ""
    text: str = ""


_SPOKEN = msgspec.json.Decoder(list[_Spoken])


def parts_text(parts: tuple[Part, ...]) -> str:
    return msgspec.json.encode(parts_fields(parts)).decode()


def parts_fields(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [{"type": PART_NAMES[type(part)], **msgspec.to_builtins(part)} for part in parts]


def parts_of(text: str) -> tuple[Part, ...]:
    """What can be read of the parts."""
    try:
        return parts_from(msgspec.json.decode(text))
    except msgspec.DecodeError:
        return ()


def said(text: str) -> str:
    """What was said in these parts: neither thoughts nor what the model wants done."""
    try:
        return "".join(part.text for part in _SPOKEN.decode(text) if part.type == "text")
    except msgspec.MsgspecError:
        return "".join(part.text for part in parts_of(text) if isinstance(part, Text))


def legible(text: bytes) -> str:
    """A text of the database, whatever its bytes are; as the `text_factory` of a connection that must not fail."""
    return text.decode("utf-8", "replace")


def parts_from(found: object) -> tuple[Part, ...]:
    return tuple(part for fields in found for part in _part(fields)) if isinstance(found, list) else ()


def pictures_text(pictures: tuple[Picture, ...]) -> str:
    return parts_text(pictures)


def pictures_of(text: str) -> tuple[Picture, ...]:
    return tuple(part for part in parts_of(text) if isinstance(part, Picture))


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
