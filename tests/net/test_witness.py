"""What is shown of a request is what the server heard and said, whatever lies between, and however it ends."""

import gzip
import queue
import time
import tracemalloc
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from certificates import Held, self_signed
from gateway.socks import SocksServer
from net.loopback import FloodServer, KeepingServer, TunnelProxy
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import DIRECT, Trust
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.exchange import Exchange, Gap, Header, Phase
from nextchat_desktop.core.masking import MASK
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import Call, ChatRequest, Credentials, Endpoint, HttpRequest, Route
from nextchat_desktop.net.calling import ask
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.stream import stream
from nextchat_desktop.net.witness import MOST_KEPT, Witness
from nextchat_desktop.net.worker import Mailbox, Streaming, Worker
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from scripted import (
    DONE,
    STALL,
    LoopbackServer,
    Reply,
    Request,
    ScriptedServer,
    SilentServer,
    answer,
    delta,
    error,
    finish,
    read_request,
)

KEY = "sk-only-ours-123456"
LONG_ENOUGH = 10.0
DIALECT = ChatCompletions(OpenAIRoute())
GO_ON_PHASES = [Phase.SEND, Phase.WAIT, Phase.RECEIVE]


def nothing_kept(data: bytes) -> Picture:
    return Picture(data.decode(), "image/png")


@dataclass
class Line:
    """The network thread, with one witness for each errand."""

    wakes: "queue.SimpleQueue[None]" = field(default_factory=queue.SimpleQueue)
    secrets: tuple[str, ...] = (KEY,)

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(lambda: self.wakes.put(None))
        self.worker, self.clients = Worker(self.mailbox), Clients()

    def start(self, call: Call, deliver: Callable[[StreamEvent], None]) -> tuple[Streaming, Witness]:
        witness = Witness(lambda: self.secrets)
        return self.worker.stream(stream(self.clients, lambda: call, DIALECT, nothing_kept, witness), deliver), witness

    def chat(self, base_url: str, proxy: str = DIRECT, text: str = "Hello?", **route: Any) -> Exchange:
        """The one request of a reply that has ended."""
        events: list[StreamEvent] = []
        _, witness = self.start(call_to(base_url, proxy, text, **route), events.append)
        self.drain_until(lambda: any(isinstance(event, Finished | Failed) for event in events))
        wait(lambda: only(witness).ended is not None)
        return only(witness)

    def asked(self, request: HttpRequest, proxy: str = DIRECT, **route: Any) -> Exchange:
        witness, outcomes = Witness(lambda: self.secrets), list[Any]()
        call = Call(request, Route(lambda _: proxy, **route), lambda answered: answered)
        self.worker.stream(ask(self.clients, lambda: call, witness), outcomes.append)
        self.drain_until(lambda: bool(outcomes))
        return only(witness)

    def drain_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self.wakes.get(timeout=LONG_ENOUGH)
            self.mailbox.drain()

    def close(self) -> None:
        self.worker.close(self.clients.close)


@pytest.fixture
def line() -> Iterator[Line]:
    with closing(Line()) as line:
        yield line


@pytest.fixture(scope="module")
def known() -> Held:
    return self_signed(is_authority=True)


def call_to(base_url: str, proxy: str = DIRECT, text: str = "Hello?", **route: Any) -> Call:
    chat = ChatRequest(ModelChoice("c", "m"), (Message("q", Role.USER, (Text(text),)),))
    request = DIALECT.request(chat, Endpoint(base_url, "m"), Credentials(KEY), 0)
    return Call(request, Route(lambda _: proxy, **route))


def get(url: str) -> HttpRequest:
    return HttpRequest(url, {"X-Trace": "1"}, method="GET")


def only(witness: Witness) -> Exchange:
    (exchange,) = witness.exchanges()
    return exchange


def as_heard(request: Request) -> tuple[str, list[Header], bytes]:
    """The first line, the headers in their order with the credentials masked, and the body."""
    first, *lines = request.head.strip().split("\r\n")
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    masks = {"authorization": f"Bearer {MASK}", "proxy-authorization": f"Basic {MASK}"}
    return first, [(name, masks.get(name.lower(), value)) for name, value in headers], request.body


def as_shown(exchange: Exchange) -> tuple[str, list[Header], bytes]:
    sent = exchange.sent
    return f"{sent.method} {sent.target} HTTP/1.1", list(sent.headers), sent.body


def phases(exchange: Exchange) -> list[Phase]:
    return [spell.phase for spell in exchange.spells]


def assert_shows(exchange: Exchange, server: ScriptedServer, place: int = -1) -> None:
    assert as_shown(exchange) == as_heard(server.requests[place])
    assert exchange.sent.length == len(server.requests[place].body)


def test_directly(line: Line, server: ScriptedServer) -> None:
    server.queue(answer("Hel", "lo"))
    seen = line.chat(server.base_url)
    assert_shows(seen, server)
    assert phases(seen) == [Phase.CONNECT, *GO_ON_PHASES]
    assert (seen.line.proxy, seen.line.address, seen.line.secured, seen.line.is_new) == ("", "127.0.0.1", "", True)
    assert seen.received == b"".join(part for part in answer("Hel", "lo").script if isinstance(part, bytes))
    assert (seen.stuck_in, seen.failure) == (None, None)
    assert seen.first_word is not None
    assert seen.ended is not None
    assert seen.first_word <= seen.ended


def test_over_tls(line: Line, known: Held) -> None:
    with ScriptedServer(tls=known.server) as server:
        seen = line.chat(server.base_url, trust=Trust(known.pem))
        assert_shows(seen, server)
    assert phases(seen) == [Phase.CONNECT, Phase.TLS, *GO_ON_PHASES]
    assert seen.line.secured.startswith("TLSv1.")


def test_through_a_proxy_that_reads_along(line: Line, server: ScriptedServer) -> None:
    """The server of this test is the proxy, which is told the whole address, and its own login before all else."""
    seen = line.chat("http://chat.example/v1", server.url.replace("//", "//ann:password-of-ann@"))
    assert_shows(seen, server)
    assert seen.sent.target == "http://chat.example/v1/chat/completions"
    assert ("Proxy-Authorization", f"Basic {MASK}") in seen.sent.headers
    assert (seen.line.proxy, phases(seen)) == (server.url, [Phase.CONNECT, *GO_ON_PHASES])


@pytest.mark.parametrize("secured", [False, True], ids=["http proxy", "https proxy"])
def test_through_a_tunnel(line: Line, known: Held, secured: bool) -> None:
    tls = known.server if secured else None
    with ScriptedServer(tls=known.server) as server, TunnelProxy(server.port, tls=tls) as proxy:
        seen = line.chat(server.base_url, proxy.url, trust=Trust(known.pem))
        assert_shows(seen, server)
        assert [request.method for request in proxy.asked] == ["CONNECT"]
    first = [Phase.PROXY_TLS] if secured else []
    assert phases(seen) == [Phase.CONNECT, *first, Phase.TUNNEL, Phase.TLS, *GO_ON_PHASES]
    assert all(spell.ended is not None for spell in seen.spells)
    assert seen.line.secured.startswith("TLSv1.")


def test_through_a_socks_proxy(line: Line) -> None:
    with SocksServer("ann", "password-of-ann") as socks:
        seen = line.chat("http://chat.example/v1", f"socks5://ann:password-of-ann@{socks.place}")
        assert_shows(seen, socks)
    assert (phases(seen), seen.line.proxy) == (
        [Phase.CONNECT, Phase.TUNNEL, *GO_ON_PHASES],
        f"socks5://{socks.place}",
    )


def test_through_an_https_proxy_that_reads_along(line: Line, known: Held) -> None:
    with ScriptedServer(tls=known.server) as proxy:
        seen = line.chat("http://chat.example/v1", proxy.url, trust=Trust(known.pem))
        assert_shows(seen, proxy)
    assert phases(seen) == [Phase.CONNECT, Phase.PROXY_TLS, *GO_ON_PHASES]


def test_a_line_that_is_used_again_is_not_new_and_still_known(line: Line, known: Held) -> None:
    with (
        KeepingServer("HTTP/1.1 200 OK\r\nContent-Type: application/json", b"{}", known.server) as server,
        TunnelProxy(server.port) as proxy,
    ):
        first, second = (line.asked(get(f"{server.url}/{n}"), proxy.url, trust=Trust(known.pem)) for n in (1, 2))
        assert_shows(first, server, 0)
        assert_shows(second, server, 1)
        assert server.lines == 1
    assert (first.line.is_new, second.line.is_new) == (True, False)
    assert phases(second) == GO_ON_PHASES
    assert (second.line.address, second.line.secured) == (first.line.address, first.line.secured)


def test_the_head_is_shown_as_the_server_wrote_it(line: Line) -> None:
    head = "HTTP/1.1 200 Very Well\r\nX-Request-ID: Ab1\r\nContent-Type: text/event-stream\r\nx-ratelimit-left: 9"
    with KeepingServer(head, DONE) as server:
        seen = line.chat(server.base_url)
    assert seen.head is not None
    assert (seen.head.status, seen.head.reason) == (200, "Very Well")
    assert [": ".join(header) for header in seen.head.headers] == [*head.split("\r\n")[1:], "Content-Length: 14"]


def test_what_was_packed_is_shown_unpacked(line: Line) -> None:
    said = b"".join(part for part in answer("packed " * 40).script if isinstance(part, bytes))
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip"
    with KeepingServer(head, gzip.compress(said)) as server:
        seen = line.chat(server.base_url)
    assert (seen.received, seen.length) == (said, len(said))


def test_a_request_without_a_body_is_shown_with_its_address(line: Line, server: ScriptedServer) -> None:
    server.queue(error(200, {"data": []}))
    seen = line.asked(get(f"{server.base_url}/models?key={KEY}"))
    first, headers, body = as_heard(server.requests[0])
    assert first == f"GET /v1/models?key={KEY} HTTP/1.1"
    assert as_shown(seen) == (first.replace(KEY, MASK), headers, b"")
    assert (seen.sent.url, body) == (f"{server.base_url}/models?key={MASK}", b"")


# Stopped, in each phase


def stopped(line: Line, call: Call, phase: Phase, spoken: bool = False) -> Exchange:
    """In this phase, once that has begun; with `spoken` after the first word."""
    events: list[StreamEvent] = []
    run, witness = line.start(call, events.append)
    wait(lambda: any(exchange.stuck_in is phase for exchange in witness.exchanges()))
    if spoken:
        line.drain_until(lambda: bool(events))
    run.cancel()
    wait(lambda: only(witness).ended is not None)
    return only(witness)


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + LONG_ENOUGH
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("reply", "spoken", "phase"),
    [
        (Reply([STALL], hold_headers=True), False, Phase.WAIT),
        (Reply([delta("Hel"), STALL]), True, Phase.RECEIVE),
    ],
)
def test_a_reply_that_is_stopped_shows_where_it_was(
    line: Line, server: ScriptedServer, reply: Reply, spoken: bool, phase: Phase
) -> None:
    server.queue(reply)
    seen = stopped(line, call_to(server.base_url), phase, spoken)
    assert_shows(seen, server)
    assert (seen.stuck_in, seen.failure, seen.received) == (phase, None, delta("Hel") if spoken else b"")
    assert seen.ended is not None


def test_stopped_in_the_handshake(line: Line) -> None:
    with SilentServer() as server:
        seen = stopped(line, call_to(server.url), Phase.TLS)
    assert (seen.stuck_in, seen.sent.target, seen.head) == (Phase.TLS, "", None)
    assert seen.sent.url.startswith(server.url)


def test_stopped_while_the_proxy_thinks(line: Line) -> None:
    with TunnelProxy(9, b"") as proxy:
        seen = stopped(line, call_to("https://chat.example/v1", proxy.url), Phase.TUNNEL)
    assert (seen.stuck_in, seen.sent.target) == (Phase.TUNNEL, "")


def test_stopped_while_the_request_is_being_written(line: Line) -> None:
    with DeafServer() as server:
        seen = stopped(line, call_to(server.url, text="much " * 4_000_000), Phase.SEND)
    assert (seen.stuck_in, seen.head) == (Phase.SEND, None)


class DeafServer(LoopbackServer):
    """Takes the line and the first word, and reads no more."""

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read(1)
        self.reached.set()
        writer.transport.pause_reading()
        await writer.wait_closed()


# Failed, in each phase


def test_nobody_is_there(line: Line) -> None:
    with ScriptedServer() as gone:
        base_url = gone.base_url
    seen = line.chat(base_url)
    assert (seen.stuck_in, phases(seen), seen.sent.headers) == (Phase.CONNECT, [Phase.CONNECT], ())
    assert seen.failure is not None
    assert seen.ended is not None


def test_the_certificate_is_not_trusted(line: Line, known: Held) -> None:
    with ScriptedServer(tls=known.server) as server:
        seen = line.chat(server.base_url)
    assert seen.stuck_in is Phase.TLS
    assert seen.failure is not None
    assert seen.failure.kind is FailureKind.TLS


def test_the_proxy_lets_nobody_through(line: Line) -> None:
    with TunnelProxy(9, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as proxy:
        seen = line.chat("https://chat.example/v1", proxy.url)
    assert (seen.stuck_in, seen.head, seen.sent.target) == (Phase.TUNNEL, None, "")
    assert seen.failure is not None


def test_the_server_hangs_up_before_a_word(line: Line) -> None:
    with HangingUp() as server:
        seen = line.chat(f"{server.url}/v1")
        assert_shows(seen, server)
    assert (seen.stuck_in, seen.head) == (Phase.WAIT, None)


class HangingUp(ScriptedServer):
    """Hears the request and is gone."""

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.requests.append(await read_request(reader))


def test_a_reply_that_is_cut_off_shows_what_came(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel")], chunked=True, ends=False))
    seen = line.chat(server.base_url)
    assert (seen.stuck_in, seen.received) == (Phase.RECEIVE, delta("Hel"))
    assert seen.failure is not None
    assert seen.failure.kind is FailureKind.INTERRUPTED


def test_a_refusal_is_shown_without_the_key_that_it_quotes(line: Line, server: ScriptedServer) -> None:
    server.queue(error(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}))
    seen = line.chat(server.base_url)
    assert seen.received == f'{{"error": {{"message": "Incorrect API key provided: {MASK}"}}}}'.encode()
    assert seen.head is not None
    assert seen.head.status == 401
    assert seen.failure is not None
    assert KEY not in seen.failure.detail
    assert (seen.stuck_in, seen.first_word) == (None, None)


def test_a_reply_that_is_whole_is_stuck_nowhere_though_the_server_goes_on(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Fine."), finish(), DONE, STALL]))
    seen = line.chat(server.base_url)
    assert (seen.stuck_in, seen.failure) == (None, None)


# Limits


def test_of_a_long_body_its_beginning_is_remembered(line: Line, server: ScriptedServer) -> None:
    text = "many words " * 120_000
    server.queue(Reply([delta(text), finish(), DONE]))
    seen = line.chat(server.base_url, text=text)
    heard = server.requests[0].body
    assert (seen.sent.body, seen.sent.length) == (heard[:MOST_KEPT], len(heard))
    assert seen.sent.gaps == (Gap(MOST_KEPT, len(heard) - MOST_KEPT),)
    assert len(seen.received) == MOST_KEPT < seen.length
    assert seen.gaps == (Gap(MOST_KEPT, seen.length - MOST_KEPT),)


def test_of_large_pictures_the_beginning_is_remembered_and_of_the_words_all(line: Line, server: ScriptedServer) -> None:
    text = f"data:image/png;base64,{'iVBORw0KGgo' * 200_000}"
    seen = line.chat(server.base_url, text=text)
    assert len(seen.sent.body) < 2000
    assert seen.sent.body.endswith(server.requests[0].body[-20:])
    assert seen.sent.length == len(server.requests[0].body)


def test_bodies_can_be_let_go_of_while_more_is_coming(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), 0.3, delta("lo"), finish(), DONE]))
    events: list[StreamEvent] = []
    _, witness = line.start(call_to(server.base_url), events.append)
    line.drain_until(lambda: bool(events))
    before = witness.weight
    witness.forget_bodies()
    line.drain_until(lambda: isinstance(events[-1], Finished))
    seen = only(witness)
    assert (seen.sent.body, seen.received) == (b"", b"")
    assert seen.sent.gaps == (Gap(0, len(server.requests[0].body)),)
    assert seen.gaps == (Gap(0, seen.length),)
    assert dict(seen.sent.headers)["Content-Type"] == "application/json"
    assert witness.weight < before


def test_of_a_flood_no_more_is_remembered(line: Line) -> None:
    with FloodServer(b": nothing to say\n\n" * 1000) as server:
        run, witness = line.start(call_to(server.url), lambda event: None)
        wait(lambda: any(exchange.length >= 4 * MOST_KEPT for exchange in witness.exchanges()))
        run.cancel()
    seen = only(witness)
    assert len(seen.received) == MOST_KEPT
    assert witness.weight < 2 * MOST_KEPT


def test_a_flood_costs_no_more_memory_than_what_is_remembered() -> None:
    sighting = Witness().begin(HttpRequest("https://a.example", {}))
    piece = b"flooding" * 32
    tracemalloc.start()
    for _ in range(200_000):
        sighting.arrived(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sighting.exchange.length == 200_000 * len(piece)
    assert most < 2 * MOST_KEPT
    assert len(sighting.exchange.arrivals) == 5000


def test_each_piece_is_noted_when_it_came(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), 0.15, delta("lo"), finish(), DONE]))
    seen = line.chat(server.base_url)
    gaps = [b.at - a.at for a, b in zip(seen.arrivals, seen.arrivals[1:], strict=False)]
    assert max(gaps) >= 0.14
    assert sum(arrival.size for arrival in seen.arrivals) == seen.length
    assert seen.first_word == pytest.approx(seen.arrivals[0].at, abs=0.05)


def test_the_first_word_of_a_reply_is_one_for_its_reader(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([b": wait\n\n", 0.15, delta("Hello"), finish(), DONE]))
    seen = line.chat(server.base_url)
    assert seen.first_word is not None
    assert seen.first_word - seen.arrivals[0].at >= 0.14


def test_whoever_looks_while_it_goes_on_sees_what_is_there(line: Line, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), STALL]))
    events: list[StreamEvent] = []
    run, witness = line.start(call_to(server.base_url), events.append)
    line.drain_until(lambda: TextDelta("Hel") in events)
    seen = only(witness)
    run.cancel()
    assert_shows(seen, server)
    assert (seen.received, seen.ended) == (delta("Hel"), None)


def test_what_is_noted_of_a_failure_is_no_book() -> None:
    witness = Witness()
    witness.begin(HttpRequest("https://a.example", {})).failed(Failed(FailureKind.SERVER, "words " * 10_000))
    failure = only(witness).failure
    assert failure is not None
    assert 1000 < len(failure.detail) < 10_000


def test_once_bodies_were_let_go_of_none_of_a_later_request_is_remembered() -> None:
    witness = Witness()
    witness.forget_bodies()
    sighting = witness.begin(HttpRequest("https://a.example", {}))
    sighting.sends(b"question")
    sighting.arrived(b"answer")
    seen = only(witness)
    assert (seen.sent.body, seen.sent.length, seen.received, seen.length) == (b"", 8, b"", 6)


def test_it_is_over_once() -> None:
    sighting = Witness().begin(HttpRequest("https://a.example", {}))
    sighting.finished()
    ended = sighting.exchange.ended
    time.sleep(0.01)
    sighting.over()
    assert sighting.exchange.ended == ended


@pytest.mark.parametrize(("proxy", "login"), [("http://proxy.lan:1", False), ("http://ann:password@proxy.lan:1", True)])
def test_of_the_login_at_a_proxy_it_is_told_that_there_is_one(proxy: str, login: bool) -> None:
    witness = Witness()
    witness.begin(HttpRequest("https://a.example", {})).goes_through(proxy)
    assert (only(witness).line.proxy, only(witness).line.login) == ("http://proxy.lan:1", login)
