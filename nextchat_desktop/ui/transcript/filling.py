"""Fills a document with the runs of one paragraph or cell; it does not know what lays the document out."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from nextchat_desktop.markup.blocks import OBJECT, Marks, Run
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.drawings import FORMULA_OBJECT, TEX, balance
from nextchat_desktop.ui.transcript.inline_code import (
    APART,
    APART_END,
    Range,
    goes_right_to_left,
    insert_behind,
    insert_code,
)
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.wrapping import wrap_mode

_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]")
_LINE_BREAK = "\u2028"
NOTE_LINK = "note:"
"""Where the label of a footnote leads."""


class Filled:
    """`code` are the places of inline code, `waiting` the formulas that stand there as their source for now.

    Some places of the document stand for fewer letters of the words: for one where a formula is there as its source,
    since it is not drawn or cannot be; for none where code is kept apart from words that go from right to left.
    """

    def __init__(self) -> None:
        self.code: list[Range] = []
        self.waiting: list[str] = []
        self.others: list[tuple[int, int, int]] = []
        """Those places: start, end, and for how many letters they stand."""

    def take_code(self, start: int, span: Range, end: int) -> None:
        """Code itself may have characters beside it that are no part of the words."""
        self.code.append(span)
        if span != (start, end):
            self.others += [(start, span[0], 0), (span[1], end, 0)]

    def offset(self, position: int) -> int:
        """How far into the words a position of the document is."""
        more = 0
        for start, end, letters in self.others:
            if position >= end:
                more += end - start - letters
            elif position > start:
                return start - more + (letters if position > (start + end) // 2 else 0)
        return position - more

    def position(self, offset: int) -> int:
        """Where in the document so much of the words ends."""
        for start, end, letters in self.others:
            if offset > start:
                offset += end - start - letters
        return offset


def empty_document() -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    return document


def fill(
    document: QTextDocument,
    runs: Sequence[Run],
    font: QFont,
    kit: Kit,
    line: int,
    mirrored: bool,
    align: str = "",
) -> Filled:
    """`line` is the least height of a line in pixels; `mirrored` words go from right to left."""
    words = "".join(run.text for run in runs)
    if not document.isEmpty():
        document.clear()
    document.setDefaultFont(font)
    option = QTextOption(_ALIGNMENTS.get(align, Qt.AlignmentFlag.AlignLeading))
    direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    option.setWrapMode(wrap_mode(words))
    document.setDefaultTextOption(option)
    cursor = QTextCursor(document)
    lines = QTextBlockFormat()
    lines.setLayoutDirection(direction)
    lines.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    cursor.setBlockFormat(lines)
    filled = Filled()
    runs = kit.drawings.parted(runs)
    for run in runs:
        _insert(cursor, run, kit, filled)
    if any(Marks.FORMULA in run.marks for run in runs):  # a document without a layout is filled much faster
        document.documentLayout().registerHandler(FORMULA_OBJECT, kit.drawings.handler)
    return filled


def append(document: QTextDocument, text: str) -> None:
    """Adds plain words at the end."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(in_one_block(text), QTextCharFormat())


def line_height(runs: Sequence[Run], look: Look) -> int:
    """Chinese, Japanese and Korean need more room between lines."""
    wide = any(not run.text.isascii() and _WIDE.search(run.text) for run in runs)
    return look.scaled(m.CJK_LINE if wide else m.TEXT_LINE)


_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


def in_one_block(text: str) -> str:
    """The same characters, but none that would begin another block of a document."""
    return text.translate(_BREAKS)


BYTE_ORDER = {0xFEFF: "\u2060", 0xFFFE: "\ufffd"}
"""Signs that would say how all others are to be read, where they come first: Qt leaves them out or obeys them."""
_BREAKS = {ord(each): _LINE_BREAK for each in "\n\r\u2029\ufdd0\ufdd1"} | BYTE_ORDER


def _insert(cursor: QTextCursor, run: Run, kit: Kit, filled: Filled) -> None:
    chars = _format(run, kit.look)
    text = in_one_block(run.text)
    if Marks.FORMULA in run.marks:
        drawn = kit.drawings.formula(run.text)
        if drawn is None:
            filled.waiting.append(run.text)
        elif drawn.picture is not None:
            chars.setObjectType(FORMULA_OBJECT)
            chars.setProperty(TEX, run.text)
            balance(chars, drawn.picture, cursor.document().defaultFont())
            text = OBJECT
    start = cursor.position()
    is_source = Marks.FORMULA in run.marks and text != OBJECT
    if is_source and goes_right_to_left(cursor.document()):
        text = f"{APART}{text}{APART_END}"
    if Marks.CODE in run.marks:
        filled.take_code(start, insert_code(cursor, text, chars), cursor.position())
    elif filled.code:
        insert_behind(cursor, text, chars)
    else:
        cursor.insertText(text, chars)
    if is_source:
        filled.others.append((start, cursor.position(), 1))


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
