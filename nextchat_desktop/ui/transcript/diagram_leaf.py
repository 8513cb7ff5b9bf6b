"""A drawn diagram in its frame, or the room for it until it is drawn; it does not know how it is drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.diagram_drawing import TALLEST, shown_size
from nextchat_desktop.ui.transcript.diagrams import Drawn
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.picture_leaf import paint_chosen

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.diagram_unit import DiagramUnit

_PER_LINE = 34
"""A guess of how much height a line of the source makes."""
_LEAST = 80


class DiagramLeaf(Leaf):
    is_last = True

    def __init__(self, unit: "DiagramUnit", block: Block, muted: bool) -> None:
        super().__init__(block, muted)
        self.unit: DiagramUnit = unit
        self.place = QRectF()
        """Of the picture itself."""
        self.left = 0
        """Where the frame begins."""
        self.across = 0
        """How wide it is."""
        self._known: QSizeF | None = None

    @property
    def text(self) -> str:
        return self.block.code

    def estimate(self, kit: Kit, width: int) -> int:
        return kit.look.grown(m.CODE_HEAD) + 2 * m.CODE_Y + round(self._size(kit, self._room(kit, width)).height())

    def lay_out(self, kit: Kit, width: int) -> None:
        if self.width == width:
            return
        indent = self.indent(kit.look)
        self.width, self.across = width, width - indent
        self.left = 0 if self.mirrored else indent
        self.stamp += 1
        room = self._room(kit, width)
        size = self._size(kit, room)
        left, top = self.left + m.CODE_X + (room - size.width()) // 2, kit.look.grown(m.CODE_HEAD) + m.CODE_Y
        self.place = QRectF(left, top, size.width(), size.height())
        self.height = top + m.CODE_Y + round(size.height())

    def is_late(self, kit: Kit) -> bool:
        """Whether what is drawn has another size now."""
        return self.width > 0 and self._size(kit, self._room(kit, self.width)) != self.place.size()

    def forget(self) -> None:
        """What is heavy about it is kept by others."""

    def hit(self, point: QPointF) -> int:
        return self.length if point.y() > self.height / 2 else 0

    def caret(self, offset: int) -> QRectF:
        line = m.CODE_LINE
        return QRectF(self.left + m.CODE_X, self.height - line - 2 if offset else 0, 1, line)

    def paint(self, brush: Brush) -> None:
        painter, drawn = brush.painter, self.drawn(brush.kit)
        if drawn is None:
            painter.setFont(brush.kit.look.small)
            painter.setPen(brush.kit.look.color("text_3"))
            painter.drawText(self.place, Qt.AlignmentFlag.AlignCenter, brush.kit.gallery.diagram_words.drawing)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.place, drawn.pixmap, QRectF(drawn.pixmap.rect()))
        painter.restore()
        shape = QPainterPath()
        shape.addRect(self.place)
        paint_chosen(brush, shape)

    def drawn(self, kit: Kit) -> Drawn | None:
        found = kit.gallery.diagrams.find(self.block.code, kit.look, kit.scale)
        return found if isinstance(found, Drawn) else None

    def _room(self, kit: Kit, width: int) -> int:
        return max(m.NARROWEST_TEXT, width - self.indent(kit.look) - 2 * m.CODE_X)

    def _size(self, kit: Kit, room: int) -> QSizeF:
        """As it was drawn; until then a guess, or as it was drawn before."""
        drawn = self.drawn(kit)
        if drawn is not None:
            size = shown_size(drawn.diagram, drawn.wish.zoom, room)
            self._known = QSizeF(round(size.width()), round(size.height()))
        if self._known is not None:
            return self._known
        return QSizeF(room, max(_LEAST, min(TALLEST, _PER_LINE * (self.block.code.count("\n") + 1))))
