"""The links in a leaf: where they are in its words, what they are called, where they lead. It paints nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF

from nextchat_desktop.markup.blocks import Block, Marks, Run
from nextchat_desktop.ui.transcript.filling import NOTE_LINK
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import units

_IN_RUNS = ("text", "heading", "row")


class Link(NamedTuple):
    """`start` and `end` are offsets in the words of its leaf."""

    start: int
    end: int
    target: str
    words: str


def links_of(leaf: Leaf) -> list[Link]:
    """From the first on. Words that lead to the same place and follow one another are one link."""
    found: list[Link] = []
    if leaf.block.kind not in _IN_RUNS:
        return found
    start = 0
    for run in _in_line(leaf.block):
        end, target = start + units(run.shown), _target(run)
        if target and found and found[-1].end == start and found[-1].target == target:
            before = found.pop()
            found.append(Link(before.start, end, target, before.words + run.text))
        elif target:
            found.append(Link(start, end, target, run.text))
        start = end
    return found


def rects_of(leaf: Leaf, link: Link) -> list[QRectF]:
    """The places of its words, line by line, in the coordinates of the leaf, which is laid out."""
    lines: list[QRectF] = []
    for offset in range(link.start, link.end + 1):
        caret = leaf.caret(offset)
        if lines and abs(lines[-1].center().y() - caret.center().y()) < caret.height() / 2:
            lines[-1] = lines[-1].united(caret)
        elif not lines or offset < link.end:
            lines.append(caret)
    return lines


def _in_line(block: Block) -> Iterator[Run]:
    if block.kind != "row":
        yield from block.runs
        return
    for number, cell in enumerate(block.cells):
        if number:
            yield Run("\t")
        yield from cell.runs


def _target(run: Run) -> str:
    return NOTE_LINK + run.text if Marks.NOTE in run.marks else run.link
