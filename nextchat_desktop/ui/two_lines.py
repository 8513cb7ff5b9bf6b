"""Rows of two lines: what it is, and below it quietly what is to be known of it. It knows nothing of what that is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.sizes import Type
from nextchat_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NOTE_ROLE = Qt.ItemDataRole.UserRole
HEIGHT = 52


class TwoLines(QStyledItemDelegate):
    """For views of the role "painted"."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, scale = self._theme.palette, self._theme.type
        rect = QRectF(option.rect).adjusted(0, 0, 0, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        half, left = rect.height() / 2, self._sign(painter, rect, index)
        title, note = index.data(Qt.ItemDataRole.DisplayRole), index.data(NOTE_ROLE)
        self._write(painter, rect.adjusted(left, 4, 0, -half), title, scale.interface, palette.text)
        self._write(painter, rect.adjusted(left, half, 0, -4), note, scale.hint, palette.text_3)
        painter.restore()

    def _sign(self, painter: QPainter, rect: QRectF, index: Index) -> int:
        """A box where the row can be ticked; how much room it takes."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return 0
        palette, side = self._theme.palette, sizes.SPACE_4
        box = QRectF(rect.left() + sizes.SPACE_3, rect.center().y() - side / 2, side, side)
        is_ticked = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.setPen(QPen(QColor(palette.accent if is_ticked else palette.edge), 1))
        painter.setBrush(QColor(palette.accent if is_ticked else palette.raised))
        painter.drawRoundedRect(box, sizes.SPACE_1, sizes.SPACE_1)
        if is_ticked:
            tick = self._theme.icons.pixmap("check", palette.on_accent, side - 2, painter.device().devicePixelRatioF())
            painter.drawPixmap(box.topLeft() + QRectF(1, 1, 0, 0).topLeft(), tick)
        return side + sizes.SPACE_2

    def _write(self, painter: QPainter, room: QRectF, text: str, type: Type, colour: str) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(type.size))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = room.adjusted(sizes.SPACE_3, 0, -sizes.SPACE_2, 0)
        shown = painter.fontMetrics().elidedText(text or "", Qt.TextElideMode.ElideRight, int(room.width()))
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
