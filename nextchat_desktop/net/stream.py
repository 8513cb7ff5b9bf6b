"""One reply over HTTP. It never raises: whatever goes wrong is the last event."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

import httpx

from ..core.events import Delta, Failed, FailureKind, Finished, StreamEvent
from ..core.wire import Dialect, HttpRequest, Parser
from .client import Clients, Sockets
from .sse import SseDecoder

MOST_OF_A_WHOLE_REPLY = 8 * 1024 * 1024
"""Bytes read of a reply that is not a stream."""

_FIRST_OF_A_DOCUMENT = (b"{", b"[", b"<", b'"')


Prepare = Callable[[], HttpRequest | Failed]
"""Makes the request, which may take a moment: the key's keeper may have to be unlocked. It never raises."""


async def stream(clients: Clients, prepare: Prepare, dialect: Dialect) -> AsyncIterator[StreamEvent]:
    """The events of the reply, ending with exactly one Finished or Failed. `prepare` runs in a thread of its own."""
    request = await asyncio.to_thread(prepare)
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
        yield failure_of(error, begun)


async def _reply(response: httpx.Response, dialect: Dialect) -> AsyncIterator[StreamEvent]:
    chunks = response.aiter_bytes()
    head = await _head(chunks)
    if response.is_success and not head.lstrip().startswith(_FIRST_OF_A_DOCUMENT):
        async for event in _events(head, chunks, dialect.parser()):
            yield event
        return
    body = await _rest(head, chunks)
    content_type = response.headers.get("content-type", "")
    for event in dialect.whole(response.status_code, content_type, body.decode("utf-8", "replace")):
        yield event


async def _head(chunks: AsyncIterator[bytes]) -> bytes:
    """The beginning of the body, up to the first chunk that shows what it is."""
    head = b""
    async for chunk in chunks:
        head += chunk
        if head.strip():
            break
    return head


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
    async for chunk in chunks:
        for event in _fed(decoder, parser, chunk):
            yield event
    for sse in decoder.flush():
        for event in parser.feed(sse):
            yield event
    for event in parser.end():
        yield event


def _fed(decoder: SseDecoder, parser: Parser, chunk: bytes) -> Iterable[StreamEvent]:
    for sse in decoder.feed(chunk):
        yield from parser.feed(sse)


def failure_of(error: Exception, begun: bool) -> Failed:
    """What an exception of httpx means. Its text is kept for the details unless it could quote a header."""
    if isinstance(error, httpx.LocalProtocolError | UnicodeError):
        return Failed(FailureKind.KEY_REFUSED, "The key holds a character that no key can hold.")
    return Failed(_kind(error, begun), f"{type(error).__name__}: {error}".removesuffix(": "))


def _kind(error: Exception, begun: bool) -> FailureKind:
    match error:
        case httpx.ProxyError():
            return FailureKind.PROXY
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return FailureKind.BAD_ENDPOINT
        case httpx.ConnectError() if "CERTIFICATE" in str(error).upper() or "SSL" in str(error).upper():
            return FailureKind.TLS
        case httpx.ConnectError():
            return FailureKind.NETWORK
        case httpx.TimeoutException():
            return FailureKind.TIMEOUT
        case httpx.TransportError() if not begun:
            return FailureKind.NETWORK
        case _:
            return FailureKind.INTERRUPTED
