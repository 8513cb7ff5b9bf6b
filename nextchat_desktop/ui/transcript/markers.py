"""Paints what stands before a list item or footnote: a bullet, a number, a box."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nextchat_desktop.markup.blocks import Item, Note, parted
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf, marker_of

_BULLET = "•"
_DONE = "☑"


def paint_marker(painter: QPainter, kit: Kit, container: Item | Note, leaf: Leaf, left: int, across: int) -> None:
    """Into the margin of so many pixels that begins at `left`, level with the first line of the leaf."""
    baseline = leaf.baseline()
    words, box = parted(marker_of(container))
    gap = kit.look.scaled(m.MARKER_GAP)
    middle = baseline - kit.look.scaled(5)
    if box:
        size = kit.look.scaled(m.BOX)
        place = left + gap + 1 if leaf.mirrored else left + across - gap - size + 1
        _box(painter, kit, QRectF(place, middle - size / 2, size, size), box == _DONE)
        left, across = left + (size + gap if leaf.mirrored else 0), across - size - gap
    if words == _BULLET:
        dot = left + gap + 4 if leaf.mirrored else left + across - gap - 4
        _dot(painter, kit, QPointF(dot, middle), kit.look.scaled(5) / 2)
    elif words:
        x = left + gap if leaf.mirrored else left
        _words(painter, kit, QRectF(x, baseline, across - gap, 0), words, leaf.mirrored)


def _words(painter: QPainter, kit: Kit, place: QRectF, words: str, mirrored: bool) -> None:
    """Close to the text they belong to, on the line that is the top of the place."""
    metrics = QFontMetricsF(kit.look.body)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    x = place.left() if mirrored else place.right() - metrics.horizontalAdvance(words)
    painter.setFont(kit.look.body)
    painter.setPen(kit.look.color("text_2"))
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    painter.drawText(QPointF(x, place.top()), words)


def _dot(painter: QPainter, kit: Kit, centre: QPointF, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(kit.look.color("text_2"))
    painter.drawEllipse(centre, radius, radius)


def _box(painter: QPainter, kit: Kit, place: QRectF, ticked: bool) -> None:
    shape = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(kit.look.color("accent" if ticked else "edge"), 1))
    painter.setBrush(kit.look.color("accent") if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(shape, 3, 3)
    if ticked:
        pen = QPen(kit.look.color("on_accent"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y, side = place.left(), place.top(), place.width()
        painter.drawPolyline(
            [
                QPointF(x + side * 0.25, y + side * 0.52),
                QPointF(x + side * 0.43, y + side * 0.7),
                QPointF(x + side * 0.76, y + side * 0.33),
            ]
        )
