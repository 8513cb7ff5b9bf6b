"""Ollama's own dialect: what it says line by line becomes the right events, what it refuses the right failure."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import Answered, ChatRequest, Credentials, Endpoint, Listed, WireEvent
from nextchat_desktop.providers.ollama import Ollama
from nextchat_desktop.providers.ollama.listing import LocalModels
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

OLLAMA = Ollama()
HOST = "http://localhost:11434"
USAGE, STOP = Usage(9, 5), Finished("stop")
CRASH = "an error was encountered while running the model: unexpected EOF"

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TextDelta("你好。"), USAGE, STOP],
    "thinking": [ReasoningDelta("Let me see."), TextDelta("Hello"), USAGE, STOP],
    "inline_thinking": [ReasoningDelta("Let me see."), TextDelta("Hello"), USAGE, STOP],
    "length": [TextDelta("Hello"), USAGE, Finished("length")],
    "load": [Finished("load")],
    "older": [TextDelta("Hello"), USAGE, STOP],
    "tools": [
        ToolCallDelta(0, "", "weather", '{"city": "Oslo"}'),
        ToolCallDelta(1, "call_2", "time", "{}"),
        USAGE,
        STOP,
    ],
    "cut_short": [TextDelta("Hel"), Failed(FailureKind.INTERRUPTED)],
    "error_midway": [TextDelta("Hel"), Failed(FailureKind.SERVER, CRASH)],
    "glued": [TextDelta("Hello"), USAGE, STOP],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("ollama") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_server_says_becomes_the_right_events(name: str) -> None:
    assert parsed(OLLAMA, [recorded("ollama", name)]) == EXPECTED[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXPECTED)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(OLLAMA, cut(recorded("ollama", name), size)) == EXPECTED[name]


NAMES = (
    "message", "content", "thinking", "tool_calls", "function", "arguments", "done", "done_reason", "error",
    "eval_count", "models", "name", "capabilities", "details", "families",
)  # fmt: skip


@given(st.lists(anything(*NAMES), max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    assert ends_once(fed(OLLAMA, values))


@given(st.integers(200, 599), st.text() | anything(*NAMES).map(json.dumps))
def test_no_body_makes_it_raise(status: int, body: str) -> None:
    assert ends_once(list(OLLAMA.whole(status, "application/json", body)))
    assert isinstance(LocalModels().read(Answered(status, "application/json", body)), Listed | Failed)


@pytest.mark.parametrize(
    ("status", "sentence", "kind", "field"),
    [
        (404, "model 'qwen9' not found", FailureKind.MODEL_NOT_FOUND, ""),
        (404, 'model "qwen9" not found, try pulling it first', FailureKind.MODEL_NOT_FOUND, ""),
        (400, '"llama3" does not support thinking', FailureKind.PARAMETER_REFUSED, "think"),
        (400, 'think value "high" is not supported for this model', FailureKind.PARAMETER_REFUSED, "think"),
        (500, "this model is missing data required for image input", FailureKind.NO_VISION, ""),
        (400, "the input length exceeds the context length", FailureKind.CONTEXT_TOO_LONG, ""),
        (503, "server busy, please try again.  maximum pending requests exceeded", FailureKind.OVERLOADED, ""),
        (500, "model requires more system memory (9.5 GiB) than is available (7.1 GiB)", FailureKind.SERVER, ""),
        (401, "unauthorized", FailureKind.KEY_REFUSED, ""),
        (400, "invalid role: tool", FailureKind.BAD_REQUEST, ""),
    ],
)
def test_a_refusal_says_what_the_person_can_do(status: int, sentence: str, kind: FailureKind, field: str) -> None:
    failed = failure(OLLAMA.whole(status, "application/json", json.dumps({"error": sentence})))
    assert (failed.kind, failed.field, failed.status, failed.detail) == (kind, field, status, sentence)


def test_what_is_no_ollama_is_a_wrong_address() -> None:
    assert failure(OLLAMA.whole(404, "text/plain", "404 page not found")).kind is FailureKind.BAD_ENDPOINT


@pytest.mark.parametrize(
    "path", ["", "/", "/v1", "/v1/", "/api", "/api/", "/api/chat", "/v1/chat/completions", "/api/tags"]
)
def test_any_address_of_the_server_leads_to_the_api(path: str) -> None:
    assert OLLAMA.url(Endpoint(f"{HOST}{path}", "m")) == f"{HOST}/api/chat"


def test_what_stands_before_the_root_is_kept() -> None:
    assert OLLAMA.url(Endpoint("https://ours.example/api/ollama", "m")) == "https://ours.example/api/ollama/api/chat"


CHAT = ChatRequest(
    ModelChoice("c", "m"),
    (Message("1", Role.USER, (Text("What is this?"), Picture("b", "image/png"), Picture("lost", "image/png"))),),
    {"temperature": 0.5, "max_tokens": 100, "seed": 1, "stop": ["\n"], "logit_bias": {}},
    {"b": b"png"},
)


def body(endpoint: Endpoint, chat: ChatRequest = CHAT) -> Any:
    return OLLAMA.request(chat, endpoint, Credentials(), 0).body


def test_a_request_holds_the_turns_with_their_pictures_and_the_options_in_their_names() -> None:
    assert body(Endpoint(HOST, "llava")) == {
        "model": "llava",
        "messages": [{"role": "user", "content": "What is this?", "images": ["cG5n"]}],
        "stream": True,
        "options": {"temperature": 0.5, "num_predict": 100, "seed": 1, "stop": ["\n"]},
    }


@pytest.mark.parametrize(
    ("model", "effort", "think"),
    [
        ("qwen3:8b", "high", True),
        ("qwen3:8b", "none", False),
        ("gpt-oss:20b", "medium", "medium"),
        ("gpt-oss:20b", "minimal", "low"),
        ("gpt-oss:20b", "xhigh", "high"),
    ],
)
def test_how_much_is_thought_is_asked_in_the_models_way(model: str, effort: str, think: bool | str) -> None:
    chat = ChatRequest(CHAT.choice, (), {"reasoning_effort": effort})
    assert body(Endpoint(HOST, model), chat)["think"] == think
    assert "think" not in body(Endpoint(HOST, model, refused=frozenset({"think"})), chat)


def test_what_the_person_adds_joins_the_options() -> None:
    sent = body(Endpoint(HOST, "m", extra={"options": {"num_ctx": 8192}, "keep_alive": "1h"}))
    assert sent["options"] == {"temperature": 0.5, "num_predict": 100, "seed": 1, "stop": ["\n"], "num_ctx": 8192}
    assert sent["keep_alive"] == "1h"


def test_a_key_is_shown_only_where_there_is_one() -> None:
    asked = [OLLAMA.request(CHAT, Endpoint(HOST, "m"), Credentials(key), 0).headers for key in ("", "k")]
    assert [headers.get("Authorization") for headers in asked] == [None, "Bearer k"]


TAGS = {
    "models": [
        {"name": "qwen3:8b", "details": {"families": ["qwen3"]}, "capabilities": ["completion", "tools", "thinking"]},
        {"name": "gemma3:4b", "capabilities": ["completion", "vision"]},
        {"name": "bge-m3:latest", "capabilities": ["embedding"]},
        {"name": "llava:7b", "details": {"families": ["llama", "clip"]}},
        {"name": "nomic-embed-text:latest", "details": {"families": ["nomic-bert"]}},
        {"model": "llama3:8b", "details": {"families": None}},
    ]
}


def test_the_models_on_the_server_are_listed_with_what_they_can_do() -> None:
    assert LocalModels().request(Endpoint(f"{HOST}/v1"), Credentials()).url == f"{HOST}/api/tags"
    assert LocalModels().read(Answered(200, "application/json", json.dumps(TAGS))) == Listed(
        (
            Model("qwen3:8b", kind=ModelKind.CHAT, vision=False, reasoning=True),
            Model("gemma3:4b", kind=ModelKind.CHAT, vision=True, reasoning=False),
            Model("bge-m3:latest", kind=ModelKind.OTHER, vision=False, reasoning=False),
            Model("llava:7b", vision=True),
            Model("nomic-embed-text:latest", kind=ModelKind.OTHER),
            Model("llama3:8b"),
        )
    )
