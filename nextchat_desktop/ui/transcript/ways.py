"""The ways through a conversation: from turn to turn, to a heading; it does not know how the view gets there."""

from typing import TYPE_CHECKING, NamedTuple

from nextchat_desktop.ui.transcript.pane import AT_ONCE, IN_FRAME
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Turn

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

_NEAR = 8
"""A turn that begins so few pixels from the top edge is the one that is read there."""
TURN = -1
"""Stands for the turn itself, where a heading could be meant."""


class _Goal(NamedTuple):
    """A heading of a turn."""

    id: str
    ordinal: int


class Ways:
    def __init__(self, view: "Transcript") -> None:
        self._view = view
        self._goal: _Goal | None = None

    @property
    def are_under_way(self) -> bool:
        """Whether the text has yet to be read as far as the heading that is gone to."""
        return self._goal is not None

    def step(self, by: int) -> None:
        """To the turn before or after the one that is read; behind the last one is the end."""
        canvas, top = self._view.canvas, self._view.verticalScrollBar().value()
        if not canvas.turns:
            return
        here = canvas.at(top + _NEAR)
        begins_here = abs(canvas.top(here) - top) <= _NEAR
        index = here + 1 if by > 0 else here - 1 if begins_here else here
        if index >= len(canvas.turns) or (self._view.is_at_end and by > 0):
            self._view.follow()
        else:
            self.to_turn(max(0, index))

    def to_turn(self, index: int) -> None:
        self._view.go_to(Position(index, 0, 0), above=True)

    def to_heading(self, id: str, ordinal: int) -> None:
        """To the heading of that number, from 0, among those of a turn, or to its beginning."""
        index = self._view.canvas.index(id)
        if index is None:
            return
        if ordinal == TURN:
            self.to_turn(index)
            return
        self._goal = _Goal(id, ordinal)
        self.go_on(AT_ONCE)

    def go_on(self, seconds: float = IN_FRAME) -> None:
        """Reads for about so long, and goes to the heading if that has come to light."""
        goal = self._goal
        index = self._view.canvas.index(goal.id) if goal is not None else None
        if goal is None or index is None:
            self.stop()
            return
        self._view.read_on(index, seconds)
        turn = self._view.canvas.turns[index]
        headings = _headings(turn)
        if goal.ordinal < len(headings):
            self._view.go_to(Position(index, headings[goal.ordinal], 0), room=_NEAR)
        elif not turn.is_behind:
            self.stop()

    def stop(self) -> None:
        """The reader goes elsewhere."""
        self._goal = None

    def here(self) -> tuple[str, int]:
        """The turn that is read, and the last heading of it above the eye."""
        canvas, top = self._view.canvas, self._view.verticalScrollBar().value()
        if not canvas.turns:
            return "", TURN
        index = self.turn_in_view()
        turn = canvas.turns[index]
        start = canvas.top(index)
        above = [number for number in _headings(turn) if start + turn.leaf_top(number) <= top + 4 * _NEAR]
        return turn.entry.id, len(above) - 1

    def turn_in_view(self) -> int:
        """The turn at the top edge, or the last one where that is read to its end."""
        canvas, view = self._view.canvas, self._view
        if view.is_at_end:
            return max(0, len(canvas.turns) - 1)
        return canvas.at(view.verticalScrollBar().value() + _NEAR) if canvas.turns else 0


def _headings(turn: Turn) -> list[int]:
    """Which leaves are headings of the turn itself, not of a quotation or list in it."""
    return [
        number
        for number, leaf in enumerate(turn.leaves)
        if number >= turn.thoughts and leaf.block.kind == "heading" and not leaf.block.inside
    ]
