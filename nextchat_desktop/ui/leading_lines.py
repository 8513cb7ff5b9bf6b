"""Has the paragraphs of a plain text field begin where their words do, which Qt does for rich text only."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit

from nextchat_desktop.core.directions import goes_left
from nextchat_desktop.ui.mirroring import is_mirrored

_AUTO = Qt.LayoutDirection.LayoutDirectionAuto


def lead_lines(field: QPlainTextEdit, is_prose: bool = True) -> None:
    """Gives it a document whose paragraphs go as their first letter does, or as was asked for by a key for that.

    Those without letters go as the window does, or from left to right in what is no prose. Before anything else is done
    with the document.
    """
    document = QTextDocument(field)
    document.setDefaultFont(field.font())
    document.setDocumentLayout(_Leading(document, is_prose))
    field.setDocument(document)


class _Leading(QPlainTextDocumentLayout):
    """Moves lines after Qt has broken them: whoever asks for the place of a paragraph is about to use its lines."""

    def __init__(self, document: QTextDocument, is_prose: bool) -> None:
        super().__init__(document)
        self._is_prose = is_prose
        self._margin = document.documentMargin()  # whoever asks a layout for its document is given it to destroy

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        layout = block.layout()
        if not block.isValid() or not layout.lineCount():
            return rect
        wished = block.blockFormat().layoutDirection()
        if wished != _AUTO and layout.textOption().textDirection() != wished:
            self._break_anew(layout, wished)
        at_right = self._begins_right(block, wished)
        if at_right or layout.lineAt(0).x() != self._margin:
            self._lead(layout, at_right)
            rect.setWidth(max(rect.width(), layout.boundingRect().right()))
        return rect

    def _begins_right(self, block: QTextBlock, wished: Qt.LayoutDirection) -> bool:
        if wished != _AUTO:
            return wished == Qt.LayoutDirection.RightToLeft
        own = goes_left(block.text())
        return own if own is not None else self._is_prose and is_mirrored()

    def _break_anew(self, layout: QTextLayout, wished: Qt.LayoutDirection) -> None:
        """Qt breaks lines as their letters go, whatever was wished for."""
        option, width, y = layout.textOption(), layout.lineAt(0).width(), 0.0
        option.setTextDirection(wished)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            line.setPosition(QPointF(self._margin, y))
            y += line.height()
        layout.endLayout()

    def _lead(self, layout: QTextLayout, at_right: bool) -> None:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            free = line.width() - line.naturalTextWidth() if at_right else 0.0
            x = self._margin + max(0.0, free)
            if line.x() != x:
                line.setPosition(QPointF(x, line.y()))
