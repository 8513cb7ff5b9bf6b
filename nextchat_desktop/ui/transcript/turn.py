"""One turn of the conversation laid out from top to bottom; it does not know the other turns or the window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF

from nextchat_desktop.markup.blocks import Block, read_blocks
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.block_item import BlockItem
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.section import Section

SlotKind = Literal["chip", "copy", "bar", "card", "row", "notice"]
CardHeight = Callable[["Turn", int], int]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a turn for a real widget; `item` is the index of the block it belongs to."""

    kind: SlotKind
    rect: QRect
    item: int = -1


class Turn:
    """Everything is relative to the top left corner of the turn in the reading column."""

    def __init__(self, entry: Entry, parser: Parser) -> None:
        self.entry = entry
        self.open_reasoning = False
        self.open_details = False
        self.height = 0
        self.width = 0
        self.slots: list[Slot] = []
        self.bubble = QRectF()
        self.caret_top = 0
        self._parser = parser
        self._body: Section | None = None
        self._thought: Section | None = None

    @property
    def items(self) -> list[BlockItem]:
        """The blocks in the order they are read."""
        thought = self._thought.items if self._thought is not None and self.open_reasoning else []
        return [*thought, *(self._body.items if self._body is not None else [])]

    def blocks(self) -> tuple[Block, ...]:
        """What the text consists of, without laying anything out."""
        return read_blocks(self._parser, self.entry.text)

    @property
    def is_notice(self) -> bool:
        return self.entry.role == "notice"

    def change(self, entry: Entry) -> None:
        self.entry = entry
        self.width = 0
        if self._body is not None:
            self._take()

    def toggle_reasoning(self) -> None:
        self.open_reasoning = not self.open_reasoning
        self.width = 0

    def toggle_details(self) -> None:
        self.open_details = not self.open_details
        self.width = 0

    def undress(self) -> None:
        """Lets all documents go, for the look has changed."""
        self.width = 0
        for section in (self._body, self._thought):
            if section is not None:
                section.forget()

    def forget(self) -> None:
        """Lets everything go that can be made again; a growing answer is kept."""
        if not self.entry.streaming:
            self._body = self._thought = None
            self.slots = []
            self.width = 0

    def lay_out(self, look: Look, width: int, card_height: CardHeight) -> None:
        if self.width == width:
            return
        self._read()
        self.width = width
        self.slots = []
        if self.is_notice:
            self._slot("notice", 0, 0, width, m.NOTICE)
            self.height = m.NOTICE + m.TURN_GAP
        elif self.entry.role == "user":
            self._lay_out_bubble(look, width)
        else:
            self._lay_out_answer(look, width, card_height)

    def _read(self) -> None:
        if self._body is None:
            self._body = Section(self._parser)
            self._thought = Section(self._parser, muted=True)
            self._take()
        for section in (self._body, self._thought):
            if section is not None:
                section.flush()

    def _take(self) -> None:
        if self._body is not None and self._thought is not None and not self.is_notice:
            self._body.take(self.entry.text, not self.entry.streaming)
            self._thought.take(self.entry.reasoning, not self.entry.streaming)

    def _lay_out_bubble(self, look: Look, width: int) -> None:
        items = self.items
        inner = min(m.BUBBLE, width) - 2 * m.BUBBLE_X
        bottom = _stack(items, look, 0, m.BUBBLE_Y, inner) + m.BUBBLE_Y
        needed = max([0, *(_needed(item) for item in items)])
        across = min(inner, needed) + 2 * m.BUBBLE_X
        left = width - across
        for item in items:
            item.left = left + m.BUBBLE_X
        self.bubble = QRectF(left, 0, across, bottom)
        self._code_slots(items)
        self.height = self._row(bottom, width) + m.TURN_GAP

    def _lay_out_answer(self, look: Look, width: int, card_height: CardHeight) -> None:
        y = 0
        thought = self._thought.items if self._thought is not None and self.open_reasoning else []
        body = self._body.items if self._body is not None else []
        if self.entry.reasoning or self.entry.reasoning_label:
            self._slot("chip", 0, y, width, m.CHIP)
            y += m.CHIP + m.CHIP_GAP
        if thought:
            y = _stack(thought, look, 16, y, width - 16) + m.BLOCK_GAP
        self.caret_top = y
        y = _stack(body, look, 0, y, width)
        if not body and self.entry.streaming:
            y += look.scaled(24)
        self._code_slots([*thought, *body])
        if self.entry.card is not None:
            y += m.BLOCK_GAP if body else 0
            height = card_height(self, width)
            self._slot("card", 0, y, width, height)
            y += height
        self.height = self._row(y, width) + m.TURN_GAP

    def _row(self, y: int, width: int) -> int:
        has_buttons = bool(self.entry.actions or self.entry.pages)
        if not has_buttons and not self.entry.caption:
            return y
        beyond = m.ROW_INDENT if has_buttons else 0
        left = 0 if self.entry.role == "user" else -beyond
        self._slot("row", left, y + m.ROW_GAP, width + beyond, m.ROW)
        return y + m.ROW_GAP + m.ROW

    def _code_slots(self, items: list[BlockItem]) -> None:
        for index, item in enumerate(items):
            if item.block.kind == "code":
                self._slot("copy", item.left, item.top, item.width, m.CODE_HEAD, index)
            if item.overflow:
                inset = item.insets
                across = item.width - inset.left - inset.right
                self._slot("bar", item.left + inset.left, item.top + item.height - m.BAR - 1, across, m.BAR, index)

    def _slot(self, kind: SlotKind, x: int, y: int, width: int, height: int, item: int = -1) -> None:
        self.slots.append(Slot(kind, QRect(x, y, width, height), item))


def _stack(items: list[BlockItem], look: Look, left: int, top: int, width: int) -> int:
    """Places blocks under each other and gives the bottom of the last."""
    y = top
    for index, item in enumerate(items):
        if index:
            y += _gap(items[index - 1], item)
        item.lay_out(look, width)
        item.left, item.top = left, y
        y += item.height
    return y


def _gap(above: BlockItem, below: BlockItem) -> int:
    if below.is_heading:
        return m.HEADING_GAP
    return m.BLOCK_GAP - 4 if above.is_heading else m.BLOCK_GAP


def _needed(item: BlockItem) -> int:
    """The width a block needs in a bubble: that of its longest line, or all of it."""
    if item.block.kind in ("code", "table", "rule") or item.document is None:
        return item.width
    return int(item.document.idealWidth()) + 1 + item.insets.left
