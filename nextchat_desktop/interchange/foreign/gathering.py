"""Parts of messages as other programs' files hold them, and what of those could not be taken. It knows no program."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from nextchat_desktop.core.found import KeepPicture, Unread, Why
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text, ToolCall
from nextchat_desktop.core.pictures import MOST_BYTES, data_picture
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.loose import as_json, line, name, number, text
from nextchat_desktop.records.reading import listing, mapping

_DRAWN = re.compile(r"!\[[^\]\n]{0,200}\]\((data:image/[^()!\s]+)\)")
"""A picture in the middle of a text."""
_TEXTS = ("text", "input_text", "output_text")
_THOUGHTS = ("reasoning", "thinking", "think")
_PICTURES = ("image_url", "image", "input_image", "image_file")
_CALLS = ("tool_call", "tool-call", "tool_use", "function_call")


class Gathering:
    """Makes parts, and counts what of them is missing until somebody asks."""

    def __init__(self, keep: KeepPicture) -> None:
        self._keep = keep
        self._missed: Counter[Why] = Counter()

    def miss(self, why: Why, count: int = 1) -> None:
        if count > 0:
            self._missed[why] += count

    def missed(self, where: str) -> Iterator[Unread]:
        """What was missed since this was asked last."""
        told = [Unread(why, where, count) for why, count in self._missed.items()]
        self._missed.clear()
        return iter(told)

    def bytes(self, data: bytes | None) -> Iterator[Picture]:
        """The picture that these are; None is one that the file does not hold."""
        picture = None if data is None else self._keep(data)
        if picture is None:
            self.miss(Why.PICTURE_ELSEWHERE if data is None else Why.PICTURE)
        else:
            yield picture

    def member(self, source: Source, member: str) -> Iterator[Picture]:
        """The picture that lies in an archive under this name, if it does."""
        data: bytes | None = None
        if member in source.members:
            try:
                with closing(source.open(member)) as stream:
                    data = stream.read(MOST_BYTES)
            except OSError:
                data = b""
        yield from self.bytes(data)

    def picture(self, address: object) -> Iterator[Picture]:
        """The picture at an address, which is there where the address is the picture itself."""
        url = text(address)
        if not url.startswith("data:"):
            self.miss(Why.PICTURE_ELSEWHERE)
        elif (data := data_picture(url)) is None:
            self.miss(Why.PICTURE)
        else:
            yield from self.bytes(data)

    def said(self, value: object) -> Iterator[Part]:
        """A text, with the pictures that stand in it as pictures."""
        pieces = _DRAWN.split(text(value))
        for place, piece in enumerate(pieces):
            if place % 2:
                yield from self.picture(piece)
            elif piece.strip():
                yield Text(piece)

    def thought(self, value: object, milliseconds: object = None) -> Iterator[Part]:
        if text(value).strip():
            took = number(milliseconds)
            yield Reasoning(text(value).strip(), took / 1000 if took and took > 0 else None)

    def call(self, id: object, called: object, arguments: object) -> Iterator[Part]:
        self.miss(Why.TOOL)
        yield ToolCall(name(id), line(called), as_json(arguments))

    def attached(self, parts: Iterator[Part], names: Sequence[str]) -> tuple[Part, ...]:
        """The parts of a message with which files went along; where there are no others, the names of the files."""
        self.miss(Why.ATTACHMENT, len(names))
        told = " · ".join(one for one in names if one)
        return tuple(parts) or ((Text(told),) if told else ())

    def content(self, value: object) -> Iterator[Part]:
        """What is a text or a list of typed parts, the way OpenAI's API and very many after it write it."""
        if isinstance(value, str):
            yield from self.said(value)
        for one in listing(value):
            yield from self._typed(one) if isinstance(one, dict) else self.said(one)

    def _typed(self, part: dict[str, Any]) -> Iterator[Part]:
        kind = part.get("type")
        if kind in _TEXTS:
            yield from self.said(_value(part.get("text")))
        elif kind in _THOUGHTS:
            yield from self.thought(_value(part.get("text") or part.get(kind)), part.get("duration"))
        elif kind in _PICTURES:
            yield from self.picture(_address(part))
        elif kind in _CALLS:
            yield from self.call(*_called(part))
        elif kind in ("file", "input_file", "document", "audio", "input_audio", "video"):
            self.miss(Why.ATTACHMENT)


def _value(found: object) -> object:
    """A text, or the one that stands in an object as its value."""
    return found["value"] if isinstance(found, dict) and "value" in found else found


def _address(part: dict[str, Any]) -> object:
    for found in (part.get("image_url"), part.get("url"), part.get("image"), part.get("image_file")):
        if isinstance(found, str):
            return found
        if isinstance(found, dict):
            return found.get("url") or found.get("filepath")
    source = mapping(part.get("source"))
    return f"data:{text(source.get('media_type'))};base64,{text(source.get('data'))}" if source.get("data") else ""


def _called(part: dict[str, Any]) -> tuple[object, object, object]:
    call = mapping(part.get("tool_call")) or part
    function = mapping(call.get("function")) or call
    said = (function.get(key) for key in ("arguments", "args", "input"))
    id = call.get("id") or call.get("toolCallId") or call.get("tool_call_id")
    called = function.get("name") or function.get("toolName") or function.get("tool_name")
    return id, called, next((one for one in said if one is not None), "")
