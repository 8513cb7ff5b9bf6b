"""The places of a leaf that the reader looks for, as they are painted; it does not know who has found them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

Range = tuple[int, int]
"""Start and length."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that the reader looks for, in characters of the document."""

    start: int
    length: int
    current: bool = False


class Finds(Sequence[Found]):
    """In order and never overlapping, as documents count. `current` is which one is read, -1 if none is."""

    def __init__(self, places: Sequence[Range] = (), current: int = -1) -> None:
        self._places = places
        self._current = current

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Found: ...

    @overload
    def __getitem__(self, index: slice) -> list[Found]: ...

    def __getitem__(self, index: int | slice) -> Found | list[Found]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return Found(*self._places[index], index == self._current)

    @property
    def current(self) -> Found | None:
        """The one that is read."""
        return self[self._current] if self._current >= 0 else None

    def between(self, start: int, end: int) -> list[Found]:
        """Those that reach into this part."""
        first = bisect_right(self._places, start, key=sum)
        return self[first : bisect_left(self._places, end, lo=first, key=_start)]


def _start(place: Range) -> int:
    return place[0]
