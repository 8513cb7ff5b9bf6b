"""The marks that ChatGPT leaves in its texts for its own window → links, or nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nextchat_desktop.interchange.foreign.loose import listing, mapping, mappings, number, text
from nextchat_desktop.interchange.foreign.quoting import linked

_OPEN, _BETWEEN, _CLOSE = "\ue200", "\ue202", "\ue201"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_REST = re.compile("[\ue200-\ue2ff]")
"""What is left of marks that are not whole."""
_BRACKET = re.compile("【[^】\n]{0,200}†[^】\n]{0,200}】")
"""A source as browsing named it, before the marks above."""
_WRITING = re.compile(r"^:::writing\b[^\n]*\n(.*?)(?:^:::[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
"""A letter or the like that its window shows in a box of its own."""
_NAMED = {"entity": 1, "product_entity": 1}
"""Marks that hold JSON, and the place of what is to be read there."""
_WORDED = ("url", "link_title")
_BLANK_BEFORE = re.compile(r"[ \t]+(?=[.,;:!?。，；：！？]|$)", re.MULTILINE)


def without_marks(said: str, metadata: Mapping[str, Any]) -> str:
    """The text as its window shows it. Takes any metadata."""
    marked = _OPEN in said or "†" in said
    for mark, stands in _replacements(said, metadata) if marked else ():
        said = said.replace(mark, stands)
    said = _BRACKET.sub("", _MARK.sub(_read, said)) if marked else said
    if ":::writing" in said:
        said = _WRITING.sub(r"\1", said)
    said = _REST.sub("", said)
    return _BLANK_BEFORE.sub("", said) if marked else said


def _replacements(said: str, metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Marks that the metadata explain, the longest first, and what they stand for."""
    found = {**dict(_cited(said, metadata)), **dict(_referred(metadata))}
    return iter(sorted(found.items(), key=lambda one: -len(one[0])))


def _referred(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in mappings(metadata.get("content_references")):
        mark = text(one.get("matched_text"))
        if _OPEN in mark or _BRACKET.fullmatch(mark):
            yield mark, text(one.get("alt")).strip() or _sources(one)


def _sources(reference: Mapping[str, Any]) -> str:
    links = [linked(text(one.get("title")), text(one.get("url"))) for one in mappings(reference.get("items"))]
    links = [one for one in links if one] or [linked(text(reference.get("title")), text(reference.get("url")))]
    told = ", ".join(one for one in links if one)
    return f"({told})" if told else ""


def _cited(said: str, metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Places in the text that are sources, each told by where it begins and ends."""
    for one in mappings(metadata.get("citations")):
        begin, end = number(one.get("start_ix")), number(one.get("end_ix"))
        if begin is None or end is None or not 0 <= begin < end <= len(said):
            continue
        mark = said[int(begin) : int(end)].strip()
        page = mapping(one.get("metadata"))
        link = linked(text(page.get("title")), text(page.get("url")))
        if link and (_MARK.fullmatch(mark) or _BRACKET.fullmatch(mark)):
            yield mark, f"({link})"


def _read(mark: re.Match[str]) -> str:
    """What is to be read of a mark that nothing explains: the name of a thing, the words of a link."""
    kind, *rest = mark[1].split(_BETWEEN)
    if kind in _WORDED and rest:
        return rest[0]
    try:
        named = listing(json.loads(_BETWEEN.join(rest))) if kind in _NAMED else []
    except (ValueError, RecursionError):
        return ""
    return text(named[_NAMED[kind]]) if len(named) > _NAMED.get(kind, 0) else ""
