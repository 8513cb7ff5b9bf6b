"""One reply over HTTP. It never raises: whatever goes wrong is the last event."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing, suppress
from dataclasses import replace

import httpx

from nextchat_desktop.core.events import Delta, Failed, FailureKind, Finished, PictureAdded, StreamEvent
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.proxies import FindProxy
from nextchat_desktop.core.wire import Call, Dialect, Framing, Parser, PictureData, PictureLink, WireEvent
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.calling import BOM, MOST_OF_PICTURES, Prepare, followed, most_of, opened, rest, seen
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.fetch import fetch
from nextchat_desktop.net.heads import told_by_head
from nextchat_desktop.net.retrying import wait_of
from nextchat_desktop.net.sse import SseDecoder
from nextchat_desktop.net.values import ValueDecoder
from nextchat_desktop.net.witness import Sighting, Witness

GRACE = 2.0
"""Seconds that a count of tokens may take after the last word, where the server does not end the stream."""

REST = 0.5
"""Seconds that the end of the body may take after the reply has ended, before the line is given up."""

_FIRST_OF_A_DOCUMENT = (b"{", b"[", b"<", b'"')
_FIRST_OF_A_STREAM = (b"data", b"event", b"id", b"retry", b":")
_OF_THE_WAY = frozenset(
    {
        FailureKind.NETWORK,
        FailureKind.NAME_NOT_FOUND,
        FailureKind.NOTHING_THERE,
        FailureKind.TIMEOUT,
        FailureKind.TLS,
        FailureKind.CERTIFICATE_EXPIRED,
        FailureKind.CERTIFICATE_NAME,
        FailureKind.CLOCK,
        FailureKind.HANDSHAKE,
        FailureKind.NO_TLS,
        FailureKind.PROXY,
        FailureKind.PROXY_LOGIN,
        FailureKind.PROXY_DEAD,
    }
)
"""Failures of a line, whoever is at its end."""

Keep = Callable[[bytes], Picture | Failed]
"""Keeps a picture on the disk, which may take a moment."""


async def stream(
    clients: Clients, prepare: Prepare, dialect: Dialect, keep: Keep, witness: Witness
) -> AsyncGenerator[StreamEvent, None]:
    """The events of the reply, ending with exactly one Finished or Failed.

    `prepare` and `keep` run in threads of their own.
    """
    call = await followed(clients, prepare, witness)
    if isinstance(call, Failed):
        yield call
        return
    async with aclosing(sent(clients, call, dialect, witness.begin(call.request))) as events:
        async for event in events:
            kept = await _kept(clients, event, keep, call.route.proxy_for)
            yield kept
            if isinstance(kept, Failed):
                return


async def sent(clients: Clients, call: Call, dialect: Dialect, sighting: Sighting) -> AsyncGenerator[WireEvent, None]:
    """The events of the reply as its parser says them, ending with exactly one Finished or Failed."""
    begun = False
    try:
        async with opened(clients, call, sighting) as response, aclosing(_reply(response, dialect, sighting)) as events:
            async for event in events:
                if isinstance(event, Failed):
                    sighting.failed(event)
                elif isinstance(event, Finished):
                    sighting.finished()
                elif isinstance(event, Delta | PictureData | PictureLink):
                    sighting.spoke()
                    begun = True
                yield event
                if isinstance(event, Finished | Failed):
                    await _read_out(events)
                    return
    except Exception as error:
        failed = failure_of(error, begun, sighting.proxy, sighting.exchange)
        sighting.failed(failed)
        yield failed


async def _read_out(events: AsyncIterator[WireEvent]) -> None:
    """What is left of the body, which nobody waits for: the line can only be used again once that was read."""
    with suppress(Exception):
        async with asyncio.timeout(REST):
            async for _ in events:
                pass


async def _kept(clients: Clients, event: WireEvent, keep: Keep, proxy_for: FindProxy) -> StreamEvent:
    """The event; a picture in it is on the disk by now."""
    if isinstance(event, PictureLink):
        url = event.url
        async for outcome in fetch(clients, url, proxy_for):
            event = _not_fetched(outcome, url) if isinstance(outcome, Failed) else PictureData(outcome.data)
    if not isinstance(event, PictureData | PictureLink):
        return event
    data = event.data if isinstance(event, PictureData) else b""
    picture = await in_background(lambda: keep(data))
    return picture if isinstance(picture, Failed) else PictureAdded(picture)


def _not_fetched(failed: Failed, url: str) -> Failed:
    """Of the host of the picture, not of the service: neither its key nor its address is wrong, and nothing is to be
    asked and paid for again. The picture may still be had at its address."""
    kind = failed.kind if failed.kind in _OF_THE_WAY else FailureKind.SERVER
    return replace(failed, kind=kind, detail=" · ".join(filter(None, (url, failed.detail))))


async def _reply(response: httpx.Response, dialect: Dialect, sighting: Sighting) -> AsyncGenerator[WireEvent, None]:
    async with aclosing(seen(response, sighting)) as chunks:
        head = await _head(chunks)
        content_type = response.headers.get("content-type", "")
        if response.is_success and _is_stream(head, content_type, dialect.framing):
            async with aclosing(_events(head, chunks, dialect)) as events:
                async for event in events:
                    yield event
            return
        body = await rest(head, chunks, most_of(response, MOST_OF_PICTURES))
    for event in dialect.whole(response.status_code, content_type, body):
        yield _by_head(event, response.headers, sighting)


def _is_stream(head: bytes, content_type: str, framing: Framing) -> bool:
    """Many servers call their streams something else, and some their refusals a stream: the bytes tell."""
    first = head.removeprefix(BOM).lstrip()
    if framing is Framing.VALUES:
        return first.startswith(b"{")
    if first.startswith(_FIRST_OF_A_DOCUMENT):
        return False
    begins = (first.startswith(name) or name.startswith(first) for name in _FIRST_OF_A_STREAM)
    return "event-stream" in content_type or any(begins)


def _by_head(event: WireEvent, headers: httpx.Headers, sighting: Sighting) -> WireEvent:
    """The failure as the head explains it, and how long to wait where the sentence does not say it."""
    if not isinstance(event, Failed):
        return event
    failed = told_by_head(event, sighting.exchange)
    return failed if failed.retry_after is not None else replace(failed, retry_after=wait_of(headers))


async def _head(chunks: AsyncIterator[bytes]) -> bytes:
    """The first chunk that shows what the body is; some servers send blanks until they have something to say."""
    async for chunk in chunks:
        if chunk.removeprefix(BOM).strip():
            return chunk
    return b""


async def _events(head: bytes, chunks: AsyncIterator[bytes], dialect: Dialect) -> AsyncGenerator[WireEvent, None]:
    decoder = SseDecoder() if dialect.framing is Framing.EVENTS else ValueDecoder()
    parser = dialect.parser()
    for event in _fed(decoder, parser, head):
        yield event
    async with aclosing(_until_whole(chunks, parser)) as more:
        async for chunk in more:
            for event in _fed(decoder, parser, chunk):
                yield event
    for sse in decoder.flush():
        for event in parser.feed(sse):
            yield event
    for event in parser.end():
        yield event


async def _until_whole(chunks: AsyncIterator[bytes], parser: Parser) -> AsyncGenerator[bytes, None]:
    """Once all that counts has come, neither silence nor a broken connection matters."""
    clock, until = asyncio.get_running_loop().time, None
    while True:
        until = (until or clock() + GRACE) if parser.whole else None
        try:
            async with asyncio.timeout_at(until):
                chunk = await anext(chunks, None)
        except (httpx.HTTPError, TimeoutError):
            if not parser.whole:
                raise
            return
        if chunk is None:
            return
        yield chunk


def _fed(decoder: SseDecoder | ValueDecoder, parser: Parser, chunk: bytes) -> Iterable[WireEvent]:
    for sse in decoder.feed(chunk):
        yield from parser.feed(sse)
