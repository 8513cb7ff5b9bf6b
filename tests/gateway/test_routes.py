"""How requests of a connection travel: with which headers, through which proxy, and how long silence is borne."""

import time
from dataclasses import replace

import pytest

from gateway.socks import SocksServer
from gateway.world import House, failure
from nextchat_desktop.core.connections import DIRECT, Connection, Model
from nextchat_desktop.core.events import FailureKind, Finished, TextDelta
from scripted import DONE, STALL, Reply, ScriptedServer, azure_refusal, delta, error, finish

NOBODY = "http://127.0.0.1:9"
"""Where no proxy is."""


def test_further_headers_go_out_with_their_values(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-1")
    house.add_headers(x_team="blue", HTTP_Referer="https://example.org")
    assert house.ask()[-1] == Finished("stop")
    sent = server.requests[0].headers
    assert (sent["x-team"], sent["http-referer"]) == ("blue", "https://example.org")
    assert sent["authorization"] == "Bearer sk-1"


def test_a_header_of_ones_own_stands_in_place_of_the_usual_one(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, "sk-1")
    house.add_headers(authorization="Basic b3Vycw==")
    house.ask()
    assert server.requests[0].headers["authorization"] == "Basic b3Vycw=="
    assert server.requests[0].head.lower().count("authorization:") == 1


def test_a_header_that_the_connection_no_longer_has_is_not_sent(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    house.add_headers(x_team="blue", x_old="grey")
    house.connections.save(replace(house.connections["c"], headers=("x-team",)))
    house.ask()
    assert server.requests[0].headers["x-team"] == "blue"
    assert "x-old" not in server.requests[0].headers


def test_headers_stay_with_the_server_they_were_entered_for(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    house.add_headers(x_team="blue")
    with ScriptedServer() as other:
        house.connect("compatible", other.base_url, headers=("x-team",))
        assert house.ask()[-1] == Finished("stop")
        assert "x-team" not in other.requests[0].headers


def test_headers_that_their_keeper_does_not_hand_out_are_not_left_out(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    house.add_headers(x_team="blue")
    house.keys.silent = True
    assert failure(house.ask()).kind is FailureKind.KEY_LOCKED
    assert server.requests == []


def test_a_proxy_is_not_asked_without_the_password_that_its_keeper_does_not_hand_out(
    house: House, server: ScriptedServer
) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", "password")
    house.keys.silent = True
    assert failure(house.ask()).kind is FailureKind.KEY_LOCKED
    assert server.requests == []


@pytest.mark.parametrize("value", ["blue\r\nx-more: 1", "ключ"])
def test_a_header_that_can_be_none_is_not_sent(house: House, server: ScriptedServer, value: str) -> None:
    house.connect("compatible", server.base_url)
    house.add_headers(x_team=value)
    assert failure(house.ask()).kind is FailureKind.BAD_KEY
    assert server.requests == []


def test_a_proxy_is_asked_with_its_password(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", "p@ss:w/rd")
    assert house.ask()[-1] == Finished("stop")
    (request,) = server.requests
    assert request.path == "http://chat.example/v1/chat/completions"
    assert request.headers["proxy-authorization"] == "Basic YW5uOnBAc3M6dy9yZA=="


def test_a_socks_proxy_is_asked_with_its_password(house: House) -> None:
    with SocksServer("ann", "pass word") as socks:
        house.connect("compatible", "http://chat.example/v1")
        house.add_proxy(f"socks5://ann@{socks.place}", "pass word")
        assert house.ask()[-1] == Finished("stop")
        assert socks.logins == [("ann", "pass word")]
        assert socks.requests[0].headers["host"] == "chat.example"


def test_a_socks_proxy_that_refuses_the_login_is_named_without_it(house: House) -> None:
    with SocksServer("ann", "right") as socks:
        house.connect("compatible", "http://chat.example/v1")
        house.add_proxy(f"socks5://ann@{socks.place}", "wrong-password")
        failed = failure(house.ask())
    assert failed.kind is FailureKind.PROXY_LOGIN
    assert failed.detail.startswith(f"socks5://{socks.place} ")
    assert not any(secret in failed.detail for secret in ("ann", "wrong-password"))


def test_without_a_proxy_of_its_own_a_connection_takes_the_systems(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    house.connect("compatible", "http://chat.example/v1")
    assert house.ask()[-1] == Finished("stop")
    assert server.requests[0].path == "http://chat.example/v1/chat/completions"


def test_direct_passes_the_systems_proxy_by(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", NOBODY)
    house.connect("compatible", "http://nowhere.invalid/v1", proxy=DIRECT)
    assert failure(house.ask()).kind is FailureKind.NAME_NOT_FOUND
    house.connect("compatible", "http://nowhere.invalid/v1")
    assert failure(house.ask()).kind is FailureKind.PROXY_DEAD
    monkeypatch.setenv("no_proxy", "nowhere.invalid")
    assert failure(house.ask()).kind is FailureKind.NAME_NOT_FOUND


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_this_computer_is_reached_without_the_systems_proxy(
    house: House, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """A proxy would look for it on the computer that it runs on itself."""
    monkeypatch.setenv("http_proxy", NOBODY)
    monkeypatch.delenv("no_proxy", raising=False)
    house.connect("compatible", f"http://{host}:{server.port}/v1")
    assert house.ask()[-1] == Finished("stop")
    with ScriptedServer() as gone:
        house.connect("compatible", gone.base_url)
    assert failure(house.ask()).kind is FailureKind.NOTHING_THERE


@pytest.mark.parametrize(
    ("proxy", "kind"),
    [
        ("http://ann@127.0.0.1:9", FailureKind.PROXY_DEAD),
        ("socks5://ann@127.0.0.1:9", FailureKind.PROXY_DEAD),
        ("ftp://ann@proxy.example:1", FailureKind.PROXY),
        ("http://ann@[::1:9", FailureKind.PROXY),
    ],
)
def test_a_proxy_that_does_not_work_is_named_without_its_login(house: House, proxy: str, kind: FailureKind) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy(proxy, "password-of-ann")
    failed = failure(house.ask())
    assert failed.kind is kind
    assert not any(secret in failed.detail for secret in ("ann", "password-of-ann"))


def test_a_proxys_refusal_is_not_taken_for_the_services(house: House, server: ScriptedServer) -> None:
    """Over https the proxy is asked for a tunnel first."""
    server.default = Reply([b""], 407, {"proxy-authenticate": "Basic"})
    house.connect("compatible", "https://chat.example/v1")
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", "password-of-ann")
    failed = failure(house.ask())
    assert (failed.kind, "ann" in failed.detail) == (FailureKind.PROXY_LOGIN, False)


def test_a_login_of_a_proxy_stays_with_that_proxy(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", "http://chat.example/v1")
    house.add_proxy(f"http://ann@{'other.example'}:{server.port}", "password-of-ann")
    connection = house.connections["c"]
    moved = f"http://ann@127.0.0.1:{server.port}"
    house.connections.save(Connection("c", "Ours", "compatible", connection.base_url, proxy=moved))
    house.ask()
    assert "cGFzc3dvcmQ" not in server.requests[0].headers.get("proxy-authorization", "")


def test_silence_is_borne_as_long_as_the_connection_says(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, idle=0.4)
    server.queue(Reply([STALL]), Reply([delta("Hel"), STALL]))
    begun = time.monotonic()
    assert failure(house.ask()).kind is FailureKind.TIMEOUT
    events = house.ask()
    assert events[0] == TextDelta("Hel")
    assert failure(events).kind is FailureKind.INTERRUPTED
    assert time.monotonic() - begun < 8


def test_who_speaks_now_and_then_may_take_longer_than_that(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, idle=0.6)
    slow = [item for _ in range(6) for item in (0.2, b": still thinking\n\n")]
    server.queue(Reply([*slow, delta("Hello"), finish(), DONE]))
    begun = time.monotonic()
    assert house.ask()[-1] == Finished("stop")
    assert time.monotonic() - begun > 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500", "retry-after": "90"}, 1.5),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({}, None),
    ],
)
def test_a_server_says_how_long_it_wants_to_be_left_alone(
    house: House, server: ScriptedServer, headers: dict[str, str], seconds: float | None
) -> None:
    house.connect("compatible", server.base_url)
    body = error(429, {"error": {"code": "rate_limit_exceeded", "message": "Slow down."}})
    server.queue(Reply(body.script, 429, {**body.headers, **headers}))
    assert failure(house.ask()).retry_after == seconds


def test_its_sentence_counts_more_than_its_header(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url)
    body = error(429, {"error": {"code": "rate_limit_exceeded", "message": "Please try again in 20s."}})
    server.queue(Reply(body.script, 429, {**body.headers, "retry-after": "90"}))
    assert failure(house.ask()).retry_after == 20


def test_a_refused_field_is_remembered_for_the_model_that_it_was_refused_for(
    house: House, server: ScriptedServer
) -> None:
    house.connect("compatible", server.base_url, models=(Model("our-gpt", options={"top_p": 0.5}),))
    server.queue(azure_refusal(400, "unsupported_parameter", "Unsupported parameter: 'top_p'"))
    assert house.ask()[-1] == Finished("stop")
    assert house.connections["c"].refused == {"top_p@our-gpt"}
    house.ask()
    assert ["top_p" in request.json for request in server.requests] == [True, False, False]


def test_another_model_is_still_sent_the_field_that_one_refused(house: House, server: ScriptedServer) -> None:
    models = (Model("our-gpt"), Model("other", options={"top_p": 0.5}))
    house.connect("compatible", server.base_url, models=models, refused=frozenset({"top_p@our-gpt"}))
    house.ask(model="other")
    assert server.requests[0].json["top_p"] == 0.5
