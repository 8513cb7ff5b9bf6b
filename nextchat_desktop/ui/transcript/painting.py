"""Paints turns and blocks that are already laid out; it changes nothing and knows no widget."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPainterPath, QTextCursor, QTextDocument

from nextchat_desktop.markup.code import language_name
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.block_item import BlockItem
from nextchat_desktop.ui.transcript.copying import text_length
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.positions import Selection
from nextchat_desktop.ui.transcript.turn import Turn

_FAR = 1e6


class TurnPainter:
    """Paints into a painter whose origin is the top left corner of the turn; `seen` is the visible part of that."""

    def __init__(self, painter: QPainter, look: Look, selection: Selection | None) -> None:
        self._painter = painter
        self._look = look
        self._selection = selection

    def paint(self, turn: Turn, index: int, seen: QRectF) -> None:
        if turn.entry.role == "user":
            self._round(turn.bubble, m.BUBBLE_RADIUS, self._look.color("bubble"))
        items = turn.items
        for number, item in enumerate(items):
            if item.top < seen.bottom() and item.top + item.height > seen.top():
                self._item(item, self._selected(index, number, item), seen)
        if turn.entry.streaming:
            self._caret(items[-1] if items else None, turn.caret_top)

    def _selected(self, turn: int, number: int, item: BlockItem) -> tuple[int, int] | None:
        return self._selection.within(turn, number, text_length(item)) if self._selection is not None else None

    def _item(self, item: BlockItem, selected: tuple[int, int] | None, seen: QRectF) -> None:
        if item.block.kind == "rule":
            self._painter.fillRect(QRectF(item.left, item.top + m.RULE // 2, item.width, 1), self._look.color("line"))
            return
        if item.block.kind == "code":
            self._code_frame(item)
        elif item.block.kind == "quote":
            self._round(QRectF(item.left, item.top + 2, 3, item.height - 4), 1.5, self._look.color("edge"))
        if item.muted:
            self._painter.fillRect(QRectF(0, item.top - 2, 2, item.height + 4), self._look.color("line"))
        self._text(item, selected, seen)

    def _text(self, item: BlockItem, selected: tuple[int, int] | None, seen: QRectF) -> None:
        if item.document is None:
            return
        painter, origin = self._painter, item.origin
        context = QAbstractTextDocumentLayout.PaintContext()
        muted = item.muted or item.block.kind == "quote"
        context.palette = self._look.muted_palette if muted else self._look.text_palette
        if selected is not None:
            context.selections = [self._highlight(item.document, *selected)]
        painter.save()
        if item.overflow:
            painter.setClipRect(item.text_rect.adjusted(-1, -4, 1, 0), Qt.ClipOperation.IntersectClip)
        painter.translate(origin)
        context.clip = QRectF(-2, seen.top() - origin.y() - 2, _FAR, seen.height() + 4)
        item.document.documentLayout().draw(painter, context)
        painter.restore()

    def _highlight(self, document: QTextDocument, start: int, end: int) -> QAbstractTextDocumentLayout.Selection:
        selection = QAbstractTextDocumentLayout.Selection()
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = self._look.selected
        return selection

    def _code_frame(self, item: BlockItem) -> None:
        look, painter = self._look, self._painter
        frame = item.rect.adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, m.CODE_RADIUS, m.CODE_RADIUS)
        painter.fillPath(shape, look.color("code"))
        painter.save()
        painter.setClipRect(QRectF(frame.left(), frame.top(), frame.width(), m.CODE_HEAD))
        painter.fillPath(shape, look.color("code_head"))
        painter.restore()
        painter.strokePath(shape, look.color("line"))
        painter.setFont(look.small)
        painter.setPen(look.color("text_2"))
        head = QRectF(item.left + 12, item.top, item.width - 24, m.CODE_HEAD)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, language_name(item.block.language))

    def _caret(self, item: BlockItem | None, top: int) -> None:
        """A bar behind the last character."""
        height = self._look.scaled(17)
        place = _end(item) if item is not None else QPointF(0, top + 3)
        self._round(QRectF(place.x() + 2, place.y(), m.CARET, height), 1, self._look.color("accent"))

    def _round(self, rect: QRectF, radius: float, color: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(color)
        self._painter.drawRoundedRect(rect, radius, radius)


def _end(item: BlockItem) -> QPointF:
    if item.document is None:
        return item.rect.bottomLeft()
    block = item.document.lastBlock()
    layout = block.layout()
    line = layout.lineForTextPosition(block.length() - 1)
    if not line.isValid():
        return item.rect.bottomLeft()
    x = line.cursorToX(block.length() - 1)
    across = x[0] if isinstance(x, tuple) else x
    return item.origin + layout.position() + QPointF(float(str(across)), line.y() + 2)
