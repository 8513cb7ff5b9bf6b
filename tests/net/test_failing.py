"""Why nothing came, over real sockets: each way in which a line fails is told as what a person can do about it."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import httpx
import pytest

from certificates import DAY, Held, authority, self_signed
from gateway.socks import SocksServer
from net.loopback import TunnelProxy
from net.waiting import Waiting
from nextchat_desktop.core.connections import DIRECT, NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Phase, Sent, Spell
from nextchat_desktop.core.wire import Call, HttpRequest, Route
from nextchat_desktop.net.calling import ask
from nextchat_desktop.net.failing import failure_of
from nextchat_desktop.net.patience import Patience
from nextchat_desktop.net.witness import Witness
from scripted import LoopbackServer, PlainServer, ScriptedServer, SilentServer

K = FailureKind
NOWHERE = "https://chat.example.invalid/v1"
SECRET = "password-of-ann"
OURS = authority("Ours")


class Asker(Waiting):
    """It is patient for two seconds."""

    def __init__(self) -> None:
        super().__init__(Patience(connect=2.0, reach=2.0, silence=2.0))

    def failure(self, url: str, proxy: str = DIRECT, trust: Trust = NO_MORE_TRUST) -> Failed:
        request = HttpRequest(url, {"Authorization": "Bearer sk-1"}, {"model": "m"})
        call = Call(request, Route(lambda _: proxy, trust=trust))
        outcome = self.outcome_of(ask(self.clients, lambda: call, Witness()))
        assert isinstance(outcome, Failed), outcome
        assert SECRET not in outcome.detail
        return outcome

    def kind(self, url: str, proxy: str = DIRECT, trust: Trust = NO_MORE_TRUST) -> FailureKind:
        return self.failure(url, proxy, trust).kind


@pytest.fixture
def asker() -> Iterator[Asker]:
    with closing(Asker()) as asker:
        yield asker


class SayingServer(LoopbackServer):
    """Says these bytes to whoever has said something, whatever it was, and hangs up."""

    def __init__(self, said: bytes = b"") -> None:
        self._said = said
        super().__init__()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(self._said)
        await writer.drain()


def free_port() -> int:
    """One at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


# The line


def test_a_name_that_nobody_knows_is_told(asker: Asker) -> None:
    assert asker.kind(NOWHERE) is K.NAME_NOT_FOUND


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_at_which_nobody_listens_is_told(asker: Asker, host: str) -> None:
    assert asker.kind(f"http://{host}:{free_port()}/v1") is K.NOTHING_THERE


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENETUNREACH, "Network is unreachable"), OSError(errno.EHOSTUNREACH, "No route to host")],
)
def test_a_network_that_is_not_there_is_out_of_reach(error: OSError) -> None:
    assert (
        failure_of(caused(httpx.ConnectError("All connection attempts failed"), error), begun=False).kind is K.NETWORK
    )


def test_of_several_addresses_one_that_says_no_tells_that_nothing_is_there() -> None:
    several = ExceptionGroup(
        "several", [OSError(errno.ENETUNREACH, "unreachable"), ConnectionRefusedError(errno.ECONNREFUSED, "refused")]
    )
    error = caused(httpx.ConnectError("All connection attempts failed"), several)
    assert failure_of(error, begun=False).kind is K.NOTHING_THERE
    assert failure_of(error, begun=False, proxy="http://proxy:1").kind is K.PROXY_DEAD


@pytest.mark.parametrize("number", [1225, 10061])
def test_windows_has_numbers_of_its_own_for_a_refusal(number: int) -> None:
    error = OSError(errno.EINVAL, "The remote computer refused the network connection")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    assert failure_of(caused(httpx.ConnectError("failed"), error), begun=False).kind is K.NOTHING_THERE


@pytest.mark.parametrize("port", ["99999", "0x1"])
def test_a_port_that_is_none_is_a_mistake_in_the_address(asker: Asker, port: str) -> None:
    assert asker.kind(f"http://127.0.0.1:{port}/v1") is K.BAD_ENDPOINT


def test_a_server_that_hangs_up_at_once_is_out_of_reach(asker: Asker) -> None:
    with SayingServer() as server:
        assert asker.kind(f"http://{server.place}/v1") is K.NETWORK
        assert asker.kind(f"https://{server.place}/v1") is K.NETWORK


def test_who_is_connected_and_silent_is_told_from_who_is_not_there(asker: Asker) -> None:
    with SilentServer() as server:
        assert asker.kind(f"https://127.0.0.1:{server.port}/v1") is K.TIMEOUT
        assert asker.kind(f"http://127.0.0.1:{server.port}/v1") is K.TIMEOUT
    assert failure_of(httpx.ConnectTimeout(""), False, exchange=stuck(Phase.CONNECT)).kind is K.NETWORK


# Encryption


def test_https_to_a_server_of_plain_http_is_told(asker: Asker) -> None:
    with PlainServer() as server:
        assert asker.kind(server.url) is K.NO_TLS


def test_plain_http_to_a_server_of_https_is_told(asker: Asker) -> None:
    with SayingServer(b"\x15\x03\x01\x00\x02\x02\x46") as server:
        assert asker.kind(f"http://{server.place}/v1") is K.TLS_WANTED


@pytest.mark.parametrize("url", ["http://chat.example:443/v1", "http://chat.example:8443/v1"])
def test_who_hangs_up_on_plain_http_at_a_port_of_https_wants_that(url: str) -> None:
    error = httpx.RemoteProtocolError("Server disconnected without sending a response.")
    assert failure_of(error, False, exchange=stuck(Phase.WAIT, url)).kind is K.TLS_WANTED
    assert failure_of(error, False, exchange=stuck(Phase.WAIT, "http://chat.example:8080/v1")).kind is K.NETWORK
    assert failure_of(error, False, exchange=stuck(Phase.WAIT, "https://chat.example/v1")).kind is K.NETWORK


@pytest.mark.parametrize("alert", [40, 70, 112], ids=["no cipher in common", "too old", "unknown name"])
def test_two_who_do_not_agree_on_encryption_are_told(asker: Asker, alert: int) -> None:
    with SayingServer(b"\x15\x03\x03\x00\x02\x02" + bytes([alert])) as server:
        assert asker.kind(f"https://{server.place}/v1") is K.HANDSHAKE


def shown(held: Held) -> ScriptedServer:
    return ScriptedServer(tls=held.server)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (self_signed(), K.TLS),
        (authority("Theirs").issue(), K.TLS),
        (OURS.issue(begins=-2 * DAY, ends=-DAY), K.CERTIFICATE_EXPIRED),
        (OURS.issue(begins=timedelta(hours=1)), K.CLOCK),
        (OURS.issue(names=("chat.example",)), K.CERTIFICATE_NAME),
        (OURS.issue(names=("10.0.0.1",)), K.CERTIFICATE_NAME),
    ],
    ids=["self-signed", "unknown authority", "run out", "not yet valid", "another name", "another address"],
)
def test_what_is_wrong_with_a_certificate_is_told(asker: Asker, held: Held, kind: FailureKind) -> None:
    with shown(held) as server:
        assert asker.kind(server.base_url, trust=Trust(OURS.pem)) is kind
        assert server.requests == []


def test_another_name_is_told_by_name_as_well(asker: Asker) -> None:
    with shown(OURS.issue(names=("127.0.0.1",))) as server:
        assert asker.kind(f"https://localhost:{server.port}/v1", trust=Trust(OURS.pem)) is K.CERTIFICATE_NAME


def test_a_certificate_that_was_trusted_and_has_run_out_has_not_changed(asker: Asker) -> None:
    old = self_signed(begins=-2 * DAY, ends=-DAY)
    with shown(old) as server:
        trust = NO_MORE_TRUST.pinning(old.pem, server.url)
        assert asker.kind(server.base_url, trust=trust) is K.CERTIFICATE_EXPIRED
        assert asker.kind(server.base_url, trust=NO_MORE_TRUST.pinning(OURS.pem, server.url)) is K.CERTIFICATE_CHANGED


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0x800B0101, K.CERTIFICATE_EXPIRED),
        (0x800B010F, K.CERTIFICATE_NAME),
        (0x800B0109, K.TLS),
        (-67818, K.CERTIFICATE_EXPIRED),
        (-67819, K.CLOCK),
        (-67602, K.CERTIFICATE_NAME),
        (-67843, K.TLS),
    ],
)
def test_windows_and_macos_number_what_is_wrong_with_a_certificate(code: int, kind: FailureKind) -> None:
    error = ssl.SSLCertVerificationError("In whatever language the system speaks")
    error.verify_code = code
    assert failure_of(caused(httpx.ConnectError("…"), error), begun=False).kind is kind


# Proxies


@pytest.mark.parametrize("scheme", ["http", "https", "socks5"])
@pytest.mark.parametrize("url", [NOWHERE, "http://chat.example.invalid/v1"])
def test_a_proxy_that_is_not_there_is_told_and_named_without_its_login(asker: Asker, scheme: str, url: str) -> None:
    place = f"127.0.0.1:{free_port()}"
    failed = asker.failure(url, f"{scheme}://ann:{SECRET}@{place}")
    assert failed.kind is K.PROXY_DEAD
    assert failed.detail.startswith(f"{scheme}://{place} · ")


def test_a_proxy_whose_name_nobody_knows_is_not_there(asker: Asker) -> None:
    assert asker.kind(NOWHERE, f"http://ann:{SECRET}@proxy.example.invalid:1") is K.PROXY_DEAD


def test_a_proxy_that_cannot_be_connected_to_is_not_there() -> None:
    for error in (httpx.ConnectTimeout(""), caused(httpx.ConnectError(""), OSError(errno.EHOSTUNREACH, ""))):
        assert failure_of(error, False, "http://proxy:1", stuck(Phase.CONNECT)).kind is K.PROXY_DEAD


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("407 Proxy Authentication Required", K.PROXY_LOGIN),
        ("401 Unauthorized", K.PROXY_LOGIN),
        ("403 Forbidden", K.PROXY),
        ("502 Bad Gateway", K.PROXY),
        ("503 Service Unavailable", K.PROXY),
    ],
)
def test_what_a_proxy_says_to_a_request_for_a_tunnel_is_told(asker: Asker, line: str, kind: FailureKind) -> None:
    with TunnelProxy(0, f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n".encode()) as proxy:
        failed = asker.failure(NOWHERE, f"http://ann:{SECRET}@127.0.0.1:{proxy.port}")
    assert failed.kind is kind
    assert line in failed.detail


def test_a_proxy_that_hangs_up_or_speaks_otherwise_refuses(asker: Asker) -> None:
    for said in (b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x05\xff"):
        with SayingServer(said) as server:
            assert asker.kind(NOWHERE, f"http://{server.place}") is K.PROXY


def test_a_socks_proxy_wants_a_login_or_another_one(asker: Asker) -> None:
    with SocksServer("ann", "right") as proxy:
        assert asker.kind(NOWHERE, f"socks5://{proxy.place}") is K.PROXY_LOGIN
        assert asker.kind(NOWHERE, f"socks5://ann:{SECRET}@{proxy.place}") is K.PROXY_LOGIN


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_what_is_no_socks_proxy_is_told(asker: Asker, said: bytes) -> None:
    with SayingServer(said) as server:
        assert asker.kind(NOWHERE, f"socks5://{server.place}") is K.PROXY


@pytest.mark.parametrize(
    "proxy", ["socks9://ann:{}@127.0.0.1:9", "ann:{}@127.0.0.1:9", "http://ann:{}@127.0.0.1:99999"]
)
def test_a_proxy_that_makes_no_sense_is_told(asker: Asker, proxy: str) -> None:
    assert asker.kind("http://chat.example.invalid/v1", proxy.format(SECRET)) is K.PROXY


def test_a_proxy_over_tls_that_speaks_otherwise_or_is_not_trusted_is_told(asker: Asker) -> None:
    with PlainServer() as plain, shown(self_signed()) as unknown:
        assert asker.kind(NOWHERE, f"https://127.0.0.1:{plain.port}") is K.PROXY
        assert asker.kind(NOWHERE, f"https://127.0.0.1:{unknown.port}") is K.PROXY


def test_a_proxy_that_is_silent_is_waited_for_no_longer_than_others(asker: Asker) -> None:
    with SilentServer() as proxy:
        failed = asker.failure(NOWHERE, f"http://127.0.0.1:{proxy.port}")
    assert failed.kind is K.TIMEOUT
    assert failed.detail.startswith(f"http://127.0.0.1:{proxy.port} · ")


def test_behind_a_tunnel_the_certificate_is_the_servers(asker: Asker) -> None:
    with shown(self_signed()) as server, TunnelProxy(server.port) as proxy:
        assert asker.kind(server.base_url, f"http://127.0.0.1:{proxy.port}") is K.TLS


def test_behind_a_tunnel_a_line_that_is_cut_is_the_proxys(asker: Asker) -> None:
    with SayingServer() as server, TunnelProxy(server.port) as proxy:
        assert asker.kind(f"https://{server.place}", f"http://127.0.0.1:{proxy.port}") is K.PROXY


# Whatever else


@pytest.mark.parametrize("kind", [httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError, OSError])
def test_once_words_have_come_it_was_cut(kind: type[Exception]) -> None:
    assert failure_of(kind("gone"), begun=True, proxy="http://proxy:1", exchange=stuck(Phase.RECEIVE)) == Failed(
        K.INTERRUPTED, f"{kind.__name__}: gone"
    )


EVERY = [error for error in vars(httpx).values() if isinstance(error, type) and issubclass(error, httpx.TransportError)]


@pytest.mark.parametrize("kind", [*EVERY, OSError, ssl.SSLError, ssl.SSLCertVerificationError, KeyError, RuntimeError])
@pytest.mark.parametrize("phase", [None, *Phase])
def test_whatever_is_raised_wherever_it_is_a_failure(kind: Callable[[str], Exception], phase: Phase | None) -> None:
    for proxy in (DIRECT, f"http://ann:{SECRET}@proxy:1"):
        failed = failure_of(kind(f"to http://ann:{SECRET}@proxy:1"), False, proxy, stuck(phase) if phase else None)
        assert failed.kind in FailureKind
        assert SECRET not in failed.detail


def test_a_key_that_can_stand_in_no_header_is_not_quoted() -> None:
    error = httpx.LocalProtocolError("Illegal header value b'Bearer sk-\\n1'")
    assert failure_of(error, begun=False) == Failed(K.BAD_KEY)


def test_causes_that_lead_round_in_a_circle_are_followed_once() -> None:
    one, other = httpx.ConnectError("one"), OSError("other")
    one.__cause__, other.__cause__ = other, one
    assert failure_of(one, begun=False).kind is K.NETWORK


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def stuck(phase: Phase, url: str = "https://chat.example/v1") -> Exchange:
    return Exchange(0, Sent("POST", url), spells=(Spell(phase, 0.0),))
