"""Paints turns that are already laid out; it changes nothing and knows no widget."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from nextchat_desktop.markup.blocks import Item, Note, Quote
from nextchat_desktop.markup.code import language_name
from nextchat_desktop.ui.mirroring import side
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.avatar_painting import paint_avatar
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.diagram_unit import TITLE, DiagramUnit
from nextchat_desktop.ui.transcript.found import Finds
from nextchat_desktop.ui.transcript.frames import Frame, frames
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf, breadth
from nextchat_desktop.ui.transcript.markers import paint_marker
from nextchat_desktop.ui.transcript.positions import Selection
from nextchat_desktop.ui.transcript.turn import Placed, Turn
from nextchat_desktop.ui.transcript.unit import Unit

_BEYOND = 4
_OVERLAP = 3
"""Bars of a quotation reach into each other, so that their round ends do not part them."""

FoundIn = Callable[[Turn, int], Finds]
"""What the reader looks for in a leaf of a turn."""


class TurnPainter:
    """Paints into a painter whose origin is the top left corner of the turn; `seen` is the visible part of that."""

    def __init__(self, painter: QPainter, kit: Kit, selection: Selection | None, found: FoundIn) -> None:
        self._painter = painter
        self._kit = kit
        self._selection = selection
        self._found = found
        self._once = False

    def paint(self, turn: Turn, index: int, seen: QRectF, part: QRectF) -> None:
        """Only `part` of what is seen has to be painted."""
        if turn.is_question:
            self._round(turn.bubble, m.BUBBLE_RADIUS, "bubble")
        placed = list(turn.between(seen.top(), seen.bottom()))
        every = frames(turn, placed, seen, self._kit.look)
        heads = [frame for frame in every if frame.has_head and frame.whole.intersects(part)]
        for frame in heads:
            self._ground(frame)
        for each in placed:
            if _reaches(each, part):
                self._leaf(turn, index, each, part)
        for frame in heads:
            self._head(frame)
        paint_avatar(self._painter, self._kit, turn, seen, part)
        if turn.has_caret:
            self._caret(turn)

    def _leaf(self, turn: Turn, index: int, placed: Placed, seen: QRectF) -> None:
        leaf, left = placed.leaf, turn.leaf_left(placed.number)
        painter = self._painter
        painter.save()
        painter.translate(left, placed.top)
        self._decorate(leaf)
        selected = None
        if self._selection is not None:
            selected = self._selection.within(index, placed.number, leaf.length)
        found = self._found(turn, placed.number)
        leaf.paint(Brush(painter, self._kit, seen.translated(-left, -placed.top), selected, found, self._once))
        painter.restore()

    def _decorate(self, leaf: Leaf) -> None:
        """Bars beside quotations and thoughts, markers before list items."""
        look = self._kit.look
        if leaf.muted:
            x = leaf.width + m.THOUGHT_INDENT - 2 if self._kit.mirrored else -m.THOUGHT_INDENT
            bar = QRectF(x, -leaf.gap, 2, leaf.height + leaf.gap)
            self._painter.fillRect(bar, look.color("line"))
        self._mark(leaf, True)

    def _mark(self, leaf: Leaf, begins: bool) -> None:
        """Markers stand where a leaf `begins`."""
        look, x = self._kit.look, 0
        for container in leaf.block.inside:
            across = breadth(container, look)
            left = leaf.width - x - across if leaf.mirrored else x
            if isinstance(container, Quote):
                above = 0 if container.first else leaf.gap + _OVERLAP
                place = left + across - 3 if leaf.mirrored else left
                self._round(QRectF(place, -above, 3, leaf.height + above), 1.5, "edge")
            elif isinstance(container, Item | Note) and container.first and begins and not leaf.joins:
                paint_marker(self._painter, self._kit, container, leaf, left, across)
            x += across

    def _ground(self, frame: Frame) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(frame.whole.adjusted(0.5, 0.5, -0.5, -0.5), m.CODE_RADIUS, m.CODE_RADIUS)
        self._painter.fillPath(shape, self._kit.look.color("code"))
        self._painter.strokePath(shape, self._kit.look.color("line"))

    def _head(self, frame: Frame) -> None:
        """Stays in view as long as any of its code does."""
        look, painter = self._kit.look, self._painter
        shape = QPainterPath()
        shape.addRoundedRect(frame.whole.adjusted(0.5, 0.5, -0.5, -0.5), m.CODE_RADIUS, m.CODE_RADIUS)
        painter.save()
        painter.setClipRect(frame.head)
        painter.fillPath(shape, look.color("code_head"))
        painter.strokePath(shape, look.color("line"))
        painter.restore()
        painter.setFont(look.title)
        painter.setPen(look.color("text_2"))
        words = frame.head.adjusted(m.CODE_X, 0, -m.CODE_X, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | side(self._kit.mirrored)), _title(frame.unit))

    def _caret(self, turn: Turn) -> None:
        """A bar behind the last character."""
        self._round(caret_rect(turn, self._kit), 1, "accent")

    def _round(self, rect: QRectF, radius: float, color: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._kit.look.color(color)))
        self._painter.drawRoundedRect(rect, radius, radius)


def _reaches(placed: Placed, part: QRectF) -> bool:
    top, bottom = placed.top - placed.leaf.gap - _BEYOND, placed.top + placed.leaf.height + _BEYOND
    return top <= part.bottom() and bottom >= part.top()


def nothing_found(_turn: Turn, _leaf: int) -> Finds:
    return Finds()


def caret_rect(turn: Turn, kit: Kit) -> QRectF:
    """Where an answer is being written."""
    height = kit.look.scaled(17)
    place = QPointF(turn.width - 4 - m.CARET if turn.is_mirrored else 0, turn.top + 3)
    if turn.leaves:
        last = turn.last_written
        leaf = turn.leaves[last]
        end = leaf.caret(leaf.length)
        place = QPointF(turn.leaf_left(last), turn.leaf_top(last)) + QPointF(end.x(), end.center().y() - height / 2)
        if leaf.begins_right:
            place -= QPointF(4 + m.CARET, 0)
        if isinstance(leaf, CodeLeaf):
            place.setX(min(place.x(), turn.leaf_left(last) + leaf.width - m.CODE_X))
    return QRectF(place.x() + 2, place.y(), m.CARET, height)


def _title(unit: Unit) -> str:
    return TITLE if isinstance(unit, DiagramUnit) else language_name(unit.block.language)
