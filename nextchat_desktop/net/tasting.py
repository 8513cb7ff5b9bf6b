"""The first words of a reply: when each came. It hangs up as soon as they were seen to come one by one."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

from nextchat_desktop.core.assembly import wordless
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, TextDelta, ToolCallDelta
from nextchat_desktop.core.wire import Dialect, PictureData, PictureLink, WireEvent
from nextchat_desktop.net.calling import Prepare, followed
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.patience import FIRST_WORD, TASTE
from nextchat_desktop.net.stream import sent
from nextchat_desktop.net.tasted import Tasted
from nextchat_desktop.net.witness import Witness

_TOGETHER = 0.01
"""Seconds: pieces that follow each other more closely came in the same moment."""

_FEW, _MOMENTS = 3, 4
"""So many moments that brought no more pieces than that, and nobody gathers them on the way."""

_MOST = 2000
"""Pieces that are noted. The question is answered by about a hundred."""


async def taste(
    clients: Clients,
    prepare: Prepare,
    dialect: Dialect,
    witness: Witness,
    first_word: float = FIRST_WORD,
    enough: float = TASTE,
) -> AsyncIterator[Tasted]:
    """What there is to say of it, exactly once. Both limits are in seconds; `enough` begins with the first word.

    `prepare` runs in a thread of its own. Pictures are neither fetched nor kept.
    """
    call = await followed(clients, prepare, witness)
    if isinstance(call, Failed):
        yield Tasted(call)
        return
    sighting = witness.begin(call.request)
    limit = asyncio.timeout(first_word)
    tongue = _Tongue(limit, enough)
    try:
        async with limit, aclosing(sent(clients, call, dialect, sighting)) as events:
            async for event in events:
                tongue.take(event)
                if tongue.knows:
                    break
    except TimeoutError:
        tongue.failed = None if tongue.pieces else Failed(FailureKind.TIMEOUT)
    if tongue.failed is not None:
        sighting.failed(tongue.failed)
    yield Tasted(tongue.failed, tuple(tongue.pieces), tongue.ended)


class _Tongue:
    """What has come so far. The first word makes another `limit` of it."""

    def __init__(self, limit: asyncio.Timeout, enough: float) -> None:
        self._limit, self._enough = limit, enough
        self._began = time.monotonic()
        self._in_moment, self._moments = 0, 0
        self.pieces: list[float] = []
        self.failed: Failed | None = None
        self.ended = False

    def take(self, event: WireEvent) -> None:
        if isinstance(event, Failed):
            self.failed = event
        elif isinstance(event, Finished):
            self.ended = True
            self.failed = None if self.pieces else wordless(event)
        elif _is_word(event):
            self._note(time.monotonic() - self._began)

    @property
    def knows(self) -> bool:
        """Whether no more has to be heard: it is over, words come one by one, or somebody does not stop."""
        return self.ended or self._moments >= _MOMENTS or len(self.pieces) >= _MOST

    def _note(self, at: float) -> None:
        """A moment counts once it is over and has brought few pieces."""
        if not self.pieces:
            self._limit.reschedule(asyncio.get_running_loop().time() + self._enough)
        elif at - self.pieces[-1] > _TOGETHER:
            self._moments += self._in_moment <= _FEW
            self._in_moment = 0
        self._in_moment += 1
        self.pieces.append(at)


def _is_word(event: WireEvent) -> bool:
    if isinstance(event, TextDelta | ReasoningDelta):
        return bool(event.text.strip())
    return isinstance(event, ToolCallDelta | PictureData | PictureLink)
