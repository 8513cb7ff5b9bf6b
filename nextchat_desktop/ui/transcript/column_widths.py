"""Shares the room among the columns of a table; pure numbers."""

from collections.abc import Callable, Sequence


def shared_out(natural: Sequence[int], room: int, narrowest: int) -> list[int]:
    """`natural` is what each column needs to show its words in one line.

    Where there is room for all, columns are equally wide, and those that need more take from the others. Else the wide
    ones break their words, but none below `narrowest`; if not even that suffices, the table is wider than the room.
    """
    if sum(natural) <= room:
        return _dealt(natural, room, max, widest_first=True)
    least = [min(each, narrowest) for each in natural]
    if sum(least) > room:
        return [max(1, min(each, 2 * narrowest)) for each in natural]
    dealt = _dealt(natural, room, min, widest_first=False)
    return [max(pair) for pair in zip(dealt, least, strict=True)]


def _dealt(natural: Sequence[int], room: int, chosen: Callable[[int, int], int], widest_first: bool) -> list[int]:
    """Gives each column, in turn, its equal part of what is left, or its need, whichever is chosen."""
    widths = [0] * len(natural)
    order = sorted(range(len(natural)), key=natural.__getitem__, reverse=widest_first)
    for place, column in enumerate(order):
        widths[column] = chosen(natural[column], room // (len(order) - place))
        room -= widths[column]
    return widths
