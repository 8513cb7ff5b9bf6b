"""Shows pictures and drawings when they come, so that nothing moves that is being read; it gets none itself."""

from collections.abc import Iterable, Iterator

from nextchat_desktop.ui.transcript.canvas import Anchor, Canvas
from nextchat_desktop.ui.transcript.late import LateUnit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.pointer import Pointer
from nextchat_desktop.ui.transcript.positions import Position, Selection
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.unit import Unit


class Arrivals:
    def __init__(self, canvas: Canvas, pointer: Pointer) -> None:
        self._canvas = canvas
        self._pointer = pointer

    def look(self, top: int, height: int) -> None:
        """Begins what can be had of what is seen."""
        for _, unit in _late(self._canvas.leaves(top, top + height)):
            unit.look(self._canvas.kit)

    def take_in(self, top: int, height: int, seen_only: bool = False) -> Anchor | None:
        """Shows what has come; gives what is to be held still. None if nothing has."""
        leaves = self._canvas.leaves(top, top + height) if seen_only else self._all()
        changes = [(turn, unit.catch_up(self._canvas.kit)) for turn, unit in _late(leaves)]
        if not any(change for _, change in changes):
            return None
        held = _Held(self._canvas, top, height)
        selection = _Selected(self._canvas, self._pointer)
        for id_ in {turn.entry.id for turn, change in changes if change == "leaves"}:
            self._canvas.reshape(id_)
        selection.restore()
        return held.anchor()

    def _all(self) -> Iterator[tuple[Turn, Leaf]]:
        return ((turn, leaf) for turn in self._canvas.kept for leaf in turn.leaves)


class _Held:
    """The first leaf in view that stays as it is; if there is none, the same part of what is in its place."""

    def __init__(self, canvas: Canvas, top: int, height: int) -> None:
        self._canvas = canvas
        self._place = canvas.anchor(top, height)
        leaves = canvas.turns[self._place.turn].leaves if canvas.turns else []
        self._leaf = leaves[self._place.leaf] if self._place.leaf < len(leaves) else None
        self._unit: Unit | None = None
        self._part = 0.0
        if self._leaf is not None and not self._stays(self._leaf, top):
            self._measure(top)

    def anchor(self) -> Anchor:
        leaves = self._canvas.turns[self._place.turn].leaves if self._canvas.turns else []
        if self._unit is not None:
            number = next((index for index, leaf in enumerate(leaves) if leaf.unit is self._unit), 0)
            return Anchor(self._place.turn, number, 0, self._part)
        number = next((index for index, leaf in enumerate(leaves) if leaf is self._leaf), self._place.leaf)
        return self._place._replace(leaf=number)

    def _stays(self, leaf: Leaf, top: int) -> bool:
        return leaf.width > 0 and self._canvas.leaf_top(self._place.turn, self._place.leaf) + leaf.height > top

    def _measure(self, top: int) -> None:
        """All in view is other than before: which part of the unit is above the view."""
        turn = self._canvas.turns[self._place.turn]
        start = self._canvas.top(self._place.turn)
        number = turn.leaf_at(top - start)
        self._unit = turn.leaves[number].unit
        own = [index for index, leaf in enumerate(turn.leaves) if leaf.unit is self._unit]
        first, last = turn.leaf_top(own[0]), turn.leaf_top(own[-1]) + turn.leaves[own[-1]].height
        self._part = min(1.0, max(0.0, (top - start - first) / max(1, last - first)))


class _Selected:
    """What the reader has selected stays selected, whichever numbers the leaves have then."""

    def __init__(self, canvas: Canvas, pointer: Pointer) -> None:
        self._canvas = canvas
        self._pointer = pointer
        selection = pointer.selection
        ends = (selection.anchor, selection.caret) if selection is not None else ()
        self._ends = [(place, canvas.leaf(place)) for place in ends]

    def restore(self) -> None:
        if not self._ends:
            return
        places = [self._now(place, leaf) for place, leaf in self._ends]
        anchor, caret = places
        if anchor is None or caret is None:
            self._pointer.clear()
        else:
            self._pointer.selection = Selection(anchor, caret)

    def _now(self, place: Position, leaf: Leaf | None) -> Position | None:
        if leaf is None:
            return place
        leaves = self._canvas.turns[place.turn].leaves
        number = next((index for index, each in enumerate(leaves) if each is leaf), None)
        return place._replace(item=number) if number is not None else None


def _late(leaves: Iterable[tuple[Turn, Leaf]]) -> Iterator[tuple[Turn, LateUnit]]:
    """The units of these that may come late, each once."""
    before: Unit | None = None
    for turn, leaf in leaves:
        if isinstance(leaf.unit, LateUnit) and leaf.unit is not before:
            yield turn, leaf.unit
        before = leaf.unit
