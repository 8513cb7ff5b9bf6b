"""Paints a part of a turn as if nothing else were there: whatever lies outside of it leaves no word behind."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.frames import frames
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.painting import TurnPainter, nothing_found
from nextchat_desktop.ui.transcript.turn import Placed, Turn

_BEYOND = 60
"""So far from a part things begin that reach into it."""


class SlicePainter(TurnPainter):
    """A page keeps every word that is painted, be it seen or not, so that none may be painted twice: `once`.

    Where only what is seen counts, what reaches into a part is painted in each of them.
    """

    def __init__(self, painter: QPainter, kit: Kit, once: bool) -> None:
        super().__init__(painter, kit, None, nothing_found)
        self._once = once
        self._begins = True
        """Whether the leaf that is painted begins in the part."""

    def paint_part(self, turn: Turn, part: QRectF) -> None:
        """`part` is in the coordinates of the turn."""
        if turn.is_question:
            self._round(turn.bubble, m.BUBBLE_RADIUS, "bubble")
        area = part if self._once else part.adjusted(0, -_BEYOND, 0, _BEYOND)
        placed = [each for each in turn.between(area.top(), area.bottom()) if _is_within(each, area)]
        every = frames(turn, placed, QRectF(0, 0, turn.width, turn.height), self._kit.look)
        framed = [frame for frame in every if frame.has_head]
        for frame in framed:
            self._ground(frame)
        for each in placed:
            each.leaf.lay_out(self._kit, turn.leaf_width(each.number))  # it may have been let go of
            self._begins = each.top >= part.top() or not self._once
            for frame in framed:
                if self._begins and frame.unit is each.leaf.unit and frame.whole.top() == each.top:
                    self._head(frame)  # before the words below it, as it is read
            self._leaf(turn, 0, each, part)

    def _mark(self, leaf: Leaf, begins: bool) -> None:
        super()._mark(leaf, begins and self._begins)


def _is_within(placed: Placed, part: QRectF) -> bool:
    return placed.top < part.bottom() and placed.top + placed.leaf.height > part.top()
