"""Puts what stands below each other on pages, cutting where it may be cut. Pure; it knows heights only."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

NO_HEAD = (0, 0)
_LEADING, _HEAD = 3, 4
"""What leads to the next may be the third part of a page, a head the fourth: no more of it is moved or repeated."""


class Cut(NamedTuple):
    """What is above ends at `end`, what is below begins at `start`; between them is room that a new page needs not.

    `head` is what of it stands once more above that, from top to bottom.
    """

    end: int
    start: int
    head: tuple[int, int] = NO_HEAD


class Measured(NamedTuple):
    """Something of this height that can be cut there, from top to bottom; `gap` is below it unless a page ends.

    What `leads` to the next is not left behind on the page before it.
    """

    height: int
    cuts: Sequence[Cut] = ()
    gap: int = 0
    begins_page: bool = False
    leads: bool = False


class Slice(NamedTuple):
    """The part of one of them between two heights, and how far down the page it is; `again` if it was there before."""

    number: int
    top: int
    bottom: int
    y: int
    again: bool = False


def paged(parts: Sequence[Measured], room: int) -> list[list[Slice]]:
    """The slices of each page, which is so high; always one page at least."""
    pages = _Pages(parts, room)
    for number in range(len(parts)):
        pages.put(number)
    return pages.slices


class _Pages:
    def __init__(self, parts: Sequence[Measured], room: int) -> None:
        self.slices: list[list[Slice]] = [[]]
        self._parts, self._room = parts, room
        self._y = 0
        self._is_fresh = True
        """Whether there is nothing but a head on the last page."""

    def put(self, number: int) -> None:
        part, top = self._parts[number], 0
        if part.begins_page and not self._is_fresh:
            self._turn()
        while True:
            cut = _next(part, top, self._room - self._y)
            if cut is None and self._is_fresh:
                end = min(top + self._room - self._y, part.height)  # nothing fits, so that it is cut somewhere
                cut = Cut(end, end)
            if cut is None and top == 0:
                self._turn(self._led(number))
                continue
            if cut is not None:
                self._place(number, top, cut.end)
                top = cut.start
                if cut.end >= part.height:
                    break
            self._turn()
            self._repeat(number, cut.head if cut is not None else NO_HEAD)
        self._y += part.gap

    def _place(self, number: int, top: int, bottom: int, again: bool = False) -> None:
        self.slices[-1].append(Slice(number, top, bottom, self._y, again))
        self._y += bottom - top
        self._is_fresh = self._is_fresh and again

    def _repeat(self, number: int, head: tuple[int, int]) -> None:
        top, bottom = head
        if 0 < bottom - top <= self._room // _HEAD:
            self._place(number, top, bottom, again=True)

    def _turn(self, along: Slice | None = None) -> None:
        """To a new page, which takes the last slice along where it is told so."""
        if along is not None:
            self.slices[-1].pop()
        self.slices.append([])
        self._y, self._is_fresh = 0, True
        if along is not None:
            self._place(along.number, along.top, along.bottom)
            self._y += self._parts[along.number].gap

    def _led(self, number: int) -> Slice | None:
        """What stands last on the page and leads to this part, if it is whole, low, and not all that stands there."""
        page = self.slices[-1]
        if number == 0 or not self._parts[number - 1].leads or len(page) == 1:
            return None
        last = page[-1]
        return last if last.top == 0 and last.bottom <= self._room // _LEADING else None


def _next(part: Measured, top: int, left: int) -> Cut | None:
    """Where the slice ends that begins at `top` and has so much room, and where the next begins; None where none
    fits."""
    if part.height - top <= left:
        return Cut(part.height, part.height)
    place = bisect_right(part.cuts, top + left, key=lambda cut: cut.end) - 1
    return part.cuts[place] if place >= 0 and part.cuts[place].end > top else None
