"""Where ticks stand for finds, as far down the conversation as their messages are; it paints nothing."""

from nextchat_desktop.markup.finding import Search
from nextchat_desktop.ui.transcript.canvas import Canvas

_TICKS = 20
"""A message has at most so many."""


def ticks(search: Search, canvas: Canvas, room: int) -> list[float]:
    """How far down each is, from 0 to 1. Where `room` pixels leave none for them, messages have none of their own."""
    places: list[float] = []
    pixel = canvas.total / max(1, room)
    index = search.index_of_first_from(0)
    while index is not None and (find := search.nth(index)) is not None:
        top, bottom = canvas.top(find.message), canvas.top(find.message + 1)
        count = max(1, min(search.counts[find.message], _TICKS, int((bottom - top) / pixel)))
        places += [(top + (bottom - top) * (tick + 0.5) / count) / canvas.total for tick in range(count)]
        index = _index_from(search, max(find.message + 1, canvas.at(places[-1] * canvas.total + pixel)))
    return places


def _index_from(search: Search, message: int) -> int | None:
    """Of the first find in this message or a later one."""
    index = search.index_of_first_from(message)
    find = search.nth(index) if index is not None else None
    return index if find is not None and find.message >= message else None
