"""The first words of a reply: when each came. It hangs up as soon as they were seen to come one by one."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

from nextchat_desktop.core.assembly import wordless
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, TextDelta, ToolCallDelta
from nextchat_desktop.core.wire import Call, Dialect, PictureData, PictureLink, WireEvent
from nextchat_desktop.net.calling import Prepare, followed
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.patience import FIRST_WORD, TASTE
from nextchat_desktop.net.stream import sent
from nextchat_desktop.net.tasted import Tasted
from nextchat_desktop.net.witness import Sighting, Witness

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
    tongue = _Tongue()
    sighting = witness.begin(call.request)
    limit = asyncio.timeout(first_word)
    try:
        async with limit:
            await _listen(clients, call, dialect, sighting, tongue, limit, enough)
    except TimeoutError:
        if not tongue.pieces:
            tongue.failed = Failed(FailureKind.TIMEOUT)
            sighting.failed(tongue.failed)
    yield Tasted(tongue.failed, tuple(tongue.pieces), tongue.ended)


async def _listen(
    clients: Clients,
    call: Call,
    dialect: Dialect,
    sighting: Sighting,
    tongue: "_Tongue",
    limit: asyncio.Timeout,
    enough: float,
) -> None:
    async with aclosing(sent(clients, call, dialect, sighting)) as events:
        async for event in events:
            had_nothing = not tongue.pieces
            tongue.take(event)
            if had_nothing and tongue.pieces:
                limit.reschedule(asyncio.get_running_loop().time() + enough)
            if tongue.knows:
                return


class _Tongue:
    """What has come so far."""

    def __init__(self) -> None:
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
        """Whether no more has to be heard: words come one by one, or somebody does not stop."""
        return self._moments >= _MOMENTS or len(self.pieces) >= _MOST

    def _note(self, at: float) -> None:
        """A moment counts once it is over and has brought few pieces."""
        if self.pieces and at - self.pieces[-1] > _TOGETHER:
            self._moments += self._in_moment <= _FEW
            self._in_moment = 0
        self._in_moment += 1
        self.pieces.append(at)


def _is_word(event: WireEvent) -> bool:
    if isinstance(event, TextDelta | ReasoningDelta):
        return bool(event.text.strip())
    return isinstance(event, ToolCallDelta | PictureData | PictureLink)
