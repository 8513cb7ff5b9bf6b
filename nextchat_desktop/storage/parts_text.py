"""The parts of a message ↔ the JSON they are kept as. It knows no table."""

import msgspec

from nextchat_desktop.core.parts import Part, Picture, Text
from nextchat_desktop.records.parts import parts_fields, parts_from


class _Spoken(msgspec.Struct):
    """As much of a part as is read of very many."""

    type: str = ""
    text: str = ""


_SPOKEN = msgspec.json.Decoder(list[_Spoken])


def parts_text(parts: tuple[Part, ...]) -> str:
    return msgspec.json.encode(parts_fields(parts)).decode()


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


def pictures_text(pictures: tuple[Picture, ...]) -> str:
    return parts_text(pictures)


def pictures_of(text: str) -> tuple[Picture, ...]:
    return tuple(part for part in parts_of(text) if isinstance(part, Picture))
