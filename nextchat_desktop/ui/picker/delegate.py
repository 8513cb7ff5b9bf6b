"""Paints one row of the models and tells when its star is clicked. It knows no connection."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nextchat_desktop.core.makers import maker_of
from nextchat_desktop.ui.painted import Index, PaintedRows
from nextchat_desktop.ui.picker.maker_mark import paint_mark
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.room import Room
from nextchat_desktop.ui.theme.sizes import Type


def height_of(row: PickerRow, room: Room) -> int:
    """Of a model, or of the head above some of them, in pixels."""
    return room.row if row.choice else room.row - sizes.SPACE_1


class PickerDelegate(PaintedRows):
    """`starred` and `toggled` carry the choice of the model whose star or box was clicked.

    As much as a target is belongs to its box at the beginning of a row, and to its star at the end.
    """

    starred = Signal(object)
    toggled = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: PickerRow = index.data(ROW_ROLE)
        return QSize(0, height_of(row, self._theme.room))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        row: PickerRow = index.data(ROW_ROLE)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and row.choice:
            x = self.logical(option.rect, event.position().toPoint()).x()
            if row.can_be_favourite and x >= option.rect.right() - self._theme.room.target:
                self.starred.emit(row.choice)
                return True
            if row.checked is not None and x < option.rect.left() + self._theme.room.target:
                self.toggled.emit(row.choice)
                return True
        return super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PickerRow = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        if row.choice is None:
            self._head(painter, rect, row.title)
        else:
            state = option.state
            self.ground(painter, rect.adjusted(0, 0, 0, -1), state, sizes.RADIUS_SMALL)
            self._model(painter, rect, row, state)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRectF, text: str) -> None:
        room, palette = rect.adjusted(sizes.SPACE_2, sizes.SPACE_2, 0, 0), self._theme.palette
        self._write(painter, room, text, self._theme.type.hint, palette.text_3, bold=True)

    def _model(self, painter: QPainter, rect: QRectF, row: PickerRow, state: QStyle.StateFlag) -> None:
        palette, icon, faint = self._theme.palette, self._theme.room.icon_row, self.faint(state)
        hovered = QStyle.StateFlag.State_MouseOver in state
        if row.current:
            self._icon(painter, "check", palette.accent, rect.left() + sizes.SPACE_2, rect)
        if row.checked is not None:
            self._box(painter, rect, row.checked)
        end = rect.right() - sizes.SPACE_1 - icon
        if row.favourite or (hovered and row.can_be_favourite):
            star, colour = ("star-filled", palette.accent) if row.favourite else ("star", faint)
            self._icon(painter, star, colour, end, rect)
        for mark, _ in row.marks:
            end -= icon + sizes.SPACE_1
            self._icon(painter, mark, faint, end, rect)
        begin = rect.left() + 2 * sizes.SPACE_2 + icon
        self._mark(painter, rect, begin, row, faint)
        begin += icon + sizes.SPACE_2
        room = QRectF(begin, rect.top(), max(0.0, end - begin - sizes.SPACE_2), rect.height())
        used = self._write(painter, room, row.title, self._theme.type.interface, palette.text)
        self._write(painter, room.adjusted(used + sizes.SPACE_2, 0, 0, 0), row.second, self._theme.type.hint, faint)

    def _mark(self, painter: QPainter, rect: QRectF, x: float, row: PickerRow, faint: str) -> None:
        """Whose model it is; of others the sign of all models."""
        side = self._theme.room.icon_row
        maker = maker_of(row.choice.model, row.title) if row.choice is not None else None
        if maker is not None:
            place = QRectF(x, rect.center().y() - side / 2, side, side)
            paint_mark(painter, self.at(place), maker, self._theme.palette)
        else:
            self._icon(painter, "chip", faint, x, rect)

    def _box(self, painter: QPainter, rect: QRectF, checked: bool) -> None:
        palette, side = self._theme.palette, self._theme.room.icon_row
        box = QRectF(rect.left() + sizes.SPACE_2 + 0.5, rect.center().y() - side / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(QColor(palette.accent if checked else palette.edge), 1))
        painter.setBrush(QColor(palette.accent if checked else palette.raised))
        painter.drawRoundedRect(self.at(box), 4, 4)
        if checked:
            self._icon(painter, "check", palette.on_accent, rect.left() + sizes.SPACE_2, rect)

    def _write(self, painter: QPainter, room: QRectF, text: str, type: Type, colour: str, bold: bool = False) -> int:
        """The width that was used; what does not fit is cut in the middle."""
        return self.write(painter, room, text, type, colour, bold=bold, elide=Qt.TextElideMode.ElideMiddle)

    def _icon(self, painter: QPainter, name: str, colour: str, x: float, rect: QRectF) -> None:
        self.icon(painter, name, colour, QPointF(x + self._theme.room.icon_row / 2, rect.center().y()))
