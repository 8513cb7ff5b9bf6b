"""One request and its answer in one piece, and what has to be asked before another one. It knows no service."""

import asyncio
import math
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any

import httpx

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Head, Phase
from nextchat_desktop.core.wire import Answered, Call
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.client import Clients, Sockets
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.heads import told_by_head
from nextchat_desktop.net.unpacking import unpacked
from nextchat_desktop.net.witness import Sighting, Witness

MOST, MOST_OF_PICTURES, MOST_OF_A_REFUSAL = 8 * 1024 * 1024, 128 * 1024 * 1024, 1024 * 1024
"""Bytes read of an answer that is not a stream. A few large pictures fit into one of JSON."""

FEW_SIGNS = 100_000
"""Pictures in JSON are few long strings. What has more signs between values than this takes seconds to be read."""

BOM = b"\xef\xbb\xbf"

Prepare = Callable[[], Call | Failed]
"""Makes the request, which may take a moment: the key's keeper may have to be unlocked."""


async def ask(clients: Clients, prepare: Prepare, witness: Witness) -> AsyncIterator[Any]:
    """What came of the requests, or the Failed that tells why nothing did: exactly one of them. It never raises."""
    outcome = await followed(clients, prepare, witness)
    yield await _answered(clients, outcome, witness.begin(outcome.request)) if isinstance(outcome, Call) else outcome


async def followed(clients: Clients, prepare: Prepare, witness: Witness) -> Any:
    """Where `prepare` leads: a call that is to be read by others, an outcome or a Failed. It never raises.

    `prepare` and what follows an answer run in threads of their own.
    """
    try:
        call = await in_background(prepare)
    except Exception as error:
        return Failed(FailureKind.KEY_LOCKED, f"{type(error).__name__}: {error}".removesuffix(": "))
    outcome: Any = call
    while isinstance(outcome, Call) and outcome.then is not None:
        sighting = witness.begin(outcome.request)
        answered = await _answered(clients, outcome, sighting)
        outcome = answered if isinstance(answered, Failed) else await _after(outcome.then, answered, sighting)
    return outcome


async def _after(then: Callable[[Answered], Any], answered: Answered, sighting: Sighting) -> Any:
    """What comes of the answer. Whoever asked must hear of one that cannot be read, too; and the next question may
    have to wait for its key again."""
    try:
        outcome = await in_background(lambda: then(answered))
    except Exception as error:
        return Failed(FailureKind.SERVER, type(error).__name__, answered.status)
    return told_by_head(outcome, sighting.exchange) if isinstance(outcome, Failed) else outcome


@asynccontextmanager
async def opened(clients: Clients, call: Call, sighting: Sighting) -> AsyncIterator[httpx.Response]:
    """The response, its body not yet read. Raises what httpx does, BadProxy and BadCertificate."""
    limit = asyncio.timeout(None)
    try:
        async with limit, _responded(clients, call, sighting, limit) as response:
            yield response
    except TimeoutError as error:
        if not limit.expired():
            raise
        late = httpx.ReadTimeout if sighting.exchange.spell(Phase.SEND) else httpx.ConnectTimeout
        raise late("It took too long.") from error


@asynccontextmanager
async def _responded(
    clients: Clients, call: Call, sighting: Sighting, limit: asyncio.Timeout
) -> AsyncIterator[httpx.Response]:
    sockets, request, route = Sockets(), call.request, call.route

    async def trace(name: str, info: Mapping[str, Any]) -> None:
        await sockets.trace(name, info)
        await sighting.trace(name, info)
        if _begins_to_write(name, info):
            limit.reschedule(_from_now(clients.patience.whole))

    try:
        proxy = await in_background(lambda: route.proxy_for(request.url))
        sighting.goes_through(proxy)
        content = request.content
        sighting.sends(content)
        limit.reschedule(_from_now(clients.patience.reach))
        async with clients.client(proxy, route.trust.towards(request.url)).stream(
            request.method,
            request.url,
            headers=_headers(call),
            content=content,
            timeout=clients.timeout(route.idle),
            extensions={"trace": trace},
        ) as response:
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
            head = Head(response.status_code, response.reason_phrase, headers)
            sighting.responded(head, response.extensions.get("network_stream"))
            yield response
    except asyncio.CancelledError:
        await sockets.close()
        raise
    finally:
        sighting.over()


def _begins_to_write(step: str, info: Mapping[str, Any]) -> bool:
    """Whether the line is there by now, through all that is between; a request for a tunnel does not count."""
    return step.endswith("send_request_headers.started") and info["request"].method != b"CONNECT"


def _from_now(seconds: float) -> float | None:
    """By the clock of the loop; None is never."""
    return asyncio.get_running_loop().time() + seconds if seconds < math.inf else None


async def seen(response: httpx.Response, sighting: Sighting) -> AsyncGenerator[bytes, None]:
    """The body as it comes, under the eyes of the witness."""
    async with aclosing(unpacked(response)) as chunks:
        async for chunk in chunks:
            sighting.arrived(chunk)
            yield chunk


async def rest(head: bytes, chunks: AsyncIterator[bytes], most: int) -> str:
    """The whole body as text, as much as is read of it: at most so many bytes, and MOST of what cannot be pictures."""
    body, signs = bytearray(head), _signs(head)
    async for chunk in chunks:
        body += chunk
        signs += _signs(chunk)
        if len(body) > most or (len(body) > MOST and not (signs < FEW_SIGNS and _is_json(body))):
            break
    return bytes(body).removeprefix(BOM).decode("utf-8", "replace")


def most_of(response: httpx.Response, wanted: int) -> int:
    """Bytes to be read of it where `wanted` are of an answer that is none of failure."""
    return wanted if response.is_success else MOST_OF_A_REFUSAL


def _is_json(body: bytearray) -> bool:
    return body[:64].lstrip().startswith((b"{", b"["))


def _signs(chunk: bytes) -> int:
    return chunk.count(b",") + chunk.count(b'"') + chunk.count(b"[")


def _headers(call: Call) -> httpx.Headers:
    """Those of the dialect, and the person's own, which stand in place of others of the same name."""
    headers = httpx.Headers({} if call.request.body is None else {"Content-Type": "application/json"})
    headers.update(call.request.headers)
    headers.update(call.route.headers)
    return headers


async def _answered(clients: Clients, call: Call, sighting: Sighting) -> Answered | Failed:
    try:
        async with opened(clients, call, sighting) as response:
            body = await rest(b"", seen(response, sighting), most_of(response, MOST))
    except Exception as error:
        failed = failure_of(error, begun=False, proxy=sighting.proxy, exchange=sighting.exchange)
        sighting.failed(failed)
        return failed
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answered(response.status_code, headers.get("content-type", ""), body, headers)
