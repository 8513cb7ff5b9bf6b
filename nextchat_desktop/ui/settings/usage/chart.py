"""Paints values as bars beside one another; it knows neither what they are of nor how they are counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_HEIGHT, _GAP, _WIDEST, _ROUND, _THINNEST = 168, 0.3, 40, 3, 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` stands below it, `spoken` says all of it."""

    label: str
    value: float
    spoken: str


class BarChart(QWidget):
    """The arrow keys lead from bar to bar."""

    def __init__(self, theme: Theme, id: str, spoken: str) -> None:
        super().__init__()
        named(self, id, spoken)
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._told: Callable[[float], str] = str
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar], told: Callable[[float], str]) -> None:
        """`told` says a value in words."""
        self._bars, self._told, self._at = tuple(bars), told, -1
        self.setAccessibleDescription("\n".join(bar.spoken for bar in bars if bar.value))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._theme.room.scaled(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._below(event.pos().x())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        step = -step if self.isRightToLeft() else step
        begin = -1 if step > 0 else len(self._bars)
        self._at = max(0, min((self._at if self._at >= 0 else begin) + step, len(self._bars) - 1))
        place = self._place(self._at)
        QToolTip.showText(self.mapToGlobal(place.center().toPoint()), plain_tip(self._bars[self._at].spoken), self)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, room = self._theme.palette, self._room()
        most = max((bar.value for bar in self._bars), default=0.0)
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawLine(QPointF(room.left(), room.bottom()), QPointF(room.right(), room.bottom()))
        if most:
            painter.drawLine(QPointF(room.left(), room.top()), QPointF(room.right(), room.top()))
            painter.setPen(QColor(palette.text_3))
            where = QRect(0, 0, self.width(), round(room.top()))
            painter.drawText(where, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, self._told(most))
        for number, bar in enumerate(self._bars):
            self._paint(painter, number, bar.value / most if most else 0.0)
        self._paint_labels(painter, room)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), self._theme.room.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), sizes.RADIUS_SMALL, sizes.RADIUS_SMALL)
        painter.end()

    def _on_theme_changed(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        self.setFont(font)
        self.updateGeometry()
        self.update()

    def _below(self, x: int) -> str:
        """What the bar says in whose column this is."""
        return next((bar.spoken for number, bar in enumerate(self._bars) if self._holds(number, x)), "")

    def _holds(self, number: int, x: int) -> bool:
        place = self._place(number)
        return place.left() <= x < place.right()

    def _room(self) -> QRectF:
        """Where the bars stand: between the largest value above and the labels below."""
        line = QFontMetrics(self.font()).height() + sizes.SPACE_1
        return QRectF(sizes.SPACE_1, line, self.width() - 2 * sizes.SPACE_1, self.height() - 2 * line - sizes.SPACE_1)

    def _place(self, number: int) -> QRectF:
        """The column of a bar, as the language goes."""
        room = self._room()
        width = room.width() / len(self._bars)
        left = room.left() + number * width
        return QRectF(self.width() - left - width if self.isRightToLeft() else left, room.top(), width, room.height())

    def _paint(self, painter: QPainter, number: int, part: float) -> None:
        place = self._place(number)
        if number == self._at and self.hasFocus():
            painter.fillRect(place, QColor(self._theme.palette.hover))
        if not part:
            return
        width = min(_WIDEST, max(1.0, place.width() * (1 - _GAP)))
        height = max(_THINNEST, place.height() * part)
        bar = QRectF(place.center().x() - width / 2, place.bottom() - height, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent))
        painter.drawRoundedRect(bar, min(_ROUND, height / 2), min(_ROUND, height / 2))

    def _paint_labels(self, painter: QPainter, room: QRectF) -> None:
        """As many as have room, from the first on."""
        if not self._bars:
            return
        widest = max(QFontMetrics(self.font()).horizontalAdvance(bar.label) for bar in self._bars) + sizes.SPACE_2
        every = max(1, -int(-widest // self._place(0).width()))
        painter.setPen(QColor(self._theme.palette.text_3))
        for number in range(0, len(self._bars), every):
            middle = self._place(number).center().x()
            where = QRectF(middle - widest / 2, room.bottom() + sizes.SPACE_1, widest, self.height() - room.bottom())
            painter.drawText(where, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._bars[number].label)
