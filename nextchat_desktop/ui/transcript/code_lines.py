"""Lays out and paints single lines of code; it does not know which block they belong to.

A usual line is laid out as any text. One of thousands of characters is taken for a grid of equal cells, of which only
the visible ones are laid out: shaping all of a minified file would freeze the window.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextFormat, QTextLayout, QTextLine, QTextOption

from nextchat_desktop.core.directions import has_right_to_left
from nextchat_desktop.markup.code import Coloured
from nextchat_desktop.ui.transcript.cells import Cells
from nextchat_desktop.ui.transcript.columns import WIDE, columns
from nextchat_desktop.ui.transcript.filling import BYTE_ORDER
from nextchat_desktop.ui.transcript.inline_code import ground
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.positions import units

LONG = 2_000
TAB = 4
_ROOM = 4
_MOST_MARKS = 100
"""Qt takes seconds for thousands."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How lines are laid out: `width` in pixels if they are wrapped, else 0."""

    kit: Kit
    width: int

    @property
    def line(self) -> int:
        return self.kit.look.code_line

    @property
    def advance(self) -> float:
        return self.kit.look.mono_advance


MarksIn = Callable[[int, int], list[QTextLayout.FormatRange]]
"""What is marked between two offsets."""


class Line(Protocol):
    """Offsets are those of a document, in UTF-16."""

    rows: int

    def paint(self, painter: QPainter, top: float, seen: QRectF, marks: MarksIn) -> None: ...

    def hit(self, point: QPointF) -> int: ...

    def caret(self, offset: int) -> QPointF: ...


def make_line(text: str, colours: Sequence[Coloured], grain: Grain) -> Line:
    return _GridLine(text, grain) if len(text) > LONG else _ShapedLine(text, colours, grain)


def rows_of(text: str, grain: Grain) -> int:
    """A guess of how many rows a wrapped line fills."""
    if not grain.width:
        return 1
    return max(1, -(-columns(text, TAB) // _per_row(grain)))


class _ShapedLine:
    def __init__(self, text: str, colours: Sequence[Coloured], grain: Grain) -> None:
        self._line = grain.line
        layout = QTextLayout(text.translate(BYTE_ORDER), grain.kit.look.mono)
        option = QTextOption()
        option.setTabStopDistance(TAB * grain.advance)
        wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if grain.width else QTextOption.WrapMode.NoWrap
        option.setWrapMode(wrap)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats([span for each in colours if (span := _format(each, text, grain))])
        self.rows = _break(layout, grain)
        self._layout = layout

    def paint(self, painter: QPainter, top: float, seen: QRectF, marks: MarksIn) -> None:
        if has_right_to_left(self._layout.text()):
            self._layout.draw(painter, QPointF(0, top), marks(0, 2 * len(self._layout.text()))[:_MOST_MARKS])
            return
        others: list[QTextLayout.FormatRange] = []
        for row in range(max(0, int((seen.top() - top) // self._line)), self.rows):
            if top + row * self._line > seen.bottom():
                break
            others += self._paint_grounds(painter, top, self._layout.lineAt(row), seen, marks)
        self._layout.draw(painter, QPointF(0, top), others)

    def _paint_grounds(
        self, painter: QPainter, top: float, row: QTextLine, seen: QRectF, marks: MarksIn
    ) -> list[QTextLayout.FormatRange]:
        """Gives the marks that change the letters too. Thousands of grounds are painted in no time, not so by Qt."""
        first, last = max(row.textStart(), row.xToCursor(seen.left()) - 1), row.xToCursor(seen.right()) + 1
        others: list[QTextLayout.FormatRange] = []
        for mark in marks(first, min(last, row.textStart() + row.textLength())):
            if mark.format.hasProperty(QTextFormat.Property.ForegroundBrush):
                others.append(mark)
            else:
                place = ground(row, mark.start, mark.start + mark.length).translated(0, top)
                painter.fillRect(place, mark.format.background())
        return others

    def hit(self, point: QPointF) -> int:
        row = max(0, min(self.rows - 1, int(point.y() // self._line)))
        return self._layout.lineAt(row).xToCursor(point.x())

    def caret(self, offset: int) -> QPointF:
        line = self._layout.lineForTextPosition(offset)
        x = line.cursorToX(offset)
        return QPointF(float(x[0] if isinstance(x, tuple) else x), line.lineNumber() * self._line)  # type: ignore[arg-type]


class _GridLine:
    def __init__(self, text: str, grain: Grain) -> None:
        self._text = text
        self._grain = grain
        self._cells = Cells(text)
        self._starts = self._cells.rows(_per_row(grain)) if grain.width else [0]
        self.rows = len(self._starts)

    def paint(self, painter: QPainter, top: float, seen: QRectF, marks: MarksIn) -> None:
        grain = self._grain
        first = max(0, int((seen.top() - top) // grain.line))
        last = min(self.rows - 1, int((seen.bottom() - top) // grain.line))
        left = max(0, int(seen.left() // grain.advance) - _ROOM)
        right = int(seen.right() // grain.advance) + _ROOM
        for row in range(first, last + 1):
            begin = self._cells.before(self._starts[row])
            start = max(self._starts[row], self._cells.at(begin + left))
            end = min(self._end(row), self._cells.at(begin + right))
            place = QPointF((self._cells.before(start) - begin) * grain.advance, top + row * grain.line)
            if start < end:
                self._paint(painter, place, start, end, marks)

    def _paint(self, painter: QPainter, place: QPointF, start: int, end: int, marks: MarksIn) -> None:
        layout = QTextLayout(self._text[start:end].replace("\t", " "), self._grain.kit.look.mono)
        layout.setFormats(_stretched(self._text[start:end], self._grain))
        _break(layout, Grain(self._grain.kit, 0))
        first, last = self._cells.offset(start), self._cells.offset(end)
        layout.draw(painter, place, [_moved(mark, first, last) for mark in marks(first, last)])

    def hit(self, point: QPointF) -> int:
        row = max(0, min(self.rows - 1, int(point.y() // self._grain.line)))
        begin = self._cells.before(self._starts[row])
        place = self._cells.at(begin + max(0, round(point.x() / self._grain.advance)))
        return self._cells.offset(max(self._starts[row], min(self._end(row), place)))

    def caret(self, offset: int) -> QPointF:
        place = self._cells.place(offset)
        row = bisect_right(self._starts, place) - 1
        column = self._cells.before(place) - self._cells.before(self._starts[row])
        return QPointF(column * self._grain.advance, row * self._grain.line)

    def _end(self, row: int) -> int:
        return self._starts[row + 1] if row + 1 < self.rows else len(self._text)


def _stretched(text: str, grain: Grain) -> list[QTextLayout.FormatRange]:
    """Makes wide letters exactly two cells wide, whatever face they come from."""
    spans = []
    for found in WIDE.finditer(text) if not text.isascii() else ():
        span = QTextLayout.FormatRange()
        span.start, span.length = units(text[: found.start()]), units(found[0])
        span.format.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        span.format.setFontLetterSpacing(2 * grain.advance - grain.kit.look.wide_advance)
        spans.append(span)
    return spans


def _per_row(grain: Grain) -> int:
    return max(10, int(grain.width // grain.advance))


def _break(layout: QTextLayout, grain: Grain) -> int:
    """Lays the rows out, each exactly as high as a line of code; gives their number."""
    metrics = QFontMetricsF(layout.font())
    drop = (grain.line - metrics.height()) / 2
    rows = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(grain.width or 1e7)
        line.setPosition(QPointF(0, rows * grain.line + drop + metrics.ascent() - line.ascent()))
        rows += 1
    layout.endLayout()
    return max(1, rows)


def _format(run: Coloured, text: str, grain: Grain) -> QTextLayout.FormatRange | None:
    chars = grain.kit.look.token_formats.get(run.token)
    if chars is None:
        return None
    start, length = run.start, run.length
    if not text.isascii():
        start, end = units(text[:start]), units(text[: start + length])
        length = end - start
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, length, chars
    return span


def _moved(mark: QTextLayout.FormatRange, start: int, end: int) -> QTextLayout.FormatRange:
    moved = QTextLayout.FormatRange()
    moved.start = max(mark.start, start) - start
    moved.length = min(mark.start + mark.length, end) - start - moved.start
    moved.format = mark.format
    return moved
