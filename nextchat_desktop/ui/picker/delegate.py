"""Paints one row of the models and tells when its star is clicked. It knows no connection."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nextchat_desktop.core.makers import maker_of
from nextchat_desktop.ui.painted import ICON, Index, PaintedRows
from nextchat_desktop.ui.picker.maker_mark import paint_mark
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow
from nextchat_desktop.ui.theme import sizes

_BOX = sizes.TARGET
"""Pixels at the beginning of a row that belong to its box."""
_STAR = sizes.TARGET
"""Pixels at the end of a row that belong to its star."""


class PickerDelegate(PaintedRows):
    """`starred` and `toggled` carry the choice of the model whose star or box was clicked."""

    starred = Signal(object)
    toggled = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: PickerRow = index.data(ROW_ROLE)
        return QSize(0, sizes.ROW if row.choice else sizes.ROW - 4)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        row: PickerRow = index.data(ROW_ROLE)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and row.choice:
            if row.can_be_favourite and self.is_star(option.rect, event.position().x()):
                self.starred.emit(row.choice)
                return True
            if row.checked is not None and event.position().x() < option.rect.left() + _BOX:
                self.toggled.emit(row.choice)
                return True
        return super().editorEvent(event, model, option, index)

    def is_star(self, rect: QRect, x: float) -> bool:
        return x >= rect.right() - _STAR

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PickerRow = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.choice is None:
            self._head(painter, rect, row.title)
        else:
            state = option.state
            self.ground(painter, rect.adjusted(0, 0, 0, -1), state, sizes.RADIUS_SMALL)
            self._model(painter, rect, row, QStyle.StateFlag.State_MouseOver in state)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRectF, text: str) -> None:
        self._write(painter, rect.adjusted(sizes.SPACE_2, sizes.SPACE_2, 0, 0), text, bold=True, hint=True)

    def _model(self, painter: QPainter, rect: QRectF, row: PickerRow, hovered: bool) -> None:
        palette = self._theme.palette
        if row.current:
            self._icon(painter, "check", palette.accent, rect.left() + sizes.SPACE_2, rect)
        if row.checked is not None:
            self._box(painter, rect, row.checked)
        end = rect.right() - sizes.SPACE_1 - ICON
        if row.favourite or (hovered and row.can_be_favourite):
            star, colour = ("star-filled", palette.accent) if row.favourite else ("star", palette.text_3)
            self._icon(painter, star, colour, end, rect)
        for icon, _ in row.marks:
            end -= ICON + sizes.SPACE_1
            self._icon(painter, icon, palette.text_3, end, rect)
        begin = rect.left() + 2 * sizes.SPACE_2 + ICON
        self._mark(painter, rect, begin, row)
        begin += ICON + sizes.SPACE_2
        room = QRectF(begin, rect.top(), max(0.0, end - begin - sizes.SPACE_2), rect.height())
        used = self._write(painter, room, row.title)
        self._write(painter, room.adjusted(used + sizes.SPACE_2, 0, 0, 0), row.second, hint=True)

    def _mark(self, painter: QPainter, rect: QRectF, x: float, row: PickerRow) -> None:
        """Whose model it is; of others the sign of all models."""
        palette = self._theme.palette
        maker = maker_of(row.choice.model, row.title) if row.choice is not None else None
        if maker is not None:
            paint_mark(painter, QRectF(x, rect.center().y() - ICON / 2, ICON, ICON), maker, palette)
        else:
            self._icon(painter, "chip", palette.text_3, x, rect)

    def _box(self, painter: QPainter, rect: QRectF, checked: bool) -> None:
        palette = self._theme.palette
        box = QRectF(rect.left() + sizes.SPACE_2 + 0.5, rect.center().y() - ICON / 2 + 0.5, ICON - 1, ICON - 1)
        painter.setPen(QPen(QColor(palette.accent if checked else palette.edge), 1))
        painter.setBrush(QColor(palette.accent if checked else palette.raised))
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            self._icon(painter, "check", palette.on_accent, rect.left() + sizes.SPACE_2, rect)

    def _write(self, painter: QPainter, room: QRectF, text: str, bold: bool = False, hint: bool = False) -> int:
        """The width that was used; what does not fit is cut in the middle."""
        palette, scale = self._theme.palette, self._theme.type
        type, colour = (scale.hint, palette.text_3) if hint else (scale.interface, palette.text)
        return self.write(painter, room, text, type, colour, bold=bold, elide=Qt.TextElideMode.ElideMiddle)

    def _icon(self, painter: QPainter, name: str, colour: str, x: float, rect: QRectF) -> None:
        self.icon(painter, name, colour, QPointF(x + ICON / 2, rect.center().y()))
