"""Which part of a conversation is at the top of the view, in a form that outlives it, and the way back there."""

import math
from typing import TYPE_CHECKING

from nextchat_desktop.ui.transcript.positions import Position

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

_BEFORE = -1.0
_NEARLY_ALL = 0.999


def reading_place(view: "Transcript") -> tuple[str, float] | None:
    """The entry at the top edge, and how many leaves of its words are above that; None at the end.

    The fraction is the part of a leaf that is above; what is before the first leaf is negative.
    """
    canvas, y = view.canvas, view.verticalScrollBar().value()
    if view.is_at_end or not canvas.turns:
        return None
    index = canvas.at(y)
    turn = canvas.turns[index]
    if not turn.leaves:
        return turn.entry.id, _BEFORE
    number = turn.leaf_at(y - canvas.top(index))
    below = y - canvas.leaf_top(index, number)
    if number < turn.thoughts or (number == turn.thoughts and below <= 0):
        return turn.entry.id, _BEFORE
    part = below / turn.leaves[number].height if turn.leaves[number].height else 0.0
    return turn.entry.id, number - turn.thoughts + min(max(0.0, part), _NEARLY_ALL)


def go_to_place(view: "Transcript", id: str, offset: float) -> bool:
    """Back to what `reading_place` has told, whatever the width is now. False where that entry is gone."""
    canvas = view.canvas
    index = canvas.index(id)
    if index is None:
        return False
    number = math.floor(offset)
    if number < 0:
        view.go_to(Position(index, 0, 0), above=True)
        return True
    canvas.ensure_leaf(index, number)
    turn = canvas.turns[index]
    if not turn.leaves:
        return False
    place = Position(index, min(number + turn.thoughts, len(turn.leaves) - 1), 0)
    canvas.ensure_leaf(index, place.item)
    below = (offset - number) * turn.leaves[place.item].height
    first_line = canvas.caret(place).top() - canvas.leaf_top(index, place.item)
    view.go_to(place, room=round(first_line - below))
    return True
