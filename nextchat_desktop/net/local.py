"""Replies that need no network, paced so that they can be read and stopped like any other."""

from collections.abc import AsyncIterator, Iterable

from nextchat_desktop.core.events import StreamEvent


async def paced(events: Iterable[StreamEvent], pause: float) -> AsyncIterator[StreamEvent]:
    """The events with `pause` seconds before each."""
    import asyncio  # no start of the program needs it

    for event in events:
        await asyncio.sleep(pause)
        yield event
