"""The list of connections, each with what it leads to; knows nothing of the form beside it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

ID, SECOND, IS_READY = (Qt.ItemDataRole.UserRole + number for number in range(3))
_Index = QModelIndex | QPersistentModelIndex
_DOT = 8


class ConnectionDelegate(QStyledItemDelegate):
    """A dot, the name, and below it where it leads."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = self._theme.type.interface.line + self._theme.type.hint.line
        return QSize(0, round(lines) + sizes.SPACE_3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        self._paint_dot(painter, option.rect, bool(index.data(IS_READY)))
        self._paint_lines(painter, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette, state = self._theme.palette, option.state
        ground = palette.hover if state & QStyle.StateFlag.State_MouseOver else ""
        ground = palette.selected if state & QStyle.StateFlag.State_Selected else ground
        has_ring = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
        if ground:
            painter.setBrush(QColor(ground))
            painter.setPen(QColor(palette.accent) if has_ring else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)

    def _paint_dot(self, painter: QPainter, rect: QRect, is_ready: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.text_3 if is_ready else self._theme.palette.warn))
        top = rect.top() + (rect.height() - _DOT) // 2
        painter.drawEllipse(QRect(rect.left() + sizes.SPACE_2, top, _DOT, _DOT))

    def _paint_lines(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scale, palette = self._theme.type, self._theme.palette
        place = option.rect.adjusted(sizes.SPACE_6, sizes.SPACE_1 + 2, -sizes.SPACE_2, 0)
        for role, step, colour in (
            (Qt.ItemDataRole.DisplayRole, scale.interface, palette.text),
            (SECOND, scale.hint, palette.text_2),
        ):
            painter.setFont(_sized(option.font, step.size))
            painter.setPen(QColor(colour))
            line = QRect(place.left(), place.top(), place.width(), round(step.line))
            text = painter.fontMetrics().elidedText(index.data(role), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)
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

    def show_rows(self, rows: list[tuple[str, str, str, bool]], current: str) -> None:
        """Id, name, second line, and whether one can chat with it."""
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for place, (id, name, second, is_ready) in enumerate(rows):
            item = self.item(place)
            item.setText(name)
            item.setData(ID, id)
            item.setData(SECOND, second)
            item.setData(IS_READY, is_ready)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {second}")
            if id == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def current_id(self) -> str:
        item = self.currentItem()
        return str(item.data(ID)) if item else ""


def _sized(font: QFont, size: float) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(round(size))
    return sized
