"""A server that sends on to another: it is said where to, and the other never hears of anything."""

from collections.abc import Callable
from typing import Any

import pytest

from gateway.world import House, failure
from nextchat_desktop.core.events import Failed, FailureKind
from scripted import HTML, Reply, ScriptedServer

STATUSES = (301, 302, 303, 307, 308)
KEY = "sk-of-ann"

Ask = Callable[[House], Failed]


def chat(house: House) -> Failed:
    return failure(house.ask())


def models(house: House) -> Any:
    return house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))


def balance(house: House) -> Any:
    return house.outcome(lambda deliver: house.gateway.balance(house.connections["c"], deliver))


def sending_on(to: ScriptedServer, status: int) -> Reply:
    page = b"<html><title>Moved</title></html>"
    return Reply([page], status, {**HTML, "location": f"{to.url}/elsewhere?key={KEY}"})


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    ("service", "key", "more", "ask", "kind"),
    [
        ("compatible", KEY, {}, chat, FailureKind.REDIRECTED),
        ("anthropic", KEY, {}, chat, FailureKind.REDIRECTED),
        ("google", KEY, {}, chat, FailureKind.REDIRECTED),
        ("ollama", KEY, {}, chat, FailureKind.REDIRECTED),
        ("nextchat", KEY, {}, chat, FailureKind.REDIRECTED),
        ("chatgptweb", KEY, {}, chat, FailureKind.REDIRECTED),
        ("openai", KEY, {}, models, FailureKind.REDIRECTED),
        ("deepseek", KEY, {}, balance, FailureKind.NOT_TOLD),
        ("openrouter", KEY, {}, balance, FailureKind.NOT_TOLD),
        ("baidu", f"ours:{KEY}", {"api": "wenxin"}, chat, FailureKind.REDIRECTED),
    ],
    ids=[
        "chat",
        "Claude",
        "Gemini",
        "Ollama",
        "NextChat",
        "ChatGPT-Web",
        "models",
        "money",
        "purse",
        "token",
    ],
)
def test_a_key_never_goes_where_a_server_sends_on_to(
    house: House, server: ScriptedServer, service: str, key: str, more: dict[str, Any], ask: Ask, kind: FailureKind,
    status: int,
) -> None:  # fmt: skip
    with ScriptedServer() as other:
        server.default = sending_on(other, status)
        house.connect(
            service, server.base_url if service not in ("nextchat", "chatgptweb") else server.url, key, **more
        )
        failed = ask(house)
        assert other.requests == []
    assert failed.kind is kind
    assert KEY in repr(server.requests)
    assert KEY not in failed.detail
    assert kind is FailureKind.NOT_TOLD or failed.detail == f"{other.url}/elsewhere"


def test_a_proxy_that_answers_itself_is_told_from_the_service(house: House, server: ScriptedServer) -> None:
    """In plain http it reads the question, and says no as a server would."""
    house.connect("compatible", "http://chat.example/v1", KEY)
    house.add_proxy(f"http://ann@127.0.0.1:{server.port}", "password-of-ann")
    for status in (401, 407):
        server.queue(Reply([b"<html><title>No</title></html>"], status, {**HTML, "proxy-authenticate": "Basic"}))
        assert chat(house).kind is FailureKind.PROXY_LOGIN


def test_a_network_that_answers_in_place_of_a_server_is_told(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", "http://chat.example/v1", KEY)
    house.add_proxy(f"http://127.0.0.1:{server.port}")
    server.queue(Reply([], 302, {"location": "http://10.0.0.1/login?url=http%3A%2F%2Fchat.example"}))
    assert chat(house) == Failed(FailureKind.PORTAL, "http://10.0.0.1/login", 302)
