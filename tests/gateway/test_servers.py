"""Servers that somebody runs, asked over the network: NextChat's and ChatGPT-Web's."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from gateway.world import House, failure
from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.context import sent
from nextchat_desktop.core.events import Failed, FailureKind, Finished, KeepsakeAdded, StreamEvent, TextDelta
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Listed
from scripted import HTML, JSON, Reply, ScriptedServer, error

OCTETS = {"content-type": "application/octet-stream"}
MODE = "ChatGPTAPI"
DENIED = {"status": "Unauthorized", "message": "Error: 无访问权限 | No access rights", "data": None}


def said(events: Iterable[StreamEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def piece(text: str, id: str, reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": {}, "finish_reason": reason}
    return {"role": "assistant", "id": id, "text": text, "detail": {"choices": [choice]}}


def answer(id: str, *texts: str) -> Reply:
    """An answer of a ChatGPT-Web server, each piece the text so far."""
    pieces = [*(piece(text, id) for text in texts), piece(texts[-1] + "\n", id, "stop")]
    return Reply([b"\n".join(json.dumps(one).encode() for one in pieces)], headers=OCTETS)


def ok(data: object) -> Reply:
    return error(200, {"status": "Success", "message": "", "data": data})


def models(house: House) -> Any:
    return house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))


def balance(house: House) -> Any:
    return house.outcome(lambda deliver: house.gateway.balance(house.connections["c"], deliver))


def test_a_nextchat_server_answers_whoever_has_the_code(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", f"{server.url}/#/chat", "sesame")
    events = house.ask(model="gpt-4o@openai")
    assert (said(events), events[-1]) == ("Fine.", Finished("stop"))
    [request] = server.requests
    assert request.path == "/api/openai/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer nk-sesame"
    assert request.json["model"] == "gpt-4o"


def test_an_open_nextchat_server_is_shown_no_code(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url)
    assert house.ask(model="gpt-4o@azure=our-dep")[-1] == Finished("stop")
    assert server.requests[0].path == "/api/azure/deployments/our-dep/chat/completions?api-version="
    assert "authorization" not in server.requests[0].headers


def test_a_nextchat_server_refuses_the_wrong_code(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url, "simsim")
    server.queue(error(401, {"error": True, "msg": "wrong access code"}))
    assert house.ask() == [Failed(FailureKind.CODE_REFUSED, "wrong access code", 401)]
    assert len(server.requests) == 1


def test_what_a_nextchat_server_cannot_reach_is_no_answer(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url)
    dump = '```json\n{\n  "cause": {\n    "code": "ECONNREFUSED"\n  }\n}\n```'
    server.queue(Reply([json.dumps(dump).encode()], headers=JSON))
    events = house.ask()
    assert said(events) == ""
    assert failure(events).kind is FailureKind.SERVER
    assert "ECONNREFUSED" in failure(events).detail


def test_an_address_where_no_nextchat_is_says_so(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url)
    page = Reply([b"<!DOCTYPE html><html><title>404: This page could not be found</title></html>"], 404, HTML)
    server.queue(page, page)
    assert failure(house.ask()).kind is FailureKind.WEB_PAGE
    assert models(house).kind is FailureKind.WEB_PAGE


def test_a_nextchat_server_offers_what_its_owner_lists(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url, "sesame")
    config = {"needCode": True, "customModels": "-all,+gpt-4o@azure=our-dep", "defaultModel": "gpt-4o@azure"}
    server.queue(error(200, config))
    assert models(house) == Listed((Model("gpt-4o@azure=our-dep", "our-dep"),), default="gpt-4o@azure=our-dep")
    assert [(request.method, request.path) for request in server.requests] == [("GET", "/api/config")]


def test_a_nextchat_server_tells_its_balance(house: House, server: ScriptedServer) -> None:
    house.connect("nextchat", server.url, "sesame")
    server.queue(error(200, {"needCode": True, "hideBalanceQuery": False}))
    server.queue(error(200, {"hard_limit_usd": 20}), error(200, {"total_usage": 250}))
    used, limit = Amount(AmountKind.USED_THIS_MONTH, 2.5, "USD"), Amount(AmountKind.LIMIT, 20.0, "USD")
    assert balance(house) == Balance((used, limit))


def test_a_second_question_tells_a_chatgpt_web_server_what_it_follows(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url, "secret")
    server.queue(answer("chatcmpl-1", "Hel", "Hello"), answer("chatcmpl-2", "Fine."))
    choice = ModelChoice("c", MODE)
    question = Message("1", Role.USER, (Text("Hi"),))
    events = house.send(ChatRequest(choice, (question,)))
    kept = next(event.keepsake for event in events if isinstance(event, KeepsakeAdded))
    reply = Message("2", Role.ASSISTANT, (Text(said(events)), kept), choice=choice)
    path = (question, reply, Message("3", Role.USER, (Text("And you?"),)))
    assert said(house.send(ChatRequest(choice, sent(path, choice)))) == "Fine."
    first, second = server.requests
    assert (first.path, first.headers["authorization"]) == ("/api/chat-process", "Bearer secret")
    assert first.json == {"prompt": "Hi", "options": {}}
    assert second.json == {"prompt": "And you?", "options": {"parentMessageId": "chatcmpl-1"}}
    assert said(events) == "Hello"


def test_another_server_is_told_the_conversation_instead(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url)
    server.queue(answer("chatcmpl-1", "Hello"), answer("chatcmpl-2", "Fine."))
    events = house.ask(model=MODE, text="Hi")
    parts = (Text("Hello"), *(event.keepsake for event in events if isinstance(event, KeepsakeAdded)))
    elsewhere = Message("2", Role.ASSISTANT, parts, choice=ModelChoice("other", MODE))
    path = (Message("1", Role.USER, (Text("Hi"),)), elsewhere, Message("3", Role.USER, (Text("Well?"),)))
    choice = ModelChoice("c", MODE)
    house.send(ChatRequest(choice, sent(path, choice)))
    assert server.requests[1].json == {"prompt": "User: Hi\n\nAssistant: Hello\n\nUser: Well?", "options": {}}


def test_a_connection_that_leads_elsewhere_by_now_tells_the_conversation_too(
    house: House, server: ScriptedServer
) -> None:
    house.connect("chatgptweb", server.url)
    server.queue(answer("chatcmpl-1", "Hello"))
    events = house.ask(model=MODE, text="Hi")
    choice = ModelChoice("c", MODE)
    parts = (Text("Hello"), *(event.keepsake for event in events if isinstance(event, KeepsakeAdded)))
    reply = Message("2", Role.ASSISTANT, parts, choice=choice)
    path = (Message("1", Role.USER, (Text("Hi"),)), reply, Message("3", Role.USER, (Text("Well?"),)))
    with ScriptedServer(default=answer("chatcmpl-1", "Fine.")) as other:
        house.connect("chatgptweb", other.url)
        house.send(ChatRequest(choice, sent(path, choice)))
        assert other.requests[0].json == {"prompt": "User: Hi\n\nAssistant: Hello\n\nUser: Well?", "options": {}}


def test_a_chatgpt_web_server_refuses_the_wrong_secret(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url, "simsim")
    server.queue(error(200, DENIED))
    assert house.ask(model=MODE) == [Failed(FailureKind.CODE_REFUSED, "Error: 无访问权限 | No access rights")]


@pytest.mark.parametrize("chunked", [True, False])
def test_a_failure_glued_to_the_words_is_told_and_the_words_are_kept(
    house: House, server: ScriptedServer, chunked: bool
) -> None:
    house.connect("chatgptweb", server.url)
    busy = {"message": "[OpenAI] 服务器繁忙，请稍后再试 | Server is busy", "data": None, "status": "Fail"}
    glued = json.dumps(piece("Hel", "a")).encode() + json.dumps(busy, ensure_ascii=False).encode()
    server.queue(Reply([glued[:20], glued[20:-5], glued[-5:]], headers=OCTETS, chunked=chunked))
    events = house.ask(model=MODE)
    assert said(events) == "Hel"
    assert failure(events).kind is FailureKind.OVERLOADED


def test_a_question_that_is_too_long_for_a_chatgpt_web_server_says_so(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url)
    server.queue(Reply([b"<!DOCTYPE html><pre>PayloadTooLargeError: request entity too large</pre>"], 413, HTML))
    assert failure(house.ask(model=MODE)).kind is FailureKind.TOO_LARGE


def test_a_chatgpt_web_server_has_one_model_and_looks_at_the_secret(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url, "secret")
    session = ok({"auth": True, "model": MODE})
    server.queue(session, ok(None))
    assert models(house) == Listed((Model(MODE),), default=MODE)
    assert [request.path for request in server.requests] == ["/api/session", "/api/verify"]
    assert server.requests[1].json == {"token": "secret"}
    server.queue(session, error(200, {"status": "Fail", "message": "Secret key is invalid", "data": None}))
    assert models(house) == Failed(FailureKind.CODE_REFUSED, "Secret key is invalid")


def test_a_chatgpt_web_server_tells_what_the_month_has_cost(house: House, server: ScriptedServer) -> None:
    house.connect("chatgptweb", server.url, "secret")
    server.queue(ok({"apiModel": MODE, "usage": "$12.35"}))
    assert balance(house) == Balance((Amount(AmountKind.USED_THIS_MONTH, 12.35, "USD"),))
    assert server.requests[0].headers["authorization"] == "Bearer secret"
