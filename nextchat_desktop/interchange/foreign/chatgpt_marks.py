"""The marks that ChatGPT leaves in its texts for its own window → links, or nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nextchat_desktop.interchange.foreign.loose import mappings, number, text
from nextchat_desktop.interchange.foreign.quoting import linked
from nextchat_desktop.records.reading import listing, mapping

_BETWEEN = "\ue202"
_MARK = re.compile(
    "([ \t]?)("
    "\ue200[^\ue200\ue201]*\ue201"  # kind and references, with the sign above between them
    "|【[^】\n]{0,200}†[^】\n]{0,200}】"  # a source as browsing named it before
    ")"
)
_REST = re.compile("[\ue200-\ue2ff]")
"""What is left of marks that are not whole."""
_LONGEST_MARK = 500
_WRITING = re.compile(r"^:::writing\b[^\n]*\n(.*?)(?:^:::[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
"""A letter or the like that its window shows in a box of its own."""
_NAMED = {"entity": 1, "product_entity": 1}
"""Marks that hold JSON, and the place of what is to be read there."""
_WORDED = ("url", "link_title")


def without_marks(said: str, metadata: Mapping[str, Any]) -> str:
    """The text as its window shows it. Takes any metadata."""
    if "\ue200" in said or "†" in said:
        known = {**dict(_cited(said, metadata)), **dict(_referred(metadata))}
        said = _MARK.sub(lambda mark: _stands(mark, known), said)
    if ":::writing" in said:
        said = _WRITING.sub(r"\1", said)
    return _REST.sub("", said)


def _stands(mark: re.Match[str], known: Mapping[str, str]) -> str:
    """What nothing is said for goes with the blank before it."""
    said = known.get(mark[2]) or _read(mark[2])
    return f"{mark[1]}{said}" if said else ""


def _referred(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in mappings(metadata.get("content_references")):
        yield text(one.get("matched_text")).strip(), text(one.get("alt")).strip() or _sources(one)


def _sources(reference: Mapping[str, Any]) -> str:
    links = [linked(text(one.get("title")), text(one.get("url"))) for one in mappings(reference.get("items"))]
    links = [one for one in links if one] or [linked(text(reference.get("title")), text(reference.get("url")))]
    told = ", ".join(one for one in links if one)
    return f"({told})" if told else ""


def _cited(said: str, metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Places in the text that are sources, each told by where it begins and ends."""
    for one in mappings(metadata.get("citations")):
        begin, end = number(one.get("start_ix")), number(one.get("end_ix"))
        if begin is None or end is None or not 0 <= begin < end <= min(len(said), begin + _LONGEST_MARK):
            continue
        page = mapping(one.get("metadata"))
        link = linked(text(page.get("title")), text(page.get("url")))
        if link:
            yield said[int(begin) : int(end)].strip(), f"({link})"


def _read(mark: str) -> str:
    """What is to be read of a mark that nothing explains: the name of a thing, the words of a link."""
    kind, *rest = mark[1:-1].split(_BETWEEN)
    if kind in _WORDED and rest:
        return rest[0]
    try:
        named = listing(json.loads(_BETWEEN.join(rest))) if kind in _NAMED else []
    except (ValueError, RecursionError):
        return ""
    return text(named[_NAMED[kind]]) if len(named) > _NAMED.get(kind, 0) else ""
