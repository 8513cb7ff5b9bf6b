"""Paints steps as bars over a common time; it knows neither what the steps are nor how they are measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_BAR, _THINNEST, _ROUND = 12, 3, 3
_MOST_LABEL = 0.45
"""Of the width."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """`began` and `ended` are in seconds; `time` says how long that is, `spoken` all of it."""

    label: str
    time: str
    spoken: str
    began: float
    ended: float
    is_over: bool = True


class TimesChart(QWidget):
    """A row for each step: what it is called, its bar, how long it took."""

    def __init__(self, theme: Theme, id: str, spoken: str) -> None:
        super().__init__()
        named(self, id, spoken)
        self._theme = theme
        self._rows: tuple[ChartRow, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    @property
    def rows(self) -> tuple[ChartRow, ...]:
        return self._rows

    def show_rows(self, rows: Sequence[ChartRow]) -> None:
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.setAccessibleDescription("\n".join(row.spoken for row in rows))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._row * len(self._rows) + 2 * sizes.SPACE_1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = (event.pos().y() - sizes.SPACE_1) // self._row
            tip = self._rows[place].spoken if 0 <= place < len(self._rows) else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = max((row.ended for row in self._rows), default=0.0) or 1.0
        label, time = self._columns()
        high = self._row
        for place, row in enumerate(self._rows):
            self._paint(painter, row, QRect(0, sizes.SPACE_1 + place * high, self.width(), high), label, time, whole)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.palette.accent), self._theme.room.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), sizes.RADIUS_SMALL, sizes.RADIUS_SMALL)
        painter.end()

    @property
    def _row(self) -> int:
        """The height of a row."""
        return round(self._theme.type.interface.line) + sizes.SPACE_2

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _columns(self) -> tuple[int, int]:
        """The widths of the words and of the times."""
        metrics = QFontMetrics(self.font())
        label = max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0) + sizes.SPACE_5
        time = max((metrics.horizontalAdvance(row.time) for row in self._rows), default=0) + sizes.SPACE_4
        return min(label, round(self.width() * _MOST_LABEL)), time

    def _paint(self, painter: QPainter, row: ChartRow, place: QRect, label: int, time: int, whole: float) -> None:
        palette, inner = self._theme.palette, place.adjusted(sizes.SPACE_1, 0, -sizes.SPACE_1, 0)
        words = QFontMetrics(self.font()).elidedText(row.label, Qt.TextElideMode.ElideRight, label - sizes.SPACE_4)
        painter.setPen(QColor(palette.text_2))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QColor(palette.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.time)
        room = QRectF(inner.left() + label, place.center().y() - _BAR / 2 + 1, inner.width() - label - time, _BAR)
        width = max(_THINNEST, room.width() * (row.ended - row.began) / whole)
        left = min(room.left() + room.width() * row.began / whole, room.right() - width)
        painter.setPen(Qt.PenStyle.NoPen)
        self._fill(painter, room, palette.bubble)
        self._fill(painter, QRectF(left, room.top(), width, _BAR), palette.accent if row.is_over else palette.warn)

    def _fill(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        """As the language goes."""
        if self.isRightToLeft():
            rect = QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(rect, _ROUND, _ROUND)
