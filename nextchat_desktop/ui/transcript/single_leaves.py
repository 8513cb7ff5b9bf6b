"""Leaves that stand alone: rules and displayed formulas; they do not know their neighbours."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt

from nextchat_desktop.markup.blocks import Block, Marks, Run
from nextchat_desktop.markup.inline import closing
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.found import Finds
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf


class RuleLeaf(Leaf):
    """A line across the column."""

    @property
    def text(self) -> str:
        return ""

    def estimate(self, kit: Kit, width: int) -> int:
        return m.RULE

    def lay_out(self, kit: Kit, width: int) -> None:
        self.width, self.height = width, m.RULE

    def paint(self, brush: Brush) -> None:
        indent = self.indent(brush.kit.look)
        line = QRectF(0 if self.mirrored else indent, m.RULE // 2, self.width - indent, 1)
        brush.painter.fillRect(line, brush.kit.look.color("line"))

    def forget(self) -> None:
        """It keeps nothing."""


class FormulaLeaf(TextLeaf):
    """A formula in the middle of the column; one that is too wide can be shifted sideways."""

    def __init__(self, block: Block, muted: bool = False) -> None:
        super().__init__(as_words(block), muted)
        self._across = self._inset = 0
        self._part = 1.0
        """How much smaller it is painted than it is."""

    @property
    def begins_right(self) -> bool:
        return False

    def estimate(self, kit: Kit, width: int) -> int:
        return kit.look.scaled(m.TEXT_LINE * 2)

    def lay_out(self, kit: Kit, width: int) -> None:
        before = self.stamp
        super().lay_out(kit, width)
        if self.stamp == before or self.document is None:
            return
        self._across, self._part = int(self.document.idealWidth()), 1.0
        if kit.fits and self.overflow:
            self._part = self._room / self._across
            self._across, self.height = self._room, round(self.height * self._part)
        self.height += m.BAR if self.overflow else 0
        if self.unit is not None:
            self.unit.stay_within(self.overflow)
        middle = self._room - self._across
        self._inset = max(0, middle // 2) if kit.drawings.is_drawn(self.block.runs[0].text) else 0

    @property
    def overflow(self) -> int:
        return max(0, self._across - self._room)

    def paint(self, brush: Brush) -> None:
        painter = brush.painter
        painter.save()
        if self.overflow:
            place = QRectF(self._left - m.OVERHANG, 0, self._room + m.OVERHANG, self.height)
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.translate(self._inset - self._shift, 0)
        painter.scale(self._part, self._part)
        chosen = (0, self.length) if brush.selected is not None else None
        found = Finds([(0, self.length)], 0 if brush.found.current is not None else -1) if brush.found else brush.found
        super().paint(replace(brush, selected=chosen, found=found))
        painter.restore()

    def caret(self, offset: int) -> QRectF:
        return super().caret(offset).translated(self._inset - self._shift, 0)

    def word_at(self, offset: int) -> tuple[int, int]:
        return 0, self.length

    def beside(self, offset: int, by: int) -> int:
        return self.length if by > 0 else 0

    def _offset(self, position: int) -> int:
        """It is chosen whole or not at all."""
        count = self.document.characterCount() - 1 if self.document is not None else 0
        return self.length if 2 * position > count else 0

    def _position(self, offset: int) -> int:
        return self.document.characterCount() - 1 if self.document is not None and offset > 0 else 0

    @property
    def _shift(self) -> int:
        return self.unit.shift if self.unit is not None else 0

    def _inner(self, point: QPointF) -> QPointF:
        return super()._inner(point) - QPointF(self._inset - self._shift, 0)


def as_words(block: Block) -> Block:
    """The formula as a run of a paragraph, delimiters included."""
    source = f"{block.language}{block.code}{closing(block.language)}"
    return replace(block, runs=(Run(source, Marks.FORMULA),))
