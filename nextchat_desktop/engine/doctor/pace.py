"""How the words of an answer arrived: one by one, or held back on the way. Pure; it knows no server."""

from collections.abc import Iterable
from itertools import pairwise

from nextchat_desktop.core.checkup import Remark, Seen

_FEWEST = 8
"""Pieces below which nothing can be told."""
_LATE = 0.5
"""Seconds: an answer that comes at once comes sooner."""
_AT_ONCE, _EACH = 0.012, 0.0008
"""Seconds within which pieces came together: so much for few of them, and so much for each of many. No model is that
quick, and a slow computer needs that long to read them."""
_BREAK, _PAUSE = 0.05, 0.25
"""Seconds between two lumps at least, and where they wait until they are full. The last does not: it is what is left
when the answer ends."""
_LUMP = 5
"""Pieces of a lump on the average."""


def pace(seen: Seen) -> Remark | None:
    """What is worth saying about it; None where the words came as they were made."""
    pieces = seen.pieces
    if len(pieces) <= 1:
        return Remark.NOT_STREAMED if seen.ended and _is_one_value(seen) else None
    if len(pieces) < _FEWEST:
        return None
    if pieces[0] >= _LATE and _together(pieces):
        return Remark.IN_ONE_LUMP
    lumps = tuple(_lumps(pieces))
    in_lumps = len(lumps) > 1 and len(pieces) >= _LUMP * len(lumps) and all(map(_together, lumps))
    return Remark.IN_LUMPS if in_lumps and min(_waits(lumps, seen.ended)) >= _PAUSE else None


def _waits(lumps: tuple[tuple[float, ...], ...], ended: bool) -> list[float]:
    """How long each lump was waited for, without the first; of an answer that is whole without the last, too."""
    waits = [after[0] - before[-1] for before, after in pairwise(lumps)]
    return waits[:-1] if ended and len(waits) > 1 else waits


def _together(pieces: tuple[float, ...]) -> bool:
    return pieces[-1] - pieces[0] <= max(_AT_ONCE, _EACH * len(pieces))


def _lumps(pieces: tuple[float, ...]) -> Iterable[tuple[float, ...]]:
    start = 0
    for place, (before, after) in enumerate(pairwise(pieces), 1):
        if after - before >= _BREAK:
            yield pieces[start:place]
            start = place
    yield pieces[start:]


def _is_one_value(seen: Seen) -> bool:
    head = seen.exchanges[-1].head if seen.exchanges else None
    kind = head.fields.get("content-type", "") if head else ""
    return kind.partition(";")[0].strip().lower() == "application/json"
