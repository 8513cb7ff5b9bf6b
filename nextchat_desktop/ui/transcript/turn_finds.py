"""Every find in one turn in reading order, shown or folded away, a little at a time; it moves and changes nothing."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nextchat_desktop.markup.finding import occurrences
from nextchat_desktop.ui.transcript.code_leaf import CHUNK, CodeLeaf
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.finds import LeafFinds
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.turn import Turn


class Part(NamedTuple):
    """Where finds are: in the leaf of this number, or in code that is folded away below it; -1 is a folded thought."""

    number: int
    leaf: Leaf
    folded: CodeUnit | None = None

    @property
    def is_shown(self) -> bool:
        return self.number >= 0 and self.folded is None


class TurnFinds:
    """Good for as long as the turn is as it was; then another has to be made."""

    def __init__(self, turn: Turn, leaf_finds: LeafFinds) -> None:
        self._turn = turn
        self._entry, self._leaves = turn.entry, turn.leaves
        self._leaf_finds = leaf_finds
        self._unseen = self._counted()
        self._parts: list[Part] = []
        self._ends: list[int] = []
        self.is_complete = False

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def is_of(self, turn: Turn) -> bool:
        """Whether it tells what this turn has now."""
        same = turn is self._turn and turn.entry is self._entry and turn.leaves is self._leaves
        return same and not turn.is_behind

    def step(self, until: float) -> bool:
        """Looks at one leaf at least, and goes on until then, by the monotonic clock; whether all were looked at."""
        for part, count in self._unseen:
            if count:
                self._parts.append(part)
                self._ends.append(len(self) + count)
            if time.monotonic() >= until:
                return False
        self.is_complete = True
        return True

    def spot(self, ordinal: int) -> tuple[Part, int]:
        """The part that a find is in, and which of its finds that is."""
        place = bisect_right(self._ends, ordinal)
        return self._parts[place], ordinal - (self._ends[place - 1] if place else 0)

    def first_from(self, number: int, offset: int) -> int | None:
        """The first find from a character of a leaf on."""
        for place, part in enumerate(self._parts):
            before = self._ends[place - 1] if place else 0
            if part.number > number or (part.number == number and part.folded is not None):
                return before
            if part.number == number:
                above = bisect_left(self._leaf_finds.places(part.leaf), (offset, 0))
                if before + above < self._ends[place]:
                    return before + above
        return None

    def _counted(self) -> Iterator[tuple[Part, int]]:
        for leaf in self._turn.folded_thought:
            yield from self._of_leaf(-1, leaf)
        for number, leaf in enumerate(self._leaves):
            yield from self._of_leaf(number, leaf)

    def _of_leaf(self, number: int, leaf: Leaf) -> Iterator[tuple[Part, int]]:
        yield Part(number, leaf), len(self._leaf_finds.places(leaf))
        if isinstance(leaf, CodeLeaf) and leaf.unit.folded and leaf.is_last:
            for lines in _folded_lines(leaf.unit):
                count = len(occurrences(self._leaf_finds.query, "\n".join(lines)))
                yield Part(number, leaf, leaf.unit), count


def _folded_lines(unit: CodeUnit) -> Iterable[list[str]]:
    return (unit.lines[start : start + CHUNK] for start in range(unit.shown, len(unit.lines), CHUNK))
