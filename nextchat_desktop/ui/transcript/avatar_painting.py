"""Where the emoji beside a turn stands, and how it is painted. It takes no room: the margins of the column have it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap, QRegion

from nextchat_desktop.ui.mirroring import flipped
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.turn import Turn

_LARGE = 72
"""Pixels of the letters that are made smaller."""
_ROOM = m.AVATAR + m.AVATAR_GAP + m.AVATAR_EDGE


def avatar_rect(turn: Turn, kit: Kit, seen: QRectF) -> QRectF:
    """In the coordinates of the turn, of which `seen` is visible.

    Where the margin is too small it is smaller, and at a question it sits on the corner of the bubble, in whose padding
    there are no words.
    """
    if not turn.is_mirrored:
        return _rect(turn, kit, -seen.left(), seen.right() - turn.width)
    column = QRectF(0, 0, turn.width, 0)
    return flipped(_rect(turn, kit, seen.right() - turn.width, -seen.left()), column)


def _rect(turn: Turn, kit: Kit, before: float, behind: float) -> QRectF:
    """With so much room before and behind the column, as it goes from left to right."""
    line = kit.look.scaled(m.TEXT_LINE)
    if turn.is_question:
        margin = behind
        if margin >= _ROOM:
            return _beside_line(turn.width + m.AVATAR_GAP, m.AVATAR, m.BUBBLE_Y, line)
        side = min(m.SMALL_AVATAR, margin + m.BUBBLE_X - 2 * m.AVATAR_EDGE)
        return QRectF(turn.width + min(0, margin - side - m.AVATAR_EDGE), 0, side, side)
    margin = before
    side = m.AVATAR if margin >= _ROOM else min(m.SMALL_AVATAR, margin - 2 * m.AVATAR_EDGE)
    gap = min(m.AVATAR_GAP, (margin - side) // 2)
    return _beside_line(-gap - side, side, 0, kit.look.grown(m.CHIP) if turn.has_chip else line)


def paint_avatar(painter: QPainter, kit: Kit, turn: Turn, seen: QRectF, part: QRectF) -> None:
    """Only where it lies in the `part` that is to be painted."""
    emoji = kit.avatars.of(turn.entry)
    if not emoji:
        return
    place = avatar_rect(turn, kit, seen)
    if place.intersects(part):
        sign = _sign(emoji, round(place.width()), kit)
        size = sign.deviceIndependentSize()
        corner = place.center() - QPointF(size.width() / 2, size.height() / 2)
        painter.drawPixmap(corner.toPoint(), sign)


def _beside_line(left: float, side: float, top: float, line: float) -> QRectF:
    """In the middle of the words of a line that begins there: they stand a little low in it."""
    return QRectF(left, top + max(0, (line - side) // 2 + 1), side, side)


def _sign(emoji: str, side: int, kit: Kit) -> QPixmap:
    """As large as fits into a square; empty where there is nothing to see of it."""
    known, key = kit.look.signs, (emoji, side, kit.scale)
    if key not in known:
        ink, pixels = _ink(emoji, kit), round(side * kit.scale)
        if not ink.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            ink = ink.scaled(pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            ink.setDevicePixelRatio(kit.scale)
        known[key] = ink
    return known[key]


def _ink(emoji: str, kit: Kit) -> QPixmap:
    """Painted large and cut out, for the fonts of emoji do not tell truly how far they reach."""
    font = QFont(kit.look.body)
    font.setPixelSize(_LARGE)
    across = QFontMetricsF(font).horizontalAdvance(emoji)
    whole = QPixmap(round(2 * across) + 2 * _LARGE, 3 * _LARGE)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    painter.setFont(font)
    painter.setPen(kit.look.color("text_2"))
    painter.drawText(QPointF(_LARGE, 2 * _LARGE), emoji)
    painter.end()
    seen = QRegion(whole.mask()).boundingRect()
    return whole.copy(seen) if not seen.isEmpty() else QPixmap()
