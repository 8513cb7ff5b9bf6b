"""Files for readers of foreign formats, handed in as bytes, and what comes out of them in short."""

import io
import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from nextchat_desktop.core.found import Found, FoundConversation, FoundMask, FoundPrompt, Unread, Why
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.formats import FORMATS
from nextchat_desktop.interchange.foreign.reading import format_of, read
from nextchat_desktop.storage.blobs import picture_of


class Handed:
    """A source made of bytes, or of the members of an archive."""

    def __init__(self, name: str, data: bytes = b"", files: Mapping[str, bytes] | None = None) -> None:
        self.name, self._data, self._files = name, data, files or {}
        self.members = tuple(self._files)
        self.size = len(data) + sum(map(len, self._files.values()))

    def open(self, member: str = "") -> BinaryIO:
        if member and member not in self._files:
            raise FileNotFoundError(member)
        return io.BytesIO(self._files[member] if member else self._data)


class Album:
    """Keeps the pictures of a file, by the names of their blobs."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, data: bytes) -> Picture | None:
        picture = picture_of(data)
        if picture is not None:
            self.kept[picture.blob] = data
        return picture


def handed(value: Any, name: str = "file.json") -> Handed:
    return Handed(name, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def form_of(source: Handed) -> Format | None:
    return format_of(source, FORMATS)


def everything(source: Handed, album: Album | None = None) -> list[Found]:
    """All that is found in a file by whoever knows it; that somebody does is part of what is tested."""
    form = form_of(source)
    assert form is not None, "nobody knows this file"
    return list(read(source, form, (album or Album()).keep))


def conversations(source: Handed, album: Album | None = None) -> list[FoundConversation]:
    return [one for one in everything(source, album) if isinstance(one, FoundConversation)]


def masks(source: Handed) -> list[FoundMask]:
    return [one for one in everything(source) if isinstance(one, FoundMask)]


def prompts(source: Handed) -> list[FoundPrompt]:
    return [one for one in everything(source) if isinstance(one, FoundPrompt)]


def unread(source: Handed) -> dict[Why, int]:
    counts: dict[Why, int] = {}
    for one in everything(source):
        if isinstance(one, Unread):
            counts[one.why] = counts.get(one.why, 0) + one.count
    return counts
