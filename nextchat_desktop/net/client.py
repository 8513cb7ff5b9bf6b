"""The HTTP clients, made and closed inside the loop. They know proxies, trust and time limits, and no service."""

import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx
import truststore

from nextchat_desktop import __version__
from nextchat_desktop.core.connections import DIRECT

TIMEOUT = httpx.Timeout(connect=15, read=600, write=120, pool=None)
"""Seconds. Reading is measured per piece, and a thinking model may be silent for minutes."""


class BadProxy(Exception):
    """The proxy that is set makes no sense."""


def patience(idle: float) -> httpx.Timeout:
    """The usual limits, with another longest silence unless that is 0."""
    return httpx.Timeout(**{**TIMEOUT.as_dict(), "read": idle}) if idle else TIMEOUT


class Clients:
    """One HTTP/1.1 client per proxy, with the system's trust store.

    Not HTTP/2: closing one of its streams early tells the server nothing, and it would go on and bill.
    Certificates are checked against what the operating system trusts, so a company's own authority works.
    """

    def __init__(self) -> None:
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._anonymous: dict[str, httpx.AsyncClient] = {}

    def client(self, proxy: str = "") -> httpx.AsyncClient:
        """`proxy` is an address, "direct", or empty for the system's. Raises BadProxy."""
        if proxy not in self._clients:
            try:
                self._clients[proxy] = _client(proxy)
            except (ValueError, ImportError, httpx.InvalidURL) as error:
                raise BadProxy(str(error)) from error
        return self._clients[proxy]

    def anonymous(self, proxy: str = "") -> httpx.AsyncClient:
        """For what no key has to do with: it shares neither cookies nor an open line with `client`, and keeps none.

        `proxy` as for `client`. Raises ValueError, ImportError or httpx.InvalidURL when a proxy makes no sense.
        """
        if proxy not in self._anonymous:
            self._anonymous[proxy] = httpx.AsyncClient(
                verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                proxy=_address_of(proxy),
                trust_env=not proxy,
                timeout=TIMEOUT,
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
                cookies=_no_cookies(),
            )
        return self._anonymous[proxy]

    async def close(self) -> None:
        for client in (*self._clients.values(), *self._anonymous.values()):
            await client.aclose()


def _client(proxy: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        proxy=_address_of(proxy),
        trust_env=not proxy,
        timeout=TIMEOUT,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
        headers={"User-Agent": f"NextChat-Desktop/{__version__}"},
        follow_redirects=False,
        cookies=_no_cookies(),
    )


def _no_cookies() -> CookieJar:
    """Whom a server has come to know by one key, it must not take for the owner of another."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def _address_of(proxy: str) -> str | None:
    return None if proxy in ("", DIRECT) else proxy


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
