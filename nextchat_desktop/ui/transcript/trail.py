"""Remembers how far a text had been read when so many units showed it, and finds what shows a place of it now."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from nextchat_desktop.markup.tracing import beginnings, offset_in
from nextchat_desktop.ui.transcript.unit import Unit


class _Step(NamedTuple):
    read: int = 0
    units: int = 0


class Trail:
    def __init__(self) -> None:
        self._steps: list[_Step] = [_Step()]

    @property
    def read(self) -> int:
        """How many characters were read."""
        return self._steps[-1].read

    def note(self, read: int, units: int) -> None:
        """So many units show now what was read so far."""
        while len(self._steps) > 1 and self._steps[-1].units >= units:
            self._steps.pop()
        self._steps.append(_Step(read, units))

    def start_of(self, text: str, units: Sequence[Unit], number: int) -> int:
        """Where in the text a unit begins that shows what was read of it."""
        last = min(len(self._steps) - 1, bisect_right(self._steps, number, key=lambda step: step.units))
        first, end = self._steps[max(0, last - 2)], self._steps[last]
        blocks = [unit.block for unit in units[first.units : end.units]]
        place = number - first.units
        return beginnings(text, blocks, first.read, end.read)[place] if place < len(blocks) else first.read

    def find(self, text: str, units: Sequence[Unit], place: int) -> tuple[int, int]:
        """The unit that shows a place that was read, and how far into its words that is."""
        last = min(len(self._steps) - 1, bisect_right(self._steps, place, key=lambda step: step.read))
        first = self._steps[max(0, last - 2)]  # the last unit of a step may go on in the next one
        end = self._steps[last]
        blocks = [unit.block for unit in units[first.units : end.units]]
        if not blocks:
            return max(0, len(units) - 1), 0
        starts = beginnings(text, blocks, first.read, end.read)
        found = max(0, bisect_right(starts, place) - 1)
        return first.units + found, offset_in(text, blocks[found], starts[found], place)
