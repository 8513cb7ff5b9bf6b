"""Code within a line: the room around it, and the ground it stands on. It does not know whose line it is."""

from collections.abc import Iterator, Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextCursor, QTextDocument, QTextLine

from nextchat_desktop.markup.blocks import OBJECT
from nextchat_desktop.ui.transcript.look import Look

Range = tuple[int, int]

PAD = 4
"""From the edge of the ground to the letters."""
_BEYOND, _RADIUS = 1, 4
_LINE_BREAK = "\u2028"
APART, APART_END = "\u2066", "\u2069"
"""Between these nothing changes places with the words around it."""


def insert_code(cursor: QTextCursor, text: str, chars: QTextCharFormat) -> Range:
    """With room on both sides, which no character stands for: letters before and at its end are wider than others.

    Where words go from right to left, they are those before and behind it, and it is kept apart by two characters that
    cannot be seen, since its signs would change places otherwise.
    """
    start = cursor.position()
    is_mirrored = goes_right_to_left(cursor.document())
    if start and _can_be_wider(cursor.document().characterAt(start - 1), is_mirrored):
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_wider(QTextCharFormat()))
        cursor.movePosition(QTextCursor.MoveOperation.End)
    if is_mirrored:
        cursor.insertText(f"{APART}{text}{APART_END}", chars)
        return start + len(APART), cursor.position() - len(APART_END)
    cursor.insertText(text[:-1], chars)
    cursor.insertText(text[-1:], _wider(chars))
    return start, cursor.position()


def insert_behind(cursor: QTextCursor, text: str, chars: QTextCharFormat) -> None:
    """What may follow upon code."""
    if cursor.document().characterAt(cursor.position() - 1) == APART_END and not text[:1].isalpha():
        cursor.insertText(text[:1], _wider(chars))
        text = text[1:]
    cursor.insertText(text, chars)


def break_lines(document: QTextDocument, width: int, spans: Sequence[Range]) -> int:
    """Lays the document out, its code at these places.

    Lines that begin with code are moved, so that its ground begins where other lines do; how far, if any is.
    """
    document.setTextWidth(width)
    document.documentLayout()  # there is none until it is asked for, and so no line
    moved = 0
    layout, is_mirrored = document.firstBlock().layout(), goes_right_to_left(document)
    before = len(APART) if is_mirrored else 0
    for number in range(layout.lineCount() if spans else 0):
        line = layout.lineAt(number)
        start = line.textStart()
        if any(first - before <= start < last for first, last in spans):
            line.setPosition(QPointF(-PAD if is_mirrored else PAD, line.y()))
            moved = PAD
    return moved


def paint_grounds(painter: QPainter, look: Look, document: QTextDocument, spans: Sequence[Range]) -> None:
    if spans:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.inline_code)
        for span in spans:
            for place in grounds(document, span, look):
                painter.drawRoundedRect(place, _RADIUS, _RADIUS)


def grounds(document: QTextDocument, span: Range, look: Look) -> Iterator[QRectF]:
    """The places of a piece of code, line by line."""
    above, below = look.code_extent
    layout = document.firstBlock().layout()
    is_mirrored = goes_right_to_left(document)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(span[0], line.textStart())
        last = min(span[1], line.textStart() + line.textLength())
        if first < last:
            left, right = _reach(line, first, last, is_mirrored)
            if is_mirrored:
                right += PAD
            elif last < span[1]:  # else the room is part of the last letter
                right = max(right, min(right + PAD, document.textWidth()))
            top = line.y() + line.ascent() - above - _BEYOND
            yield QRectF(left - PAD, top, right - left + PAD, above + below + 2 * _BEYOND)


def ground(line: QTextLine, first: int, last: int) -> QRectF:
    """Of letters that stand in the order they are read in, as high as the line."""
    left, top, bottom = cursor_x(line, first), round(line.y()), round(line.y() + line.height())
    return QRectF(left, top, cursor_x(line, last) - left, bottom - top)


def cursor_x(line: QTextLine, offset: int) -> float:
    x = line.cursorToX(offset)
    return float(x[0] if isinstance(x, tuple) else x)  # type: ignore[arg-type]


def _reach(line: QTextLine, first: int, last: int, is_mirrored: bool) -> tuple[float, float]:
    """Letters need not stand in the order they are read in."""
    offsets = range(first, last + 1) if is_mirrored else (first, last)
    places = [cursor_x(line, offset) for offset in offsets]
    return min(places), max(places)


def _can_be_wider(letter: str, is_mirrored: bool) -> bool:
    """Letters that are joined to those before them stay as they are."""
    if letter in (_LINE_BREAK, OBJECT):
        return False
    return letter.isspace() or (not is_mirrored and bidirectional(letter) not in ("R", "AL"))


def _wider(chars: QTextCharFormat) -> QTextCharFormat:
    wide = QTextCharFormat(chars)
    wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    wide.setFontLetterSpacing(PAD)
    return wide


def goes_right_to_left(document: QTextDocument) -> bool:
    return document.defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
