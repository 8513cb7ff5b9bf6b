"""Puts what stands below each other on pages, cutting where it may be cut. Pure; it knows heights only."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Cut(NamedTuple):
    """What is above ends at `end`, what is below begins at `start`; between them is room that a new page needs not."""

    end: int
    start: int


class Measured(NamedTuple):
    """Something of this height that can be cut there, from top to bottom; `gap` is below it unless a page ends."""

    height: int
    cuts: Sequence[Cut] = ()
    gap: int = 0
    begins_page: bool = False


class Slice(NamedTuple):
    """The part of one of them between two heights, and how far down the page it is."""

    number: int
    top: int
    bottom: int
    y: int


def paged(parts: Sequence[Measured], room: int) -> list[list[Slice]]:
    """The slices of each page, which is so high; always one page at least."""
    pages: list[list[Slice]] = [[]]
    y = 0
    for number, part in enumerate(parts):
        if part.begins_page and pages[-1]:
            pages.append([])
            y = 0
        top = 0
        while True:
            end, start = _next(part, top, room - y)
            if end < 0 and not pages[-1]:
                end = start = min(top + room, part.height)  # nothing fits, so that it is cut somewhere
            if end >= 0:
                pages[-1].append(Slice(number, top, end, y))
                y += end - top
                top = start
                if end >= part.height:
                    break
            pages.append([])
            y = 0
        y += part.gap
    return pages if pages[-1] else pages[:-1] or pages


def _next(part: Measured, top: int, left: int) -> tuple[int, int]:
    """Where the slice ends that begins at `top` and has so much room, and where the next begins; -1 where none fits."""
    if part.height - top <= left:
        return part.height, part.height
    place = bisect_right(part.cuts, top + left, key=lambda cut: cut.end) - 1
    if place < 0 or part.cuts[place].end <= top:
        return -1, -1
    return part.cuts[place]
