"""Claude and Gemini over the network: what is asked again, what goes back to them, and lists of several pages."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gateway.world import House, chat_of, failure
from nextchat_desktop.core.assembly import apply
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import sent
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import ChatRequest
from scripted import JSON, STALL, Reply, ScriptedServer, chunk, error

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="  # one pixel

BOTH = "`temperature` and `top_p` cannot both be specified for this model. Please use only one."
NO_THINKING = "Thinking level is not supported for this model."


def said(*events: dict[str, Any]) -> Reply:
    return Reply([f"data: {json.dumps(event)}\n\n".encode() for event in events])


def listing(**body: Any) -> Reply:
    return Reply([json.dumps(body).encode()], headers=JSON)


def block(index: int, given: dict[str, Any], *deltas: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "content_block_start", "index": index, "content_block": given},
        *({"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": index},
    ]


THINKING = block(
    0,
    {"type": "thinking", "thinking": "", "signature": ""},
    {"type": "thinking_delta", "thinking": "Let me see."},
    {"type": "signature_delta", "signature": "Sig=="},
)
HELLO = block(1, {"type": "text", "text": ""}, {"type": "text_delta", "text": "Hello"})
END: list[dict[str, Any]] = [{"type": "message_delta", "delta": {"stop_reason": "end_turn"}}, {"type": "message_stop"}]
CLAUDE = said(*HELLO, *END)
GEMINI = said({"candidates": [{"content": {"parts": [{"text": "Hello"}]}, "finishReason": "STOP"}]})


def chat(model: str, **options: Any) -> ChatRequest:
    return replace(chat_of("c", model, (Text("Hello?"),)), options=options)


def gone_on(model: str, events: Iterable[StreamEvent]) -> ChatRequest:
    """The next question after an answer that was made of these events."""
    choice = ModelChoice("c", model)
    answer = Message("a", Role.ASSISTANT, choice=choice)
    for event in events:
        answer = apply(answer, event)
    questions = [Message(id, Role.USER, (Text(f"{id}?"),)) for id in ("Hello", "And now")]
    return ChatRequest(choice, sent((questions[0], answer, questions[1]), choice))


def test_claude_is_asked_without_what_it_has_refused_and_never_with_it_again(
    house: House, server: ScriptedServer
) -> None:
    house.connect("anthropic", server.url, "k")
    refusal = {"type": "error", "error": {"type": "invalid_request_error", "message": BOTH}}
    server.queue(error(400, refusal), CLAUDE, CLAUDE)
    for _ in range(2):
        assert house.send(chat("claude-sonnet-4-5", temperature=0.5, top_p=0.9))[-1] == Finished("stop")
    assert ["top_p" in request.json for request in server.requests] == [True, False, False]
    assert all(request.json["temperature"] == 0.5 for request in server.requests)
    assert {request.path for request in server.requests} == {"/v1/messages"}
    assert server.requests[0].headers["x-api-key"] == "k"


def test_a_model_of_claude_that_cannot_say_so_much_is_asked_for_less(house: House, server: ScriptedServer) -> None:
    house.connect("anthropic", server.url, "k")
    sentence = "max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for x"
    server.queue(error(400, {"error": {"type": "invalid_request_error", "message": sentence}}), CLAUDE)
    assert house.send(chat("x"))[-1] == Finished("stop")
    assert [request.json["max_tokens"] for request in server.requests] == [8192, 4096]


def test_claude_sees_its_own_thoughts_again(house: House, server: ScriptedServer) -> None:
    house.connect("anthropic", server.url, "k")
    server.queue(said(*THINKING, *HELLO, *END), CLAUDE)
    house.send(gone_on("claude-opus-5", house.send(chat("claude-opus-5"))))
    assert server.requests[1].json["messages"][1]["content"] == [
        {"type": "thinking", "thinking": "Let me see.", "signature": "Sig=="},
        {"type": "text", "text": "Hello"},
    ]


def test_the_end_of_claudes_answer_counts_though_the_line_stays_open(house: House, server: ScriptedServer) -> None:
    house.connect("anthropic", server.url, "k")
    stream = [f"data: {json.dumps(event)}\n\n".encode() for event in [*HELLO, END[0]]]
    server.queue(Reply([*stream, STALL]))
    assert house.send(chat("m"))[-1] == Finished("stop")


def test_claudes_models_come_page_by_page(house: House, server: ScriptedServer) -> None:
    house.connect("anthropic", server.url, "k")
    server.queue(listing(data=[{"id": "a"}], has_more=True, last_id="a"), listing(data=[{"id": "b"}], has_more=False))
    listed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert [model.id for model in listed.models] == ["a", "b"]
    assert [request.path for request in server.requests] == [
        "/v1/models?limit=1000",
        "/v1/models?limit=1000&after_id=a",
    ]


def test_gemini_is_asked_without_what_it_has_refused(house: House, server: ScriptedServer) -> None:
    house.connect("google", server.url, "k")
    refusal = {"error": {"code": 400, "message": NO_THINKING, "status": "INVALID_ARGUMENT"}}
    server.queue(error(400, [refusal]), GEMINI)
    assert house.send(chat("gemini-3-pro", reasoning_effort="high", temperature=1))[-1] == Finished("stop")
    assert [set(request.json["generationConfig"]) for request in server.requests] == [
        {"temperature", "thinkingConfig"},
        {"temperature"},
    ]
    assert server.requests[0].path == "/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse"


def test_gemini_sees_its_own_pictures_again_with_their_signature(house: House, server: ScriptedServer) -> None:
    house.connect("google", server.url, "k")
    drawn = {"inlineData": {"mimeType": "image/png", "data": PNG}, "thoughtSignature": "Sig=="}
    server.queue(said({"candidates": [{"content": {"parts": [drawn]}, "finishReason": "STOP"}]}), GEMINI)
    events = house.send(chat("gemini-3-pro-image"))
    house.send(gone_on("gemini-3-pro-image", events))
    assert server.requests[1].json["contents"][1] == {"role": "model", "parts": [drawn]}
    assert any(isinstance(part, Picture) for part in gone_on("gemini-3-pro-image", events).messages[1].parts)


def test_an_answer_of_gemini_that_breaks_off_is_not_whole(house: House, server: ScriptedServer) -> None:
    house.connect("google", server.url, "k")
    server.queue(said({"candidates": [{"content": {"parts": [{"text": "Hel"}]}}]}))
    assert house.send(chat("gemini-2.0-flash"))[-1] == Failed(FailureKind.INTERRUPTED)


def test_a_list_in_place_of_geminis_stream_is_read(house: House, server: ScriptedServer) -> None:
    house.connect("google", server.url, "k")
    pieces = [{"candidates": [{"content": {"parts": [{"text": text}]}}]} for text in ("Hel", "lo")]
    pieces.append({"candidates": [{"finishReason": "STOP"}]})
    server.queue(Reply([json.dumps(pieces, indent=1).encode()], headers=JSON))
    assert house.send(chat("gemini-2.0-flash"))[-1] == Finished("stop")


def test_geminis_models_come_page_by_page(house: House, server: ScriptedServer) -> None:
    house.connect("google", server.url, "k")
    server.queue(listing(models=[{"name": "models/a"}], nextPageToken="more"), listing(models=[{"name": "models/b"}]))
    listed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
    assert [model.id for model in listed.models] == ["a", "b"]


def test_gemini_may_break_off_with_an_error_that_is_no_event(house: House, server: ScriptedServer) -> None:
    broken_off = json.dumps({"error": {"code": 503, "message": "Overloaded.", "status": "UNAVAILABLE"}}, indent=2)
    begun = chunk(candidates=[{"content": {"parts": [{"text": "Hel"}], "role": "model"}, "index": 0}])
    server.queue(Reply([begun, broken_off.encode()]))
    house.connect("google", server.url, "k")
    events = house.ask(model="gemini-2.5-flash")
    assert events[0] == TextDelta("Hel")
    assert failure(events).kind is FailureKind.OVERLOADED
