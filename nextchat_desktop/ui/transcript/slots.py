"""Where in a turn real widgets belong: buttons, cards, sideways scroll bars. Geometry only; it makes no widget."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QRect, QRectF

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.diagram_leaf import DiagramLeaf
from nextchat_desktop.ui.transcript.diagram_unit import DiagramUnit
from nextchat_desktop.ui.transcript.frames import frames
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.picture_leaf import PictureLeaf
from nextchat_desktop.ui.transcript.tiles import TilesLeaf
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.unit import Unit

SlotKind = Literal["chip", "head", "fold", "bar", "card", "row", "notice", "diagram", "drawing", "picture", "link"]


class Slot(NamedTuple):
    """A place in a turn. What belongs to a block has its `unit`, and the same `owner` as long as that is shown.

    `overflow` is how far a bar can be moved.
    """

    kind: SlotKind
    rect: QRect
    unit: Unit | None = None
    owner: object = None
    overflow: int = 0


def slots(turn: Turn, kit: Kit, seen: QRectF) -> Iterator[Slot]:
    """Those that are seen, or may be."""
    grown = kit.look.grown
    row, notice = grown(m.ROW), grown(m.NOTICE)
    if turn.is_notice:
        yield Slot("notice", QRect(0, 0, turn.width, notice))
        return
    if turn.has_chip and not turn.is_question:
        yield Slot("chip", QRect(0, 0, turn.width, grown(m.CHIP)))
    yield from _of_blocks(turn, kit, seen)
    y = turn.bottom + (m.BUBBLE_Y if turn.is_question else 0)
    if turn.entry.card is not None:
        y += m.BLOCK_GAP if turn.leaves else 0
        yield Slot("card", QRect(0, y, turn.width, turn.card_height))
        y += turn.card_height
    if turn.row_is_before(kit):
        across = turn.before_bubble - m.QUIET_LEFT
        left = turn.width - across if turn.is_mirrored else 0
        yield Slot("row", QRect(left, y - row - m.BUBBLE_Y // 2, across, row))
    elif turn.has_row:
        beyond = m.ROW_INDENT if (turn.entry.actions or turn.entry.pages or turn.entry.more) else 0
        left = 0 if turn.is_question is not turn.is_mirrored else -beyond
        yield Slot("row", QRect(left, y + turn.row_gap, turn.width + beyond, row))
    if turn.entry.divider is not None:
        yield Slot("notice", QRect(0, turn.divider_top, turn.width, notice))


def _of_blocks(turn: Turn, kit: Kit, seen: QRectF) -> Iterator[Slot]:
    placed = list(turn.between(seen.top(), seen.bottom()))
    for frame in frames(turn, placed, seen, kit.look):
        unit = frame.unit
        if isinstance(unit, CodeUnit):
            kind: SlotKind = "diagram" if isinstance(unit, DiagramUnit) else "head"
            yield Slot(kind, frame.head.toRect(), unit, frame.owner)
            last = next((each for each in reversed(placed) if each.leaf.unit is unit), None)
            if unit.can_fold and last is not None and isinstance(last.leaf, CodeLeaf) and last.leaf.is_last:
                bottom = round(frame.whole.bottom())
                fold = kit.look.grown(m.FOLD)
                rect = QRect(round(frame.whole.left()), bottom - fold, round(frame.whole.width()), fold)
                yield Slot("fold", rect, unit, frame.owner)
        if overflow := unit.overflow(kit, turn.leaf_width(placed[0].number)):
            yield Slot("bar", frame.bar.toRect(), unit, frame.owner, overflow)
    for each in placed:
        yield from _of_leaf(each.leaf, turn.leaf_left(each.number), each.top)


def _of_leaf(leaf: Leaf, left: int, top: int) -> Iterator[Slot]:
    """What can be pressed of a picture or a drawing."""
    places: dict[SlotKind, QRectF] = {}
    if isinstance(leaf, PictureLeaf):
        places = {"picture": leaf.button, "link": leaf.link}
    elif isinstance(leaf, TilesLeaf):
        for tile in leaf.tiles:
            yield Slot("picture", tile.place.translated(left, top).toRect(), leaf.unit, tile)
    elif isinstance(leaf, DiagramLeaf):
        places = {"drawing": leaf.place}
    for kind, place in places.items():
        if not place.isEmpty():
            yield Slot(kind, place.translated(left, top).toRect(), leaf.unit, leaf.unit)
