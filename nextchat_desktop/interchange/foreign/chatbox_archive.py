"""What lies where in the archives that Chatbox makes of everything since version 1.22: `manifest.json` tells it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.core.found import KeepPicture
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import mappings, text
from nextchat_desktop.records.reading import listing, mapping

MANIFEST = "manifest.json"
_SESSION = re.compile(r"sessions/[^/]+/session\.json")
_FORMAT = "chatbox-backup"


@dataclass(frozen=True, slots=True)
class Archive:
    """Members by what is in them: sessions with what the manifest says of each, pictures by their keys in messages."""

    settings: str = ""
    copilots: str = ""
    sessions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


def is_archive(members: tuple[str, ...]) -> bool:
    return MANIFEST in members and ("settings.json" in members or any(map(_SESSION.fullmatch, members)))


def archive(source: Source) -> Archive | None:
    """None for somebody else's archive. Raises Broken, and what the source raises."""
    if MANIFEST not in source.members:
        return None
    manifest = next((mapping(value) for _, value in values(source, ("",), MANIFEST)), {})
    if manifest.get("format") != _FORMAT:
        return None
    data = mapping(manifest.get("data"))
    return Archive(
        _path(data.get("settings")),
        _path(data.get("copilots")),
        {_path(one): mapping(one.get("meta")) for one in mappings(manifest.get("sessions"))},
        {
            text(key): _path(one)
            for one in mappings(manifest.get("resources"))
            if text(one.get("mimeType")).startswith("image/") or one.get("kind") == "image"
            for key in listing(one.get("originalStorageKeys"))
        },
    )


class Stored(Gathering):
    """Gathers also pictures that lie in the archive."""

    def __init__(self, keep: KeepPicture, source: Source, pictures: Mapping[str, str]) -> None:
        super().__init__(keep)
        self._source, self._pictures = source, pictures

    def drawn(self, found: Mapping[str, Any]) -> Iterator[Picture]:
        member = self._pictures.get(text(found.get("storageKey")))
        yield from self.picture(found.get("url")) if member is None else self.member(self._source, member)


def _path(found: object) -> str:
    return text(mapping(found).get("path"))
