"""The dialect of Responses: what servers stream becomes the right events, and requests say what is meant."""

import json
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    KeepsakeAdded,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, Picture, Reasoning, Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint, PictureData, WireEvent
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import AzureRoute, OpenAIRoute
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

FOLDER = "responses"
OPENAI, AZURE = Responses(OpenAIRoute(original=True)), Responses(AzureRoute())

DONE, THOUGHT, TEXT = Finished("stop"), ReasoningDelta("Let me see."), TextDelta("Hello")
CALLED, USAGE = Finished("tool_calls"), Usage(prompt=5, reply=2, reasoning=1, cached=3)
COUNT = ToolCallDelta(1, "b", "count")
LOOK = [ToolCallDelta(0, "a", "look"), ToolCallDelta(0, arguments='{"in":'), ToolCallDelta(0, arguments='"box"}')]
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
SEALED = {
    "id": "rs1",
    "type": "reasoning",
    "summary": [{"type": "summary_text", "text": "Let me"}, {"type": "summary_text", "text": "see."}],
    "encrypted_content": "gAAA",
}


def kept(item: dict[str, Any]) -> Keepsake:
    return Keepsake("responses", json.dumps(item, separators=(",", ":")))


EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TEXT, USAGE, DONE],
    "unnamed_with_done": [TEXT, USAGE, DONE],
    "reasoning": [ReasoningDelta("Let me\n\nsee."), KeepsakeAdded(kept(SEALED)), TEXT, USAGE, DONE],
    "reasoning_sealed": [
        KeepsakeAdded(kept({**SEALED, "summary": [], "encrypted_content": "gBBB"})),
        TEXT,
        USAGE,
        DONE,
    ],
    "reasoning_text": [THOUGHT, TEXT, USAGE, DONE],
    "thought_at_the_end": [THOUGHT, TEXT, USAGE, DONE],
    "llama_server": [
        THOUGHT,
        TEXT,
        ToolCallDelta(0, "fc_1", "look"),
        *LOOK[1:],
        USAGE,
        CALLED,
    ],
    "refusal": [TextDelta("I cannot do that."), USAGE, Finished("refusal")],
    "calls": [LOOK[0], COUNT, LOOK[1], ToolCallDelta(1, arguments='{"to":3}'), LOOK[2], USAGE, CALLED],
    "calls_without_pieces": [
        LOOK[0],
        ToolCallDelta(0, arguments='{"in":"box"}'),
        COUNT,
        ToolCallDelta(1, arguments='{"to":3}'),
        USAGE,
        CALLED,
    ],
    "calls_all_zero": [*LOOK, COUNT, ToolCallDelta(1, arguments='{"to":3}'), USAGE, CALLED],
    "custom_tool": [
        ToolCallDelta(0, "a", "sql"),
        ToolCallDelta(0, arguments="SELECT "),
        ToolCallDelta(0, arguments="1"),
        USAGE,
        CALLED,
    ],
    "call_before_text": [
        ToolCallDelta(0, "a", "sql"),
        ToolCallDelta(0, arguments="SELECT "),
        ToolCallDelta(0, arguments="1"),
        TEXT,
        USAGE,
        DONE,
    ],
    "picture": [PictureData(PNG), TEXT, USAGE, DONE],
    "two_messages": [TextDelta("Hello\n\nWorld"), USAGE, DONE],
    "random_ids": [TextDelta("Hello\n\nWorld"), USAGE, DONE],
    "only_the_end": [THOUGHT, TEXT, USAGE, DONE],
    "items_only": [TEXT, USAGE, DONE],
    "too_long": [TEXT, USAGE, Finished("length")],
    "filtered": [TEXT, USAGE, Finished("content_filter")],
    "steered": [TEXT, USAGE, Finished("steered")],
    "unknown_events": [TEXT, USAGE, DONE],
    "think_tags": [THOUGHT, TEXT, USAGE, DONE],
    "cut_short": [TEXT, Failed(FailureKind.INTERRUPTED)],
    "done_without_end": [TEXT, DONE],
    "without_usage": [TEXT, DONE],
    "cancelled": [TEXT, Failed(FailureKind.INTERRUPTED)],
}

FAILED: dict[str, tuple[FailureKind, int | None, str]] = {
    "error_nested": (FailureKind.QUOTA, None, "You exceeded your current quota."),
    "error_flat": (FailureKind.RATE_LIMIT, None, "Slow down."),
    "error_untyped": (FailureKind.SERVER, 500, "Failed to decode the batch"),
    "error_failed": (FailureKind.SERVER, None, "The server had an error."),
    "error_failed_silently": (FailureKind.SERVER, None, ""),
    "error_litellm": (FailureKind.BAD_REQUEST, 400, "litellm.BadRequestError: unknown"),
    "error_old_shape": (FailureKind.BAD_REQUEST, 400, "bad thing"),
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of(FOLDER) == EXPECTED.keys() | FAILED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_server_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(OPENAI, [recorded(FOLDER, name)]) == EXPECTED[name]


@pytest.mark.parametrize("name", FAILED)
def test_an_error_in_the_stream_is_the_end_of_it(name: str) -> None:
    *before, failed = parsed(OPENAI, [recorded(FOLDER, name)])
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.status, failed.detail) == FAILED[name]
    assert before in ([], [TEXT])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*EXPECTED, *FAILED])
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    stream = recorded(FOLDER, name)
    assert parsed(OPENAI, cut(stream, size)) == parsed(OPENAI, [stream])


@pytest.mark.parametrize(
    ("stream", "kind", "detail"),
    [
        (b"", FailureKind.EMPTY, ""),
        (b"data: <html><title>Log in</title></html>\n\n", FailureKind.WEB_PAGE, "Log in"),
        (b"event: error\ndata: bad thing\n\n", FailureKind.SERVER, "bad thing"),
        (b'data: {"detail":"bad thing"}\n\n', FailureKind.SERVER, "bad thing"),
    ],
)
def test_whatever_a_stream_complains_of_is_told(stream: bytes, kind: FailureKind, detail: str) -> None:
    failed = failure(parsed(OPENAI, [stream]))
    assert (failed.kind, failed.detail) == (kind, detail)


TYPES = st.sampled_from([
    "response.output_text.delta", "response.refusal.delta", "response.reasoning_summary_part.added",
    "response.reasoning_summary_text.delta", "response.function_call_arguments.delta", "response.output_item.added",
    "response.function_call_arguments.done", "response.output_item.done", "response.completed", "response.incomplete",
    "response.failed", "error",
])  # fmt: skip
NAMES = (
    "delta", "item", "item_id", "output_index", "id", "call_id", "type", "content", "summary", "text", "arguments",
    "result", "response", "output", "usage", "error", "incomplete_details", "reason", "encrypted_content",
)  # fmt: skip
ITEMS = st.sampled_from(["message", "reasoning", "function_call", "image_generation_call"])
EVENTS = st.builds(
    lambda kind, item, event, rest: {**(event if isinstance(event, dict) else {}), "type": kind, "item": item} | rest,
    TYPES,
    st.builds(lambda kind, item: {**(item if isinstance(item, dict) else {}), "type": kind}, ITEMS, anything(*NAMES)),
    anything(*NAMES),
    st.dictionaries(st.sampled_from(NAMES), anything(*NAMES), max_size=2),
)


@given(st.lists(EVENTS | anything("type", "error", "message", *NAMES), max_size=5))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    assert ends_once(fed(OPENAI, values))


@given(st.integers(100, 599), anything(*NAMES, "status"))
def test_no_body_makes_it_raise(status: int, body: object) -> None:
    assert ends_once(list(OPENAI.whole(status, "application/json", json.dumps(body))))


ANSWER = {
    "object": "response",
    "status": "completed",
    "output": [
        SEALED,
        {"type": "message", "content": [{"type": "output_text", "text": "Hello"}]},
        {"type": "function_call", "call_id": "a", "name": "look", "arguments": "{}"},
    ],
    "usage": {"output_tokens": 2},
}


@pytest.mark.parametrize(
    ("change", "end"),
    [
        ({}, CALLED),
        ({"status": None}, CALLED),
        ({"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}, Finished("length")),
        ({"status": "incomplete"}, Finished("incomplete")),
    ],
)
def test_an_answer_in_one_piece_is_read_whole(change: dict[str, Any], end: Finished) -> None:
    assert list(OPENAI.whole(200, "application/json", json.dumps({**ANSWER, **change}))) == [
        ReasoningDelta("Let me\n\nsee."),
        KeepsakeAdded(kept(SEALED)),
        TEXT,
        ToolCallDelta(0, "a", "look", "{}"),
        Usage(reply=2),
        end,
    ]


def test_a_failure_in_one_piece_is_told_by_its_error_and_not_by_what_was_asked() -> None:
    error = {"code": "server_error", "message": "The server had an error."}
    asked = {"object": "response", "status": "failed", "instructions": "insufficient_quota", "output": []}
    failed = failure(OPENAI.whole(200, "application/json", json.dumps({**asked, "error": error})))
    assert (failed.kind, failed.detail) == (FailureKind.SERVER, "The server had an error.")


def test_a_refusal_in_one_piece_names_the_field() -> None:
    error = {"message": "Unsupported parameter: 'reasoning.effort' is not supported.", "param": "reasoning.effort"}
    failed = failure(OPENAI.whole(400, "application/json", json.dumps({"error": error})))
    assert (failed.kind, failed.field) == (FailureKind.PARAMETER_REFUSED, "reasoning.effort")


RESOURCE = "https://ours.openai.azure.com"
V1 = f"{RESOURCE}/openai/v1"


@pytest.mark.parametrize(
    ("dialect", "endpoint", "url"),
    [
        (OPENAI, Endpoint("https://api.openai.com/v1/", "m"), "https://api.openai.com/v1/responses"),
        (
            AZURE,
            Endpoint(RESOURCE, "m", "2025-03-01-preview"),
            f"{RESOURCE}/openai/responses?api-version=2025-03-01-preview",
        ),
        (AZURE, Endpoint(RESOURCE, "m", "preview"), f"{RESOURCE}/openai/responses?api-version=preview"),
        (AZURE, Endpoint(RESOURCE, "m"), f"{RESOURCE}/openai/responses?api-version=2025-04-01-preview"),
        (AZURE, Endpoint(RESOURCE, "m", "2024-10-21"), f"{RESOURCE}/openai/responses?api-version=2025-04-01-preview"),
        (AZURE, Endpoint(f"{RESOURCE}/openai/v1/", "m"), f"{RESOURCE}/openai/v1/responses"),
        (
            AZURE,
            Endpoint(f"{RESOURCE}/openai/v1", "m", "preview"),
            f"{RESOURCE}/openai/v1/responses?api-version=preview",
        ),
    ],
)
def test_it_is_asked_where_it_is(dialect: Responses, endpoint: Endpoint, url: str) -> None:
    asked = dialect.request(ChatRequest(CHOICE, ()), endpoint, Credentials("k"), 0)
    assert asked.url == dialect.url(endpoint) == url
    assert json.loads(asked.content)["model"] == "m"


CHOICE = ModelChoice("c", "m")
CAT = Picture("cat", "image/png")
SAID = {"role": "assistant", "content": [{"type": "output_text", "text": "A cat."}]}
CHAT = ChatRequest(
    CHOICE,
    (
        Message("1", Role.SYSTEM, (Text("Be brief."),)),
        Message("2", Role.USER, (Text("What is it?"), CAT)),
        Message("3", Role.ASSISTANT, (Reasoning("Look."), kept(SEALED), Text("A cat."), CAT)),
        Message("4", Role.SYSTEM, (Text("Remember the cat."),)),
        Message("5", Role.USER, (Text("Sure?"), Picture("gone", "image/png"))),
    ),
    {"temperature": 0.5, "max_tokens": 100, "reasoning_effort": "low", "seed": 1, "stop": ["."], "size": "1024x1024"},
    {"cat": b"png"},
)


def body(refused: set[str] | None = None, chat: ChatRequest = CHAT) -> Any:
    endpoint = Endpoint("http://x/v1", "m", refused=frozenset(refused or ()))
    return json.loads(OPENAI.request(chat, endpoint, Credentials("k"), 0).content)


def test_the_request_leaves_nothing_with_the_service_and_gives_back_what_it_has_sealed() -> None:
    shown = {"type": "input_image", "image_url": "data:image/png;base64,cG5n", "detail": "auto"}
    assert body() == {
        "model": "m",
        "instructions": "Be brief.",
        "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "What is it?"}, shown]},
            SEALED,
            SAID,
            {"role": "system", "content": "Remember the cat."},
            {"role": "user", "content": "Sure?"},
        ],
        "stream": True,
        "store": False,
        "include": ["reasoning.encrypted_content"],
        "reasoning": {"effort": "low", "summary": "auto"},
        "max_output_tokens": 100,
        "temperature": 0.5,
    }


@pytest.mark.parametrize(
    ("refused", "reasoning"),
    [
        ("reasoning.summary", {"effort": "low"}),
        ("reasoning.effort", {"summary": "auto"}),
        ("reasoning", None),
    ],
)
def test_of_the_thinking_only_what_is_refused_is_left_out(refused: str, reasoning: dict[str, str] | None) -> None:
    assert body({refused}).get("reasoning") == reasoning


def test_each_part_that_can_be_refused_can_be_left_out() -> None:
    names = {"reasoning", "include", "store", "temperature", "max_output_tokens"}
    assert body(names).keys() == {"model", "instructions", "input", "stream"}
    assert "reasoning" not in body({"reasoning.summary", "reasoning.effort"})


@pytest.mark.parametrize("refused", [{"encrypted_content"}, set[str]()])
def test_a_sealed_thought_that_cannot_be_opened_or_led_to_nothing_is_not_sent(refused: set[str]) -> None:
    parts = (kept(SEALED), Text("A cat.")) if refused else (Text("A cat."), kept(SEALED))
    chat = ChatRequest(CHOICE, (Message("1", Role.ASSISTANT, parts),))
    assert body(refused, chat)["input"] == [SAID]


@pytest.mark.parametrize(
    "keepsake", [Keepsake("signature", "{}"), Keepsake("responses", "]"), Keepsake("responses", "1")]
)
def test_what_is_no_item_of_this_dialect_is_not_sent(keepsake: Keepsake) -> None:
    chat = ChatRequest(CHOICE, (Message("1", Role.ASSISTANT, (keepsake, Text("A cat."))),))
    assert body(chat=chat)["input"] == [SAID]
