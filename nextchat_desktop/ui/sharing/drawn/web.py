"""Writes a page that needs nothing else, with its pictures, formulas and diagrams. It does not know where it goes."""

from collections.abc import Generator, Iterator, Sequence

from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import MEDIA, kind_of
from nextchat_desktop.core.svg import harmless
from nextchat_desktop.interchange.pages import TURN_END, Writing, page
from nextchat_desktop.markup.blocks import Block, Marks
from nextchat_desktop.markup.diagrams import is_diagram, standalone
from nextchat_desktop.markup.incremental import read_in_slices
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.markup.to_page import CODE_STYLE, PageWriter, as_address
from nextchat_desktop.ui.sharing.drawn.steps import Steps
from nextchat_desktop.ui.sharing.drawn.whole_file import whole_file
from nextchat_desktop.ui.transcript.diagrams import Drawn
from nextchat_desktop.ui.transcript.drawings import warm
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.pictures import KEPT, is_here
from nextchat_desktop.ui.transcript.warming import Warming

_FORMULAS = "formulas"
_WAIT = "\0"
"""Among the pieces: somebody has to be waited for."""


class Web:
    """Pictures and diagrams are those of a light kit, whose gallery lends them."""

    def __init__(self, parser: Parser, kit: Kit, warming: Warming, has_pictures: bool) -> None:
        self._parser = parser
        self._kit = kit
        self._warming = warming
        self._has_pictures = has_pictures
        self._writer = PageWriter(self._address, self._diagram, kit.mirrored)

    def pieces(self, told: Told, sayings: Sayings, note: str) -> Iterator[str | None]:
        """Empty where it rests, None where somebody is waited for."""
        writing = Writing(self._rendered, self._kept, note, CODE_STYLE)
        for piece in page(told, sayings, writing):
            yield None if piece == _WAIT else piece

    def _rendered(self, markdown: str) -> Iterator[str]:
        blocks: Sequence[Block] = yield from _rests(read_in_slices(self._parser, markdown))
        for block in blocks:
            if is_diagram(block.language) and block.kind == "code":
                while self._find(block.code) is None:
                    self._kit.gallery.diagrams.look(block.code, self._kit.look, self._kit.scale)
                    yield _WAIT
        while _has_formulas(blocks) and not self._warming.is_ready(_FORMULAS, warm):
            yield _WAIT
        for _ in self._writer.prepared(blocks):
            yield ""
        yield from self._writer.pieces(blocks)

    def _find(self, source: str) -> object:
        return self._kit.gallery.diagrams.find(source, self._kit.look, self._kit.scale)

    def _diagram(self, source: str) -> str:
        found = self._find(source)
        if not isinstance(found, Drawn):
            return ""
        _, colours, families, _, _ = found.wish
        return as_address(standalone(found.diagram.svg, colours.background, families).encode(), MEDIA["svg"])

    def _kept(self, picture: Picture) -> str:
        return self._address(f"{KEPT}{picture.blob}")

    def _address(self, address: str) -> str:
        """Of what is here, or has been seen; nothing is fetched."""
        pictures = self._kit.gallery.pictures
        if not self._has_pictures or not (is_here(address) or pictures.phase(address) == "opening"):
            return ""
        data = pictures.reader(address)()
        kind = kind_of(data) if data else None
        data = harmless(data) if data and kind == "svg" else data
        return as_address(data, MEDIA[kind]) if data and kind else ""


def written(path: str, pieces: Iterator[str | None], count: int) -> Steps:
    """Into a file. `count` is how many turns there are."""
    turns = 0
    with whole_file(path) as file:
        for piece in pieces:
            if piece:
                file.write(piece.encode("utf-8", "replace"))
                turns += piece.count(TURN_END)
            yield None if piece is None else min(1.0, turns / max(1, count))
    return ""


def _rests(reading: Generator[None, None, Sequence[Block]]) -> Generator[str, None, Sequence[Block]]:
    while True:
        try:
            next(reading)
        except StopIteration as end:
            return list(end.value)
        yield ""


def _has_formulas(blocks: Sequence[Block]) -> bool:
    runs = (run for block in blocks for own in (block.runs, *(cell.runs for cell in block.cells)) for run in own)
    return any(block.kind == "formula" for block in blocks) or any(Marks.FORMULA in run.marks for run in runs)
