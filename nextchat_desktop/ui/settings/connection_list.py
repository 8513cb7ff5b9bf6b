"""The list of connections, each with what it leads to; knows nothing of the form beside it."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.painted import PaintedRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.theme import Theme

ID, SECOND, DOT = (Qt.ItemDataRole.UserRole + number for number in range(3))
_Index = QModelIndex | QPersistentModelIndex
_DOT = 8
_STROKE = 1.5


class Dot(StrEnum):
    """How a connection is. Each has a shape as well as a colour."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NONE = "none"
    """Nothing is known."""


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """`second` is the line below the name; `said` puts the dot into words."""

    id: str
    name: str
    second: str
    dot: Dot
    said: str


class ConnectionDelegate(PaintedRows):
    """A dot, the name, and below it where it leads."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = self._theme.type.interface.line + self._theme.type.hint.line
        return QSize(0, round(lines) + sizes.SPACE_3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        self._paint_ground(painter, option)
        dot = self._theme.room.scaled(_DOT)
        top = option.rect.top() + (option.rect.height() - dot) / 2
        place = QRectF(option.rect.left() + sizes.SPACE_2, top, dot, dot)
        paint_dot(painter, self.at(place), Dot(index.data(DOT)), self._theme.palette)
        self._paint_lines(painter, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette, state = self._theme.palette, option.state
        ground = palette.hover if state & QStyle.StateFlag.State_MouseOver else ""
        ground = palette.selected if state & QStyle.StateFlag.State_Selected else ground
        has_ring = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
        if ground or has_ring:
            painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), self._theme.room.focus) if has_ring else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)

    def _paint_lines(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scale, palette = self._theme.type, self._theme.palette
        left = 2 * sizes.SPACE_2 + self._theme.room.scaled(_DOT)
        place = option.rect.adjusted(left, sizes.SPACE_1 + 2, -sizes.SPACE_2, 0)
        for role, step, colour in (
            (Qt.ItemDataRole.DisplayRole, scale.interface, palette.text),
            (SECOND, scale.hint, palette.text_2),
        ):
            line = QRectF(place.left(), place.top(), place.width(), round(step.line))
            self.write(painter, line, index.data(role), step, colour)
            place.translate(0, round(step.line))


class ConnectionList(QListWidget):
    """Rows are changed in place, so that the keyboard keeps its row."""

    def __init__(self, theme: Theme, spoken: str) -> None:
        super().__init__()
        self.setObjectName("connectionList")
        self.setAccessibleName(spoken)
        self.setProperty("role", "painted")
        self.setMouseTracking(True)
        self.setItemDelegate(ConnectionDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: list[ConnectionRow], current: str) -> None:
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for place, row in enumerate(rows):
            item = self.item(place)
            item.setText(row.name)
            item.setData(ID, row.id)
            item.setData(SECOND, row.second)
            item.setData(DOT, row.dot)
            item.setToolTip(plain_tip(row.said))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((row.name, row.second, row.said)))
            if row.id == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def current_id(self) -> str:
        item = self.currentItem()
        return str(item.data(ID)) if item else ""


def paint_dot(painter: QPainter, place: QRectF, dot: Dot, palette: Palette) -> None:
    """A disc, a triangle, a diamond, or an empty ring: the shapes differ for those who see no colours."""
    colours = {Dot.OK: palette.ok, Dot.WARN: palette.warn, Dot.BAD: palette.bad}
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.get(dot, palette.edge)))
    middle, low = place.center(), place.bottom() - 0.5
    if dot is Dot.NONE:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.edge), _STROKE))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    elif dot is Dot.OK:
        painter.drawEllipse(place)
    elif dot is Dot.WARN:
        top = QPointF(middle.x(), place.top())
        painter.drawPolygon(QPolygonF([top, QPointF(place.right() + 0.5, low), QPointF(place.left() - 0.5, low)]))
    else:
        wide = place.adjusted(-0.5, -0.5, 0.5, 0.5)
        sides = (QPointF(wide.left(), middle.y()), QPointF(wide.right(), middle.y()))
        ends = (QPointF(middle.x(), wide.top()), QPointF(middle.x(), wide.bottom()))
        painter.drawPolygon(QPolygonF([sides[0], ends[0], sides[1], ends[1]]))
