"""One Markdown block with the document that lays it out; it does not know its neighbours or how it is painted."""

import re
import time

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextOption

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.transcript.code_colours import colour
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.measures import BAR, RULE, Insets, insets
from nextchat_desktop.ui.wrapping import wrap_mode

_HEADING = re.compile(r"<(/?)h([1-6])>")
_INDENT = 22
_CODE_LINE = 20
_PATIENCE = 12
"""Open code is coloured again after this many times the time the last colouring took."""


class BlockItem:
    """Positions are relative to the turn. The document is made when the block is laid out for the first time."""

    def __init__(self, block: Block, muted: bool = False) -> None:
        self.block = block
        self.muted = muted
        self.document: QTextDocument | None = None
        self.left = 0
        self.top = 0
        self.width = 0
        self.height = 0
        self.content_width = 0
        self.shift = 0
        self._filled = False
        self._coloured_at = 0.0
        self._cost = 0.0

    @property
    def insets(self) -> Insets:
        return insets(self.block.kind)

    @property
    def is_heading(self) -> bool:
        return self.block.html.startswith("<h")

    @property
    def rect(self) -> QRectF:
        return QRectF(self.left, self.top, self.width, self.height)

    @property
    def text_rect(self) -> QRectF:
        """Where the document is seen."""
        i = self.insets
        return self.rect.adjusted(i.left, i.top, -i.right, -i.bottom)

    @property
    def origin(self) -> QPointF:
        """Where the document begins, seen or not."""
        return self.text_rect.topLeft() - QPointF(self.shift, 0)

    @property
    def overflow(self) -> int:
        """How far the text can be scrolled sideways."""
        return max(0, self.content_width - (self.width - self.insets.left - self.insets.right))

    def change(self, block: Block, final: bool) -> None:
        """Takes another state of the same block and keeps as much as it can."""
        old, self.block = self.block, block
        if self._continues(old):
            self._append(block.code[len(old.code) :])
            if final:
                self._coloured_at = 0.0
        else:
            self.forget()
        self.width = 0

    def append(self, code: str) -> None:
        """More of the code of an open fence."""
        if code:
            b = self.block
            self.block = Block(b.kind, code=b.code + code, language=b.language, source=b.source)
            self._append(code)
            self.width = 0

    def forget(self) -> None:
        """Lets the document go; it is made again when it is needed."""
        self.document = None
        self._filled = False
        self.width = 0

    def lay_out(self, look: Look, width: int) -> None:
        if self.width == width:
            return
        self.width = width
        if self.block.kind == "rule":
            self.height = RULE
            return
        document = self._document(look)
        document.setTextWidth(-1 if self.block.kind == "code" else width - self.insets.left - self.insets.right)
        size = document.size()
        self.content_width = int(document.idealWidth() if self.block.kind == "code" else size.width())
        bar = BAR if self.overflow else 0
        self.height = round(size.height()) + self.insets.top + self.insets.bottom + bar
        self.shift = min(self.shift, self.overflow)

    def _continues(self, old: Block) -> bool:
        new = self.block
        same = old.kind == new.kind == "code" and old.language == new.language
        return same and self._filled and new.code.startswith(old.code)

    def _append(self, code: str) -> None:
        if self.document is not None and self._filled and code:
            cursor = QTextCursor(self.document)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(code)

    def _document(self, look: Look) -> QTextDocument:
        document = self.document
        if document is None:
            document = self.document = _empty_document()
        if not self._filled:
            self._fill(document, look)
            self._filled = True
            self._coloured_at = 0.0
        if self.block.kind == "code":
            self._colour(document, look)
        return document

    def _fill(self, document: QTextDocument, look: Look) -> None:
        is_code = self.block.kind == "code"
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap if is_code else wrap_mode(self.block.source))
        document.setDefaultTextOption(option)
        if is_code:
            document.setDefaultFont(look.mono)
            document.setPlainText(self.block.code)
            _space_lines(document, look.scaled(_CODE_LINE))
            return
        document.setDefaultFont(look.muted if self.muted else look.body)
        document.setIndentWidth(look.scaled(_INDENT))
        document.setDefaultStyleSheet(look.style)
        document.setHtml(_drawable(self.block.html.rstrip()))
        _trim(document)

    def _colour(self, document: QTextDocument, look: Look) -> None:
        if time.monotonic() - self._coloured_at < max(0.1, _PATIENCE * self._cost):
            return
        began = time.monotonic()
        colour(document, self.block.code, self.block.language, look)
        self._coloured_at = time.monotonic()
        self._cost = self._coloured_at - began


def _drawable(html: str) -> str:
    """Headings as paragraphs: Qt would enlarge them beyond the size they are given."""
    return _HEADING.sub(lambda tag: "</p>" if tag[1] else f'<p class="h{tag[2]}">', html)


def _empty_document() -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignLeading))
    return document


def _space_lines(document: QTextDocument, height: int) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    lines = QTextBlockFormat()
    lines.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    cursor.mergeBlockFormat(lines)


def _trim(document: QTextDocument) -> None:
    """Takes the space above the first and below the last paragraph away; the view puts its own between blocks."""
    cursor = QTextCursor(document)
    first = cursor.blockFormat()
    first.setTopMargin(0)
    cursor.setBlockFormat(first)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = cursor.blockFormat()
    last.setBottomMargin(0)
    cursor.setBlockFormat(last)
