"""Paints the ground of the words that are found in a document; it does not know what is looked for.

As selections of a document they would take seconds where there are thousands.
"""

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextDocument, QTextLayout, QTextLine

from nextchat_desktop.ui.transcript.filling import Filled
from nextchat_desktop.ui.transcript.inline_code import Range, is_right_to_left, reach
from nextchat_desktop.ui.transcript.leaf import Brush


def paint_found(brush: Brush, document: QTextDocument, filled: Filled, seen: QRectF, start: int = 0) -> None:
    """Of a document whose first character is the leaf's `start`. The one that is read is painted with its letters."""
    if not brush.found:
        return
    color = brush.kit.look.found(current=False).background()
    is_mirrored = is_right_to_left(document)
    for line in _lines(document.firstBlock().layout(), seen):
        for first, last in _spans(brush, filled, line, start):
            left, right = reach(line, first, last, is_mirrored)
            brush.painter.fillRect(QRectF(left, line.y(), right - left, line.height()), color)


def _lines(layout: QTextLayout, seen: QRectF) -> Iterator[QTextLine]:
    """Those that are seen."""
    count = layout.lineCount()
    first = bisect_right(range(count), seen.top(), key=lambda number: layout.lineAt(number).y()) - 1
    for number in range(max(0, first), count):
        line = layout.lineAt(number)
        if line.y() > seen.bottom():
            return
        yield line


def _spans(brush: Brush, filled: Filled, line: QTextLine, start: int) -> Iterator[Range]:
    """From where to where the finds go in a line."""
    first, last = line.textStart(), line.textStart() + line.textLength()
    for each in brush.found.between(start + filled.offset(first), start + filled.offset(last)):
        begin = max(first, filled.position(each.start - start)) if each.start > start else first
        end = min(last, filled.position(each.start + each.length - start))
        if begin < end and not each.current:
            yield begin, end
