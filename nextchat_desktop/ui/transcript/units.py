"""Makes the unit that shows a block; it knows every kind there is, and no text around the block."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from nextchat_desktop.markup.blocks import Block, Run
from nextchat_desktop.markup.diagrams import is_diagram
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.diagram_unit import DiagramUnit
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.picture_unit import PictureUnit
from nextchat_desktop.ui.transcript.single_leaves import FormulaLeaf, RuleLeaf, as_words
from nextchat_desktop.ui.transcript.table import RowUnit
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf
from nextchat_desktop.ui.transcript.unit import Unit

_CHUNK, _MOST_CHUNKS = 4_000, 1_000
"""Words are cut into pieces of so many characters, but into no more than so many pieces."""
_WORDS = ("text", "heading")


def make_unit(block: Block, above: Unit | None, muted: bool, fold: int) -> Unit:
    """`fold` is after how many lines code that is complete opens folded; 0: never."""
    if block.kind == "code":
        return (DiagramUnit if is_diagram(block.language) else CodeUnit)(block, muted, fold)
    if block.kind == "picture":
        return PictureUnit(block, muted)
    if block.kind == "row":
        return RowUnit(block, above if isinstance(above, RowUnit) else None, muted)
    if block.kind == "plain":
        return PlainUnit(block, muted)
    if block.kind == "formula":
        return FormulaUnit(block, muted)
    if block.kind == "rule":
        return Unit(block, [RuleLeaf(block, muted)])
    return TextUnit(block, muted)


class TextUnit(Unit):
    def __init__(self, block: Block, muted: bool) -> None:
        self._leaf = TextLeaf(block, muted)
        super().__init__(block, [self._leaf])

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind not in _WORDS:
            return False
        self.block = block
        self._leaf.change(block)
        return True

    def append(self, text: str) -> None:
        if text:
            last = self.block.runs[-1]
            self.block = replace(self.block, runs=(*self.block.runs[:-1], replace(last, text=last.text + text)))
            self._leaf.append(self.block, text)


class FormulaUnit(Unit):
    def __init__(self, block: Block, muted: bool) -> None:
        self._leaf = FormulaLeaf(block, muted)
        super().__init__(block, [self._leaf])

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind != "formula":
            return False
        self.block = block
        self._leaf.change(as_words(block))
        return True

    @property
    def is_framed(self) -> bool:
        return True

    def overflow(self, kit: Kit, width: int) -> int:
        return self._leaf.overflow


class PlainLeaf(TextLeaf):
    within_line = False
    """Whether it goes on in the line in which the leaf above ends."""


class PlainUnit(Unit):
    """Words that are too many to be one paragraph."""

    def __init__(self, block: Block, muted: bool) -> None:
        self._muted = muted
        self._starts: list[int] = []
        super().__init__(block)
        self._show(0)

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind != "plain" or block.inside != self.block.inside:
            return False
        same = 0
        while same < len(self.leaves) - 1 and block.code.startswith(self.leaves[same].text, self._starts[same]):
            same += 1
        self.block = block
        self._show(same)
        return True

    def append(self, text: str) -> None:
        if text:
            self.block = replace(self.block, code=self.block.code + text)
            self._show(len(self.leaves) - 1)

    def start(self, number: int) -> int:
        """How far into the words a leaf begins."""
        return self._starts[number]

    def at(self, place: int) -> tuple[int, int]:
        """The leaf that shows a place of the words, and how far into it that is."""
        number = max(0, bisect_right(self._starts, place) - 1)
        return number, place - self._starts[number]

    def drop(self, count: int) -> None:
        """Shows so many characters less of the beginning; what is below stays as it is laid out."""
        self.block = replace(self.block, code=self.block.code[count:])
        starts = [start - count for start in self._starts]
        gone = sum(1 for start in starts[1:] if start <= 0)
        leaves, self._starts = self.leaves[gone:], [0, *starts[gone + 1 :]]
        if starts[gone] < 0:
            end = self._starts[1] if len(self._starts) > 1 else len(self.block.code)
            leaves[0] = self._leaf(0, end)
        self.own(leaves)

    def _show(self, kept: int) -> None:
        """Makes the leaves behind the first ones anew."""
        start = self._starts[kept] if kept else 0
        cuts = list(_cuts(self.block.code, start))
        fresh = [self._leaf(first, last) for first, last in cuts]
        self._starts = [*(self._starts[:kept] if kept else []), *(first for first, _ in cuts)]
        self.own([*self.leaves[:kept], *fresh])

    def _leaf(self, start: int, end: int) -> "PlainLeaf":
        words = Run(self.block.code[start:end].removesuffix("\n"))
        leaf = PlainLeaf(Block("text", self.block.inside, (words,)), self._muted)
        leaf.joins = start > 0
        leaf.within_line = start > 0 and self.block.code[start - 1] != "\n"
        return leaf


def _cuts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where to cut: at the ends of lines where there are any."""
    size = max(_CHUNK, len(text) // _MOST_CHUNKS)
    while start < len(text) or not start:
        end = start + size
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield start, min(end, len(text))
        start = max(end, 1)
