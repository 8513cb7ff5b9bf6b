"""Which part of a conversation is at the top of the view, in a form that outlives it, and the way back there."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Source

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.canvas import Canvas
    from nextchat_desktop.ui.transcript.view import Transcript

_BEFORE = -1.0
_NEARLY_ALL = 0.999


def reading_place(view: "Transcript") -> tuple[str, float] | None:
    """The entry at the top edge, and how much of its Markdown is above that, in characters; None at the end.

    The fraction is the part of a block that is above. What is before the first word is negative.
    """
    canvas, y = view.canvas, view.verticalScrollBar().value()
    if view.is_at_end or not canvas.turns:
        return None
    index = canvas.at(y)
    turn = canvas.turns[index]
    number = turn.leaf_at(y - canvas.top(index)) if turn.leaves else 0
    below = y - canvas.leaf_top(index, number)
    if not turn.leaves or number < turn.thoughts or (number == turn.thoughts and below <= 0):
        return turn.entry.id, _BEFORE
    leaf = turn.leaves[number]
    source = canvas.source_of(Position(index, number, leaf.hit(QPointF(0, max(0, below)))))
    if source is not None:
        return turn.entry.id, float(source.place)
    start, before = turn.start_of(number)
    part = min(max(0.0, below / leaf.height), 1.0) if leaf.height else 0.0
    leaves = len(leaf.unit.leaves) if leaf.unit is not None else 1
    return turn.entry.id, start + min(before + part / leaves, _NEARLY_ALL)


def go_to_place(view: "Transcript", id: str, offset: float) -> bool:
    """Back to what `reading_place` has told, whatever the width is now. False where that entry is gone."""
    canvas = view.canvas
    index = canvas.index(id)
    if index is None:
        return False
    if offset < 0 or not canvas.open(index).leaves:
        view.go_to(Position(index, 0, 0), above=True)
        return True
    place, below = _at(canvas, index, offset)
    canvas.ensure_leaf(index, place.item)
    below *= canvas.turns[index].leaves[place.item].height
    first_line = canvas.caret(place).top() - canvas.leaf_top(index, place.item)
    view.go_to(place, room=round(first_line - below) if below else 0)
    return True


def _at(canvas: "Canvas", index: int, offset: float) -> tuple[Position, float]:
    """What shows the place, and which part of that leaf is above the view."""
    source = Source(False, math.floor(offset))
    place, turn = canvas.place_of(index, source), canvas.turns[index]
    leaf = turn.leaves[place.item]
    if canvas.source_of(place) is not None or leaf.unit is None:
        return place, 0.0
    along = (offset - source.place) * len(leaf.unit.leaves)
    number = min(place.item + int(along), len(turn.leaves) - 1)
    return Position(index, number, 0), along - int(along)
