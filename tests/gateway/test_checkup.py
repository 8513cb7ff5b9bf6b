"""The errands of a test of a connection: each over lines of its own, answered once, and stopped at once."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from certificates import authority
from gateway.socks import SocksServer
from gateway.world import House
from net.loopback import KeepingServer, TunnelProxy
from nextchat_desktop.core.checkup import (
    Answer,
    AskModels,
    Certificate,
    Chat,
    Errand,
    LookForPortal,
    LookForProxies,
    Prepare,
    Resolve,
    Resolved,
    Road,
    Seen,
    ShowCertificate,
)
from nextchat_desktop.core.connections import Connection, Model, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Phase
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.gateway.checkup import QUESTION
from scripted import (
    DONE,
    HTML,
    JSON,
    STALL,
    LoopbackServer,
    Reply,
    ScriptedServer,
    SilentServer,
    azure_refusal,
    chunk,
    delta,
    error,
    finish,
)

K, P = FailureKind, Phase
AT_ONCE = 2.0
"""Seconds within which a hang-up counts as noticed, on the slowest machine."""

MODELS = error(200, {"object": "list", "data": [{"id": "our-gpt"}, {"id": "other"}]})


def perform(house: House, errand: Errand) -> Any:
    return house.outcome(lambda deliver: house.gateway.perform(errand, deliver))


def ours(house: House) -> Connection:
    return house.connections["c"]


def chat(house: House, *without: str) -> Seen:
    seen: Seen = perform(house, Chat(ours(house), "our-gpt", frozenset(without)))
    return seen


def asked(house: House) -> Seen:
    seen: Seen = perform(house, AskModels(ours(house)))
    return seen


def kind(seen: Seen) -> FailureKind:
    assert isinstance(seen.outcome, Failed)
    return seen.outcome.kind


def phases(seen: Seen) -> list[Phase]:
    return list(dict.fromkeys(spell.phase for spell in seen.exchanges[-1].spells))


# What is needed


def test_where_a_chat_would_go_is_told_without_going_there(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, "sk-1")
    road = perform(house, Prepare(ours(house), "our-gpt"))
    assert road == Road(f"{server.base_url}/chat/completions", "", "127.0.0.1", server.port)
    assert not server.reached.is_set()


def test_the_proxy_is_the_first_to_be_reached_and_named_without_its_login(house: House) -> None:
    house.connect("compatible", "https://chat.example/v1")
    house.add_proxy("socks5://ann@proxy.example", "password-of-ann")
    road = perform(house, Prepare(ours(house), "our-gpt"))
    assert road == Road("https://chat.example/v1/chat/completions", "socks5://proxy.example", "proxy.example", 1080)


def test_a_login_in_the_address_is_not_shown(house: House) -> None:
    house.connect("compatible", "https://ann:password@chat.example:8443/v1")
    road = perform(house, Prepare(ours(house), "our-gpt"))
    assert road == Road("https://chat.example:8443/v1/chat/completions", "", "chat.example", 8443)


@pytest.mark.parametrize(
    ("service", "base_url", "key", "model", "expected"),
    [
        ("openai", "", "sk-1", "our-gpt", K.BAD_ENDPOINT),
        ("openai", "api.openai.com/v1", "sk-1", "our-gpt", K.BAD_ENDPOINT),
        ("openai", "ftp://chat.example", "sk-1", "our-gpt", K.BAD_ENDPOINT),
        ("openai", "http://[::1", "sk-1", "our-gpt", K.BAD_ENDPOINT),
        ("compatible", "http://chat..example/v1", "", "our-gpt", K.BAD_ENDPOINT),
        ("compatible", "http://chat.example:99999/v1", "", "our-gpt", K.BAD_ENDPOINT),
        ("azure", "https://ours.openai.azure.com", "0" * 32, "", K.NO_DEPLOYMENT),
        ("azure", "https://ours.openai.azure.com/openai/v1", "0" * 32, "", K.MODEL_NOT_FOUND),
        ("nextchat", "https://chat.example", "", "", K.MODEL_NOT_FOUND),
        ("chatgptweb", "https://chat.example", "", "", K.MODEL_NOT_FOUND),
        ("openai", "https://api.openai.com/v1", None, "our-gpt", K.NO_KEY),
        ("openai", "https://api.openai.com/v1", "sk-1 sk-2", "our-gpt", K.BAD_KEY),
    ],
)
def test_what_is_missing_is_told_before_anybody_is_asked(
    house: House, service: str, base_url: str, key: str | None, model: str, expected: FailureKind
) -> None:
    house.connect(service, base_url, key)
    failed = perform(house, Prepare(ours(house), model))
    assert isinstance(failed, Failed)
    assert failed.kind is expected


def test_a_proxy_that_makes_no_sense_is_told_without_its_login(house: House) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy("ftp://ann@proxy.example", "password-of-ann")
    assert perform(house, Prepare(ours(house), "our-gpt")) == Failed(K.PROXY, "ftp://proxy.example")


def test_a_keeper_that_does_not_hand_out_the_key_is_told_of(house: House) -> None:
    house.connect("openai", "https://api.openai.com/v1", "sk-1")
    house.keys.locked = True
    assert perform(house, Prepare(ours(house), "our-gpt")) == Failed(K.PASSPHRASE_NEEDED)
    house.keys.locked, house.keys.silent = False, True
    assert perform(house, Prepare(ours(house), "our-gpt")).kind is K.KEY_LOCKED


def test_a_key_that_looks_like_one_of_another_service_is_told_of(house: House) -> None:
    house.connect("openai", "https://api.openai.com/v1", "sk-ant-api03-1")
    assert perform(house, Prepare(ours(house), "our-gpt")).key_of == "anthropic"
    house.connect("anthropic", "https://api.anthropic.com", "sk-ant-api03-1")
    assert perform(house, Prepare(ours(house), "our-gpt")).key_of == ""


def test_no_token_is_fetched_to_tell_where_a_chat_would_go(house: House, server: ScriptedServer) -> None:
    house.connect("baidu", server.url, "id-of-ours:secret-of-ours", api="wenxin")
    road = perform(house, Prepare(ours(house), "ernie-speed-8k"))
    assert (road.host, road.port) == ("127.0.0.1", server.port)
    assert road.url.endswith("/wenxinworkshop/chat/ernie_speed")
    assert not server.reached.is_set()


def test_a_token_that_is_fetched_first_is_seen_and_told_to_nobody(house: House, server: ScriptedServer) -> None:
    house.connect("baidu", server.url, "id-of-ours:secret-of-ours", api="wenxin")
    said = b'data: {"result": "1, 2", "is_end": true}\n\n'
    server.queue(error(200, {"access_token": "token-of-ours", "expires_in": 2592000}), Reply([said]))
    seen = perform(house, Chat(ours(house), "ernie-speed-8k"))
    assert seen.outcome is None
    assert len(seen.exchanges) == 2
    shown = "".join(f"{one!r}{one.sent.body!r}{one.received!r}" for one in seen.exchanges)
    assert not any(secret in shown for secret in ("secret-of-ours", "token-of-ours"))
    assert "token-of-ours" in server.requests[1].path


# Names


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_an_address_needs_nobody_to_look_it_up(house: House, address: str) -> None:
    assert perform(house, Resolve(address)) == Resolved((address,), 0.0)


def test_a_name_is_looked_up(house: House) -> None:
    resolved = perform(house, Resolve("localhost"))
    assert "127.0.0.1" in resolved.addresses
    assert resolved.seconds > 0


@pytest.mark.parametrize(("name", "expected"), [("nowhere.invalid", K.NAME_NOT_FOUND), ("a..b", K.BAD_ENDPOINT)])
def test_a_name_that_nobody_knows_is_told(house: House, name: str, expected: FailureKind) -> None:
    failed = perform(house, Resolve(name))
    assert failed.kind is expected
    assert name in failed.detail


# The list of models


def test_the_list_comes_with_what_went_over_the_line(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, "sk-secret-1")
    server.queue(MODELS)
    seen = asked(house)
    assert isinstance(seen.outcome, Listed)
    assert [model.id for model in seen.outcome.models] == ["our-gpt", "other"]
    (exchange,) = seen.exchanges
    assert exchange.line.is_new
    assert phases(seen) == [P.CONNECT, P.SEND, P.WAIT, P.RECEIVE]
    assert dict(exchange.sent.headers)["Authorization"] == "Bearer ••••"


class WaitingServer(KeepingServer):
    """Would answer more over the same line, and notices when nothing more can come."""

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await super()._converse(reader, writer)
        finally:
            self.hung_up.set()


def test_the_line_of_an_errand_is_closed_with_it(house: House) -> None:
    with WaitingServer("HTTP/1.1 200 OK\r\nContent-Type: application/json", b'{"data": []}') as server:
        house.connect("compatible", f"{server.url}/v1")
        asked(house)
        assert server.hung_up.wait(AT_ONCE)


def test_each_errand_has_a_line_of_its_own(house: House) -> None:
    with KeepingServer("HTTP/1.1 200 OK\r\nContent-Type: application/json", b'{"data": []}') as server:
        house.connect("compatible", f"{server.url}/v1")
        house.outcome(lambda deliver: house.gateway.models(ours(house), deliver))
        assert [asked(house).exchanges[0].line.is_new for _ in range(2)] == [True, True]
        assert server.lines == 3


def test_a_service_that_tells_no_models_is_not_asked(house: House, server: ScriptedServer) -> None:
    house.connect("perplexity", server.url, "pplx-key")
    assert asked(house) == Seen(Failed(K.NOT_TOLD), ())
    assert not server.reached.is_set()


def test_a_list_that_has_no_end_is_not_read_to_it(house: House, server: ScriptedServer) -> None:
    page = {"data": [{"type": "model", "id": "m"}], "has_more": True, "last_id": "m"}
    server.default = error(200, page)
    house.connect("anthropic", server.url, "sk-ant-1")
    assert isinstance(asked(house).outcome, Listed)
    assert len(server.requests) == 3


# A real question


def test_it_is_asked_what_a_person_would_ask(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, "sk-1", models=(Model("our-gpt", options={"temperature": 1.3}),))
    house.add_headers(x_team="blue")
    chat(house)
    house.ask(text=QUESTION)
    tested, real = server.requests
    assert tested.head == real.head
    assert tested.body == real.body
    assert tested.json["temperature"] == 1.3


def test_as_soon_as_words_come_one_by_one_it_hangs_up(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    server.queue(Reply([item for number in range(8) for item in (delta(f"{number} "), 0.05)] + [STALL]))
    began = time.monotonic()
    seen = chat(house)
    assert (seen.outcome, seen.ended) == (None, False)
    assert 5 <= len(seen.pieces) <= 8
    assert seen.pieces[-1] - seen.pieces[0] > 0.15
    assert time.monotonic() - began < AT_ONCE
    assert server.hung_up.wait(AT_ONCE)


def test_words_that_come_together_are_heard_to_their_end(house: House, server: ScriptedServer) -> None:
    """Something on the way gathers them, and that can be told only of all of them."""
    house.connect("compatible", server.base_url)
    words = [delta(f"{number} ") for number in range(30)]
    server.queue(Reply([0.4, b"".join([*words, finish(), DONE])]))
    seen = chat(house)
    assert (seen.outcome, seen.ended, len(seen.pieces)) == (None, True, 30)
    assert seen.pieces[0] > 0.3
    assert seen.pieces[-1] - seen.pieces[0] < 0.3


def test_a_thought_is_something_and_nothing_is_nothing(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    thought = chunk(choices=[{"index": 0, "delta": {"reasoning_content": "Hm."}, "finish_reason": None}])
    server.queue(Reply([thought, finish(), DONE]), Reply([finish(), DONE]), Reply([finish("content_filter"), DONE]))
    assert chat(house).outcome is None
    empty = chat(house)
    assert (kind(empty), empty.pieces, empty.ended) == (K.EMPTY, (), True)
    assert kind(chat(house)) is K.FILTERED


def test_a_refused_field_is_told_and_left_out_only_when_that_is_asked_for(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, models=(Model("our-gpt", options={"top_p": 0.5}),))
    server.queue(azure_refusal(400, "unsupported_parameter", "Unsupported parameter: 'top_p'"))
    refused = chat(house)
    assert (kind(refused), refused.outcome and getattr(refused.outcome, "field", "")) == (K.PARAMETER_REFUSED, "top_p")
    assert chat(house, "top_p").outcome is None
    assert ["top_p" in request.json for request in server.requests] == [True, False]
    assert ours(house).refused == frozenset()


def test_only_the_first_of_several_keys_is_shown_and_none_is_told_to_anybody(
    house: House, server: ScriptedServer
) -> None:
    house.connect("compatible", server.base_url, "sk-first-key,sk-second-key")
    server.default = error(401, {"error": {"message": "Wrong: sk-first-key", "code": "invalid_api_key"}})
    for _ in range(2):
        seen = chat(house)
        assert kind(seen) is K.KEY_REFUSED
        assert "sk-first-key" not in repr(seen) + repr(seen.exchanges[0].received)
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer sk-first-key"] * 2


def test_a_line_that_breaks_after_the_first_word_is_told(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    server.queue(Reply([delta("1, ")], chunked=True, ends=False))
    seen = chat(house)
    assert (kind(seen), len(seen.pieces), seen.ended) == (K.INTERRUPTED, 1, False)


def test_who_says_nothing_is_given_up_with_what_was_seen(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, idle=0.3)
    server.default = Reply([STALL])
    for seen in (asked(house), chat(house)):
        assert kind(seen) is K.TIMEOUT
        assert seen.exchanges[0].head is not None
        assert seen.exchanges[0].stuck_in is P.RECEIVE


# Ways


def test_a_tunnel_to_a_server_with_a_certificate_of_ones_own_is_seen_step_by_step(house: House) -> None:
    ca = authority()
    held = ca.issue(names=("chat.example",))
    with ScriptedServer(tls=held.server) as server, TunnelProxy(server.port) as proxy:
        house.connect("compatible", "https://chat.example/v1", "sk-1", trust=Trust(authorities=ca.pem))
        house.add_proxy(f"http://ann@127.0.0.1:{proxy.port}", "password-of-ann")
        seen = chat(house)
        assert seen.outcome is None
        assert phases(seen)[:5] == [P.CONNECT, P.TUNNEL, P.TLS, P.SEND, P.WAIT]
        assert seen.exchanges[0].line.secured.startswith("TLSv1")
        assert seen.exchanges[0].line.proxy == f"http://127.0.0.1:{proxy.port}"
        assert "password-of-ann" not in repr(seen)
        assert [request.method for request in proxy.asked] == ["CONNECT"]


def test_a_plain_proxy_and_a_socks_proxy_are_gone_through(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy(f"http://127.0.0.1:{server.port}")
    assert phases(chat(house))[:3] == [P.CONNECT, P.SEND, P.WAIT]
    assert server.requests[0].path == "http://chat.example/v1/chat/completions"
    with SocksServer("ann", "pass word") as socks:
        house.add_proxy(f"socks5://ann@{socks.place}", "pass word")
        assert phases(chat(house))[:4] == [P.CONNECT, P.TUNNEL, P.SEND, P.WAIT]


def test_a_certificate_is_shown_without_a_word(house: House) -> None:
    held = authority().issue()
    with ScriptedServer(tls=held.server) as server:
        house.connect("compatible", server.base_url, "sk-1")
        shown = perform(house, ShowCertificate(ours(house), server.base_url))
        assert isinstance(shown, Certificate)
        assert shown.pem.strip() == held.pem.strip()
        assert server.requests == []


# Stops


@pytest.mark.parametrize("errand", [AskModels, lambda connection: Chat(connection, "our-gpt")], ids=["models", "chat"])
@pytest.mark.parametrize("script", [None, [], [delta("1 ")]], ids=["before the head", "before the body", "in the body"])
def test_a_stop_hangs_up_at_once(
    house: House, server: ScriptedServer, errand: Callable[[Connection], Errand], script: list[bytes] | None
) -> None:
    server.default = Reply([*(script or ()), STALL], hold_headers=script is None)
    house.connect("compatible", server.base_url)
    stopped(house, errand(ours(house)), server)


@pytest.mark.parametrize(
    "proxy", ["", "http", "socks5"], ids=["in the handshake", "at the proxy", "at the SOCKS proxy"]
)
@pytest.mark.parametrize(
    "errand",
    [AskModels, lambda connection: ShowCertificate(connection, connection.base_url), LookForPortal],
    ids=["models", "certificate", "portal"],
)
def test_a_stop_hangs_up_on_the_way_too(house: House, errand: Callable[[Connection], Errand], proxy: str) -> None:
    with SilentServer() as silent:
        house.connect("compatible", "https://chat.example/v1" if proxy else silent.url)
        if proxy:
            house.add_proxy(f"{proxy}://127.0.0.1:{silent.port}")
        stopped(house, errand(ours(house)), silent)


def stopped(house: House, errand: Errand, server: LoopbackServer) -> None:
    delivered: list[Answer] = []
    run = house.gateway.perform(errand, delivered.append)
    assert server.reached.wait(10)
    began = time.monotonic()
    run.cancel()
    assert server.hung_up.wait(AT_ONCE)
    assert time.monotonic() - began < 0.5
    house.mailbox.drain()
    assert delivered == []


# Neighbours


def test_proxies_of_this_computer_are_found_by_how_they_speak(house: House, server: ScriptedServer) -> None:
    with (
        SocksServer("ann", "password") as socks,
        TunnelProxy(server.port) as tunnel,
        ScriptedServer(default=Reply([b"<html>"], 403, {**HTML, "via": "1.1 proxy"})) as strict,
        ScriptedServer(default=Reply([b"<html>"], 405, HTML)) as page,
        SilentServer() as silent,
    ):
        ports = (9, page.port, silent.port, socks.port, tunnel.port, strict.port, server.port)
        began = time.monotonic()
        found = perform(house, LookForProxies(ports))
        assert time.monotonic() - began < AT_ONCE
    assert found == tuple(
        f"{scheme}://127.0.0.1:{one.port}" for scheme, one in (("socks5", socks), ("http", tunnel), ("http", strict))
    )


def test_a_proxy_is_led_nowhere_else_when_it_is_looked_for(house: House, server: ScriptedServer) -> None:
    with TunnelProxy(server.port) as tunnel:
        perform(house, LookForProxies((tunnel.port,)))
        assert {request.path for request in tunnel.asked if request.method == "CONNECT"} == {"127.0.0.1:9"}


LOGIN = "http://login.hotel.example/welcome?from=you"


def portal(house: House, server: ScriptedServer, base_url: str) -> str:
    """What is answered where all requests end at this server, whomever they were for."""
    house.connect("compatible", base_url, "sk-1")
    house.add_headers(x_team="blue")
    house.add_proxy(f"http://127.0.0.1:{server.port}")
    page: str = perform(house, LookForPortal(ours(house)))
    return page


@pytest.mark.parametrize("base_url", ["http://api.chat.example/v1", "https://api.chat.example/v1"])
@pytest.mark.parametrize(
    ("reply", "page"),
    [
        (Reply([], 302, {"location": LOGIN}), LOGIN),
        (Reply([b"<html>"], 511, HTML), "http://api.chat.example/"),
        (Reply([], 308, {"location": "https://api.chat.example/generate_204"}), ""),
        (Reply([], 301, {"location": "https://www.chat.example/"}), ""),
        (Reply([], 302, {"location": "javascript:alert(1)"}), ""),
        (Reply([], 302, {"location": "file:///etc/passwd"}), ""),
        (Reply([], 302, {"location": "http://api.chat.example@login.hotel.example/"}), ""),
        (Reply([], 302, {"location": "http://login.hotel.example/\u202e"}), ""),
        (Reply([b"{}"], 404, JSON), ""),
        (Reply([b"{}"], 200, JSON), ""),
    ],
)
def test_a_portal_is_known_by_leading_elsewhere(
    house: House, server: ScriptedServer, base_url: str, reply: Reply, page: str
) -> None:
    server.default = reply
    assert portal(house, server, base_url) == page


def test_any_page_in_place_of_a_server_that_cannot_be_reached_in_safety_is_a_portals(
    house: House, server: ScriptedServer
) -> None:
    server.default = Reply([b"<!doctype html>"], headers=HTML)
    server.queue(Reply([], 502))
    assert portal(house, server, "https://api.chat.example/v1") == "http://api.chat.example/"
    assert portal(house, server, "http://api.chat.example/v1") == ""


def test_nobody_but_the_server_is_asked_for_a_portal_and_nothing_is_shown_to_it(
    house: House, server: ScriptedServer
) -> None:
    server.default = Reply([], 502)
    portal(house, server, "https://api.chat.example/v1")
    assert [request.headers["host"] for request in server.requests] == ["api.chat.example:443", "api.chat.example"]
    shown = {name for request in server.requests for name in request.headers}
    assert shown.isdisjoint({"authorization", "x-team", "cookie"})


def test_a_server_whose_certificate_is_right_speaks_for_itself(house: House) -> None:
    ca = authority()
    held = ca.issue(names=("api.chat.example",))
    page = Reply([b"<html>"], headers=HTML)
    with ScriptedServer(default=page, tls=held.server) as server, TunnelProxy(server.port) as proxy:
        house.connect("compatible", "https://api.chat.example/v1", trust=Trust(authorities=ca.pem))
        house.add_proxy(f"http://127.0.0.1:{proxy.port}")
        assert perform(house, LookForPortal(ours(house))) == ""
        assert [request.path for request in proxy.asked] == ["api.chat.example:443"]


def test_a_server_without_a_name_may_lead_elsewhere(house: House, server: ScriptedServer) -> None:
    server.default = Reply([], 302, {"location": LOGIN})
    assert portal(house, server, "http://203.0.113.7/v1") == ""


def test_a_server_of_ones_own_may_have_any_page(house: House, server: ScriptedServer) -> None:
    server.default = Reply([], 302, {"location": LOGIN})
    house.connect("compatible", server.base_url)
    assert perform(house, LookForPortal(ours(house))) == ""


def test_what_a_proxys_password_is_needed_for_waits_for_its_keeper(house: House) -> None:
    house.connect("compatible", "https://chat.example/v1")
    house.add_proxy("http://ann@127.0.0.1:9", "password")
    house.keys.silent = True
    connection = ours(house)
    assert perform(house, LookForPortal(connection)) == ""
    assert perform(house, ShowCertificate(connection, connection.base_url)).kind is K.KEY_LOCKED
    assert kind(perform(house, Chat(connection, "our-gpt"))) is K.KEY_LOCKED
