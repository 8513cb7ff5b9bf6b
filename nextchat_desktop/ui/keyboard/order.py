"""In which order the eye goes over places in a window: lines from above, in each line from its beginning. Pure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect

Span = tuple[int, int]


def reading_order(places: Sequence[QRect], is_leftwards: bool = False) -> list[int]:
    """The numbers of the places as they are read. What no line above or below can be drawn between stands beside."""
    return _read(places, range(len(places)), is_leftwards)


def _read(places: Sequence[QRect], some: Sequence[int], is_leftwards: bool) -> list[int]:
    if len(some) < 2:
        return list(some)
    lines = _cut(some, lambda number: (places[number].top(), places[number].bottom()))
    columns = _cut(some, lambda number: (places[number].left(), places[number].right()))
    if len(lines) > 1:
        parts = lines
    elif len(columns) > 1:
        parts = columns[::-1] if is_leftwards else columns
    else:  # they lie over one another

        def corner(number: int) -> tuple[int, int]:
            rect = places[number]
            return rect.top(), -rect.right() if is_leftwards else rect.left()

        return sorted(some, key=corner)
    return [number for part in parts for number in _read(places, part, is_leftwards)]


def _cut(some: Sequence[int], span: Callable[[int], Span]) -> list[list[int]]:
    """Into parts between which there is room, from the beginning on."""
    parts: list[list[int]] = []
    end: int | None = None
    for number in sorted(some, key=lambda number: span(number)[0]):
        first, last = span(number)
        if end is not None and first <= end:
            parts[-1].append(number)
            end = max(end, last)
        else:
            parts.append([number])
            end = last
    return parts
