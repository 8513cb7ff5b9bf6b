"""All turns under each other, of which only the visible ones are laid out; it knows no widget, mouse or scroll bar."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextDocument

from nextchat_desktop.markup.parser import Parser, make_parser
from nextchat_desktop.ui.transcript import measures
from nextchat_desktop.ui.transcript.block_item import BlockItem
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.heights import Heights
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import CardHeight, Turn

_KEPT = 200
"""So many turns keep their documents."""


class Canvas:
    """Coordinates are those of the reading column: x from its left edge, y from the very top."""

    def __init__(self, look: Look, card_height: CardHeight, parser_maker: Callable[[], Parser] = make_parser) -> None:
        self.look = look
        self.turns: list[Turn] = []
        self.width = measures.COLUMN
        self._card_height = card_height
        self._parser = parser_maker()
        self._heights = Heights()
        self._indices: dict[str, int] = {}
        self._recent: OrderedDict[str, Turn] = OrderedDict()

    @property
    def total(self) -> int:
        return measures.TOP + self._heights.total + measures.BOTTOM if self.turns else 0

    def show(self, entries: Sequence[Entry]) -> None:
        self.turns = [Turn(entry, self._parser) for entry in entries]
        self._heights = Heights(self._guess(entry) for entry in entries)
        self._recent.clear()
        self._number()

    def put(self, entry: Entry) -> None:
        turn = self.turn(entry.id)
        if turn is not None:
            turn.change(entry)
            return
        self._indices[entry.id] = len(self.turns)
        self.turns.append(Turn(entry, self._parser))
        self._heights.append(self._guess(entry))

    def remove(self, id_: str) -> None:
        index = self._indices.get(id_)
        if index is not None:
            del self.turns[index]
            self._heights.remove(index)
            self._recent.pop(id_, None)
            self._number()

    def turn(self, id_: str) -> Turn | None:
        index = self._indices.get(id_)
        return self.turns[index] if index is not None else None

    def dress(self, look: Look) -> None:
        self.look = look
        for turn in self.turns:
            turn.undress()

    def top(self, index: int) -> int:
        return measures.TOP + self._heights.top(index)

    def at(self, y: float) -> int:
        return self._heights.at(y - measures.TOP)

    def anchor(self, y: int, height: int) -> int:
        """The turn to hold still while others find their height: the first visible one whose height is known."""
        first = self.at(y)
        for index in range(first, len(self.turns)):
            if self.top(index) >= y + height:
                break
            if self.turns[index].width == self.width:
                return index
        return first

    def ensure(self, index: int) -> bool:
        """Lays a turn out; whether its height was another before."""
        turn = self.turns[index]
        turn.lay_out(self.look, self.width, self._card_height)
        self._remember(turn)
        return self._heights.change(index, turn.height)

    def ensure_between(self, top: int, bottom: int) -> bool:
        changed = False
        index = self.at(top)
        while index < len(self.turns) and self.top(index) < bottom:
            changed |= self.ensure(index)
            index += 1
        return changed

    def visible(self, top: int, bottom: int) -> list[int]:
        if not self.turns:
            return []
        first, last = self.at(top), self.at(bottom)
        return [index for index in range(first, last + 1) if self.turns[index].width == self.width]

    def hit(self, point: QPointF) -> Position | None:
        """The character nearest to a point."""
        if not self.turns:
            return None
        index = self.at(point.y())
        items = self.turns[index].items
        local = point - QPointF(0, self.top(index))
        number = max((n for n, item in enumerate(items) if item.top <= local.y()), default=0)
        if not items or items[number].document is None:
            return Position(index, number, 0)
        return Position(index, number, _nearest(items[number], local))

    def item_at(self, point: QPointF) -> tuple[BlockItem, QPointF] | None:
        """The block under a point, and the point as its document counts."""
        if not self.turns:
            return None
        index = self.at(point.y())
        local = point - QPointF(0, self.top(index))
        for item in self.turns[index].items:
            if item.document is not None and item.text_rect.contains(local):
                return item, local - item.origin
        return None

    def document(self, position: Position) -> QTextDocument | None:
        items = self.turns[position.turn].items
        return items[position.item].document if position.item < len(items) else None

    def _remember(self, turn: Turn) -> None:
        self._recent[turn.entry.id] = turn
        self._recent.move_to_end(turn.entry.id)
        while len(self._recent) > _KEPT:
            self._recent.popitem(last=False)[1].forget()

    def _number(self) -> None:
        self._indices = {turn.entry.id: index for index, turn in enumerate(self.turns)}

    def _guess(self, entry: Entry) -> int:
        return measures.estimated_height(entry.text, self.width, self.look.size)


def _nearest(item: BlockItem, point: QPointF) -> int:
    document = item.document
    assert document is not None
    return max(0, document.documentLayout().hitTest(point - item.origin, Qt.HitTestAccuracy.FuzzyHit))
