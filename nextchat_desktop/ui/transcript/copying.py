"""Makes Markdown, HTML and cells of what is selected; it does not know the clipboard or the mouse."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QMimeData

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.slicing import sliced
from nextchat_desktop.markup.to_html import to_html, to_tsv
from nextchat_desktop.markup.to_markdown import to_markdown
from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.diagram_unit import NoteLeaf
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import Selection, characters
from nextchat_desktop.ui.transcript.tiles import TilesLeaf
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.turns import Turns
from nextchat_desktop.ui.transcript.unit import Unit
from nextchat_desktop.ui.transcript.units import PlainLeaf

_RICH_LETTERS, _READ_LETTERS = 100_000, 50_000
"""More text than this, or more that has to be read for it, is copied as Markdown alone: HTML would take too long."""

_Part = tuple[str, list[Block]]
"""Markdown, and the blocks it consists of, none if it would have to be read."""
TSV = "text/tab-separated-values"


def copied(canvas: Canvas, selection: Selection) -> QMimeData:
    """Turns that are selected whole give their own Markdown, others that of the selected blocks."""
    parts = _parts(canvas, selection)
    mime = QMimeData()
    mime.setText("\n\n".join(markdown for markdown, _ in parts if markdown))
    if _may_be_rich(parts):
        blocks = [block for markdown, found in parts for block in (found or read_blocks(canvas.parser, markdown))]
        mime.setHtml(to_html(blocks))
        if blocks and all(block.kind == "row" for block in blocks):
            mime.setData(TSV, to_tsv(blocks).encode("utf-8", "replace"))
    return mime


def selected_markdown(canvas: Canvas, selection: Selection) -> str:
    return "\n\n".join(markdown for markdown, _ in _parts(canvas, selection) if markdown)


def _may_be_rich(parts: list[_Part]) -> bool:
    letters = sum(len(markdown) for markdown, _ in parts)
    unread = sum(len(markdown) for markdown, blocks in parts if not blocks)
    return letters <= _RICH_LETTERS and unread <= _READ_LETTERS


def _parts(canvas: Canvas, selection: Selection) -> list[_Part]:
    """Of each turn, but notices are no part of what is said."""
    turns = canvas.turns
    selected = (index for index in selection.turns(len(turns)) if turns.entry(index).role != "notice")
    return [
        _whole(turns, index) if selection.encloses(index) else _part(canvas, index, selection) for index in selected
    ]


def _whole(turns: Turns, index: int) -> _Part:
    """All of a turn; its blocks only if they are known."""
    turn = turns.made(index)
    return turns.entry(index).text, turn.blocks if turn is not None and not turn.is_behind else []


def _part(canvas: Canvas, index: int, selection: Selection) -> _Part:
    """Some of one turn."""
    turn = canvas.turns[index]
    canvas.open(index, max((end.item for end in (selection.first, selection.last) if end.turn == index), default=0))
    blocks = list(_blocks(turn, index, selection))
    if turn.shows_all_in(blocks):
        return turn.entry.text, blocks
    if turn.is_behind and blocks and blocks[-1].kind == "plain":
        return _with_unread(turn, blocks), []
    return to_markdown(blocks), blocks


def _with_unread(turn: Turn, blocks: list[Block]) -> str:
    """The last block has not been read yet: it stands as it was written, right below what it may go on with."""
    above = to_markdown(blocks[:-1])
    seam = ("\n" if turn.breaks_off else "\n\n") if above else ""
    return above + seam + blocks[-1].code


def _blocks(turn: Turn, index: int, selection: Selection) -> Iterator[Block]:
    """What is selected; leaves of one unit together."""
    unit: Unit | None = None
    pending: Block | None = None
    for number, leaf in enumerate(turn.leaves):
        span = selection.within(index, number, leaf.length)
        if span is None or isinstance(leaf, NoteLeaf | TilesLeaf):
            continue
        goes_on = selection.last > (index, number, leaf.length)
        block = _with_folded(leaf, *span) if goes_on else _selected(leaf, *span)
        if pending is not None and leaf.unit is unit and leaf.joins and pending.kind == block.kind != "row":
            pending = replace(pending, code=pending.code + ("" if _is_within_line(leaf) else "\n") + block.code)
            continue
        if pending is not None:
            yield pending
        unit, pending = leaf.unit, block
    if pending is not None:
        yield pending


def _is_within_line(leaf: Leaf) -> bool:
    return isinstance(leaf, PlainLeaf) and leaf.within_line


def _with_folded(leaf: Leaf, start: int, end: int) -> Block:
    """Whoever selects beyond folded code means all of it."""
    block = _selected(leaf, start, end)
    if isinstance(leaf, CodeLeaf) and leaf.folded_away:
        return replace(block, code="\n".join([block.code, *leaf.folded_away]))
    return block


def _selected(leaf: Leaf, start: int, end: int) -> Block:
    first, last = characters(leaf.text, start), characters(leaf.text, end)
    block = leaf.block
    if isinstance(leaf, PlainLeaf):
        return Block("plain", block.inside, code=leaf.text[first:last])
    if block.kind == "code":
        return replace(block, code=leaf.text[first:last])
    return sliced(block, first, last)
