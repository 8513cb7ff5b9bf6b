"""Reads Markdown while it arrives, each piece once; it knows neither where the text comes from nor how blocks look.

Only the text behind the last committed piece is parsed. A piece is committed when a later one has begun on a complete
line, and the boundary is the end of that piece, never the start of the next: link definitions between the two make no
token and may still grow. Where the boundary lies inside a list or table, the text is parsed behind a stand-in for what
was committed of it. An open code fence, or a line too long for anything else, is not parsed again at all; what comes is
handed out as it is.
"""

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.growing import End, Growing, growing_fence, growing_line, growing_words
from nextchat_desktop.markup.mentions import Mentions
from nextchat_desktop.markup.parser import Parser, make_parser
from nextchat_desktop.markup.reading import Piece, References, read_pieces

Blocks = tuple[Block, ...]

_VERBATIM = ("fence", "code_block")
"""No label means anything in these."""
SLICE = 1_000
"""So many characters are read at once, about a millisecond's work, four if they are nothing but short items."""
_DEAR, _WORTH, _LEAP = 6_000, 16, 4
"""An open piece longer than the first is read again only with a sixteenth more, and then with up to a quarter more."""
_HEAVIEST = 1_000
"""Of longer lines, which may be whole pictures, no more characters count."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a step has changed. Every element of these tuples is one piece, as its blocks.

    `committed` will not change but through `rerendered`, which gives committed pieces anew by their index; `open`
    replaces whatever was open before. When `appended` is not None it continues the last open block, its code or its
    last run, and nothing else has changed.
    """

    committed: tuple[Blocks, ...] = ()
    open: tuple[Blocks, ...] = ()
    rerendered: tuple[tuple[int, Blocks], ...] = ()
    appended: str | None = None


@dataclass(slots=True)
class IncrementalMarkdown:
    """Gives the same blocks as a reading of the whole text, whatever the pieces were."""

    parser: Parser
    slice: int = SLICE
    quick: bool = True
    """Whether harmless words at the end of a paragraph are added to it without reading it again."""
    _arrived: str = ""
    _pending: list[str] = field(default_factory=list)
    _held_return: bool = False
    _tail: str = ""
    _context: str = ""
    _committed: list[Piece] = field(default_factory=list)
    _references: References = field(default_factory=dict)
    _mentions: Mentions = field(default_factory=Mentions)
    _growing: Growing | None = None

    def feed(self, text: str) -> None:
        """Takes what has arrived. A carriage return at its end is held back: a line feed may follow."""
        if self._held_return:
            text = "\r" + text
        self._held_return = text.endswith("\r")
        text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        self._pending.append(text.replace("\0", "\ufffd"))

    @property
    def waiting(self) -> int:
        """How many characters have arrived and not been read."""
        return len(self._arrived) + sum(map(len, self._pending))

    @property
    def unread(self) -> str:
        """The words that no update has spoken of yet."""
        return self._arrived + "".join(self._pending)

    def is_due(self, final: bool) -> bool:
        """Whether there is enough to read: an item of many pages is read as a whole, so not for every word."""
        waiting = self.waiting
        if final or self._growing is not None or not waiting:
            return waiting > 0
        weight = _weight(self._tail)
        return weight <= _DEAR or waiting * _WORTH >= weight

    def updates(self, final: bool = False, seconds: float = float("inf")) -> Iterator[Update]:
        """Reads what was fed for about so long, a slice at a time; `final` says that nothing will follow.

        At least one slice is read if any is due. The last update of a final text comes when `waiting` has reached 0.
        """
        if not final and not self.is_due(final):
            return
        self._gather(final)
        deadline = time.monotonic() + seconds
        while True:
            cut = self._cut()
            self._tail += self._arrived[:cut]
            self._arrived = self._arrived[cut:]
            yield self._read(final and not self._arrived)
            if not self._arrived or time.monotonic() >= deadline:
                return

    def _gather(self, final: bool) -> None:
        if final and self._held_return:
            self._held_return = False
            self._pending.append("\n")
        self._arrived += "".join(self._pending)
        self._pending.clear()

    def _cut(self) -> int:
        """A slice ends with a line, however long that is: what is too long is not read for marks."""
        most = max(self.slice, _weight(self._tail) // _LEAP if self._growing is None else 0)
        if len(self._arrived) <= most:
            return len(self._arrived)
        return self._arrived.rfind("\n", 0, most) + 1 or self._arrived.find("\n", most) + 1 or len(self._arrived)

    def _read(self, final: bool) -> Update:
        growing, self._growing = self._growing, None
        if growing is None:
            return self._read_tail(final)
        appended = growing.appended(self._tail)
        if appended is not None and not final:
            self._growing = growing
            return Update(appended=appended)
        end = growing.end(self._tail)
        if end is None:
            return self._read_tail(final)
        return self._close(replace(growing.block, code=end.code), end, final)

    def _close(self, block: Block, end: End, final: bool) -> Update:
        """Commits code without reading it again, and goes on with what follows it."""
        rerendered = self._learn(self._tail[: end.start]) if end.start else ()
        lines = self._tail.count("\n", 0, end.offset)
        self._committed.append(Piece("fence", 0, lines, "", (block,)))
        self._tail, self._context = self._tail[end.offset :], ""
        below = self._read_tail(final)
        return replace(below, committed=((block,), *below.committed), rerendered=(*rerendered, *below.rerendered))

    def _read_tail(self, final: bool) -> Update:
        pieces, references = self._pieces(self._tail)
        count = len(pieces) if final else _settled(pieces, self._tail.count("\n"))
        if not count and not final:
            return Update(open=self._open(pieces, 0))
        start = len(self._committed)
        rerendered = self._commit(pieces, count, references, final)
        fresh = tuple(piece.blocks for piece in self._committed[start:])
        opened = self._open(pieces[count:], pieces[count - 1].end if count else 0)
        return Update(fresh, opened, rerendered)

    def _pieces(self, text: str) -> tuple[list[Piece], References]:
        """Of what stands behind the boundary."""
        goes_on = bool(self._committed) and self._committed[-1].is_cut
        return read_pieces(self.parser, text, self._references, self._context, goes_on)

    def _open(self, pieces: list[Piece], first_line: int) -> tuple[Blocks, ...]:
        """What has not settled; if it is nothing but code or a long line, the short way is taken from now on."""
        blocks = [piece.blocks for piece in pieces]
        if len(pieces) == 1:
            start = pieces[0].start - first_line
            self._growing = growing_fence(self._tail, start, pieces[0]) or growing_line(self._tail, start, pieces[0])
        if pieces and self._growing is None and self.quick:
            self._growing = growing_words(self._tail, replace(pieces[-1], end=pieces[-1].end - first_line))
        if self._growing is not None:
            blocks[-1] = (*blocks[-1][:-1], self._growing.block)
        return tuple(blocks)

    def _commit(
        self, pieces: list[Piece], count: int, references: References, final: bool
    ) -> tuple[tuple[int, Blocks], ...]:
        """Moves the boundary behind the first pieces, and gives older ones that a new definition has changed."""
        cut = len(self._tail) if final else _offset(self._tail, pieces[count - 1].end)
        head, self._tail = self._tail[:cut], self._tail[cut:]
        settled = pieces[:count]
        rerendered: tuple[tuple[int, Blocks], ...] = ()
        if references.keys() != self._references.keys():
            rerendered = self._learn(head)
            settled, _ = self._pieces(head)
            if settled:  # the line that cut the last one may stand behind
                settled[-1] = replace(settled[-1], is_cut=pieces[count - 1].is_cut)
        for piece in settled:
            if piece.kind not in _VERBATIM:
                self._mentions.note(len(self._committed), piece.source)
            self._committed.append(piece)
        self._context = _context(pieces, count)
        return rerendered

    def _learn(self, head: str) -> tuple[tuple[int, Blocks], ...]:
        """Takes the definitions in a part of the tail, and gives what they have changed above it."""
        _, known = self._pieces(head)
        new = known.keys() - self._references.keys()
        self._references = known
        return tuple(self._resolve_late(new))

    def _resolve_late(self, labels: set[str]) -> Iterator[tuple[int, Blocks]]:
        for index in self._mentions.of(labels):
            piece = self._committed[index]
            goes_on = index > 0 and self._committed[index - 1].is_cut
            again, _ = read_pieces(self.parser, piece.source, self._references, piece.context, goes_on)
            if again and again[0].blocks != piece.blocks:
                self._committed[index] = replace(again[0], is_cut=piece.is_cut)
                yield index, again[0].blocks


def read_blocks(parser: Parser, text: str) -> Blocks:
    """Every block of a whole text."""
    reading = read_in_slices(parser, text)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            return tuple(end.value)


def read_in_slices(parser: Parser, text: str) -> Generator[None, None, Blocks]:
    """The same, for who has other things to do meanwhile."""
    markdown = IncrementalMarkdown(parser)
    markdown.feed(text)
    pieces: list[Blocks] = []
    for update in markdown.updates(final=True):
        for index, blocks in update.rerendered:
            pieces[index] = blocks
        pieces += update.committed
        yield
    return tuple(block for blocks in pieces for block in blocks)


def last_code(text: str) -> str:
    """The last block of code in a text; empty if there is none."""
    if "```" not in text and "~~~" not in text and "    " not in text:
        return ""
    return next((block.code for block in reversed(read_blocks(make_parser(), text)) if block.kind == "code"), "")


def _settled(pieces: list[Piece], complete_lines: int) -> int:
    """How many pieces can no longer change: those before the last one that surely has begun."""
    for index in range(len(pieces) - 1, 0, -1):
        piece, above = pieces[index], pieces[index - 1]
        needed = piece.start + (piece.kind == "head" or above.is_cut)
        touching = piece.kind == "paragraph_open" and piece.start == above.end and not above.is_cut
        begun = needed < complete_lines or (piece.kind == "plain" and not above.source.lstrip().startswith("["))
        if begun and not touching:
            return index
    return 0


def _context(pieces: list[Piece], count: int) -> str:
    """What has to stand before the text behind the boundary: something if that goes through a list or table."""
    if not 0 < count < len(pieces):
        return ""
    above, below = pieces[count - 1], pieces[count]
    return below.context if above.whole == below.whole >= 0 else ""


def _weight(text: str) -> int:
    """How dear it is to read, in characters."""
    return sum(min(len(line), _HEAVIEST) for line in text.split("\n"))


def _offset(text: str, line: int) -> int:
    """Where a line begins."""
    offset = 0
    for _ in range(line):
        end = text.find("\n", offset)
        if end < 0:
            return len(text)
        offset = end + 1
    return offset
