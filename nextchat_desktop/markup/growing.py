"""The short way for what only grows: an open code fence, a line too long to be read. It parses nothing."""

import re
from dataclasses import replace
from typing import NamedTuple, Protocol

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.long_lines import has_picture, is_in_picture, picture_ends
from nextchat_desktop.markup.reading import Piece

_LONGEST = 4_000
"""Words that are added without reading the paragraph again, and the line they stand in, are fewer characters."""
_FENCE = re.compile(r"(`{3,}|~{3,})")


class Growing(Protocol):
    """`block` is what may be shown already."""

    block: Block

    def appended(self, tail: str) -> str | None:
        """What to add to the block, now that the tail is this; None if something else begins."""
        ...

    def end(self, tail: str) -> "End | None":
        """What it was in all, if that can be told; None if the tail has to be read."""
        ...


class End(NamedTuple):
    """All of the code, where in the tail its first line begins, and the line behind it."""

    code: str
    start: int
    offset: int


def growing_fence(tail: str, line: int, piece: Piece) -> Growing | None:
    """A top-level fence that begins with a line of the tail and has not been closed."""
    if piece.kind != "fence":
        return None
    opening = _start_of(tail, line)
    mark = _FENCE.match(tail, opening)
    body = tail.find("\n", opening) + 1
    if not body or mark is None:
        return None
    fence = _Fence(piece.blocks[0], mark[1], opening, body)
    first = fence.appended(tail)
    if first is None:
        return None
    fence.block = replace(fence.block, code=first)
    return fence


def growing_line(tail: str, line: int, piece: Piece) -> Growing | None:
    """The last line of the tail, if it is too long to be read and has not ended."""
    start = _start_of(tail, line)
    if piece.kind != "plain" or tail.find("\n", start) >= 0 or piece.end - piece.start != 1:
        return None
    if is_in_picture(tail, start):
        return _Picture(piece.blocks[-1], len(tail))
    return _Line(piece.blocks[-1], start, tail) if not has_picture(tail[start:]) else None


class _Fence:
    """Its last line break is shown when something follows it, and no line that may become its end."""

    def __init__(self, block: Block, markup: str, opening: int, body: int) -> None:
        mark = re.escape(markup[0])
        self.block = block
        self._opening = opening
        self._closing = re.compile(rf" {{0,3}}{mark}{{{len(markup)},}}[ \t]*$")
        self._perhaps_closing = re.compile(rf" {{0,3}}{mark}*[ \t]*$")
        self._body = self._line = self._shown = body

    def appended(self, tail: str) -> str | None:
        while (end := tail.find("\n", self._line)) >= 0:
            if self._closing.match(tail, self._line, end):
                return None
            self._line = end + 1
        held_back = self._perhaps_closing.match(tail, self._line)
        visible = max(self._shown, self._line - 1) if held_back else len(tail)
        added = tail[self._shown : visible]
        self._shown = visible
        return added

    def end(self, tail: str) -> End | None:
        """The line that was looked at last may close it."""
        stop = tail.find("\n", self._line)
        last = len(tail) if stop < 0 else stop
        if not self._closing.match(tail, self._line, last):
            return None
        return End(tail[self._body : self._line].removesuffix("\n"), self._opening, min(last + 1, len(tail)))


class _Endless:
    def end(self, tail: str) -> End | None:
        """What follows may be anything."""
        return None


class _Line(_Endless):
    """Spaces at its end are shown when something follows them."""

    def __init__(self, block: Block, start: int, tail: str) -> None:
        self.block = block
        self._start = start
        self._shown = len(tail.rstrip(" \t"))

    def appended(self, tail: str) -> str | None:
        if "\n" in tail[self._shown :] or has_picture(tail[max(self._start, self._shown - 20) :]):
            return None
        visible = len(tail.rstrip(" \t"))
        added = tail[self._shown : visible]
        self._shown = max(self._shown, visible)
        return added


class _Picture(_Endless):
    """One that is written out in a line: nothing more is shown before it ends."""

    def __init__(self, block: Block, read: int) -> None:
        self.block = block
        self._read = read

    def appended(self, tail: str) -> str | None:
        if picture_ends(tail, self._read):
            return None
        self._read = len(tail)
        return ""


def growing_words(tail: str, piece: Piece, longest: int = _LONGEST) -> Growing | None:
    """A paragraph or heading at whose end nothing stands that could mean something else with more words behind it."""
    last = piece.blocks[-1] if piece.blocks else None
    line = tail[tail.rfind("\n") + 1 :]
    if last is None or last.kind not in ("text", "heading") or piece.kind == "math_block" or len(line) > longest:
        return None
    run = last.runs[-1] if last.runs else None
    ends_here = piece.end == tail.count("\n") + 1
    if run is None or run.marks or run.link or not ends_here or not _HARMLESS_END.search(line):
        return None
    return _Words(last, tail, longest)


_HARMLESS_END = re.compile(r"(?:[^\W_],?|[^\W\d_]{2}\.) +(?:[^\s@:&]*[^\W_])?[.,!?]? ?\Z")
"""A word behind at least another one, which may be the beginning of neither an address nor an entity."""
_HARMLESS = re.compile(r"[^\n\t\"-+/:->@\[-`{-~]*")
"""Letters, digits, spaces, the ends of sentences, dashes, and whatever is not ASCII."""
_ADDRESS = re.compile(r"(?i)www\.?\S*\Z")


class _Words(_Endless):
    """Spaces at its end are shown when something follows them."""

    def __init__(self, block: Block, tail: str, longest: int) -> None:
        self.block = block
        self._read = len(tail)
        self._shown = len(tail.rstrip(" "))
        self._most = self._read + longest

    def appended(self, tail: str) -> str | None:
        if len(tail) > self._most or not _HARMLESS.fullmatch(tail, self._read) or _ADDRESS.search(tail, self._read - 4):
            return None
        self._read = len(tail)
        visible = len(tail.rstrip(" "))
        added = tail[self._shown : visible]
        self._shown = max(self._shown, visible)
        return added


def _start_of(tail: str, line: int) -> int:
    start = 0
    for _ in range(line):
        start = tail.find("\n", start) + 1
    return start
