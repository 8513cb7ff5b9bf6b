"""A file over HTTP, piece by piece to whoever keeps it, and never the whole in memory. It knows no service.

A login goes along to the server it was given for and to no other, wherever that sends on to. It never raises.
"""

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from urllib.parse import urljoin

import httpx

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Arrived, Arriving, Gained, Keep, Order, Read, Stretch, Told
from nextchat_desktop.core.origins import is_as_safe
from nextchat_desktop.core.wire import Answered, Call, HttpRequest, Route
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.calling import MOST_OF_A_REFUSAL, opened, rest, seen
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.heads import told_by_head
from nextchat_desktop.net.witness import Sighting, Witness

MOST_OF_A_PIECE = 64 << 20
"""Bytes of an answer that has to be read whole before it is known what of it belongs to the file."""

_BLOCK = 1 << 20
"""Bytes that are kept at once."""
_OFTEN = 0.1
"""Seconds between two words about how far it is."""
_REDIRECTS = 5

Refused = Callable[[Answered], Absent | Failed]
"""What an answer means that holds no file."""


async def download(
    clients: Clients, order: Order, route: Route, keep: Keep, refused: Refused, witness: Witness
) -> AsyncGenerator[Told, None]:
    """Any number of Arriving, then exactly one Arrived, Absent or Failed."""
    witness.forget_bodies()
    errand = _Errand(clients, order, route, keep, refused, witness)
    try:
        async with aclosing(errand.told()) as events:
            async for event in events:
                yield event
    except _NotKept as error:
        yield Failed(FailureKind.NOT_KEPT, str(error.__cause__))
    except Exception as error:
        yield errand.failure(error)


class _NotKept(Exception):
    """The disk does not take it."""


class _Errand:
    """The way to one file. It is told how much has been kept, and waits for that."""

    def __init__(
        self, clients: Clients, order: Order, route: Route, keep: Keep, refused: Refused, witness: Witness
    ) -> None:
        self._clients, self._order, self._route = clients, order, route
        self._keep, self._refused, self._witness = keep, refused, witness
        self._sighting: Sighting | None = None
        self._bytes, self._share = 0, 0.0
        self._spoke = time.monotonic()
        self._next: Stretch | None = order.first
        self._has_begun = False

    def failure(self, error: Exception) -> Failed:
        if self._sighting is None:
            return failure_of(error, begun=False)
        return failure_of(error, self._has_begun, self._sighting.proxy, self._sighting.exchange)

    async def told(self) -> AsyncGenerator[Told, None]:
        while self._next is not None:
            stretch, self._next = self._next, None
            async with aclosing(self._stretch(stretch)) as events:
                async for event in events:
                    yield event
                    if not isinstance(event, Arriving):
                        return
        yield Arrived(self._bytes) if self._bytes else Absent()

    async def _stretch(self, stretch: Stretch) -> AsyncGenerator[Told, None]:
        """Ends with what is wrong, or with nothing."""
        request = stretch.request
        for left in reversed(range(_REDIRECTS + 1)):
            self._has_begun = False
            sighting = self._sighting = self._witness.begin(request)
            async with opened(self._clients, Call(request, self._route), sighting) as response:
                target = _same_server(request, response) if left else ""
                if not target:
                    async with aclosing(self._answer(stretch, response, sighting)) as events:
                        async for event in events:
                            yield event
                    return
            request = replace(request, url=target)

    async def _answer(
        self, stretch: Stretch, response: httpx.Response, sighting: Sighting
    ) -> AsyncGenerator[Told, None]:
        async with aclosing(seen(response, sighting)) as chunks:
            head = await _first(chunks)
            if not response.is_success or head.lstrip().startswith(b"<"):
                yield self._no(response, await rest(head, chunks, MOST_OF_A_REFUSAL), sighting)
                return
            self._has_begun = True
            part = self._file if stretch.read is None else partial(self._piece, stretch.read)
            async with aclosing(part(head, chunks, response)) as events:
                async for event in events:
                    yield event

    async def _file(
        self, head: bytes, chunks: AsyncGenerator[bytes, None], response: httpx.Response
    ) -> AsyncGenerator[Told, None]:
        """As it comes."""
        length, block = _length(response), bytearray(head)
        came = len(head)
        async for chunk in chunks:
            block += chunk
            came += len(chunk)
            if came > self._order.most:
                yield _too_large(self._order.most)
                return
            if len(block) >= _BLOCK:
                await self._put(bytes(block))
                block.clear()
            self._share = min(1.0, came / length) if length else 0.0
            if self._is_time():
                yield Arriving(came, self._share)
        await self._put(bytes(block))

    async def _piece(
        self,
        read: Read,
        head: bytes,
        chunks: AsyncGenerator[bytes, None],
        _response: httpx.Response,
    ) -> AsyncGenerator[Told, None]:
        """Whole, and then what of it belongs to the file."""
        body = bytearray(head)
        async for chunk in chunks:
            body += chunk
            if len(body) > MOST_OF_A_PIECE:
                yield _too_large(MOST_OF_A_PIECE)
                return
            if self._is_time():
                yield Arriving(self._bytes + len(body), self._share)
        gained = await in_background(partial(read, bytes(body)))
        if not isinstance(gained, Gained):
            yield gained
            return
        if self._bytes + len(gained.data) > self._order.most:
            yield _too_large(self._order.most)
            return
        await self._put(gained.data)
        self._next, self._share = gained.next, gained.share
        if self._is_time():
            yield Arriving(self._bytes, self._share)

    def _no(self, response: httpx.Response, body: str, sighting: Sighting) -> Absent | Failed:
        headers = {name.lower(): value for name, value in response.headers.items()}
        said = self._refused(Answered(response.status_code, headers.get("content-type", ""), body, headers))
        return told_by_head(said, sighting.exchange) if isinstance(said, Failed) else said

    async def _put(self, data: bytes) -> None:
        try:
            if data:
                await in_background(partial(self._keep, data))
        except OSError as error:
            raise _NotKept from error
        self._bytes += len(data)

    def _is_time(self) -> bool:
        """Whether it is time for another word."""
        now = time.monotonic()
        is_due = now - self._spoke > _OFTEN
        self._spoke = now if is_due else self._spoke
        return is_due


async def _first(chunks: AsyncGenerator[bytes, None]) -> bytes:
    """The first chunk that is more than blanks."""
    async for chunk in chunks:
        if chunk.strip():
            return chunk
    return b""


def _same_server(request: HttpRequest, response: httpx.Response) -> str:
    """Where it sends on to, if a login may go along there; else nothing."""
    if not response.has_redirect_location:
        return ""
    target = urljoin(request.url, response.headers["location"].strip())
    return target if is_as_safe(request.url, target) else ""


def _length(response: httpx.Response) -> int:
    """Bytes of the file; 0 where that is not told."""
    told = response.headers.get("content-length", "")
    is_told = told.isascii() and told.isdecimal() and "content-encoding" not in response.headers
    return int(told[:20]) if is_told else 0


def _too_large(most: int) -> Failed:
    return Failed(FailureKind.TOO_LARGE, f"> {most:,} B")
