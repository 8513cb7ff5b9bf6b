"""A paragraph or heading, laid out by a document of its own; it does not know its neighbours."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.directions import runs_go_left
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.filling import Filled, append, empty_document, fill, line_height
from nextchat_desktop.ui.transcript.found_marks import paint_found
from nextchat_desktop.ui.transcript.inline_code import Range, break_lines, cursor_x, paint_grounds
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf

_FAR = 1e6
_FIRST_QUIET = 5
"""Headings from this level on are in the second colour."""


class TextLeaf(Leaf):
    def __init__(self, block: Block, muted: bool = False) -> None:
        super().__init__(block, muted)
        self.document: QTextDocument | None = None
        self._filled = Filled()
        self._left = self._room = 0
        self._moved = 0
        """By so much lines may end further right."""
        self._stale = True
        self._text: str | None = None
        self._otherwise = False

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self.block.text
        return self._text

    def change(self, block: Block) -> None:
        """Takes another state of the same words."""
        if block == self.block:
            return
        same = block.runs == self.block.runs and block.inside == self.block.inside and block.level == self.block.level
        self.block = block
        if not same:
            self._text = None
            self._stale = True
            self.width = 0
            self.face(self._otherwise)

    def append(self, block: Block, text: str) -> None:
        """Takes a block whose last run has got longer by these words."""
        self.block = block
        self._text = None
        self.width = 0
        self.face(self._otherwise)
        if self.document is not None and not self._stale:
            append(self.document, text)

    def face(self, otherwise: bool) -> None:
        self._otherwise = otherwise
        own = runs_go_left(self.block.runs)
        mirrored = otherwise if own is None else own
        if mirrored != self.mirrored:
            self.mirrored, self._stale, self.width = mirrored, True, 0

    @property
    def begins_right(self) -> bool:
        return self.mirrored

    def estimate(self, kit: Kit, width: int) -> int:
        return m.text_height(self.text, width - self.indent(kit.look), kit.look.size)

    def lay_out(self, kit: Kit, width: int) -> None:
        late = self._is_late(kit)
        if self.width == width and self.document is not None and not late:
            return
        document = self._ready(kit, refill=self._stale or late)
        self._stale = False
        self.stamp += 1
        indent = self.indent(kit.look)
        self._room = width - indent
        self._break_lines(document, self._room)
        self.width = width
        self.height = round(document.size().height())
        self._left = 0 if self.mirrored else indent

    def needed(self, kit: Kit) -> int:
        if self.document is None:
            return self.width
        return int(self.document.idealWidth()) + 1 + self._moved + self.indent(kit.look)

    def forget(self) -> None:
        self.document = None

    def paint(self, brush: Brush) -> None:
        document = self._dressed(brush.kit)
        painter = brush.painter
        painter.save()
        painter.translate(self._left, 0)
        paint_grounds(painter, brush.kit.look, document, self._filled.code)
        found = paint_found(brush, document, self._filled, brush.seen)
        context = QAbstractTextDocumentLayout.PaintContext()
        look = brush.kit.look
        context.palette = look.muted_palette if self.is_quiet else look.text_palette
        context.selections = highlights(brush, document, self._position, found)
        context.clip = QRectF(-2, brush.seen.top() - 2, _FAR, brush.seen.height() + 4)
        paint_words(brush, document, context, brush.seen)
        painter.restore()

    @property
    def is_waiting(self) -> bool:
        return bool(self._filled.waiting)

    @property
    def is_quiet(self) -> bool:
        """Thoughts, quotations and the lowest headings are in the second colour."""
        return self.muted or self.block.is_quoted or self.block.level >= _FIRST_QUIET

    def hit(self, point: QPointF) -> int:
        if self.document is None:
            return 0
        hit = self.document.documentLayout().hitTest(self._inner(point), Qt.HitTestAccuracy.FuzzyHit)
        return self._offset(max(0, hit))

    def link_at(self, point: QPointF) -> str:
        return self.document.documentLayout().anchorAt(self._inner(point)) if self.document is not None else ""

    def word_at(self, offset: int) -> tuple[int, int]:
        if self.document is None:
            return 0, self.length
        start, end = word_around(self.document, self._position(offset))
        return self._offset(start), self._offset(end)

    def caret(self, offset: int) -> QRectF:
        if self.document is None:
            return super().caret(offset)
        line, x = line_at(self.document, min(self._position(offset), self.document.characterCount() - 1))
        return QRectF(self._left + x, line.y(), 1, line.height())

    def baseline(self) -> float:
        if self.document is None:
            return super().baseline()
        line, _ = line_at(self.document, 0)
        return line.y() + line.ascent()

    def breaks(self) -> list[int]:
        return line_tops(self.document) if self.document is not None else []

    def _offset(self, position: int) -> int:
        """How far into the words a position of the document is."""
        return self._filled.offset(position)

    def _position(self, offset: int) -> int:
        return self._filled.position(offset)

    def _inner(self, point: QPointF) -> QPointF:
        return point - QPointF(self._left, 0)

    def _is_late(self, kit: Kit) -> bool:
        """Whether a formula in it has been drawn since."""
        return any(kit.drawings.is_drawn(formula) for formula in self._filled.waiting)

    def _dressed(self, kit: Kit) -> QTextDocument:
        """The document, made again if it was let go of."""
        if self.document is None:
            width = self.width
            self._break_lines(self._ready(kit, refill=True), width - self.indent(kit.look))
        assert self.document is not None
        return self.document

    def _break_lines(self, document: QTextDocument, across: int) -> None:
        self._moved = break_lines(document, max(m.NARROWEST_TEXT, across), self._filled.code)

    def _ready(self, kit: Kit, refill: bool) -> QTextDocument:
        document = self.document
        if document is None or refill:
            document = self.document = document or empty_document()
            font, line = self._font(kit), self._line(kit)
            self._filled = fill(document, self.block.runs, font, kit, line, self.begins_right)
        return document

    def _font(self, kit: Kit) -> QFont:
        if self.block.kind == "heading":
            return kit.look.heading(self.block.level)
        return kit.look.muted if self.muted else kit.look.body

    def _line(self, kit: Kit) -> int:
        if self.block.kind == "heading":
            return kit.look.heading_line(self.block.level)
        return line_height(self.block.runs, kit.look)


def highlights(
    brush: Brush, document: QTextDocument, position: Callable[[int], int], found: Sequence[Range], start: int = 0
) -> list[QAbstractTextDocumentLayout.Selection]:
    """What is found at these places, the find that is read, and what is selected.

    `position` is where in the document, whose first character is the leaf's `start`, so many characters end.
    """
    look, current = brush.kit.look, brush.found.current
    end = document.characterCount() - 1
    marked = [(current.start, current.start + current.length, look.found(True))] if current is not None else []
    if brush.selected is not None:
        marked.append((*brush.selected, look.selected))
    inside = ((position(max(0, first - start)), position(max(0, last - start)), chars) for first, last, chars in marked)
    spans = [*((*span, look.found(False)) for span in found), *inside]
    return [
        _selection(document, first, min(end, last), chars) for first, last, chars in spans if first < min(end, last)
    ]


def _selection(
    document: QTextDocument, start: int, end: int, chars: QTextCharFormat
) -> QAbstractTextDocumentLayout.Selection:
    selection = QAbstractTextDocumentLayout.Selection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    selection.format = chars
    return selection


def word_around(document: QTextDocument, position: int) -> Range:
    cursor = QTextCursor(document)
    cursor.setPosition(min(position, document.characterCount() - 1))
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    return cursor.selectionStart(), cursor.selectionEnd()


def paint_words(
    brush: Brush, document: QTextDocument, context: QAbstractTextDocumentLayout.PaintContext, seen: QRectF
) -> None:
    """Those that are seen. Qt paints a line more than its clip says, so that lines are counted where that matters."""
    if not brush.once:
        document.documentLayout().draw(brush.painter, context)
        return
    brush.painter.setPen(context.palette.color(QPalette.ColorRole.Text))
    layout = document.firstBlock().layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if seen.top() <= line.y() + line.height() / 2 < seen.bottom():
            line.draw(brush.painter, QPointF(0, 0))


def line_tops(document: QTextDocument) -> list[int]:
    """Where each line but the first begins."""
    layout = document.firstBlock().layout()
    return [round(layout.lineAt(number).y()) for number in range(1, layout.lineCount())]


def line_at(document: QTextDocument, offset: int) -> tuple[QTextLine, float]:
    """The line a character is in, and how far across it begins."""
    line = document.firstBlock().layout().lineForTextPosition(offset)
    return line, cursor_x(line, offset)
