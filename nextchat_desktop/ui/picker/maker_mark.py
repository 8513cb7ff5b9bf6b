"""Paints the mark of whoever made a model: a letter on a small ground of its own colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from nextchat_desktop.core.makers import Maker
from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme.palette import Palette, is_dark

_SIZE = 16 / 18
"""Of an icon."""
_RADIUS = 4
_LETTER = 0.62
"""Of the height of the mark."""


def paint_mark(painter: QPainter, rect: QRectF, maker: Maker, palette: Palette) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground, letter = colours(maker, palette)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    font = QFont(painter.font())
    font.setPixelSize(round(rect.height() * _LETTER))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(letter)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, maker.letter)
    painter.restore()


def colours(maker: Maker, palette: Palette) -> tuple[QColor, QColor]:
    """Of the ground and of the letter on it; soft enough to stand beside text."""
    saturation = 0.0 if maker.hue < 0 else 0.42
    light, dark = (0.88, 0.27) if not is_dark(palette) else (0.24, 0.85)
    hue = max(0, maker.hue) / 360
    return QColor.fromHslF(hue, saturation, light), QColor.fromHslF(hue, saturation, dark)


def mark_icon(maker: Maker, palette: Palette, room: QSize, ratio: float) -> QIcon:
    """As large as an icon is, at the beginning of the room that a button gives its icon."""
    pixmap = QPixmap(room * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = room.height() * _SIZE
    around = (room.height() - side) / 2
    x = room.width() - around - side if is_mirrored() else around
    rect = QRectF(x, around, side, side)
    paint_mark(painter, rect, maker, palette)
    painter.end()
    return QIcon(pixmap)
