"""A table as leaves, one for each row, which share the widths of their columns and their sideways position."""

from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFontMetricsF, QTextDocument

from nextchat_desktop.markup.blocks import Block, Cell, Marks, Run
from nextchat_desktop.markup.directions import most_go_left, runs_go_left
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.column_widths import shared_out
from nextchat_desktop.ui.transcript.columns import columns
from nextchat_desktop.ui.transcript.filling import Filled, empty_document, fill, line_height
from nextchat_desktop.ui.transcript.found_marks import paint_found
from nextchat_desktop.ui.transcript.inline_code import PAD, break_lines, paint_grounds
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.text_leaf import highlights, line_at, paint_words, word_around
from nextchat_desktop.ui.transcript.unit import Unit

_FAR, _CLOSE = 1e6, 2
_CLIP = Qt.ClipOperation.IntersectClip
_NEARLY, _COMPARED = 0.8, 24
"""Letters differ in width: so many rows that are nearly as long as the longest are measured too."""


class Table:
    """Columns grow with the rows that have settled and never shrink: what is read does not move to and fro."""

    def __init__(self, count: int) -> None:
        self.shift = 0
        """By so much it is moved towards where its columns begin."""
        self.mirrored = False
        """Whether they begin at the right."""
        self.last: RowLeaf | None = None
        """Below it is room for the sideways bar."""
        self._count = count
        self._longest: list[RowLeaf] = []
        """Those that may need the widest columns."""
        self._unmeasured: list[RowLeaf] = []
        self._guessed: list[int] = []
        self._compared = 0
        """How many rows were measured since one was longer than all before."""
        self._natural: list[int] = []
        self._size = 0
        self._widths: list[int] = []
        self._shared = (0, 0, 0)
        """What the widths were last shared out for: version, room, and the narrowest a column may be."""
        self.version = 0

    def see(self, row: "RowLeaf") -> None:
        """Takes a row that will not change into account."""
        guesses = [columns(cell.text) for cell in row.block.cells]
        self._guessed += [0] * (len(guesses) - len(self._guessed))
        pairs = list(zip(guesses, self._guessed, strict=False))
        if any(guess > known for guess, known in pairs):
            self._compared = 0
        elif self._compared >= _COMPARED or not any(guess > _NEARLY * known for guess, known in pairs):
            return
        self._compared += 1
        self._longest.append(row)
        self._unmeasured.append(row)
        self._guessed = [max(pair) for pair in pairs]

    def widths(self, kit: Kit, width: int) -> list[int]:
        """Of the columns, in pixels."""
        self._measure(kit)
        shared = (self.version, width, kit.look.scaled(m.NARROWEST_CELL))
        if shared != self._shared:
            natural = self._natural + [0] * (self._count - len(self._natural))
            self._widths, self._shared = shared_out(natural, width, shared[2]), shared
        return self._widths

    def _measure(self, kit: Kit) -> None:
        if self._size != kit.look.size:
            self._size, self._natural, self._unmeasured = kit.look.size, [], list(self._longest)
        if not self._unmeasured:
            return
        widest = kit.look.scaled(m.WIDEST_CELL)
        for row in self._unmeasured:
            needed = [_needed(cell, kit.look, widest) for cell in row.block.cells]
            self._natural += [0] * (len(needed) - len(self._natural))
            grown = [max(pair) for pair in zip(needed, self._natural, strict=False)]
            self.version += grown != self._natural
            self._natural = grown
        self._unmeasured = []

    def release(self) -> None:
        """Lets go of the rows."""
        self.last = None
        self._longest.clear()
        self._unmeasured.clear()


class RowUnit(Unit):
    """`above` is the row before it; the first one begins a table."""

    def __init__(self, block: Block, above: "RowUnit | None", muted: bool) -> None:
        self.table: Table = above.table if above is not None and not block.is_head else Table(len(block.cells))
        self.row = RowLeaf(block, self.table, muted)
        self.row.joins = not block.is_head
        self.table.last = self.row
        super().__init__(block, [self.row])

    @property
    def is_framed(self) -> bool:
        return True

    @property
    def owner(self) -> object:
        return self.table

    def release(self) -> None:
        super().release()
        self.table.release()

    @property
    def shift(self) -> int:
        return self.table.shift

    @shift.setter
    def shift(self, shift: int) -> None:
        self.table.shift = shift

    def follows(self, above: Unit | None) -> bool:
        return self.block.is_head or (isinstance(above, RowUnit) and above.table is self.table)

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind != "row" or block.is_head != self.block.is_head or block.inside != self.block.inside:
            return False
        self.block = block
        self.row.change(block)
        self.table.last = self.row
        return True

    def settle(self) -> None:
        self.table.see(self.row)

    @property
    def mirrored(self) -> bool:
        return self.table.mirrored

    def overflow(self, kit: Kit, width: int) -> int:
        room = width - self.row.indent(kit.look)
        return max(0, sum(self.table.widths(kit, room)) - room)


class RowLeaf(Leaf):
    """Its text is that of the cells, divided by tabs."""

    def __init__(self, block: Block, table: Table, muted: bool) -> None:
        super().__init__(block, muted)
        self.table = table
        self._cells: list[QTextDocument] = []
        self._tops: list[int] = []
        """Cells are pushed down so that their first lines are level."""
        self._widths: list[int] = []
        self._version = -1
        self._fillings: list[Filled] = []
        self._room = self._bar = 0
        self._part = 1.0
        """How much smaller it is painted than it is, where all of it has to be seen at once."""

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def begins_right(self) -> bool:
        return self.mirrored

    def face(self, otherwise: bool) -> None:
        """As most of what is in the head of the table goes."""
        if self.block.is_head:
            own = most_go_left(cell.runs for cell in self.block.cells)
            self.table.mirrored = otherwise if own is None else own
        if self.mirrored != self.table.mirrored:
            self.mirrored, self.width = self.table.mirrored, 0
            self.forget()

    def change(self, block: Block) -> None:
        if block.cells != self.block.cells:
            self.forget()
            self.width = 0
        self.block = block
        self.face(self.mirrored)

    def estimate(self, kit: Kit, width: int) -> int:
        return kit.look.scaled(m.TEXT_LINE) + 2 * m.CELL_Y + 1

    def lay_out(self, kit: Kit, width: int) -> None:
        late = self.is_waiting and self._is_late(kit)
        room = width - self.indent(kit.look)
        widths = self.table.widths(kit, room)
        self._part = min(1.0, room / max(1, sum(widths))) if kit.fits else 1.0
        bar = m.BAR if self.table.last is self and sum(widths) > room and not kit.fits else 0
        known = self.width == width and self._version == self.table.version and self._bar == bar
        if known and self._cells and not late:
            return
        if late:
            self.forget()
        self._widths, self._bar = widths, bar
        self.stamp += 1
        self.width, self._version = width, self.table.version
        documents = self._ready(kit)
        bottoms = (top + each.size().height() for top, each in zip(self._tops, documents, strict=True))
        self.height = round((max([0.0, *bottoms]) + 2 * m.CELL_Y) * self._part) + 1 + bar
        if self.unit is not None:
            self.unit.stay_within(self.overflow)

    def forget(self) -> None:
        self._cells = []

    @property
    def is_waiting(self) -> bool:
        return any(filled.waiting for filled in self._fillings)

    def _is_late(self, kit: Kit) -> bool:
        """Whether a formula in it has been drawn since."""
        return any(kit.drawings.is_drawn(formula) for filled in self._fillings for formula in filled.waiting)

    @property
    def overflow(self) -> int:
        return max(0, sum(self._widths) - self.width + self._indent)

    def paint(self, brush: Brush) -> None:
        if not self._widths:  # the system may ask before it is laid out; then it is painted again
            return
        painter, look = brush.painter, brush.kit.look
        documents = self._ready(brush.kit)
        left = 0 if self.mirrored else self._indent
        painter.save()
        line = QRectF(left, self.height - self._bar - 1, self._room, 1)
        painter.fillRect(line, look.color("line"))
        painter.setClipRect(QRectF(left, 0, self._room, self.height).adjusted(*self._overhang), _CLIP)
        painter.translate(self._begin, 0)
        painter.scale(self._part, self._part)
        start = 0
        for place, (filled, x) in enumerate(zip(self._fillings, self._lefts, strict=False)):
            self._paint_cell(brush, place, start, x)
            start += filled.offset(documents[place].characterCount())
        painter.restore()

    def _paint_cell(self, brush: Brush, place: int, start: int, x: int) -> None:
        document, filled = self._cells[place], self._fillings[place]
        context = QAbstractTextDocumentLayout.PaintContext()
        quiet = self.block.is_head or self.muted or self.block.is_quoted
        context.palette = brush.kit.look.muted_palette if quiet else brush.kit.look.text_palette
        brush.painter.save()
        brush.painter.translate(x, m.CELL_Y + self._tops[place])
        paint_grounds(brush.painter, brush.kit.look, document, filled.code)
        top = m.CELL_Y + self._tops[place]
        seen = QRectF(brush.seen.left(), brush.seen.top() / self._part - top, _FAR, brush.seen.height() / self._part)
        context.clip = seen.adjusted(-_FAR, -_CLOSE, 0, _CLOSE)
        found = paint_found(brush, document, filled, seen, start)
        context.selections = highlights(brush, document, filled.position, found, start)
        paint_words(brush, document, context, seen)
        brush.painter.restore()

    def hit(self, point: QPointF) -> int:
        place, start, inner = self._cell_at(point)
        if place >= len(self._cells):
            return 0
        layout = self._cells[place].documentLayout()
        return start + self._fillings[place].offset(max(0, layout.hitTest(inner, Qt.HitTestAccuracy.FuzzyHit)))

    def link_at(self, point: QPointF) -> str:
        place, _, inner = self._cell_at(point)
        return self._cells[place].documentLayout().anchorAt(inner) if place < len(self._cells) else ""

    def word_at(self, offset: int) -> tuple[int, int]:
        start = 0
        for document, filled in zip(self._cells, self._fillings, strict=False):
            end = start + filled.offset(document.characterCount())
            if offset < end:
                first, last = word_around(document, filled.position(offset - start))
                return start + filled.offset(first), start + filled.offset(last)
            start = end
        return offset, offset

    def caret(self, offset: int) -> QRectF:
        start = 0
        cells = zip(self._cells, self._fillings, self._tops, self._lefts, strict=False)
        for document, filled, top, x in cells:
            end = start + filled.offset(document.characterCount())
            if offset < end:
                line, inner = line_at(document, filled.position(offset - start))
                return QRectF(self._begin + x + inner, m.CELL_Y + top + line.y(), 1, line.height())
            start = end
        return super().caret(offset)

    def breaks(self) -> list[int]:
        """Where no cell has a line."""
        lines = [line for cell, top in zip(self._cells, self._tops, strict=False) for line in _lines(cell, top)]
        tops = {top for top, _ in lines if not any(first < top < last for first, last in lines)}
        return [round((m.CELL_Y + top) * self._part) for top in sorted(tops)[1:]]

    def baseline(self) -> float:
        return m.CELL_Y + max(map(_ascent, self._cells)) if self._cells else super().baseline()

    @property
    def _indent(self) -> int:
        return self.width - self._room if self._widths else 0

    @property
    def _begin(self) -> int:
        """Where the first column would begin from the left, shifted as the table is."""
        if not self.mirrored:
            return self._indent - self.table.shift
        return self._room - round(sum(self._widths) * self._part) + self.table.shift

    @property
    def _pad(self) -> int:
        """Between columns, before the words of one."""
        return m.CELL_X if self.mirrored else 0

    @property
    def _lefts(self) -> list[int]:
        """Where the words of each cell have their room, from there."""
        if not self.mirrored:
            return [0, *accumulate(self._widths)][:-1]
        total = sum(self._widths)
        return [total - end + self._pad for end in accumulate(self._widths)]

    @property
    def _overhang(self) -> tuple[int, int, int, int]:
        return (0, 0, m.OVERHANG, 0) if self.mirrored else (-m.OVERHANG, 0, 0, 0)

    def _cell_at(self, point: QPointF) -> tuple[int, int, QPointF]:
        """Which cell, the offset it begins at, and the point as it counts."""
        x, last = point.x() - self._begin, len(self._cells) - 1
        start = 0
        for place, (document, left, across) in enumerate(zip(self._cells, self._lefts, self._widths, strict=False)):
            is_here = x >= left - self._pad if self.mirrored else x < left + across
            if is_here or place == last:
                return place, start, QPointF(x - left, point.y() - m.CELL_Y - self._tops[place])
            start += self._fillings[place].offset(document.characterCount())
        return len(self._cells), 0, point

    def _ready(self, kit: Kit) -> list[QTextDocument]:
        """The documents of the cells, made if they were let go of."""
        self._room = self.width - self.indent(kit.look)
        if not self._cells:
            self._cells = [empty_document() for _ in self.block.cells]
            self._fillings = [self._fill(*each, kit) for each in zip(self._cells, self.block.cells, strict=True)]
        widths = [max(m.NARROWEST_TEXT, across - m.CELL_X) for across in self._widths]
        if [document.textWidth() for document in self._cells] != widths[: len(self._cells)]:
            self._break_lines(widths)
        return self._cells

    def _break_lines(self, widths: list[int]) -> None:
        for document, filled, across in zip(self._cells, self._fillings, widths, strict=False):
            break_lines(document, across, filled.code)
        ascents = [_ascent(document) for document in self._cells]
        self._tops = [round(max(ascents) - ascent) for ascent in ascents]

    def _fill(self, document: QTextDocument, cell: Cell, kit: Kit) -> Filled:
        font = kit.look.table_head if self.block.is_head else kit.look.body
        line = kit.look.scaled(m.HEAD_LINE) if self.block.is_head else line_height(cell.runs, kit.look)
        own = runs_go_left(cell.runs)
        mirrored = self.mirrored if own is None else own
        return fill(document, cell.runs, font, kit, line, mirrored, cell.align or ("right" if self.mirrored else ""))


def _lines(document: QTextDocument, top: int) -> list[tuple[int, int]]:
    """Where each line of a cell begins and ends whose own top is this."""
    layout = document.firstBlock().layout()
    places = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [(round(top + line.y()), round(top + line.y() + line.height())) for line in places]


def _ascent(document: QTextDocument) -> float:
    """From the top to the first baseline."""
    line = document.firstBlock().layout().lineAt(0)
    return line.y() + line.ascent()


def _needed(cell: Cell, look: Look, widest: int) -> int:
    """The width of a cell with all its words in a line, up to the widest that any may have."""
    metrics = QFontMetricsF(look.strong if any(run.marks for run in cell.runs) else look.body)
    longest = max(cell.text.split("\n"), key=len)[:widest]
    code = sum(_more_for_code(run, metrics, look) for run in cell.runs if Marks.CODE in run.marks)
    return min(widest, int(metrics.horizontalAdvance(longest) + code) + m.CELL_X + 2)


def _more_for_code(run: Run, metrics: QFontMetricsF, look: Look) -> float:
    """By how much code is wider than other words."""
    return max(0.0, len(run.text) * look.mono_advance - metrics.horizontalAdvance(run.text)) + 2 * PAD
