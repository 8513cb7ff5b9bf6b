"""Leads the reader to a find: reads its message, unfolds what hides it, brings it into view; it draws nothing.

A long message takes a while to be read: what is asked for meanwhile is only noted.
"""

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from nextchat_desktop.markup.finding import Find, Search
from nextchat_desktop.ui.transcript.finds import LeafFinds
from nextchat_desktop.ui.transcript.found import Finds
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.turn_finds import Part, TurnFinds

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

FROM_HERE = 0


class _Goal(NamedTuple):
    """Where to go: `by` is 1 on, -1 back, or the first find from where the reader is."""

    find: Find
    by: int


class _Spot(NamedTuple):
    """The find that is read: its leaf, by number and serial, and which of the finds in it."""

    number: int
    serial: int
    ordinal: int


class Leader:
    """Of one query. `begin` is where the reader was when it was asked."""

    def __init__(self, view: "Transcript", search: Search, begin: Position) -> None:
        self.current: Find | None = None
        self._view = view
        self._search = search
        self._begin = begin
        self._leaf_finds = LeafFinds(search.query)
        self._turn_finds: TurnFinds | None = None
        self._goal: _Goal | None = None
        self._spot: _Spot | None = None
        self._id = ""

    @property
    def is_busy(self) -> bool:
        """Whether the reader is to be led somewhere, or the find that is read has to be found again."""
        return self._goal is not None or self._is_astray

    @property
    def place(self) -> Position | None:
        """Where the find that is read begins, if its leaf is still there."""
        if self.current is None or self._spot is None or self._is_astray:
            return None
        leaves = self._view.canvas.turns[self.current.message].leaves
        if not leaves:
            return None
        start, _ = self._leaf_finds.places(leaves[self._spot.number])[self._spot.ordinal]
        return Position(self.current.message, self._spot.number, start)

    def resume(self, other: "Leader") -> None:
        """Takes over what was read, for there are other messages now and its own may still be there."""
        message = self._view.canvas.index(other._id)
        if message is not None and other.current is not None:
            self.current, self._id, self._spot = other.current._replace(message=message), other._id, other._spot

    def step(self, by: int) -> None:
        """Wants to go to the next find, or the one before."""
        here = self._goal.find if self._goal is not None else self.current
        if here is None:
            self.set_out()
        elif self._search.total:
            self._want(self._search.nth((self._search.index_of(here) + by) % self._search.total), by)

    def set_out(self) -> None:
        """Wants to go to the first find from where the reader is, as far as that is known."""
        index = self._search.index_of_first_from(self._begin.turn)
        if index is not None:
            self._want(self._search.nth(index), FROM_HERE)

    def work(self, seconds: float) -> bool:
        """Works on it for about so long; whether another find is read now."""
        until = time.monotonic() + seconds
        before = self.current, self._spot
        while (goal := self._goal) is not None:
            finds = self._finds_in(goal.find.message, until)
            if finds is None:
                break
            self._arrive(goal, finds)
            if time.monotonic() >= until:
                break
        if self._goal is None and self.current is not None and self._is_astray:
            finds = self._finds_in(self.current.message, until)
            if finds is not None:
                self._read(self.current.message, finds, min(self.current.ordinal, len(finds) - 1))
        return (self.current, self._spot) != before

    def found(self, turn: Turn, number: int) -> Finds:
        """What is to be marked in a leaf."""
        leaf = turn.leaves[number]
        is_here = self._spot is not None and leaf.serial == self._spot.serial
        return Finds(self._leaf_finds.places(leaf), self._spot.ordinal if self._spot is not None and is_here else -1)

    @property
    def _is_astray(self) -> bool:
        """Whether the leaf of the find that is read is another one now, or has other words."""
        if self.current is None or self._spot is None:
            return False
        leaves = self._view.canvas.turns[self.current.message].leaves
        number, serial, ordinal = self._spot
        if number >= len(leaves) or leaves[number].serial != serial:
            return bool(leaves)
        return ordinal >= len(self._leaf_finds.places(leaves[number]))

    def _want(self, find: Find | None, by: int) -> None:
        self._goal = _Goal(find, by) if find is not None else None

    def _finds_in(self, message: int, until: float) -> TurnFinds | None:
        """All finds of a message, once it was read."""
        if not self._view.read_on(message, until - time.monotonic()):
            return None
        turn = self._view.canvas.turns[message]
        if self._turn_finds is None or not self._turn_finds.is_of(turn):
            self._turn_finds = TurnFinds(turn, self._leaf_finds)
        finds = self._turn_finds
        return finds if finds.is_complete or finds.step(until) else None

    def _arrive(self, goal: _Goal, finds: TurnFinds) -> None:
        """What the search took for a find may be a mark that is not shown: then on, or back, to another message."""
        message = goal.find.message
        ordinal = self._ordinal(goal, finds)
        self._search.correct(message, len(finds))
        if ordinal is None:
            self._pass_by(message, goal.by)
            return
        part, _ = finds.spot(ordinal)
        if not part.is_shown:
            self._goal = _Goal(Find(message, ordinal), 1)
            self._unfold(message, part)
            return
        self._goal = None
        self._read(message, finds, ordinal)
        if (place := self.place) is not None:
            self._view.reveal(place)
            self._view.bring_across(place)

    def _ordinal(self, goal: _Goal, finds: TurnFinds) -> int | None:
        """Which find is meant, now that it is known how many there are."""
        find, by = goal
        if by == FROM_HERE and find.message == self._begin.turn:
            return finds.first_from(*self._begin[1:])
        if not len(finds):
            return None
        comes_from_below = by < 0 and (self.current is None or self.current.message != find.message)
        more = len(finds) - self._search.counts[find.message] if comes_from_below else 0
        return max(0, min(find.ordinal + more, len(finds) - 1))

    def _pass_by(self, message: int, by: int) -> None:
        search = self._search
        index = search.index_of_last_before(message) if by < 0 else search.index_of_first_from(message + 1)
        self._want(search.nth(index) if index is not None else None, by or 1)

    def _read(self, message: int, finds: TurnFinds, ordinal: int) -> None:
        """This one is read now; it may be folded away again."""
        part, place = finds.spot(ordinal) if ordinal >= 0 else (None, 0)
        self.current, self._id = Find(message, max(0, ordinal)), self._view.canvas.turns[message].entry.id
        self._spot = _Spot(part.number, part.leaf.serial, place) if part is not None and part.is_shown else None

    def _unfold(self, message: int, part: Part) -> None:
        id_ = self._view.canvas.turns[message].entry.id
        if part.folded is not None and part.number >= 0:
            self._view.unfold(id_, partial(_unfold_code, part))
        else:
            self._view.unfold(id_, Turn.toggle_reasoning)


def _unfold_code(part: Part, turn: Turn) -> None:
    if part.folded is not None:
        part.folded.fold(False)
        turn.reshape()
