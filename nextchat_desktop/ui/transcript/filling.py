"""Fills a document with the runs of one paragraph or cell; it does not know what lays the document out."""

import re
from collections.abc import Sequence
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from nextchat_desktop.markup.blocks import OBJECT, Marks, Run
from nextchat_desktop.ui.transcript.drawings import FORMULA_OBJECT, TEX
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.wrapping import wrap_mode

Range = tuple[int, int]

_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]")
_LINE_BREAK = "\u2028"
NOTE_LINK = "note:"
"""Where the label of a footnote leads."""


class Filled:
    """`code` are the places of inline code, `waiting` the formulas that stand there as their source for now.

    In the words a formula is one character. In the document it is its source until it is drawn, or if it cannot be.
    """

    def __init__(self) -> None:
        self.code: list[Range] = []
        self.waiting: list[str] = []
        self.sources: list[Range] = []
        """The places of formulas that stand there as their source."""

    def offset(self, position: int) -> int:
        """How far into the words a position of the document is."""
        more = 0
        for start, end in self.sources:
            if position >= end:
                more += end - start - 1
            elif position > start:
                return start - more + (position > (start + end) // 2)
        return position - more

    def position(self, offset: int) -> int:
        """Where in the document so much of the words ends."""
        for start, end in self.sources:
            if offset > start:
                offset += end - start - 1
        return offset


def empty_document() -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    return document


def fill(document: QTextDocument, runs: Sequence[Run], font: QFont, kit: Kit, line: int, align: str = "") -> Filled:
    """`line` is the least height of a line in pixels."""
    words = "".join(run.text for run in runs)
    document.clear()
    document.setDefaultFont(font)
    option = QTextOption(_ALIGNMENTS.get(align, Qt.AlignmentFlag.AlignLeading))
    option.setTextDirection(_direction(words))
    option.setWrapMode(wrap_mode(words))
    document.setDefaultTextOption(option)
    document.documentLayout().registerHandler(FORMULA_OBJECT, kit.drawings.handler)
    cursor = QTextCursor(document)
    lines = QTextBlockFormat()
    lines.setLayoutDirection(_direction(words))
    lines.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    cursor.setBlockFormat(lines)
    filled = Filled()
    for run in runs:
        _insert(cursor, run, kit, filled)
    return filled


def append(document: QTextDocument, text: str) -> None:
    """Adds plain words at the end."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(text, QTextCharFormat())


def line_height(runs: Sequence[Run], look: Look) -> int:
    """Chinese, Japanese and Korean need more room between lines."""
    wide = any(not run.text.isascii() and _WIDE.search(run.text) for run in runs)
    return look.scaled(26 if wide else 24)


_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


def _direction(words: str) -> Qt.LayoutDirection:
    """That of the first letter which has one."""
    if not words.isascii():
        strong = (sense for letter in words[:200] if (sense := bidirectional(letter)) in ("L", "R", "AL"))
        if next(strong, "L") != "L":
            return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def _insert(cursor: QTextCursor, run: Run, kit: Kit, filled: Filled) -> None:
    chars = _format(run, kit.look)
    text = run.text.replace("\n", _LINE_BREAK)
    if Marks.FORMULA in run.marks:
        drawn = kit.drawings.formula(run.text)
        if drawn is None:
            filled.waiting.append(run.text)
        elif drawn.picture is not None:
            chars.setObjectType(FORMULA_OBJECT)
            chars.setProperty(TEX, run.text)
            chars.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            text = OBJECT
    start = cursor.position()
    cursor.insertText(text, chars)
    if Marks.FORMULA in run.marks and text != OBJECT:
        filled.sources.append((start, cursor.position()))
    if Marks.CODE in run.marks:
        filled.code.append((start, cursor.position()))


def _format(run: Run, look: Look) -> QTextCharFormat:
    chars = QTextCharFormat()
    marks = run.marks
    if Marks.BOLD in marks:
        chars.setFontWeight(QFont.Weight.DemiBold)
    if Marks.ITALIC in marks:
        chars.setFontItalic(True)
    if Marks.STRIKE in marks:
        chars.setFontStrikeOut(True)
    if Marks.CODE in marks:
        chars.setFontFamilies(look.mono.families())
        chars.setProperty(QTextCharFormat.Property.FontPixelSize, look.scaled(13))
        chars.setFontFixedPitch(True)
    if run.link or Marks.NOTE in marks:
        chars.setAnchor(True)
        chars.setAnchorHref(NOTE_LINK + run.text if Marks.NOTE in marks else run.link)
        chars.setForeground(look.color("accent"))
    if Marks.NOTE in marks:
        chars.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return chars
