"""One picture over HTTP, for a person who asked for it. It tells the server nothing of them, and it never raises."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial

import httpx

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.pictures import HEAD, MEDIA, MOST_BYTES, TOO_LARGE, Fetched, kind_of
from nextchat_desktop.core.proxies import FindProxy, directly
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.client import Clients, Sockets
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.unpacking import unpacked

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; NextChat-Desktop)",
    "Accept": "image/png,image/jpeg,image/webp,image/gif,image/svg+xml,image/*;q=0.5",
    "Accept-Encoding": "identity",
}
_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """`silence` and `whole` are seconds: the longest pause, and the time for everything."""

    bytes: int = MOST_BYTES
    redirects: int = 5
    silence: float = 30
    whole: float = 180


LIMITS = Limits()


async def fetch(
    clients: Clients, url: str, proxy_for: FindProxy = directly, limits: Limits = LIMITS
) -> AsyncIterator[Fetched | Failed]:
    """The picture at this address, or why it did not come: exactly one of them."""
    sockets = Sockets()
    try:
        yield await _in_time(_Errand(clients, proxy_for, sockets, limits), url)
    finally:
        await sockets.close()


async def _in_time(errand: "_Errand", url: str) -> Fetched | Failed:
    try:
        async with asyncio.timeout(errand.limits.whole):
            return await errand.outcome(url)
    except TimeoutError:
        return Failed(FailureKind.TIMEOUT)
    except Exception as error:
        return failure_of(error, begun=False, proxy=errand.proxy)


class _Errand:
    """The way to one picture, over other addresses if need be. `proxy` is what the last request went through."""

    def __init__(self, clients: Clients, proxy_for: FindProxy, sockets: Sockets, limits: Limits) -> None:
        self._clients = clients
        self._proxy_for = proxy_for
        self._sockets = sockets
        self.limits = limits
        self.proxy = DIRECT

    async def outcome(self, url: str) -> Fetched | Failed:
        for _ in range(self.limits.redirects + 1):
            address = _address(url)
            if address is None:
                return Failed(FailureKind.BAD_ENDPOINT, url[:_LONGEST_DETAIL])
            self.proxy = await in_background(partial(self._proxy_for, str(address)))
            client = self._clients.anonymous(self.proxy)
            async with aclosing(await client.send(self._request(address), stream=True)) as response:
                if not response.has_redirect_location:
                    return await self._picture(response)
                url = str(address.join(response.headers["location"]))
        return Failed(FailureKind.BAD_ENDPOINT, url[:_LONGEST_DETAIL])

    def _request(self, address: httpx.URL) -> httpx.Request:
        """Made by hand: with what stands here and no more."""
        timeout = httpx.Timeout(self.limits.silence, connect=15, pool=None).as_dict()
        extensions = {"trace": self._sockets.trace, "timeout": timeout}
        return httpx.Request("GET", address, headers=_HEADERS, extensions=extensions)

    async def _picture(self, response: httpx.Response) -> Fetched | Failed:
        if not response.is_success:
            return Failed(_refusal(response.status_code), status=response.status_code)
        body = await self._body(response)
        if len(body) > self.limits.bytes:
            return Failed(FailureKind.SERVER, f"> {self.limits.bytes:,} B", code=TOO_LARGE)
        kind = kind_of(body)
        if kind is None:
            called = response.headers.get("content-type", "")[:_LONGEST_DETAIL]
            return Failed(FailureKind.BAD_ENDPOINT, called, response.status_code)
        return Fetched(bytes(body), MEDIA[kind])

    async def _body(self, response: httpx.Response) -> bytearray:
        """As much as shows that it is too much or no picture, else everything."""
        body = bytearray()
        async with aclosing(unpacked(response)) as chunks:
            async for chunk in chunks:
                is_known = len(body) >= HEAD
                body += chunk
                if len(body) > self.limits.bytes or (not is_known and len(body) >= HEAD and kind_of(body) is None):
                    break
        return body


def _address(url: str) -> httpx.URL | None:
    """Without a login, should there be one; None where it is no address of the web, or an unclear one."""
    if not origin(url).startswith(("http://", "https://")):
        return None
    return httpx.URL(url.strip()).copy_with(userinfo=b"")


def _refusal(status: int) -> FailureKind:
    match status:
        case 401 | 402 | 403 | 407 | 451:
            return FailureKind.FORBIDDEN
        case 408 | 504:
            return FailureKind.TIMEOUT
        case 429:
            return FailureKind.RATE_LIMIT
        case _ if status >= 500:
            return FailureKind.SERVER
        case _:
            return FailureKind.BAD_ENDPOINT
