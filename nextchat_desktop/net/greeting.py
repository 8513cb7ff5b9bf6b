"""A greeting over TLS, to see which certificate a server shows: it trusts nobody, and nothing is sent after it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.core.connections import DIRECT, NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.proxies import FindProxy, directly
from nextchat_desktop.net.background import in_background
from nextchat_desktop.net.certificates import certificate_of
from nextchat_desktop.net.client import Clients, Sockets, checking_nobody
from nextchat_desktop.net.failing import failure_of


async def shown_by(
    clients: Clients, url: str, proxy_for: FindProxy = directly, trust: Trust = NO_MORE_TRUST
) -> AsyncIterator[Certificate | Failed]:
    """The certificate, or why none was seen: exactly one of them. It never raises. `trust` is for a proxy over TLS."""
    look = _Look()
    try:
        yield await _in_time(look, clients, origin(url), proxy_for, trust)
    finally:
        await look.close()


async def _in_time(
    look: "_Look", clients: Clients, address: str, proxy_for: FindProxy, trust: Trust
) -> Certificate | Failed:
    if not address.startswith("https://"):
        return Failed(FailureKind.BAD_ENDPOINT, address)
    proxy = DIRECT
    try:
        async with asyncio.timeout(clients.patience.reach):
            proxy = await in_background(lambda: proxy_for(address))
            der = await look.at(address, proxy, trust, clients.timeout(0))
    except TimeoutError:
        return Failed(FailureKind.TIMEOUT)
    except Exception as error:
        return failure_of(error, begun=False, proxy=proxy)
    return certificate_of(der) or Failed(FailureKind.TLS)


class _Seen(Exception):
    """The server has shown its certificate, which ends the visit."""


class _Look:
    """One visit. The context tells the server's TLS from that of a proxy on the way, which is checked as ever."""

    def __init__(self) -> None:
        self._sockets = Sockets()
        self._is_servers = False
        self._der = b""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE

    async def at(self, address: str, proxy: str, trust: Trust, timeout: httpx.Timeout) -> bytes:
        """The certificate in DER. Raises what httpx does, BadProxy and BadCertificate."""
        extensions = {"trace": self._trace, "timeout": timeout.as_dict()}
        async with checking_nobody(proxy, trust, self._context) as client:
            try:
                await client.send(httpx.Request("HEAD", address, extensions=extensions))
            except _Seen:
                await self.close()
        return self._der

    async def close(self) -> None:
        await self._sockets.close()

    async def _trace(self, name: str, info: Mapping[str, Any]) -> None:
        await self._sockets.trace(name, info)
        if name.endswith("start_tls.started"):
            self._is_servers = info["ssl_context"] is self._context
        elif name.endswith("start_tls.complete") and self._is_servers:
            self._der = info["return_value"].get_extra_info("ssl_object").getpeercert(binary_form=True) or b""
            raise _Seen
