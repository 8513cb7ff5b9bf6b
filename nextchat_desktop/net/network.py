"""What goes over the network. The libraries that takes are loaded in its own thread, with the first request."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from nextchat_desktop.core.events import Failed, StreamEvent
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import Fetched
from nextchat_desktop.core.proxies import FindProxy
from nextchat_desktop.core.wire import Call, Dialect
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.witness import Witness

if TYPE_CHECKING:
    from nextchat_desktop.net.client import Clients

T = TypeVar("T")


class Network:
    """Made anywhere, used inside the loop. `close()` leaves no connection open."""

    def __init__(self) -> None:
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

        async for event in stream(self._opened(), prepare, dialect, keep, witness):
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

    async def find(self, look: Callable[[], T]) -> AsyncIterator[T]:
        """What `look` finds out, in a thread of its own, for the system may take its time. Nothing is opened."""
        yield await in_background(look)

    async def close(self) -> None:
        if self._clients is not None:
            await self._clients.close()

    def _opened(self) -> "Clients":
        from nextchat_desktop.net.client import Clients  # httpx takes a moment

        if self._clients is None:
            self._clients = Clients()
        return self._clients
