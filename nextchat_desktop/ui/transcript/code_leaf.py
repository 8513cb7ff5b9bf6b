"""Some lines of a block of code; it does not know the lines of other leaves."""

import re
from bisect import bisect_right
from collections.abc import Hashable
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.code_lines import LONG, Grain, Line, make_line, rows_of
from nextchat_desktop.ui.transcript.colouring import Colours
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.positions import units

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.code_unit import CodeUnit

CHUNK = 20
"""Lines to a leaf."""

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")


class CodeLeaf(Leaf):
    """`place` is which leaf of its unit it is."""

    def __init__(self, unit: "CodeUnit", place: int) -> None:
        super().__init__(unit.block, unit.muted)
        self.unit: CodeUnit = unit
        self.place = place
        self.joins = place > 0
        self._rows: list[int] = []
        self._made: dict[int, tuple[str, Colours, Line]] = {}
        self._grain: Grain | None = None
        self._kit: Kit | None = None
        self._top = 0
        """Where its lines begin."""

    @property
    def lines(self) -> list[str]:
        start = self.place * CHUNK
        return self.unit.lines[start : min(start + CHUNK, self.unit.shown)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_last(self) -> bool:
        return (self.place + 1) * CHUNK >= self.unit.shown

    @property
    def folded_away(self) -> list[str]:
        """The lines that would stand below it if the code were unfolded."""
        return self.unit.lines[self.unit.shown :] if self.is_last else []

    def estimate(self, kit: Kit, width: int) -> int:
        grain = self.unit.grain(kit, width)
        rows = sum(rows_of(line, grain) for line in self.lines) if grain.width else len(self.lines)
        return self._head(kit) + rows * grain.line + self._bottom(kit, width)

    def lay_out(self, kit: Kit, width: int) -> None:
        grain, known = self.unit.grain(kit, width), self._grain
        if grain != known:
            self._grain, self._kit = grain, kit
            self._made.clear()
        if self.width == width and known is not None and grain.width == known.width:
            return
        self.width = width
        self.stamp += 1
        self.unit.stay_within(self.unit.overflow(kit, width))
        count = len(self.lines)
        self._rows = [self._line(place).rows for place in range(count)] if grain.width else [1] * count
        self._top = self._head(kit)
        self.height = self._top + sum(self._rows) * grain.line + self._bottom(kit, width)

    def forget(self) -> None:
        self._made.clear()

    @property
    def appearance(self) -> Hashable:
        return self.stamp, self.unit.colouring.version

    @property
    def overflow(self) -> int:
        return self.unit.overflow(self._kit, self.width) if self._kit is not None else 0

    def paint(self, brush: Brush) -> None:
        self._kit = brush.kit
        line_height = brush.kit.look.code_line
        painter = brush.painter
        painter.save()
        self._clip(brush)
        painter.translate(self._origin)
        seen = brush.seen.translated(-self._origin)
        if brush.once:
            seen.adjust(0, 1, 0, -1)  # a row that begins where it ends is no part of it
        painter.setPen(brush.kit.look.color("text"))
        start, top = 0, 0
        for place, (text, rows) in enumerate(zip(self.lines, self._rows, strict=False)):
            length = units(text)
            height = rows * line_height
            if top + height > seen.top() and top < seen.bottom():
                self._line(place).paint(painter, top, seen, partial(_marks, brush, start, length))
            start, top = start + length + 1, top + height
        painter.restore()

    def hit(self, point: QPointF) -> int:
        if self._kit is None or not self.width:
            return 0
        local = point - self._origin
        tops = [0, *accumulate(rows * self._kit.look.code_line for rows in self._rows)]
        place = max(0, min(len(self._rows) - 1, bisect_right(tops, local.y()) - 1))
        return self._starts[place] + self._line(place).hit(local - QPointF(0, tops[place]))

    def word_at(self, offset: int) -> tuple[int, int]:
        text = self.text
        found = next((each for each in _WORD.finditer(text) if each.start() <= offset < each.end()), None)
        return (units(text[: found.start()]), units(text[: found.end()])) if found else (offset, offset)

    def caret(self, offset: int) -> QRectF:
        if self._kit is None or not self.width:
            return super().caret(offset)
        offset = min(offset, self.length)
        height = self._kit.look.code_line
        starts = self._starts
        place = max(0, min(len(self._rows) - 1, bisect_right(starts, offset) - 1))
        top = sum(self._rows[:place]) * height
        point = self._origin + QPointF(0, top) + self._line(place).caret(offset - starts[place])
        return QRectF(point.x(), point.y(), 1, height)

    def breaks(self) -> list[int]:
        """Between lines as they were written: rows of one are painted together, but for those of very long ones."""
        line = self._grain.line if self._grain is not None else 0
        ends = accumulate(self._rows)
        pairs = zip(self.lines, self._rows, ends, strict=False)
        steps = (range(end - rows + 1, end + 1) if len(text) > LONG else (end,) for text, rows, end in pairs)
        return [self._top + row * line for some in steps for row in some][:-1]

    @property
    def _starts(self) -> list[int]:
        """The offset each line begins at."""
        return [0, *accumulate(units(line) + 1 for line in self.lines)][: len(self._rows)]

    def _head(self, kit: Kit) -> int:
        """What stands above its lines."""
        return kit.look.grown(m.CODE_HEAD) + m.CODE_Y if self.place == 0 else 0

    def _bottom(self, kit: Kit, width: int) -> int:
        if not self.is_last:
            return 0
        bar = m.BAR if self.unit.overflow(kit, width) else 0
        return m.CODE_Y + (kit.look.grown(m.FOLD) if self.unit.can_fold else bar)

    @property
    def left(self) -> int:
        """Where the frame begins."""
        return 0 if self.mirrored else self._indent

    @property
    def across(self) -> int:
        """How wide the frame is."""
        return self.width - self._indent

    @property
    def _indent(self) -> int:
        return self.indent(self._kit.look) if self._kit is not None else 0

    @property
    def _origin(self) -> QPointF:
        return QPointF(self.left + m.CODE_X - self.unit.shift, self._top)

    def _clip(self, brush: Brush) -> None:
        frame = QRectF(self.left + 1, 0, self.across - 2, self.height)
        brush.painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
        brush.seen = brush.seen.intersected(frame)

    def _line(self, place: int) -> Line:
        assert self._kit is not None
        colours = self.unit.colouring.of(self.place * CHUNK + place)
        text = self.unit.lines[self.place * CHUNK + place]
        made = self._made.get(place)
        if made is None or made[0] != text or made[1] != colours:
            made = self._made[place] = (text, colours, make_line(text, colours, self.unit.grain(self._kit, self.width)))
        return made[2]


def _marks(brush: Brush, start: int, length: int, first: int, last: int) -> list[QTextLayout.FormatRange]:
    """What is found and selected in a line that begins at `start`, between two offsets of its own."""
    first, last = max(0, first), min(length, last)
    look = brush.kit.look
    found = brush.found.between(start + first, start + last)
    marked = [(each.start, each.start + each.length, look.found(each.current)) for each in found]
    if brush.selected is not None:
        marked.append((*brush.selected, look.selected))
    spans = ((max(begin - start, first), min(end - start, last), chars) for begin, end, chars in marked)
    return [_range(begin, end, chars) for begin, end, chars in spans if begin < end]


def _range(first: int, last: int, chars: QTextCharFormat) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = first, last - first, chars
    return span
