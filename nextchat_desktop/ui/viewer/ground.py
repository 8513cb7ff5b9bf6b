"""What lies behind a transparent picture; it knows no picture."""

from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from nextchat_desktop.ui.theme.palette import Palette

_CHECK = 8


def squares(palette: Palette) -> QBrush:
    """Light or dark ones, as that palette is."""
    tile = QPixmap(2 * _CHECK, 2 * _CHECK)
    tile.fill(QColor(palette.raised))
    painter = QPainter(tile)
    painter.fillRect(0, 0, _CHECK, _CHECK, QColor(palette.selected))
    painter.fillRect(_CHECK, _CHECK, _CHECK, _CHECK, QColor(palette.selected))
    painter.end()
    return QBrush(tile)
