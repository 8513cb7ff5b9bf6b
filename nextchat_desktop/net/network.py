"""What goes over the network. The libraries that takes are loaded in its own thread, with the first request."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeVar

from nextchat_desktop.core.events import Failed, FailureKind, StreamEvent
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.core.proxies import FindProxy
from nextchat_desktop.core.wire import Answered, Call, Dialect, Route
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.patience import USUAL, Patience
from nextchat_desktop.net.tasted import Tasted
from nextchat_desktop.net.witness import Witness

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Certificate
    from nextchat_desktop.core.fetching import Absent, Keep, Order, Told
    from nextchat_desktop.net.client import Clients

T = TypeVar("T")


class Network:
    """Made anywhere, used inside the loop. `close()` leaves no connection open."""

    def __init__(self, patience: Patience = USUAL) -> None:
        self._patience = patience
        self._clients: Clients | None = None

    async def stream(
        self,
        prepare: Callable[[], Call | Failed],
        dialect: Dialect,
        keep: Callable[[bytes], Picture | Failed],
        witness: Witness,
    ) -> AsyncIterator[StreamEvent]:
        """The events of a reply, ending with exactly one Finished or Failed. `keep` is called in its own thread."""
        from nextchat_desktop.net.stream import stream  # httpx takes a moment

        async with aclosing(stream(self._opened(), prepare, dialect, keep, witness)) as events:
            async for event in events:
                yield event

    async def ask(self, prepare: Callable[[], Call | Failed], witness: Witness) -> AsyncIterator[Any]:
        """What came of the requests, or the Failed that tells why nothing did: exactly one of them."""
        from nextchat_desktop.net.calling import ask  # httpx takes a moment

        async for outcome in ask(self._opened(), prepare, witness):
            yield outcome

    async def fetch(self, url: str, proxy_for: FindProxy) -> AsyncIterator[Fetched | Failed]:
        """The picture at this address, or why it did not come: exactly one of them."""
        from nextchat_desktop.net.fetch import fetch  # httpx takes a moment

        async for outcome in fetch(self._opened(), url, proxy_for):
            yield outcome

    async def download(
        self,
        order: "Order",
        way: Callable[[], Route | Failed],
        keep: "Keep",
        refused: "Callable[[Answered], Absent | Failed]",
        witness: Witness,
    ) -> "AsyncIterator[Told]":
        """How a file comes, ending with exactly one Arrived, Absent or Failed.

        `way` and `keep` are called in threads of their own; `refused` says what an answer means that is no file.
        """
        from nextchat_desktop.net.downloading import download  # httpx takes a moment

        route = await _route_of(way)
        if isinstance(route, Failed):
            yield route
            return
        async with aclosing(download(self._opened(), order, route, keep, refused, witness)) as events:
            async for event in events:
                yield event

    async def certificate(self, url: str, way: Callable[[], Route | Failed]) -> "AsyncIterator[Certificate | Failed]":
        """What the server at this address shows, or why nothing was seen: exactly one of them.

        It is sent the greeting and no more. `way` is asked in a thread of its own.
        """
        from nextchat_desktop.net.greeting import shown_by  # httpx takes a moment

        route = await _route_of(way)
        if isinstance(route, Failed):
            yield route
            return
        async for outcome in shown_by(self._opened(), url, route.proxy_for, route.trust):
            yield outcome

    async def taste(
        self, prepare: Callable[[], Call | Failed], dialect: Dialect, witness: Witness
    ) -> AsyncIterator[Tasted]:
        """What there is to say of the first words of a reply, exactly once. No more of it is waited for."""
        from nextchat_desktop.net.tasting import taste  # httpx takes a moment

        async for outcome in taste(self._opened(), prepare, dialect, witness):
            yield outcome

    async def portal(self, address: str, way: Callable[[], Route | Failed]) -> AsyncIterator[str]:
        """The page of a network that answers in place of the server at this address; empty where none is seen.

        `way` is asked in a thread of its own.
        """
        from nextchat_desktop.net.portal import look_for_portal  # httpx takes a moment

        route = await _route_of(way)
        if isinstance(route, Failed):
            yield ""
            return
        async for page in look_for_portal(self._opened(), address, route):
            yield page

    async def close(self) -> None:
        if self._clients is not None:
            await self._clients.close()

    def _opened(self) -> "Clients":
        from nextchat_desktop.net.client import Clients  # httpx takes a moment

        if self._clients is None:
            self._clients = Clients(self._patience)
        return self._clients


async def _route_of(way: Callable[[], Route | Failed]) -> Route | Failed:
    """Whoever waits must hear of a keeper that falls over, too."""
    try:
        return await in_background(way)
    except Exception as error:
        return Failed(FailureKind.KEY_LOCKED, type(error).__name__)


async def apart(patience: Patience, events: Callable[[Network], AsyncIterator[T]]) -> AsyncIterator[T]:
    """What comes over lines of its own, none of which has been used before or is used again."""
    network = Network(patience)
    try:
        async for event in events(network):
            yield event
    finally:
        await network.close()
