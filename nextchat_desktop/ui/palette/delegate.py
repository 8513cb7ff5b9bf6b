"""Paints one row of the palette: icon, title with what was found in it, what stands below, beside and at the end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from nextchat_desktop.ui.painted import ICON, Index, PaintedRows, font_of
from nextchat_desktop.ui.palette.items import Item, Range
from nextchat_desktop.ui.palette.rows import ROW_ROLE
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.sizes import Type

HEAD, LINE, TWO_LINES = 34, 38, 52
_EDGE = sizes.SPACE_4
_TEXT = 44
"""Where titles begin."""
_CAP = 22
"""The height of a key."""


def height_of(item: Item) -> int:
    """Of its row, in pixels."""
    return HEAD if item.is_head else TWO_LINES if item.below else LINE


class PaletteDelegate(PaintedRows):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, height_of(index.data(ROW_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ROW_ROLE)
        rect, state = QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.is_head:
            head = rect.adjusted(_EDGE, sizes.SPACE_2, -_EDGE, 0)
            self._write(painter, head, item.title, self._theme.type.hint, self._theme.palette.text_3, bold=True)
        else:
            is_current = QStyle.StateFlag.State_Selected in state
            if is_current or QStyle.StateFlag.State_MouseOver in state:
                palette = self._theme.palette
                painter.fillRect(rect, QColor(palette.selected if is_current else palette.hover))
            self._item(painter, rect, item, is_current)
        painter.restore()

    def _item(self, painter: QPainter, rect: QRectF, item: Item, is_current: bool) -> None:
        palette, scale = self._theme.palette, self._theme.type
        first = QRectF(rect.left(), rect.top() + 7, rect.width(), 20) if item.below else rect
        self._sign(painter, first, item)
        end = self._ends(painter, first, item, is_current)
        room = QRectF(rect.left() + _TEXT, first.top(), end - rect.left() - _TEXT - sizes.SPACE_2, first.height())
        used = self._write(painter, room, item.title, scale.interface, palette.text, item.marks)
        if item.beside:
            rest = room.adjusted(used + sizes.SPACE_2, 0, 0, 0)
            self._write(painter, rest, item.beside, scale.hint, palette.text_3)
        if item.below:
            below = QRectF(room.left(), first.bottom(), rect.right() - _EDGE - room.left(), 16)
            self._write(painter, below, item.below, scale.hint, palette.text_3)

    def _sign(self, painter: QPainter, line: QRectF, item: Item) -> None:
        palette, centre = self._theme.palette, QPointF(line.left() + _EDGE + ICON / 2, line.center().y())
        if item.avatar:
            place = QRectF(centre.x() - ICON, centre.y() - ICON, 2 * ICON, 2 * ICON)
            sign = self._theme.type.interface
            self.write(painter, place, item.avatar, sign, palette.text, align=Qt.AlignmentFlag.AlignCenter)
        elif item.icon:
            self.icon(painter, item.icon, palette.text_2, centre)

    def _ends(self, painter: QPainter, line: QRectF, item: Item, is_current: bool) -> float:
        """Draws what stands at the end, and says where that begins."""
        end = line.right() - _EDGE
        palette, hint = self._theme.palette, self._theme.type.hint
        caps = item.keys or (("↵",) if is_current and item.act else ())
        for keys in reversed(caps):
            end = self._cap(painter, end, line, keys) - sizes.SPACE_1
        if item.end:
            width = QFontMetricsF(font_of(painter, hint)).horizontalAdvance(item.end)
            end -= width + (sizes.SPACE_2 if caps else 0)
            room = QRectF(end, line.top(), width + 1, line.height())
            self._write(painter, room, item.end, hint, palette.text_3)
        return end

    def _cap(self, painter: QPainter, end: float, line: QRectF, keys: str) -> float:
        """One shortcut, in a frame; where it begins."""
        palette, hint = self._theme.palette, self._theme.type.hint
        width = QFontMetricsF(font_of(painter, hint)).horizontalAdvance(keys) + 2 * 7
        frame = QRectF(end - width, line.center().y() - _CAP / 2, width, _CAP).adjusted(0.5, 1.5, -0.5, -1.5)
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(frame, 5, 5)
        self._write(painter, frame.adjusted(6.5, 0, 0, 0), keys, hint, palette.text_2)
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
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
        most = len(shown) if shown == text else len(shown) - 1
        layout = QTextLayout(shown, font, painter.device())
        layout.setFormats([_mark(first, min(last, most), self._ground()) for first, last in marks if first < most])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(room.left(), room.center().y() - line.height() / 2))
        return line.naturalTextWidth()

    def _ground(self) -> QTextCharFormat:
        found = QTextCharFormat()
        found.setBackground(QBrush(QColor(self._theme.palette.search_hit)))
        return found


def _mark(first: int, last: int, ground: QTextCharFormat) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length, mark.format = first, last - first, ground
    return mark
