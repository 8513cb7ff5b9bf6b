"""Where the emoji beside a turn stands, and how it is painted. It takes no room: the margins of the column have it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.turn import Turn

_PART = 0.82
"""Which part of its place the letters of an emoji are high."""


def avatar_rect(turn: Turn, kit: Kit, seen: QRectF) -> QRectF:
    """In the coordinates of the turn, of which `seen` is visible.

    Where the margin is too small it is smaller, and at a question it sits on the corner of the bubble, in whose padding
    there are no words.
    """
    line = kit.look.scaled(m.TEXT_LINE)
    if turn.is_question:
        margin = seen.right() - turn.width
        if margin >= m.AVATAR + 2 * m.AVATAR_EDGE:
            return _beside_line(turn.width + _gap(margin, m.AVATAR), m.AVATAR, m.BUBBLE_Y, line)
        left = max(m.AVATAR_EDGE - m.BUBBLE_X, min(0, margin - m.SMALL_AVATAR - m.AVATAR_EDGE))
        return QRectF(turn.width + left, 0, m.SMALL_AVATAR, m.SMALL_AVATAR)
    margin = -seen.left()
    side = min(m.AVATAR, margin - 2 * m.AVATAR_EDGE)
    return _beside_line(-_gap(margin, side) - side, side, 0, m.CHIP if turn.has_chip else line)


def paint_avatar(painter: QPainter, kit: Kit, turn: Turn, seen: QRectF, part: QRectF) -> None:
    """Only where it lies in the `part` that is to be painted."""
    emoji = kit.avatars.of(turn.entry)
    if not emoji:
        return
    place = avatar_rect(turn, kit, seen)
    if place.intersects(part):
        font = _font(emoji, place.width(), kit)
        drawn = QFontMetricsF(font).tightBoundingRect(emoji)
        painter.setFont(font)
        painter.setPen(kit.look.color("text_2"))
        painter.drawText(place.center() - drawn.center(), emoji)


def _gap(margin: float, side: float) -> float:
    """Between the turn and what stands beside it."""
    return min(m.AVATAR_GAP, (margin - side) // 2)


def _beside_line(left: float, side: float, top: float, line: float) -> QRectF:
    """In the middle of the words of a line that begins there: they stand a little low in it."""
    return QRectF(left, top + max(0, (line - side) // 2 + 1), side, side)


def _font(emoji: str, side: float, kit: Kit) -> QFont:
    """Smaller where there are several signs, so that they stay in their place."""
    font = QFont(kit.look.body)
    font.setPixelSize(round(side * _PART))
    across = QFontMetricsF(font).horizontalAdvance(emoji)
    if across > side:
        font.setPixelSize(max(1, int(side * _PART * side / across)))
    return font
