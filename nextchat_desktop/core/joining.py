"""Pieces of a reply that wait together become one; whoever reads them cannot tell the difference."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from nextchat_desktop.core.events import ReasoningDelta, TextDelta

_JOINED = (TextDelta, ReasoningDelta)


def joined(events: Iterable[object]) -> Iterator[object]:
    """The events in their order, neighbours of one kind of words as one."""
    for kind, group in groupby(events, type):
        if kind is TextDelta or kind is ReasoningDelta:
            yield kind("".join(event.text for event in group if isinstance(event, _JOINED)))
        else:
            yield from group
