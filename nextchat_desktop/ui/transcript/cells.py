"""Where the characters of a long line are in a grid of equal cells; pure, it knows no fonts."""

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate

from nextchat_desktop.ui.transcript.columns import WIDE


class Cells:
    """A wide letter fills two cells, everything else one. Offsets count as documents do, in UTF-16; places letters."""

    def __init__(self, text: str) -> None:
        self._count = len(text)
        wide = [] if text.isascii() else [found.start() for found in WIDE.finditer(text)]
        self._before = _sums(self._count, wide)
        far = [] if text.isascii() else [place for place, letter in enumerate(text) if letter > "\uffff"]
        self._offsets = _sums(self._count, far)

    def before(self, place: int) -> int:
        """How many cells are filled before a letter."""
        return self._before[place] if self._before else place

    def at(self, cell: int) -> int:
        """The letter in a cell, or the end."""
        if not self._before:
            return min(cell, self._count)
        return min(self._count, bisect_right(self._before, cell) - 1)

    def offset(self, place: int) -> int:
        return self._offsets[place] if self._offsets else place

    def place(self, offset: int) -> int:
        if not self._offsets:
            return min(offset, self._count)
        return min(self._count, bisect_left(self._offsets, offset))

    def rows(self, across: int) -> list[int]:
        """The letters that rows of so many cells begin with."""
        starts = [0]
        while self.before(self._count) - self.before(starts[-1]) > across:
            starts.append(self.at(self.before(starts[-1]) + across))
        return starts


def _sums(count: int, double: list[int]) -> "array[int] | None":
    """How much is before each of so many, and before the end, if each counts one and some count two."""
    if not double:
        return None
    each = array("q", [1]) * count
    for place in double:
        each[place] = 2
    return array("q", accumulate(each, initial=0))
