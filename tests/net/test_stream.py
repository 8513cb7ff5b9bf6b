"""A reply over a real socket: whatever the server does, it ends with exactly one Finished or Failed."""

import queue
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, StreamEvent, TextDelta
from nextchat_desktop.core.joining import joined
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import Call, ChatRequest, Credentials, Dialect, Endpoint, Route
from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.patience import USUAL, Patience
from nextchat_desktop.net.proxies import system_proxy
from nextchat_desktop.net.stream import GRACE, stream
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.net.worker import Mailbox, Streaming, Worker
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from scripted import (
    DONE,
    HTML,
    JSON,
    STALL,
    PlainServer,
    Reply,
    ScriptedServer,
    SilentServer,
    answer,
    chunk,
    delta,
    error,
    finish,
)

AT_ONCE = 2.0
"""Seconds within which a hang-up counts as noticed, on the slowest machine."""
LONG_ENOUGH = 10.0
HOUR = timedelta(hours=1)

CHAT = ChatRequest(ModelChoice("c", "m"), (Message("q", Role.USER, (Text("Hello?"),)),))


def keep(data: bytes) -> Picture:
    return Picture(data.decode(), "image/png")


@dataclass
class Client:
    """The network thread with a mailbox that this test empties."""

    wakes: "queue.SimpleQueue[None]"
    mailbox: Mailbox
    worker: Worker
    clients: Clients
    dialect: Dialect

    @classmethod
    def new(cls) -> Self:
        wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        mailbox = Mailbox(lambda: wakes.put(None))
        return cls(wakes, mailbox, Worker(mailbox), Clients(), ChatCompletions(OpenAIRoute()))

    def ask(self, base_url: str, deliver: Callable[[StreamEvent], None], key: str = "") -> Streaming:
        def prepare() -> Call:
            return Call(self.dialect.request(CHAT, Endpoint(base_url, "m"), Credentials(key), 0), Route(system_proxy))

        return self.worker.stream(stream(self.clients, prepare, self.dialect, keep, Witness()), deliver)

    def reply(self, base_url: str, key: str = "") -> list[StreamEvent]:
        """Everything up to the end of the reply."""
        events: list[StreamEvent] = []
        self.ask(base_url, events.append, key)
        self.drain_until(lambda: any(isinstance(event, Finished | Failed) for event in events))
        return events

    def drain_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self.wakes.get(timeout=LONG_ENOUGH)
            self.mailbox.drain()

    def close(self) -> None:
        self.worker.close(self.clients.close)


@pytest.fixture
def client() -> Iterator[Client]:
    with closing(Client.new()) as client:
        yield client


def kind_of(events: list[StreamEvent]) -> FailureKind:
    last = events[-1]
    assert isinstance(last, Failed)
    return last.kind


def text_of(events: list[StreamEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_whole_reply_arrives_and_finishes(client: Client, server: ScriptedServer, chunked: bool) -> None:
    server.queue(Reply([delta("Hel"), delta("lo"), finish(), DONE], chunked=chunked))
    assert list(joined(client.reply(server.base_url))) == [TextDelta("Hello"), Finished("stop")]


def test_the_server_is_asked_what_was_meant(client: Client, server: ScriptedServer) -> None:
    client.reply(server.base_url, key="sk-1")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == "Bearer sk-1"
    assert request.headers["user-agent"].startswith("NextChat-Desktop/")
    assert request.json["messages"] == [{"role": "user", "content": "Hello?"}]


def test_two_thousand_pieces_arrive_in_order(client: Client, server: ScriptedServer) -> None:
    words = [f"{number} " for number in range(2000)]
    server.queue(answer(*words))
    piece, last = joined(client.reply(server.base_url))
    assert piece == TextDelta("".join(words))
    assert last == Finished("stop")


def test_events_cut_anywhere_on_the_wire_are_whole_again(client: Client, server: ScriptedServer) -> None:
    whole = delta("你好\u2028😀") + finish() + DONE
    server.queue(Reply([whole[n : n + 7] for n in range(0, len(whole), 7)], chunked=True))
    assert text_of(client.reply(server.base_url)) == "你好\u2028😀"


def test_comments_and_blank_lines_before_the_first_event_are_waited_out(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"\n", 0.01, b"\n: OPENROUTER PROCESSING\n\n", 0.01, delta("Hi"), DONE]))
    assert client.reply(server.base_url) == [TextDelta("Hi"), Finished("stop")]


def test_a_web_page_is_not_an_answer(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"\n<!doctype html><html><title>Log in</title></html>"], headers=HTML))
    (failed,) = client.reply(server.base_url)
    assert failed == Failed(FailureKind.WEB_PAGE, "Log in", 200)


def test_a_reply_in_one_piece_is_an_answer_too(client: Client, server: ScriptedServer) -> None:
    message = {"role": "assistant", "content": "Hello.", "reasoning_content": "Greet."}
    server.queue(error(200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}))
    assert client.reply(server.base_url) == [ReasoningDelta("Greet."), TextDelta("Hello."), Finished("stop")]


def test_an_error_object_with_status_200_is_a_failure(client: Client, server: ScriptedServer) -> None:
    server.queue(error(200, {"error": "Unexpected endpoint or method. (POST /chat/completions)"}))
    assert kind_of(client.reply(server.base_url)) is FailureKind.BAD_ENDPOINT


@pytest.mark.parametrize("begin", [[], [b"\xef\xbb\xbf"], [b"\n\n", 0.05, b"\n", 0.05]], ids=["", "BOM", "blanks"])
def test_a_document_without_a_reason_to_end_is_whole(
    client: Client, server: ScriptedServer, begin: list[bytes | float]
) -> None:
    server.queue(Reply([*begin, b'{"choices": [{"index": "0", "message": {"content": "Hello."}}]}'], headers=JSON))
    assert client.reply(server.base_url) == [TextDelta("Hello."), Finished("stop")]


def test_plain_words_instead_of_a_stream_are_told(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"upstream is being restarted"], headers={"content-type": "text/plain"}))
    assert client.reply(server.base_url) == [Failed(FailureKind.BAD_ENDPOINT, "upstream is being restarted", 200)]


@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_a_stream_may_be_called_something_else(client: Client, server: ScriptedServer, begin: bytes) -> None:
    server.queue(Reply([begin + b"da", 0.01, delta("Hi")[2:], DONE], headers={"content-type": "text/plain"}))
    assert client.reply(server.base_url) == [TextDelta("Hi"), Finished("stop")]


def test_how_long_to_wait_may_stand_in_a_header(client: Client, server: ScriptedServer) -> None:
    slow_down = error(429, {"error": {"message": "Slow down."}})
    server.queue(replace(slow_down, headers={**slow_down.headers, "retry-after": "17"}))
    (failed,) = client.reply(server.base_url)
    assert isinstance(failed, Failed)
    assert failed.retry_after == 17.0


def test_a_body_that_cannot_be_unpacked_is_the_servers_fault(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"no gzip at all"], headers={**JSON, "content-encoding": "gzip"}))
    assert kind_of(client.reply(server.base_url)) is FailureKind.SERVER


def test_https_to_a_server_that_speaks_http_is_told(client: Client) -> None:
    with PlainServer() as server:
        assert kind_of(client.reply(f"{server.url}/v1")) is FailureKind.NO_TLS


def test_a_request_that_cannot_be_made_is_a_failure(client: Client) -> None:
    events: list[StreamEvent] = []

    def prepare() -> Call:
        raise PermissionError("the keyring's file")

    client.worker.stream(stream(client.clients, prepare, client.dialect, keep, Witness()), events.append)
    client.drain_until(lambda: bool(events))
    assert events == [Failed(FailureKind.KEY_LOCKED, "PermissionError: the keyring's file")]


def test_a_key_that_is_waited_for_does_not_keep_the_program_from_ending() -> None:
    asked, unlocked = threading.Event(), threading.Event()

    def prepare() -> Failed:
        asked.set()
        unlocked.wait(LONG_ENOUGH)
        return Failed(FailureKind.NO_KEY)

    client = Client.new()
    client.worker.stream(stream(client.clients, prepare, client.dialect, keep, Witness()), lambda event: None)
    assert asked.wait(LONG_ENOUGH)
    began = time.monotonic()
    client.close()
    assert time.monotonic() - began < AT_ONCE
    unlocked.set()


@pytest.mark.parametrize("proxy", ["http://me:secret@127.0.0.1:9", "http://127.0.0.1:99999", "socks9://127.0.0.1:9"])
def test_a_proxy_that_does_not_work_is_named_without_its_login(
    client: Client, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("http_proxy", proxy)
    (failed,) = client.reply("http://chat.example.invalid/v1")
    assert isinstance(failed, Failed)
    assert failed.kind in (FailureKind.PROXY, FailureKind.PROXY_DEAD)
    assert "secret" not in failed.detail


def test_a_last_event_without_its_blank_line_counts(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), delta("lo").rstrip(b"\n")]))
    assert text_of(client.reply(server.base_url)) == "Hello"


def test_nothing_at_all_is_an_empty_answer(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply())
    assert client.reply(server.base_url) == [Failed(FailureKind.EMPTY)]


def test_a_wrong_key_is_said_to_be_one(client: Client, server: ScriptedServer) -> None:
    server.queue(error(401, {"error": {"message": "Incorrect API key provided.", "code": "invalid_api_key"}}))
    (failed,) = client.reply(server.base_url, key="sk-wrong")
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.status, failed.code) == (FailureKind.KEY_REFUSED, 401, "invalid_api_key")


def test_a_key_with_a_line_end_is_never_sent(client: Client, server: ScriptedServer) -> None:
    assert kind_of(client.reply(server.base_url, key="sk-1\nx")) is FailureKind.BAD_KEY
    assert server.requests == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply([delta("Hello"), finish()], chunked=True, ends=False),
        Reply([delta("Hello"), finish(), STALL]),
    ],
    ids=["broken", "silent"],
)
def test_after_the_last_word_neither_silence_nor_a_broken_line_matters(
    client: Client, server: ScriptedServer, reply: Reply
) -> None:
    server.queue(reply)
    assert client.reply(server.base_url) == [TextDelta("Hello"), Finished("stop")]


def test_a_reason_with_every_piece_is_no_reason_to_stop_listening(client: Client, server: ScriptedServer) -> None:
    pieces = [delta(text, finish_reason="stop") for text in ("One ", "two.")]
    server.queue(Reply([pieces[0], GRACE + 0.5, pieces[1], DONE]))
    assert text_of(client.reply(server.base_url)) == "One two."


def test_an_event_without_end_is_not_read_for_ever(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"data: ", *[b"x" * 1_000_000] * 60, STALL]))
    assert kind_of(client.reply(server.base_url)) is FailureKind.SERVER


@pytest.mark.parametrize("reply", [Reply([delta("Hel")]), Reply([delta("Hel")], chunked=True, ends=False)])
def test_a_server_that_dies_leaves_what_it_said(client: Client, server: ScriptedServer, reply: Reply) -> None:
    server.queue(reply)
    events = client.reply(server.base_url)
    assert events[:-1] == [TextDelta("Hel")]
    assert kind_of(events) is FailureKind.INTERRUPTED


def test_a_server_that_dies_before_it_says_anything_is_out_of_reach(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([], chunked=True, ends=False))
    assert kind_of(client.reply(server.base_url)) is FailureKind.NETWORK


def test_an_error_in_mid_stream_ends_the_reply(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Hel"), chunk(error={"code": 500, "message": "out of memory"}), delta("lo"), DONE]))
    events = client.reply(server.base_url)
    assert text_of(events) == "Hel"
    assert kind_of(events) is FailureKind.SERVER


def test_without_a_server_nothing_answers(client: Client) -> None:
    with ScriptedServer() as gone:
        base_url = gone.base_url
    assert kind_of(client.reply(base_url)) is FailureKind.NOTHING_THERE


@pytest.mark.parametrize("base_url", ["", "ftp://example.com", "http://[::1", "not an address"])
def test_an_address_that_is_none_is_a_failure_and_no_crash(client: Client, base_url: str) -> None:
    assert kind_of(client.reply(base_url)) is FailureKind.BAD_ENDPOINT


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(client: Client, tmp_path: Path) -> None:
    with ScriptedServer(tls=self_signed(tmp_path)) as server:
        assert kind_of(client.reply(server.base_url)) is FailureKind.TLS
        assert server.requests == []


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + HOUR)
    pem = folder / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(secret + builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.mark.parametrize(
    "reply",
    [Reply([STALL], hold_headers=True), Reply([STALL]), Reply([STALL], chunked=True)],
    ids=["before the headers", "before the body", "before the first chunk"],
)
def test_stop_while_waiting_hangs_up_at_once(client: Client, server: ScriptedServer, reply: Reply) -> None:
    server.queue(reply)
    run = client.ask(server.base_url, lambda event: None)
    assert server.reached.wait(LONG_ENOUGH)
    run.cancel()
    assert server.hung_up.wait(AT_ONCE)


@pytest.mark.parametrize("chunked", [False, True])
def test_stop_in_mid_answer_hangs_up_at_once(client: Client, server: ScriptedServer, chunked: bool) -> None:
    server.queue(Reply([delta("Hel"), STALL], chunked=chunked))
    events: list[StreamEvent] = []
    run = client.ask(server.base_url, events.append)
    client.drain_until(lambda: bool(events))
    run.cancel()
    assert server.hung_up.wait(AT_ONCE)
    assert events == [TextDelta("Hel")]


def test_stop_while_connecting_hangs_up_at_once(client: Client) -> None:
    with SilentServer() as server:
        run = client.ask(server.url, lambda event: None)
        assert server.reached.wait(LONG_ENOUGH)
        run.cancel()
        assert server.hung_up.wait(AT_ONCE)


def test_closing_the_program_hangs_up_on_every_server(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([STALL], hold_headers=True))
    client.ask(server.base_url, lambda event: None)
    assert server.reached.wait(LONG_ENOUGH)
    closing_thread = threading.Thread(target=client.worker.close, args=(client.clients.close,))
    closing_thread.start()
    assert server.hung_up.wait(AT_ONCE)
    closing_thread.join(LONG_ENOUGH)
    client.worker = Worker(client.mailbox)


def test_a_body_without_end_is_not_read_for_ever(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([b"<html>" + b" " * 9_000_000, STALL], headers=HTML))
    assert kind_of(client.reply(server.base_url)) is FailureKind.WEB_PAGE


def test_a_redirect_is_not_followed_with_the_key(client: Client, server: ScriptedServer) -> None:
    server.queue(Reply([], 307, {**JSON, "location": f"{server.url}/elsewhere"}))
    assert kind_of(client.reply(server.base_url, key="sk-1")) is FailureKind.REDIRECTED
    assert len(server.requests) == 1


def test_a_thinking_model_may_be_silent_for_minutes_but_a_connection_is_not_waited_for_so_long() -> None:
    assert 5 <= USUAL.connect <= 30
    assert USUAL.reach <= 90
    assert USUAL.silence_of(0) >= 300
    assert USUAL.silence_of(30) == 30


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_says_nothing_is_not_waited_for_as_a_model_is(
    client: Client, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    client.clients = Clients(Patience(reach=0.3))
    with SilentServer() as proxy:
        monkeypatch.setenv("https_proxy", f"{scheme}://127.0.0.1:{proxy.port}")
        failed = client.reply("https://chat.example/v1")[-1]
        assert isinstance(failed, Failed)
        assert "ConnectTimeout" in failed.detail
        assert proxy.hung_up.wait(AT_ONCE)


def test_a_server_that_drips_has_only_so_long_where_somebody_watches(client: Client, server: ScriptedServer) -> None:
    client.clients = Clients(Patience(whole=0.3))
    server.queue(Reply([item for _ in range(50) for item in (b": still here\n\n", 0.05)]))
    assert kind_of(client.reply(server.base_url)) is FailureKind.TIMEOUT
    assert server.hung_up.wait(AT_ONCE)
