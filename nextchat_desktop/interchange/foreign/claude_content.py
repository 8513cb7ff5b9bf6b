"""What a message of Claude's export holds → what was thought, said and shown in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from nextchat_desktop.core.found import Why
from nextchat_desktop.core.parts import Part, Text
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, number, text
from nextchat_desktop.interchange.foreign.quoting import attached, fenced, linked
from nextchat_desktop.records.reading import listing, mapping

_ARTIFACT = re.compile(r"<antArtifact\b([^>]{0,2000})>(.*?)(?:</antArtifact>|\Z)", re.DOTALL)
"""A document that was written beside the conversation, as older answers hold it."""
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_THOUGHT = re.compile(r"<antThinking>(.*?)(?:</antThinking>|\Z)", re.DOTALL)
_UNSHOWN = re.compile(r"`{3}\s*This block is not supported on your current device yet\.\s*`{3}")
"""What stands in the plain text for what that could not hold."""
_LANGUAGES: Mapping[str, str] = {
    "text/html": "html",
    "image/svg+xml": "svg",
    "application/vnd.ant.react": "jsx",
    "application/vnd.ant.mermaid": "mermaid",
}
_READ_AS_IT_IS = ("text/markdown", "text/plain", "")
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def parts(message: dict[str, Any], gathering: Gathering) -> list[Part]:
    """What went along stands behind the words."""
    blocks = list(mappings(message.get("content")))
    found = [part for one in blocks for part in _READERS.get(text(one.get("type")), _nothing)(one, gathering)]
    if not any(isinstance(part, Text) for part in found):
        found += _said({"text": _UNSHOWN.sub("", text(message.get("text")))}, gathering)
    found += _attachments(message, gathering)
    names = list(_files(message, gathering))
    return found or [Text(name) for name in names]


def _said(block: dict[str, Any], gathering: Gathering) -> Iterator[Part]:
    return _written(_with_sources(text(block.get("text")), block), gathering)


def _thought(block: dict[str, Any], gathering: Gathering) -> Iterator[Part]:
    summaries = "\n\n".join(line(one.get("summary")) for one in mappings(block.get("summaries")))
    return gathering.thought(text(block.get("thinking")) or summaries)


def _used(block: dict[str, Any], gathering: Gathering) -> Iterator[Part]:
    """A document that was written is read; other uses of tools are only kept."""
    written = mapping(block.get("input"))
    if block.get("name") == "artifacts" and text(written.get("content")).strip():
        return iter((Text(_document(written, text(written.get("content")))),))
    return gathering.call(block.get("id"), block.get("name"), written)


def _nothing(_block: dict[str, Any], _gathering: Gathering) -> Iterator[Part]:
    """What tools told the model alone, and what its window needs."""
    return iter(())


def _written(said: str, gathering: Gathering) -> Iterator[Part]:
    if "<ant" not in said:
        return gathering.said(said)
    thoughts = chain.from_iterable(gathering.thought(found) for found in _THOUGHT.findall(said))
    rest = _ARTIFACT.sub(_in_its_place, _THOUGHT.sub("", said)).strip("\n")
    return chain(thoughts, gathering.said(rest))


def _in_its_place(artifact: re.Match[str]) -> str:
    return f"\n\n{_document(dict(_ATTRIBUTE.findall(artifact[1])), artifact[2])}\n\n"


def _with_sources(said: str, block: dict[str, Any]) -> str:
    """Each source as a link behind the words that it is for."""
    sources: dict[int, list[str]] = {}
    for one in mappings(block.get("citations")):
        details, end = mapping(one.get("details")), number(one.get("end_index"))
        link = linked(text(details.get("title")) or text(one.get("title")), text(details.get("url")))
        if link and end is not None and 0 <= end <= len(said):
            sources.setdefault(int(end), []).append(link)
    told, begin = "", 0
    for end, links in sorted(sources.items()):
        told += f"{said[begin:end]} ({', '.join(dict.fromkeys(links))})"
        begin = end
    return told + said[begin:]


def _document(fields: Mapping[str, Any], content: str) -> str:
    title, kind, body = line(fields.get("title")), text(fields.get("type")), content.strip("\n")
    shown = body if kind in _READ_AS_IT_IS else fenced(body, text(fields.get("language")) or _LANGUAGES.get(kind, ""))
    return f"**{title}**\n\n{shown}" if title else shown


def _attachments(message: dict[str, Any], gathering: Gathering) -> Iterator[Part]:
    for one in mappings(message.get("attachments")):
        content = text(one.get("extracted_content"))
        if content.strip():
            yield Text(attached(line(one.get("file_name")), content))
        else:
            gathering.miss(Why.ATTACHMENT)


def _files(message: dict[str, Any], gathering: Gathering) -> Iterator[str]:
    """The names of what went along and is not in the export."""
    seen: set[str] = set()
    for one in mappings([*listing(message.get("files")), *listing(message.get("files_v2"))]):
        called = line(one.get("file_name"))
        id = text(one.get("file_uuid")) or called
        if id not in seen:
            seen.add(id)
            is_picture = one.get("file_kind") == "image" or called.lower().endswith(_PICTURE_NAMES)
            gathering.miss(Why.PICTURE_ELSEWHERE if is_picture else Why.ATTACHMENT)
            yield called or id


_READERS: Mapping[str, Callable[[dict[str, Any], Gathering], Iterator[Part]]] = {
    "text": _said,
    "voice_note": _said,
    "thinking": _thought,
    "tool_use": _used,
}
