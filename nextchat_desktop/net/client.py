"""The HTTP clients, made and closed inside the loop. They know proxies, trust and time limits, and no service."""

import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from nextchat_desktop import __version__
from nextchat_desktop.core.connections import DIRECT, NO_MORE_TRUST, Trust
from nextchat_desktop.net.patience import USUAL, Patience
from nextchat_desktop.net.trust import context_of
from nextchat_desktop.net.unpacking import ACCEPTED


class BadProxy(Exception):
    """The proxy that is set makes no sense."""


class Clients:
    """One HTTP/1.1 client per way and trust, so that open lines are used again by those who have both in common.

    Not HTTP/2: closing one of its streams early tells the server nothing, and it would go on and bill.
    """

    def __init__(self, patience: Patience = USUAL) -> None:
        self.patience = patience
        self._clients: dict[tuple[str, Trust], httpx.AsyncClient] = {}
        self._anonymous: dict[str, httpx.AsyncClient] = {}

    def client(self, proxy: str = DIRECT, trust: Trust = NO_MORE_TRUST) -> httpx.AsyncClient:
        """`proxy` is an address or "direct". Raises BadProxy or BadCertificate."""
        place = (proxy, trust)
        if place not in self._clients:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
            headers = {"User-Agent": f"NextChat-Desktop/{__version__}", "Accept-Encoding": ACCEPTED}
            self._clients[place] = _client(proxy, trust, context_of(trust), limits, headers)
        return self._clients[place]

    def anonymous(self, proxy: str = DIRECT) -> httpx.AsyncClient:
        """For what no key has to do with: it shares neither cookies nor an open line with `client`, and keeps none.

        `proxy` as for `client`. Raises BadProxy.
        """
        if proxy not in self._anonymous:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            self._anonymous[proxy] = _client(proxy, NO_MORE_TRUST, context_of(NO_MORE_TRUST), limits, {})
        return self._anonymous[proxy]

    def timeout(self, idle: float) -> httpx.Timeout:
        """For a request whose connection bears so long a silence. Reading is measured per piece."""
        limit = self.patience
        return httpx.Timeout(connect=limit.connect, read=limit.silence_of(idle), write=limit.write, pool=None)

    async def close(self) -> None:
        for client in (*self._clients.values(), *self._anonymous.values()):
            await client.aclose()


def checking_nobody(proxy: str, trust: Trust, context: ssl.SSLContext) -> httpx.AsyncClient:
    """For a look at what a server shows; no request may follow. A proxy is checked, by `trust`.

    Whoever asks for it closes it. Raises BadProxy or BadCertificate.
    """
    return _client(proxy, trust, context, httpx.Limits(max_keepalive_connections=0), {})


def _client(
    proxy: str, trust: Trust, context: ssl.SSLContext, limits: httpx.Limits, headers: Mapping[str, str]
) -> httpx.AsyncClient:
    """The environment was asked for its proxy already, for each request anew."""
    try:
        return httpx.AsyncClient(
            verify=context,
            proxy=None if proxy == DIRECT else _proxy(proxy, trust),
            trust_env=False,
            limits=limits,
            headers=headers,
            follow_redirects=False,
            cookies=_no_cookies(),
        )
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise BadProxy(str(error)) from error


def _proxy(address: str, trust: Trust) -> httpx.Proxy:
    """One over TLS is checked as servers are; the certificate that is pinned for a server is not the proxy's."""
    is_secured = address.lower().startswith("https:")
    return httpx.Proxy(address, ssl_context=context_of(trust.towards("")) if is_secured else None)


def _no_cookies() -> CookieJar:
    """Whom a server has come to know by one key, it must not take for the owner of another."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


class Sockets:
    """Those that one request opens. When a TLS handshake is cancelled, httpcore forgets the socket under it."""

    def __init__(self) -> None:
        self._opened: list[Any] = []

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """For httpx's `trace` extension."""
        if name.endswith("connect_tcp.complete"):
            self._opened.append(info["return_value"])

    async def close(self) -> None:
        """Hangs up; on what is closed already this does nothing."""
        for socket in self._opened:
            await socket.aclose()
