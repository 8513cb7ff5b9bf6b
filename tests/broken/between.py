"""What stands between a person and a service, as the real ones speak: proxies and servers before servers."""

import asyncio
import base64
from collections.abc import Mapping
from urllib.parse import urlsplit

from gateway.socks import SocksServer
from scripted import HTML, LoopbackServer, Reply, read_request

_WAY_THROUGH = b"HTTP/1.1 200 Connection established\r\n\r\n"


def _page(status: str, head: str, body: str) -> bytes:
    length = f"Content-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return f"HTTP/1.1 {status}\r\n{head}{length}{body}".encode()


_SQUID = "<html><head><title>ERROR: {0}</title></head><body><h1>ERROR</h1><h2>{0}</h2></body></html>"
_SQUID_TITLE = "The requested URL could not be retrieved"


def squid(status: str, reason: str, head: str = "", title: str = _SQUID_TITLE) -> bytes:
    """A page of Squid's."""
    return _page(status, f"Server: squid/5.7\r\nX-Squid-Error: {reason}\r\n{head}", _SQUID.format(title))


SQUID_WANTS_LOGIN = squid(
    "407 Proxy Authentication Required",
    "ERR_CACHE_ACCESS_DENIED 0",
    'Proxy-Authenticate: Basic realm="Squid proxy-caching web server"\r\n',
    "Cache Access Denied",
)
SQUID_FORBIDS = squid("403 Forbidden", "ERR_ACCESS_DENIED 0")
SQUID_KNOWS_NO_SUCH_NAME = squid("503 Service Unavailable", "ERR_DNS_FAIL 0")
SQUID_KNOWS_NO_SUCH_NAME_IN_PLAIN_HTTP = squid("502 Bad Gateway", "ERR_DNS_FAIL 0")
_TINY = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
TINYPROXY_REFUSES_LOGIN = _page(
    "401 Unauthorized",
    'Server: tinyproxy/1.11.1\r\nWWW-Authenticate: Basic realm="Tinyproxy"\r\n',
    _TINY.format("401 Unauthorized"),
)


class Names(LoopbackServer):
    """A proxy that knows where each `host:port` is, and lets through whoever shows the login."""

    def __init__(
        self,
        ports: Mapping[str, int],
        login: str = "",
        refuses: bytes = SQUID_WANTS_LOGIN,
        knows_not: bytes = SQUID_KNOWS_NO_SUCH_NAME,
    ) -> None:
        self._ports = ports
        self._login = f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""
        self._refuses, self._knows_not = refuses, knows_not
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        is_tunnel = request.method == "CONNECT"
        parts = urlsplit(request.path)
        port = self._port(request.path if is_tunnel else f"{parts.hostname}:{parts.port or 80}")
        if self._login not in ("", request.headers.get("proxy-authorization")):
            writer.write(self._refuses)
        elif port is None:
            writer.write(self._knows_not)
        elif is_tunnel:
            writer.write(_WAY_THROUGH)
            await lead(reader, writer, port)
        else:
            asked = parts._replace(scheme="", netloc="").geturl()
            await lead(reader, writer, port, request.head.replace(request.path, asked, 1).encode() + request.body)

    def _port(self, place: str) -> int | None:
        """This computer is where it is."""
        host, _, port = place.rpartition(":")
        here = {str(known): known for known in self._ports.values()}
        return here.get(port) if host == "127.0.0.1" else self._ports.get(place)


class Refusing(LoopbackServer):
    """A proxy that says the same to everybody."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(self._answer)
        await writer.drain()


class Socks(SocksServer):
    """A SOCKS proxy with a login that knows where each `host:port` is."""

    def __init__(self, ports: Mapping[str, int], login: str) -> None:
        self._ports = ports
        super().__init__(*login.split(":"))

    async def _go_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self.wanted[-1]
        await lead(reader, writer, self._ports[f"{host!s}:{port}"])


class Front(LoopbackServer):
    """One port for a server that speaks TLS and what it says in plain http, or the other way round."""

    def __init__(self, port: int, speaks_tls: bool, otherwise: bytes) -> None:
        self._behind, self._speaks_tls, self._otherwise = port, speaks_tls, otherwise
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if (first == b"\x16") == self._speaks_tls:
            await lead(reader, writer, self._behind, first)
            return
        writer.write(self._otherwise)
        while await reader.read(65536):
            await writer.drain()


async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, first: bytes = b"") -> None:
    """To whoever listens there, until one of them hangs up."""
    there, back = await asyncio.open_connection("127.0.0.1", port)
    back.write(first)
    ways = {asyncio.ensure_future(_led(reader, back)), asyncio.ensure_future(_led(there, writer))}
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        back.transport.abort()  # before anything is waited for, which the end of the server may cut short
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _led(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


_NGINX = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{1}</h1></center>\r\n{2}"
    "<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n"
)


def nginx(status: int, reason: str, heading: str = "", more: str = "", **headers: str) -> Reply:
    """One of nginx's own pages."""
    page = _NGINX.format(f"{status} {reason}", heading or f"{status} {reason}", more)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([page.encode()], status, {"server": "nginx/1.22.1", "content-type": "text/html", **named})


NGINX_WANTS_TLS = _page(
    "400 Bad Request",
    "Server: nginx/1.22.1\r\n",
    _NGINX.format(
        "400 The plain HTTP request was sent to HTTPS port",
        "400 Bad Request",
        "<center>The plain HTTP request was sent to HTTPS port</center>\r\n",
    ),
)
TLS_ALERT = b"\x15\x03\x03\x00\x02\x02\x28"
"""Handshake failure: no way to encrypt that both know."""
UVICORN_HEARS_TLS = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
    b"Invalid HTTP request received."
)


def web_page(title: str, status: int = 200, **headers: str) -> Reply:
    page = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body></body>'
    return Reply([f"{page}</html>".encode()], status, {**HTML, **headers})


def cloudflare(status: int, host: str, reason: str) -> Reply:
    """A page of Cloudflare's that tells that the server behind it is at fault."""
    page = f"<!DOCTYPE html>\n<html><head><title>{host} | {status}: {reason}</title></head><body></body></html>"
    return Reply([page.encode()], status, {"server": "cloudflare", "cf-ray": "8f0a-HKG", **HTML})


def sent_on(status: int, location: str) -> Reply:
    return nginx(status, "Moved Permanently" if status == 301 else "Found", location=location)
