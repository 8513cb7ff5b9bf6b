"""One reply over HTTP. It never raises: whatever goes wrong is the last event."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace

import httpx

from nextchat_desktop.core.events import Delta, Failed, FailureKind, Finished, StreamEvent
from nextchat_desktop.core.wire import Dialect, HttpRequest, Parser
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.client import Clients, Sockets
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.sse import SseDecoder

MOST_OF_A_WHOLE_REPLY = 8 * 1024 * 1024
"""Bytes read of a reply that is not a stream."""

GRACE = 2.0
"""Seconds that a count of tokens may take after the last word, where the server does not end the stream."""

_FIRST_OF_A_DOCUMENT = (b"{", b"[", b"<", b'"')
_FIRST_OF_A_STREAM = (b"data", b"event", b"id", b"retry", b":")
_BOM = b"\xef\xbb\xbf"


Prepare = Callable[[], HttpRequest | Failed]
"""Makes the request, which may take a moment: the key's keeper may have to be unlocked."""


async def stream(clients: Clients, prepare: Prepare, dialect: Dialect) -> AsyncIterator[StreamEvent]:
    """The events of the reply, ending with exactly one Finished or Failed. `prepare` runs in a thread of its own."""
    try:
        request = await in_background(prepare)
    except Exception as error:
        yield Failed(FailureKind.KEY_LOCKED, f"{type(error).__name__}: {error}".removesuffix(": "))
        return
    if isinstance(request, Failed):
        yield request
        return
    async for event in _sent(clients, request, dialect):
        yield event


async def _sent(clients: Clients, request: HttpRequest, dialect: Dialect) -> AsyncIterator[StreamEvent]:
    begun = False
    sockets = Sockets()
    try:
        client = clients.client()
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        yield Failed(FailureKind.PROXY, str(error))
        return
    try:
        extra = {"trace": sockets.trace}
        async with client.stream(
            "POST", request.url, headers=request.headers, json=request.body, extensions=extra
        ) as response:
            async for event in _reply(response, dialect):
                yield event
                if isinstance(event, Finished | Failed):
                    return
                begun = begun or isinstance(event, Delta)
    except asyncio.CancelledError:
        await sockets.close()
        raise
    except Exception as error:
        yield failure_of(error, request.url, begun)


async def _reply(response: httpx.Response, dialect: Dialect) -> AsyncIterator[StreamEvent]:
    chunks = response.aiter_bytes()
    head = await _head(chunks)
    content_type = response.headers.get("content-type", "")
    if response.is_success and _is_stream(head, content_type):
        async for event in _events(head, chunks, dialect.parser()):
            yield event
        return
    body = (await _rest(head, chunks)).removeprefix(_BOM).decode("utf-8", "replace")
    for event in dialect.whole(response.status_code, content_type, body):
        yield _with_wait(event, response.headers.get("retry-after", ""))


def _is_stream(head: bytes, content_type: str) -> bool:
    """Many servers call their streams something else, and some their refusals a stream: the bytes tell."""
    first = head.removeprefix(_BOM).lstrip()
    if first.startswith(_FIRST_OF_A_DOCUMENT):
        return False
    begins = (first.startswith(name) or name.startswith(first) for name in _FIRST_OF_A_STREAM)
    return "event-stream" in content_type or any(begins)


def _with_wait(event: StreamEvent, retry_after: str) -> StreamEvent:
    """The header counts where the sentence names no time; a date in it is left out."""
    if isinstance(event, Failed) and event.retry_after is None and retry_after.isdecimal() and len(retry_after) < 8:
        return replace(event, retry_after=float(retry_after))
    return event


async def _head(chunks: AsyncIterator[bytes]) -> bytes:
    """The first chunk that shows what the body is; some servers send blanks until they have something to say."""
    async for chunk in chunks:
        if chunk.strip():
            return chunk
    return b""


async def _rest(head: bytes, chunks: AsyncIterator[bytes]) -> bytes:
    body = bytearray(head)
    async for chunk in chunks:
        body += chunk
        if len(body) > MOST_OF_A_WHOLE_REPLY:
            break
    return bytes(body)


async def _events(head: bytes, chunks: AsyncIterator[bytes], parser: Parser) -> AsyncIterator[StreamEvent]:
    decoder = SseDecoder()
    for event in _fed(decoder, parser, head):
        yield event
    async for chunk in _until_whole(chunks, parser):
        for event in _fed(decoder, parser, chunk):
            yield event
    for sse in decoder.flush():
        for event in parser.feed(sse):
            yield event
    for event in parser.end():
        yield event


async def _until_whole(chunks: AsyncIterator[bytes], parser: Parser) -> AsyncIterator[bytes]:
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


def _fed(decoder: SseDecoder, parser: Parser, chunk: bytes) -> Iterable[StreamEvent]:
    for sse in decoder.feed(chunk):
        yield from parser.feed(sse)
