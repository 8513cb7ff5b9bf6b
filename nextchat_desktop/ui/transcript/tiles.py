"""The pictures that belong to a turn itself, each in a room that is known before it is read; it gets none."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.mirroring import flipped
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.entries import Enclosed, Entry
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.late import Change, LateUnit
from nextchat_desktop.ui.transcript.leaf import Brush, Leaf
from nextchat_desktop.ui.transcript.picture_leaf import RADIUS, Pictured, State, paint_chosen, paint_picture
from nextchat_desktop.ui.transcript.pictures import KEPT, TILE, Shown, fitted

_PAD = 10
_CARET = 18


class Tile:
    """One picture: whole, no higher than `tallest`, or where that is 0 a square cut out of its middle."""

    def __init__(self, picture: Enclosed, tallest: int) -> None:
        self.picture = picture
        self.place = QRectF()
        self._tallest = tallest

    @property
    def address(self) -> str:
        return (KEPT if self._tallest else TILE) + self.picture.blob

    def name(self, kit: Kit) -> str:
        return self.picture.name or kit.gallery.picture_words.picture

    def spoken(self, kit: Kit) -> str:
        return self.picture.spoken(kit.gallery.picture_words.picture)

    def state(self, kit: Kit) -> State:
        pictures = kit.gallery.pictures
        phase, trouble, size = pictures.phase(self.address), pictures.trouble(self.address), self._size(kit)
        return State(phase, size, kit.gallery.troubles.get(trouble, "") if trouble is not None else "", "")

    def room(self, kit: Kit, width: int) -> QSizeF:
        """What it takes in a column of this width."""
        if not self._tallest:
            return QSizeF(m.TILE, m.TILE)
        size = self._size(kit)
        if size is None:
            return QSizeF(min(width, m.UNKNOWN_PICTURE), min(self._tallest, m.UNKNOWN_PICTURE))
        found = fitted(size.toSize(), width, self._tallest)
        return QSizeF(round(found.width()), round(found.height()))

    def is_open(self, kit: Kit) -> bool:
        """Whether its room may still change."""
        return bool(self._tallest) and self._size(kit) is None

    def paint(self, brush: Brush) -> None:
        shape, radius = QPainterPath(), RADIUS if self._tallest else m.TILE_RADIUS
        shape.addRoundedRect(self.place, radius, radius)
        shown = brush.kit.gallery.pictures.shown(self.address)
        if shown is not None:
            paint_picture(brush.painter, shown, shape, self.place, self._part(shown))
        else:
            self._paint_room(brush, shape)
        paint_chosen(brush, shape)
        brush.painter.strokePath(shape, brush.kit.look.color("line"))

    def _size(self, kit: Kit) -> QSizeF | None:
        """Its own, by what it is known by or what was read."""
        found = kit.gallery.pictures.size(self.address)
        if found is not None:
            return QSizeF(found)
        picture = self.picture
        return QSizeF(picture.width, picture.height) if picture.width > 0 and picture.height > 0 else None

    def _part(self, shown: Shown) -> QRectF:
        whole = QRectF(shown.pixmap.rect())
        if self._tallest:
            return whole
        side = min(whole.width(), whole.height())
        return QRectF((whole.width() - side) / 2, (whole.height() - side) / 2, side, side)

    def _paint_room(self, brush: Brush, shape: QPainterPath) -> None:
        """Quiet: nothing while it is being read, and the reason in words where it is not to be had."""
        look, painter = brush.kit.look, brush.painter
        painter.fillPath(shape, look.color("code"))
        words, inner = self.state(brush.kit).status, self.place.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if words and inner.isValid():
            lines = max(1, int(inner.height() / QFontMetricsF(look.small).lineSpacing()))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            most = inner.width() * lines * 0.8  # lines that are broken between words are not full
            painter.setFont(look.small)
            painter.setPen(look.color("text_2"))
            elided = QFontMetricsF(look.small).elidedText(words, Qt.TextElideMode.ElideRight, most)
            painter.drawText(inner, flags, elided)


class TilesLeaf(Leaf):
    """Pictures beside each other, in as many rows as it takes. It has no words: nothing is found or copied in it."""

    def __init__(self, tiles: Sequence[Tile]) -> None:
        super().__init__(Block("picture"))
        self.tiles = tuple(tiles)
        self._is_open = False
        self._states: tuple[State, ...] = ()

    @property
    def text(self) -> str:
        return ""

    @property
    def is_waiting(self) -> bool:
        return self._is_open

    def states(self, kit: Kit) -> tuple[State, ...]:
        return tuple(tile.state(kit) for tile in self.tiles)

    def is_late(self, kit: Kit) -> bool:
        """Whether it is to be laid out anew."""
        return self.width > 0 and self._states != self.states(kit)

    def estimate(self, kit: Kit, width: int) -> int:
        return self._placed(kit, width)

    def lay_out(self, kit: Kit, width: int) -> None:
        states = self.states(kit)
        if self.width == width and states == self._states:
            return
        self.width, self._states = width, states
        self._is_open = any(tile.is_open(kit) for tile in self.tiles)
        self.stamp += 1
        self.height = self._placed(kit, width)

    def needed(self, kit: Kit) -> int:
        ends = (self.width - tile.place.left() if self.mirrored else tile.place.right() for tile in self.tiles)
        return round(max(ends, default=0))

    def paint(self, brush: Brush) -> None:
        for tile in self.tiles:
            tile.paint(brush)

    def forget(self) -> None:
        """What is heavy about it is kept by others."""

    def picture_at(self, point: QPointF) -> Pictured | None:
        return next((tile for tile in self.tiles if tile.place.contains(point)), None)

    def caret(self, offset: int) -> QRectF:
        """Behind the last picture, at its foot."""
        last = self.tiles[-1].place
        x = last.left() - 3 if self.mirrored else last.right() + 2
        return QRectF(x, max(last.top(), last.bottom() - _CARET), 1, min(_CARET, last.height()))

    def _placed(self, kit: Kit, width: int) -> int:
        """Puts them in their rows; how high these are together."""
        x, top, bottom = 0.0, 0.0, 0.0
        for tile in self.tiles:
            room = tile.room(kit, width)
            if x and x + room.width() > width:
                x, top = 0.0, bottom + m.TILE_GAP
            tile.place = QRectF(QPointF(x, top), room)
            x, bottom = x + room.width() + m.TILE_GAP, max(bottom, tile.place.bottom())
            if self.mirrored:
                tile.place = flipped(tile.place, QRectF(0, 0, width, 0))
        return round(bottom)


class TilesUnit(LateUnit):
    def __init__(self, tiles: Sequence[Tile]) -> None:
        self._leaf = TilesLeaf(tiles)
        super().__init__(self._leaf.block, [self._leaf])

    def look(self, kit: Kit) -> None:
        for tile in self._leaf.tiles:
            kit.gallery.pictures.look(tile.address, kit.scale)

    def catch_up(self, kit: Kit) -> Change:
        if not self._leaf.is_late(kit):
            return ""
        self._leaf.width = 0
        return "size"


class Enclosure:
    """The pictures of one turn: the reader's together, of an answer each by itself, so that they come one by one."""

    def __init__(self) -> None:
        self._pictures: tuple[Enclosed, ...] = ()
        self._units: list[TilesUnit] = []
        self.is_new = False
        """Whether they are others than when this was last put to False."""

    @property
    def leaves(self) -> list[Leaf]:
        return [leaf for unit in self._units for leaf in unit.leaves]

    def take(self, entry: Entry) -> None:
        """Shows these; those of an answer that were there already stay what they are."""
        groups = _groups(entry)
        old, self._pictures = self._pictures, entry.pictures
        if old == entry.pictures:
            return
        same = 0
        if entry.role != "user":
            pairs = zip(old, entry.pictures, strict=False)
            same = next((number for number, (one, other) in enumerate(pairs) if one != other), len(self._units))
            same = min(same, len(entry.pictures))
        for gone in self._units[same:]:
            gone.release()
        self._units = [*self._units[:same], *(TilesUnit(group) for group in groups[same:])]
        self.is_new = True

    def release(self) -> None:
        """Lets go of everything."""
        for unit in self._units:
            unit.release()
        self._units, self._pictures = [], ()


def _groups(entry: Entry) -> list[list[Tile]]:
    if entry.role != "user":
        return [[Tile(picture, m.TALLEST_KEPT)] for picture in entry.pictures]
    tallest = m.TALLEST_OWN if len(entry.pictures) == 1 else 0
    return [[Tile(picture, tallest) for picture in entry.pictures]] if entry.pictures else []


def guessed(entry: Entry, kit: Kit, width: int) -> int:
    """How high the pictures of a turn are that nobody has looked at, roughly."""
    return sum(TilesLeaf(group).estimate(kit, width) + m.BLOCK_GAP for group in _groups(entry))
