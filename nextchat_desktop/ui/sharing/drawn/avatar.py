"""Paints who speaks as a sign: their emoji, or the first letter of their name on a disc. It knows no message."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from nextchat_desktop.ui.transcript.look import Look

SIDE = 24
_PART = 0.62
"""Of the disc that a letter or an emoji is high."""


def paint_avatar(painter: QPainter, look: Look, place: QRectF, emoji: str, name: str, is_own: bool) -> None:
    """`is_own` is whether it is the reader's; theirs has another ground."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("bubble" if is_own or emoji else "accent_soft"))
    painter.drawEllipse(place)
    font = QFont(look.strong)
    font.setPixelSize(round(place.height() * _PART))
    painter.setFont(font)
    painter.setPen(look.color("text_2" if is_own else "accent"))
    sign = emoji or name[:1].upper()
    metrics = QFontMetricsF(font)
    letters = metrics.tightBoundingRect(sign) if not emoji else metrics.boundingRect(sign)
    painter.drawText(place.center() - QPointF(letters.center().x(), letters.center().y()), sign)
    painter.restore()
