"""Paints one row of the palette: icon, title with what was found in it, what stands below, beside and at the end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nextchat_desktop.core.directions import apart
from nextchat_desktop.ui.painted import Index, PaintedRows, font_of
from nextchat_desktop.ui.palette.items import Item, Range
from nextchat_desktop.ui.palette.rows import ROW_ROLE
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.sizes import Type, TypeScale

_EDGE = sizes.SPACE_4
_HEAD, _LINE, _TWO_LINES = 18, 18, 16
"""Pixels of rows above, between and below their lines."""
_CAP = 6
"""Pixels of a key above and below its letters."""


def height_of(item: Item, scale: TypeScale) -> int:
    """Of its row, in pixels."""
    if item.is_head:
        return round(scale.hint.line) + _HEAD
    return round(scale.interface.line) + (round(scale.hint.line) + _TWO_LINES if item.below else _LINE)


class PaletteDelegate(PaintedRows):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, height_of(index.data(ROW_ROLE), self._theme.type))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ROW_ROLE)
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.face(option.rect)
        if item.is_head:
            head = rect.adjusted(_EDGE, sizes.SPACE_2, -_EDGE, 0)
            self._write(painter, head, item.title, self._theme.type.hint, self._theme.palette.text_3, bold=True)
        else:
            is_current = QStyle.StateFlag.State_Selected in state
            if is_current or QStyle.StateFlag.State_MouseOver in state:
                palette = self._theme.palette
                painter.fillRect(rect, QColor(palette.selected if is_current else palette.hover))
            if QStyle.StateFlag.State_HasFocus in state:
                self._ring(painter, rect)
            self._item(painter, rect, item, state)
        painter.restore()

    def _ring(self, painter: QPainter, rect: QRectF) -> None:
        half = self._theme.room.focus / 2
        painter.setPen(QPen(QColor(self._theme.palette.accent), 2 * half))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(half, half, -half, -half))

    def _item(self, painter: QPainter, rect: QRectF, item: Item, state: QStyle.StateFlag) -> None:
        palette, scale, faint = self._theme.palette, self._theme.type, self.faint(state)
        line = scale.interface.line
        first = QRectF(rect.left(), rect.top() + _TWO_LINES / 2 - 1, rect.width(), line) if item.below else rect
        self._sign(painter, first, item)
        end = self._ends(painter, first, item, state)
        begin = rect.left() + _EDGE + self._theme.room.icon_row + sizes.SPACE_3
        room = QRectF(begin, first.top(), end - begin - sizes.SPACE_2, first.height())
        used = self._write(painter, room, item.title, scale.interface, palette.text, item.marks)
        if item.beside:
            rest = room.adjusted(used + sizes.SPACE_2, 0, 0, 0)
            self._write(painter, rest, item.beside, scale.hint, faint)
        if item.below:
            below = QRectF(room.left(), first.bottom(), rect.right() - _EDGE - room.left(), scale.hint.line)
            self._write(painter, below, item.below, scale.hint, faint)

    def _sign(self, painter: QPainter, line: QRectF, item: Item) -> None:
        palette, icon = self._theme.palette, self._theme.room.icon_row
        centre = QPointF(line.left() + _EDGE + icon / 2, line.center().y())
        if item.avatar:
            place = QRectF(centre.x() - icon, centre.y() - icon, 2 * icon, 2 * icon)
            sign = self._theme.type.interface
            self.write(painter, place, item.avatar, sign, palette.text, align=Qt.AlignmentFlag.AlignCenter)
        elif item.icon:
            self.icon(painter, item.icon, palette.text_2, centre)

    def _ends(self, painter: QPainter, line: QRectF, item: Item, state: QStyle.StateFlag) -> float:
        """Draws what stands at the end, and says where that begins."""
        end = line.right() - _EDGE
        hint, is_current = self._theme.type.hint, QStyle.StateFlag.State_Selected in state
        caps = item.keys or (("↵",) if is_current and item.act else ())
        for keys in reversed(caps):
            end = self._cap(painter, end, line, keys) - sizes.SPACE_1
        if item.end:
            width = QFontMetricsF(font_of(painter, hint)).horizontalAdvance(item.end)
            end -= width + (sizes.SPACE_2 if caps else 0)
            room = QRectF(end, line.top(), width + 1, line.height())
            self._write(painter, room, item.end, hint, self.faint(state))
        return end

    def _cap(self, painter: QPainter, end: float, line: QRectF, keys: str) -> float:
        """One shortcut, in a frame; where it begins."""
        palette, hint = self._theme.palette, self._theme.type.hint
        width = QFontMetricsF(font_of(painter, hint)).horizontalAdvance(keys) + 2 * 7
        high = hint.line + _CAP
        frame = QRectF(end - width, line.center().y() - high / 2, width, high).adjusted(0.5, 1.5, -0.5, -1.5)
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(self.at(frame), 5, 5)
        self._write(painter, frame.adjusted(6.5, 0, -6.5, 0), keys, hint, palette.text_2)
        return end - width

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        step: Type,
        colour: str,
        marks: Sequence[Range] = (),
        bold: bool = False,
    ) -> float:
        """The width that was used; what does not fit ends in …, and `marks` lie on the ground of what was found."""
        font = font_of(painter, step, bold)
        whole, text = text, apart(text) if self._turned is not None else text
        before = text.index(whole)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
        most = len(shown) if shown == text else len(shown) - 1
        layout = QTextLayout(shown, font, painter.device())
        spans = ((first + before, min(last + before, most)) for first, last in marks)
        layout.setFormats([_mark(first, last, self._ground()) for first, last in spans if first < most])
        option = QTextOption()
        direction = Qt.LayoutDirection
        option.setTextDirection(direction.LayoutDirectionAuto if self._turned is None else direction.RightToLeft)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        painter.setPen(QColor(colour))
        used = line.naturalTextWidth()
        place = self.at(QRectF(room.left(), room.center().y() - line.height() / 2, used, line.height()))
        layout.draw(painter, place.topLeft())
        return used

    def _ground(self) -> QTextCharFormat:
        found = QTextCharFormat()
        found.setBackground(QBrush(QColor(self._theme.palette.search_hit)))
        return found


def _mark(first: int, last: int, ground: QTextCharFormat) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length, mark.format = first, last - first, ground
    return mark
