"""What is seen of a canvas, thing by thing, so that two moments can be compared. It paints nothing."""

from collections.abc import Hashable, Iterator

from PySide6.QtCore import QRectF

from nextchat_desktop.ui.transcript.avatar_painting import avatar_rect
from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.damage import Thing, Things
from nextchat_desktop.ui.transcript.frames import frames
from nextchat_desktop.ui.transcript.painting import caret_rect
from nextchat_desktop.ui.transcript.turn import Placed, Turn

_BEYOND = 4
"""Strokes and round ends reach so far out of a leaf."""


def things_of(canvas: Canvas, y: int, height: int, left: int) -> Things:
    """In the coordinates of a view that begins at `y`."""
    found: dict[Hashable, Thing] = {}
    for index in canvas.visible(y, y + height):
        turn, top = canvas.turns[index], canvas.top(index) - y
        seen = QRectF(-left, -top, canvas.width + 2 * left, height)
        placed = list(turn.between(seen.top(), seen.bottom()))
        for key, thing in _of_turn(turn, placed, seen, canvas):
            found[key] = Thing(thing.top + top, thing.bottom + top, thing.look)
    return found


def _of_turn(turn: Turn, placed: list[Placed], seen: QRectF, canvas: Canvas) -> Iterator[tuple[Hashable, Thing]]:
    if turn.is_question:
        bubble = turn.bubble.toRect()
        yield ("bubble", turn.entry.id), Thing(bubble.top(), bubble.bottom() + 1, (bubble.left(), bubble.right()))
    if avatar := canvas.kit.avatars.of(turn.entry):
        place = avatar_rect(turn, canvas.kit, seen).toAlignedRect()
        yield ("avatar", turn.entry.id), Thing(place.top(), place.bottom() + 1, avatar)
    for each in placed:
        leaf = each.leaf
        span = (each.top - leaf.gap - _BEYOND, each.top + leaf.height + _BEYOND)
        yield leaf.serial, Thing(*span, (leaf.appearance, turn.leaf_left(each.number), leaf.gap))
    for frame in frames(turn, placed, seen, canvas.kit.look):
        if frame.has_head:
            words = frame.unit.block.language
            yield ("head", id(frame.owner)), Thing(int(frame.head.top()), int(frame.head.bottom()) + 1, words)
    if turn.has_caret:
        caret = caret_rect(turn, canvas.kit).toAlignedRect()
        yield ("caret", turn.entry.id), Thing(caret.top() - 1, caret.bottom() + 2, caret.left())
