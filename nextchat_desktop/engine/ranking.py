"""Numbers that keep an order when something is put between its neighbours. Pure."""

from collections.abc import Mapping, Sequence

_NARROW = 1e-6
"""Less room than this between two neighbours, and all are numbered anew."""


def ranked(order: Sequence[tuple[str, float]], at: int, ids: Sequence[str]) -> Mapping[str, float]:
    """The new ranks of `ids`, put in at a place of an order without them; of others as well where there is no room."""
    above = order[at - 1][1] if at > 0 else None
    below = order[at][1] if at < len(order) else None
    if below is None:
        start = 0.0 if above is None else above + 1
        return {id: start + number for number, id in enumerate(ids)}
    if above is None:
        return {id: below - len(ids) + number for number, id in enumerate(ids)}
    step = (below - above) / (len(ids) + 1)
    if step < _NARROW:
        every = [id for id, _ in order]
        return {id: float(number) for number, id in enumerate([*every[:at], *ids, *every[at:]])}
    return {id: above + step * (number + 1) for number, id in enumerate(ids)}
