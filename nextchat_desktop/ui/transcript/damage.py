"""Tells which part of a view has to be painted anew, and how far the rest has only moved. Pure; it knows no leaves."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple


class Thing(NamedTuple):
    """Something painted: from where to where in the view, and what changes when it looks different."""

    top: int
    bottom: int
    look: Hashable = None


Things = Mapping[Hashable, Thing]


class Damage(NamedTuple):
    """Everything has moved down by so much, but for these spans, from top to bottom, which are to be painted."""

    moved: int
    spans: tuple[tuple[int, int], ...]


def damage(before: Things, after: Things) -> Damage | None:
    """None if nothing of before can be used again."""
    moves = Counter(
        thing.top - known.top
        for key, thing in after.items()
        if (known := before.get(key)) is not None and _is_same(known, thing)
    )
    if not moves:
        return None
    moved = moves.most_common(1)[0][0]
    return Damage(moved, tuple(_spans(before, after, moved)))


def are_in_place(before: Things, after: Things) -> bool:
    """Whether everything is where it was, whatever it looks like."""
    return before.keys() == after.keys() and all(
        before[key].top == thing.top and before[key].bottom == thing.bottom for key, thing in after.items()
    )


def _is_same(one: Thing, other: Thing) -> bool:
    return one.look == other.look and one.bottom - one.top == other.bottom - other.top


def _spans(before: Things, after: Things, moved: int) -> Iterator[tuple[int, int]]:
    clean = {
        key
        for key, thing in after.items()
        if (known := before.get(key)) is not None and _is_same(known, thing) and thing.top - known.top == moved
    }
    yield from ((thing.top, thing.bottom) for key, thing in after.items() if key not in clean)
    yield from ((thing.top + moved, thing.bottom + moved) for key, thing in before.items() if key not in clean)
