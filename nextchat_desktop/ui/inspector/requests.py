"""The list of the requests behind an answer: what each was for, and below it what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nextchat_desktop.engine.inspector.telling import Row
from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.sizes import Type
from nextchat_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
WIDTH, _HEIGHT = 232, 52
_OUTCOME = Qt.ItemDataRole.UserRole


class RequestList(QListWidget):
    """The newest is looked at as it comes, unless the person went to another."""

    def __init__(self, theme: Theme, spoken: str) -> None:
        super().__init__()
        named(self, "inspectorRequests", spoken, "painted")
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_RowDelegate(theme, self))

    def show_rows(self, rows: Sequence[Row]) -> None:
        count = self.count()
        was_last = self.currentRow() == count - 1
        for place, row in enumerate(rows):
            if place >= count:
                self.addItem(QListWidgetItem())
            item = self.item(place)
            if (item.text(), item.data(_OUTCOME)) != (row.title, row.outcome):
                item.setText(row.title)
                item.setData(_OUTCOME, row.outcome)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}: {row.outcome}")
                item.setToolTip(plain_tip(row.title))
        if was_last and len(rows) > count:
            self.setCurrentRow(len(rows) - 1)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, scale = self._theme.palette, self._theme.type
        rect = QRectF(option.rect).adjusted(0, 0, 0, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        title, outcome = index.data(Qt.ItemDataRole.DisplayRole), index.data(_OUTCOME)
        half = rect.height() / 2
        self._write(painter, rect.adjusted(0, 4, 0, -half), title, scale.interface, palette.text)
        self._write(painter, rect.adjusted(0, half, 0, -4), outcome, scale.hint, palette.text_3)
        painter.restore()

    def _write(self, painter: QPainter, room: QRectF, text: str, type: Type, colour: str) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(type.size))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = room.adjusted(sizes.SPACE_3, 0, -sizes.SPACE_2, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        palette = self._theme.palette
        selected, hovered = QStyle.StateFlag.State_Selected in state, QStyle.StateFlag.State_MouseOver in state
        if not (selected or hovered):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.selected if selected else palette.hover))
        painter.drawRoundedRect(rect, sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        if selected and QStyle.StateFlag.State_HasFocus in state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), sizes.FOCUS))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
