"""Where in a text something stands, as ranges of characters. Pure; it knows nothing of how texts are compared."""

from collections.abc import Iterable, Iterator

Range = tuple[int, int]
"""First place, and the one behind the last."""


def occurrences(term: str, text: str) -> Iterator[Range]:
    """All of a term that is not empty, from the beginning of the text, none over another."""
    place = text.find(term)
    while place >= 0:
        yield place, place + len(term)
        place = text.find(term, place + len(term))


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """In order, those that touch as one."""
    apart: list[Range] = []
    for first, last in sorted(ranges):
        if apart and first <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(last, apart[-1][1])
        else:
            apart.append((first, last))
    return tuple(apart)
