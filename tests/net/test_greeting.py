"""A look at what a server shows: over real TLS, through whatever proxy, and without a word of HTTP."""

import asyncio
import hashlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from certificates import DAY, Held, authority, self_signed
from net.loopback import TunnelProxy
from net.waiting import LONG_ENOUGH, Waiting
from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.core.connections import DIRECT, NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.proxies import directly
from nextchat_desktop.net.greeting import shown_by
from nextchat_desktop.net.patience import Patience
from nextchat_desktop.net.worker import Streaming
from scripted import LoopbackServer, PlainServer, ScriptedServer, SilentServer

AT_ONCE = 2.0
K = FailureKind

Outcome = Certificate | Failed


class Looker(Waiting):
    def begin(self, url: str) -> Streaming:
        return self.started(shown_by(self.clients, url, directly, NO_MORE_TRUST))

    def look(self, url: str, proxy: str = DIRECT, trust: Trust = NO_MORE_TRUST) -> Outcome:
        outcome: Outcome = self.outcome_of(shown_by(self.clients, url, lambda _url: proxy, trust))
        return outcome


@pytest.fixture
def looker() -> Iterator[Looker]:
    with closing(Looker()) as looker:
        yield looker


class ListeningServer(LoopbackServer):
    """Agrees on TLS and then only listens: `heard` is what it was told, `left` tells that the line was closed."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self.heard = b""
        self.greeted, self.left = threading.Event(), threading.Event()
        super().__init__(tls)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.greeted.set()
        try:
            while data := await reader.read(4096):
                self.heard += data
        finally:
            self.left.set()


class SocksTunnel(TunnelProxy):
    """The same by way of SOCKS5, for everybody."""

    scheme = "socks5"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, number = await reader.readexactly(2)
        await reader.readexactly(number)
        writer.write(b"\x05\x00")
        kind = (await reader.readexactly(4))[3]
        await reader.readexactly((4 if kind == 1 else (await reader.readexactly(1))[0]) + 2)
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        await self.lead(reader, writer)


def fingerprint(held: Held) -> str:
    return hashlib.sha256(held.der).hexdigest()


def assert_only_greeted(server: ListeningServer) -> None:
    assert server.left.wait(AT_ONCE)
    assert server.greeted.is_set()
    assert server.heard == b""


@pytest.mark.parametrize(
    "held",
    [
        self_signed(),
        self_signed("gpu", ("gpu.lab",)),
        self_signed(begins=-2 * DAY, ends=-DAY),
        authority("Unknown").issue(),
    ],
    ids=["self-signed", "another name", "run out", "unknown issuer"],
)
def test_whatever_a_server_shows_is_seen_and_it_hears_nothing(looker: Looker, held: Held) -> None:
    with ListeningServer(held.server) as server:
        seen = looker.look(f"{server.url}/v1/chat/completions?key=sk-1")
        assert isinstance(seen, Certificate)
        assert seen.fingerprint == fingerprint(held)
        assert seen.pem == held.pem
        assert_only_greeted(server)


PROXYS = self_signed("proxy", ("127.0.0.1",))
PROXIES: dict[str, Callable[[int], TunnelProxy]] = {
    "http": TunnelProxy,
    "socks": SocksTunnel,
    "https": lambda port: TunnelProxy(port, tls=PROXYS.server),
}


@pytest.mark.parametrize("way", PROXIES)
def test_through_a_proxy_it_is_still_the_servers_certificate(looker: Looker, way: str) -> None:
    held = self_signed()
    with ListeningServer(held.server) as server, PROXIES[way](server.port) as proxy:
        seen = looker.look(server.url, proxy.url, Trust(PROXYS.pem))
        assert isinstance(seen, Certificate)
        assert seen.fingerprint == fingerprint(held)
        assert_only_greeted(server)


def test_a_proxy_over_tls_is_trusted_no_more_than_ever(looker: Looker) -> None:
    with ListeningServer(self_signed().server) as server, PROXIES["https"](server.port) as proxy:
        assert isinstance(looker.look(server.url, proxy.url), Failed)
        assert proxy.asked == []
        pinned = Trust().pinning(PROXYS.pem, server.url)
        assert isinstance(looker.look(server.url, proxy.url, pinned), Failed)
        assert proxy.asked == []


def test_a_proxy_that_wants_a_login_is_not_taken_for_the_server(looker: Looker) -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with ListeningServer(self_signed().server) as server, TunnelProxy(server.port, refusal) as proxy:
        failed = looker.look(server.url, proxy.url.replace("//", "//me:pass-word@"))
        assert isinstance(failed, Failed)
        assert failed.kind in (K.PROXY, K.PROXY_LOGIN)
        assert "pass-word" not in failed.detail
        assert not server.greeted.is_set()


def test_where_nothing_answers_that_is_said(looker: Looker) -> None:
    with ScriptedServer() as gone:
        url = gone.url.replace("http:", "https:")
    failed = looker.look(url)
    assert isinstance(failed, Failed)
    assert failed.kind in (K.NETWORK, K.NOTHING_THERE)


def test_a_server_without_tls_shows_nothing(looker: Looker, server: ScriptedServer) -> None:
    with PlainServer() as plain:
        failed = looker.look(plain.url)
        assert isinstance(failed, Failed)
        assert failed.kind is K.NO_TLS
    assert looker.look(server.url) == Failed(K.BAD_ENDPOINT, server.url)
    assert server.requests == []


@pytest.mark.parametrize("url", ["", "gpu.lab", "https://", "https://a\\@b", "ftp://a"])
def test_an_address_that_is_none_is_a_failure(looker: Looker, url: str) -> None:
    failed = looker.look(url)
    assert isinstance(failed, Failed)
    assert failed.kind is K.BAD_ENDPOINT


def test_a_server_that_does_not_greet_back_is_not_waited_for() -> None:
    with closing(Looker(Patience(reach=0.3))) as looker, SilentServer() as server:
        assert looker.look(server.url) == Failed(K.TIMEOUT)
        assert server.hung_up.wait(AT_ONCE)


def test_a_look_can_be_given_up(looker: Looker) -> None:
    with SilentServer() as server:
        run = looker.begin(server.url)
        assert server.reached.wait(LONG_ENOUGH)
        began = time.monotonic()
        run.cancel()
        assert server.hung_up.wait(AT_ONCE)
        assert time.monotonic() - began < AT_ONCE
    looker.mailbox.drain()
    assert looker.outcomes == []
