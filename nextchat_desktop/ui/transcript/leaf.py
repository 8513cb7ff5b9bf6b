"""The smallest thing the transcript lays out: a paragraph, a table row, some lines of code. It knows no neighbours."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QTextBoundaryFinder
from PySide6.QtGui import QPainter

from nextchat_desktop.markup.blocks import Block, Container, Item, Note, Quote
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.found import Finds
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.positions import units

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.picture_leaf import Pictured
    from nextchat_desktop.ui.transcript.unit import Unit


@dataclass(slots=True)
class Brush:
    """What a leaf is painted with. `seen` is the visible part in its own coordinates."""

    painter: QPainter
    kit: Kit
    seen: QRectF
    selected: tuple[int, int] | None = None
    found: Finds = field(default_factory=Finds)
    once: bool = False
    """Whether lines are painted only where their middle is seen, so that none is painted in two places."""


_serials = count()


class Leaf(ABC):
    """Its own coordinates begin at the left edge of the column it stands in, and at its top, below its gap.

    `height` is a guess until it is laid out for a `width`. Offsets count as documents do, in UTF-16.
    """

    def __init__(self, block: Block, muted: bool = False) -> None:
        self.block = block
        self.muted = muted
        self.serial = next(_serials)
        self.stamp = 0
        """Goes up whenever it has been laid out anew."""
        self.gap = 0
        self.joins = False
        """Whether it goes on where the leaf above ends."""
        self.width = 0
        self.height = 0
        self.unit: Unit | None = None
        self.mirrored = False
        """Whether it stands at the right of its column, as words do that go from right to left."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The words as they are selected."""

    @abstractmethod
    def estimate(self, kit: Kit, width: int) -> int:
        """A cheap guess of its height."""

    @abstractmethod
    def lay_out(self, kit: Kit, width: int) -> None:
        """Sets `width` and `height`; does nothing where it is laid out already."""

    @abstractmethod
    def paint(self, brush: Brush) -> None:
        """Paints what is inside; quotation bars and markers are painted by others."""

    @abstractmethod
    def forget(self) -> None:
        """Lets go of what can be made again; the height stays."""

    def face(self, otherwise: bool) -> None:
        """Finds out whether it is `mirrored`; `otherwise` is so where its own words do not tell."""
        self.mirrored = otherwise

    @property
    def begins_right(self) -> bool:
        """Whether its lines begin at the right: code does not, wherever it stands."""
        return False

    @property
    def length(self) -> int:
        return units(self.text)

    @property
    def appearance(self) -> Hashable:
        """Another one when it looks different."""
        return self.stamp

    @property
    def is_waiting(self) -> bool:
        """Whether something in it is still to be drawn, and may make it higher."""
        return False

    @property
    def overflow(self) -> int:
        """How far it can be shifted sideways."""
        return 0

    def needed(self, kit: Kit) -> int:
        """The width it would fill by itself, once it is laid out."""
        return self.width

    def hit(self, point: QPointF) -> int:
        """The offset nearest to a point."""
        return 0

    def link_at(self, point: QPointF) -> str:
        return ""

    def picture_at(self, point: QPointF) -> "Pictured | None":
        """The picture under a point."""
        return None

    def is_text(self, point: QPointF) -> bool:
        """Whether something that can be selected is there."""
        return QRectF(0, 0, self.width, self.height).contains(point)

    def word_at(self, offset: int) -> tuple[int, int]:
        """Where the word begins and ends."""
        return 0, self.length

    def beside(self, offset: int, by: int) -> int:
        """One character further, or back: what is seen as one letter is one."""
        letters = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, self.text)
        letters.setPosition(offset)
        found = letters.toNextBoundary() if by > 0 else letters.toPreviousBoundary()
        return found if found >= 0 else offset + by

    def caret(self, offset: int) -> QRectF:
        """Where a character begins."""
        return QRectF(0, 0, 1, self.height)

    def breaks(self) -> list[int]:
        """The heights at which it can be cut without cutting through words, once it is laid out."""
        return []

    def baseline(self) -> float:
        """Of its first line; of a frame or a picture, where that of a marker beside it would be."""
        return min(self.height, m.HEAD_BASELINE if self.block.kind == "code" else m.FIRST_BASELINE)

    def indent(self, look: Look) -> int:
        return indent(self.block.inside, look)


def indent(inside: tuple[Container, ...], look: Look) -> int:
    """How far quotations and list items push their contents in."""
    return sum(breadth(each, look) for each in inside)


def breadth(container: Container, look: Look) -> int:
    """How far one of them does."""
    return m.QUOTE_INDENT if isinstance(container, Quote) else look.marker_indent(marker_of(container))


def marker_of(container: Item | Note) -> str:
    """What stands beside it."""
    return container.marker if isinstance(container, Item) else f"{container.label}."
