"""Shows where the finds are along the scroll bar; it knows how far down they are and never takes the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.theme.palette import Palette

_HEIGHT, _CURRENT_HEIGHT = 2, 4


class FindMarks(QWidget):
    """Lies over a vertical scroll bar, as large as it is. Finds that fall on the same line of pixels are one tick."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findMarks")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._palette = palette
        self._fractions: tuple[float, ...] = ()
        self._current: float | None = None
        self._drawn: tuple[int, list[int]] = (0, [])

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def show_marks(self, fractions: Sequence[float], current: float | None) -> None:
        """How far down each find is, 0 at the top and 1 at the end of the conversation, and the one read now."""
        self._fractions = tuple(fractions)
        self._current = current
        self._drawn = (0, [])
        self.update()

    def rows(self) -> list[int]:
        """The lines of pixels, from the top, where a tick begins."""
        room = max(1, self.height())
        if self._drawn[0] != room:
            self._drawn = (room, sorted({_row(fraction, room, _HEIGHT) for fraction in self._fractions}))
        return self._drawn[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        warn, accent = QColor(self._palette.warn), QColor(self._palette.accent)
        width = self.width()
        for row in self.rows():
            painter.fillRect(QRect(1, row, width - 2, _HEIGHT), warn)
        if self._current is not None:
            row = _row(self._current, max(1, self.height()), _CURRENT_HEIGHT)
            painter.fillRect(QRect(0, row, width, _CURRENT_HEIGHT), accent)
        painter.end()


def _row(fraction: float, room: int, height: int) -> int:
    return round(min(1.0, max(0.0, fraction)) * max(0, room - height))
