"""Paints the ground of the words that are found in a document; it does not know what is looked for.

As selections of a document they would take seconds where there are thousands.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextDocument, QTextLayout, QTextLine

from nextchat_desktop.core.directions import has_right_to_left
from nextchat_desktop.ui.transcript.filling import Filled
from nextchat_desktop.ui.transcript.inline_code import Range, ground
from nextchat_desktop.ui.transcript.leaf import Brush

_MOST_SELECTED = 100


def paint_found(brush: Brush, document: QTextDocument, filled: Filled, seen: QRectF, start: int = 0) -> list[Range]:
    """Of a document whose first character is the leaf's `start`. The one that is read is painted with its letters.

    Gives those that have to be selections: where both directions meet, only the document knows where letters are.
    """
    if not brush.found:
        return []
    spans = (
        (line, span)
        for line in _lines(document.firstBlock().layout(), seen)
        for span in _spans(brush, filled, line, start)
    )
    if has_right_to_left(document.toPlainText()):
        return [span for _, span in islice(spans, _MOST_SELECTED)]
    color = brush.kit.look.found(current=False).background()
    for line, (first, last) in spans:
        brush.painter.fillRect(ground(line, first, last), color)
    return []


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
