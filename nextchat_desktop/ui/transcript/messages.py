"""The turns as a screen reader walks through them; it does not know how they are made accessible."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.plain import plain
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.turn import Turn

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.parts import Part
    from nextchat_desktop.ui.transcript.view import Transcript

_KEPT = 64
_LONGEST = 200_000
"""A text of more characters than this is read as words alone: to see what it consists of would take a while."""


class TurnMessages:
    """Places are on the screen."""

    def __init__(self, view: "Transcript", words: TranscriptWords) -> None:
        self._view = view
        self._spoken = words
        self._words: dict[str, tuple[str, str]] = {}

    def count(self) -> int:
        return len(self._view.canvas.turns)

    def key(self, index: int) -> str:
        return self._view.canvas.turns.entry(index).id

    def name(self, index: int) -> str:
        return self._view.canvas.turns.entry(index).accessible_name

    def text(self, index: int) -> str:
        entry = self._view.canvas.turns.entry(index)
        known = self._words.get(entry.id)
        if known is None or known[0] is not entry.text:
            while len(self._words) >= _KEPT:
                del self._words[next(iter(self._words))]
            known = self._words[entry.id] = (entry.text, plain(entry.text))
        card, nameless = entry.card, self._view.kit.gallery.picture_words.picture
        pictures = (picture.spoken(nameless) for picture in entry.pictures)
        below = entry.divider.text if entry.divider is not None else ""
        told = (*pictures, known[1], card.title if card else "", card.meaning if card else "", below)
        return "\n".join(part for part in told if part)

    def rect(self, index: int) -> QRect:
        view = self._view
        place = view.turn_rect(index).intersected(view.viewport().rect())
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size()) if not place.isEmpty() else QRect()

    def streaming(self, index: int) -> bool:
        return self._view.canvas.turns.entry(index).streaming

    def index_at(self, point: QPoint) -> int:
        view = self._view
        local = view.viewport().mapFromGlobal(point)
        if not view.viewport().rect().contains(local) or not view.canvas.turns:
            return -1
        return view.canvas.at(view.to_canvas(QPointF(local)).y())

    def reveal(self, index: int) -> None:
        self._view.ways.to_turn(index)

    def parts(self, index: int) -> "tuple[Part, ...]":
        entry, turn = self._view.canvas.turns.entry(index), self._view.canvas.turns.made(index)
        if entry.streaming:
            return ()
        from nextchat_desktop.ui.transcript.parts import PartWords, parts_of_entry  # for who listens

        words, nameless = self._spoken, self._view.kit.gallery.picture_words.picture
        is_open = turn is not None and turn.open_reasoning
        return parts_of_entry(entry, is_open, self._blocks, PartWords(words.spoken_code, words.code_in, nameless))

    def top_of(self, index: int, block: int) -> int:
        from nextchat_desktop.ui.transcript.parts import BELOW

        view, turn = self._view, self._view.canvas.turns.made(index)
        number = _first_leaf(turn, block) if turn is not None else -1
        top = turn.leaf_top(number) if turn is not None and number >= 0 else 0
        if turn is not None and block == BELOW:
            top = turn.bottom
        return view.viewport().mapToGlobal(QPoint(0, view.turn_rect(index).top() + top)).y()

    def part_rect(self, index: int, block: int) -> QRect:
        view, whole, turn = self._view, self._view.turn_rect(index), self._view.canvas.turns.made(index)
        first = _first_leaf(turn, block) if turn is not None else -1
        if block < 0:
            return self.rect(index)
        if turn is None or first < 0:
            return QRect()
        after = _first_leaf(turn, block + 1)
        top, end = turn.leaf_top(first), turn.leaf_top(after) if after >= 0 else turn.bottom
        place = QRect(whole.left(), whole.top() + top, whole.width(), end - top).intersected(view.viewport().rect())
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size()) if not place.isEmpty() else QRect()

    def follow(self, target: str) -> None:
        self._view.link_activated.emit(target)

    def _blocks(self, text: str) -> Sequence[Block]:
        return read_blocks(self._view.canvas.parser, text) if len(text) <= _LONGEST else ()


def _first_leaf(turn: Turn, block: int) -> int:
    """The first leaf that shows a block of the answer itself; -1 where none does yet."""
    blocks = turn.blocks
    if not 0 <= block < len(blocks):
        return -1
    shown = (number for number, leaf in enumerate(turn.leaves) if leaf.unit and leaf.unit.block is blocks[block])
    return next(shown, -1)
