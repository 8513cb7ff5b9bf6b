"""Paints one row of the conversation list and lets its title be edited in place. It knows no conversation."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.sidebar.model import ID_ROLE, ROW_ROLE, Row
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_MARK = 28
"""Pixels kept free at the right for the ring or the dot."""


class RowDelegate(QStyledItemDelegate):
    """`renamed` carries the id and the new title."""

    renamed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return QSize(0, sizes.ROW if row.id else sizes.ROW - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.id:
            self._ground(painter, rect, option.state)
            self._mark(painter, rect, row)
        self._title(painter, rect, row)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = named(QLineEdit(parent), "renameField")
        editor.setAccessibleName(index.data(Qt.ItemDataRole.DisplayRole))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self.renamed.emit(index.data(ID_ROLE), editor.text())

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        palette = self._theme.palette
        selected, hovered = QStyle.StateFlag.State_Selected in state, QStyle.StateFlag.State_MouseOver in state
        if not (selected or hovered):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.selected if selected else palette.hover))
        painter.drawRoundedRect(rect.adjusted(0, 0, 0, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        if selected and QStyle.StateFlag.State_HasFocus in state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), sizes.FOCUS))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)

    def _title(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        palette, scale = self._theme.palette, self._theme.type
        font = QFont(painter.font())
        font.setPixelSize(round((scale.interface if row.id else scale.hint).size))
        font.setWeight(QFont.Weight.DemiBold if row.unread or not row.id else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(palette.text if row.id else palette.text_3))
        marked = row.busy or row.unread
        room = rect.adjusted(sizes.SPACE_2, 0 if row.id else sizes.SPACE_2, -(_MARK if marked else sizes.SPACE_2), 0)
        text = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _mark(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        palette = self._theme.palette
        center = QPointF(rect.right() - sizes.SPACE_3, rect.center().y())
        if row.busy:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawArc(QRectF(center.x() - 5, center.y() - 5, 10, 10), 90 * 16, 270 * 16)
        elif row.unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(center, 4, 4)
