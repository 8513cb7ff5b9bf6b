"""The chat completions dialect: what servers really stream becomes the right events, and requests say what is meant."""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    TextWasReasoning,
    Usage,
)
from nextchat_desktop.core.messages import Message, ModelChoice, Role
from nextchat_desktop.core.parts import Reasoning, Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint, HttpRequest, ServerSentEvent
from nextchat_desktop.net.sse import SseDecoder
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import AzureRoute, OpenAIRoute

REPLIES = Path(__file__).parent / "replies"
OPENAI, AZURE = ChatCompletions(OpenAIRoute()), ChatCompletions(AzureRoute())

DONE, THOUGHT, TEXT = Finished("stop"), ReasoningDelta("Let me see."), TextDelta("Hello")
USAGE = Usage(prompt=5, reply=2, reasoning=1, cached=3)

EXPECTED: dict[str, list[StreamEvent]] = {
    "openai": [TEXT, USAGE, DONE],
    "azure": [TEXT, USAGE, DONE],
    "azure_late_filter": [TEXT, DONE],
    "azure_blocked": [TextDelta("Hel"), Finished("content_filter")],
    "no_done": [TEXT, USAGE, DONE],
    "cut_short": [TEXT, Failed(FailureKind.INTERRUPTED)],
    "usage_on_every_chunk": [TEXT, Usage(prompt=5, reply=2), DONE],
    "usage_on_choice": [TEXT, USAGE, DONE],
    "keep_alive": [TEXT, DONE],
    "crlf": [TEXT, DONE],
    "reasoning_content": [THOUGHT, TEXT, USAGE, DONE],
    "reasoning": [THOUGHT, TEXT, DONE],
    "reasoning_twice": [THOUGHT, TEXT, DONE],
    "content_array": [THOUGHT, TEXT, DONE],
    "think_tags": [THOUGHT, TextDelta("Hello <think> is a tag"), DONE],
    "think_never_closed": [ReasoningDelta("Let me see.</"), Finished("length")],
    "refusal": [TextDelta("I cannot do that."), DONE],
    "strange_shapes": [TEXT, Usage(reply=0), Finished("eos")],
    "several_choices": [TEXT, DONE],
    "text_after_done": [TEXT, DONE],
    "done_only": [DONE],
    "finished_without_text": [DONE],
    "half_an_emoji": [TextDelta("Hi \ufffd\ufffd 😀"), DONE],
    "unended": [TEXT, DONE],
    "line_separators": [TextDelta("a\u2028b\u0085c"), DONE],
}

FAILED: dict[str, tuple[FailureKind, int | None, str]] = {
    "error_openai": (FailureKind.SERVER, None, "The server had an error while processing your request."),
    "error_first": (FailureKind.QUOTA, None, "You exceeded your current quota."),
    "error_llama_cpp": (FailureKind.SERVER, 500, "Failed to decode the batch"),
    "error_vllm": (FailureKind.SERVER, 500, "internal"),
    "error_openrouter": (FailureKind.OVERLOADED, 502, "Provider returned error"),
    "error_in_choice": (FailureKind.RATE_LIMIT, 429, "Rate limited upstream"),
    "error_lm_studio": (FailureKind.SERVER, None, "The model has crashed."),
}


def recorded(name: str) -> bytes:
    return (REPLIES / f"{name}.sse").read_bytes()


def parsed(chunks: Iterable[bytes]) -> list[StreamEvent]:
    decoder, parser = SseDecoder(), OPENAI.parser()
    events: list[StreamEvent] = []
    for chunk in chunks:
        for sse in decoder.feed(chunk):
            events += parser.feed(sse)
    for sse in decoder.flush():
        events += parser.feed(sse)
    return compact([*events, *parser.end()])


def compact(events: Iterable[StreamEvent]) -> list[StreamEvent]:
    """Neighbouring deltas of one kind as one; of several counts the last."""
    short: list[StreamEvent] = []
    for kind, group in groupby(events, type):
        same: list[Any] = list(group)
        short.append(kind("".join(event.text for event in same)) if kind in (TextDelta, ReasoningDelta) else same[-1])
    last = [event for event in short if isinstance(event, Usage)][-1:]
    return [event for event in short if not isinstance(event, Usage) or event in last]


def bytewise(stream: bytes) -> list[bytes]:
    return [stream[n : n + 1] for n in range(len(stream))]


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert {path.stem for path in REPLIES.glob("*.sse")} == EXPECTED.keys() | FAILED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_server_streams_becomes_the_right_events(name: str) -> None:
    assert without_usage_between(parsed([recorded(name)])) == EXPECTED[name]


@pytest.mark.parametrize("name", FAILED)
def test_an_error_in_the_stream_is_the_end_of_it(name: str) -> None:
    *_, failed = events = parsed([recorded(name)])
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.status, failed.detail) == FAILED[name]
    assert events[:-1] in ([], [TextDelta("Hel")])


@pytest.mark.parametrize("name", [*EXPECTED, *FAILED])
def test_byte_by_byte_it_says_the_same(name: str) -> None:
    assert parsed(bytewise(recorded(name))) == parsed([recorded(name)])


def said(*contents: str) -> list[StreamEvent]:
    """What becomes of these pieces of content."""
    pieces = ({"choices": [{"delta": {"content": text}}]} for text in contents)
    return parsed([*(f"data: {json.dumps(piece)}\n\n".encode() for piece in pieces), b"data: [DONE]\n\n"])


@pytest.mark.parametrize("pieces", [["Let me see.\n</think>\n\nHello"], ["Let me", " see.\n</th", "ink>", "\n\nHello"]])
def test_a_thought_without_its_opening_tag_is_one_all_the_same(pieces: list[str]) -> None:
    *thought, turn, answer, done = said(*pieces)
    assert "".join(piece.text for piece in thought if isinstance(piece, TextDelta)) == "Let me see.\n"
    assert (turn, answer, done) == (TextWasReasoning(), TextDelta("Hello"), DONE)


@pytest.mark.parametrize(
    "text",
    [
        "The tag </think> ends it.",
        "```\n</think>\n```\n",
        "~~~\n</think>\n~~~\n",
        "Say:\n    </think>\nso",
        "A `<think>` ends with\n</think>\nso",
    ],
)
def test_a_closing_tag_that_is_spoken_of_changes_nothing(text: str) -> None:
    assert "".join(event.text for event in said(text) if isinstance(event, TextDelta)) == text
    assert TextWasReasoning() not in said(text)


@pytest.mark.parametrize(
    ("stream", "kind", "detail"),
    [
        ('data: {"code":"InvalidParameter","message":"bad thing"}\n\n', FailureKind.SERVER, "bad thing"),
        ('data: {"object":"error","message":"bad thing"}\n\n', FailureKind.SERVER, "bad thing"),
        ('data: {"detail":"bad thing"}\n\n', FailureKind.SERVER, "bad thing"),
        ("event: error\ndata: bad thing\n\n", FailureKind.SERVER, "bad thing"),
        ("data: bad thing\n\n", FailureKind.BAD_ENDPOINT, "bad thing"),
        ("data: <html><title>Bad thing</title></html>\n\n", FailureKind.BAD_ENDPOINT, "Bad thing"),
        ('data: {"choices":[{"delta":{},"finish_reason":"error"}]}\n\n', FailureKind.SERVER, ""),
    ],
)
def test_whatever_a_stream_complains_of_is_told(stream: str, kind: FailureKind, detail: str) -> None:
    (failed,) = parsed([stream.encode()])
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.detail) == (kind, detail)


@pytest.mark.parametrize("end", ["<", "<th", "</", "a </thin"])
def test_what_looks_like_the_beginning_of_a_tag_is_not_lost_at_the_end(end: str) -> None:
    assert "".join(event.text for event in said("So: ", end) if isinstance(event, TextDelta)) == f"So: {end}"


@pytest.mark.parametrize("chunk", ['{"error":0,"usage":{}}', '{"code":0,"message":"success"}', '{"type":"ping"}'])
def test_a_chunk_that_complains_of_nothing_ends_nothing(chunk: str) -> None:
    hello = b'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\n'
    assert parsed([f"data: {chunk}\n\n".encode(), hello])[-1] == DONE


def without_usage_between(events: list[StreamEvent]) -> list[StreamEvent]:
    """Text that a count has cut in two is one again."""
    counts = [event for event in events if isinstance(event, Usage)]
    return [*compact(event for event in events[:-1] if not isinstance(event, Usage)), *counts, *events[-1:]]


@given(st.lists(st.text("<think>/ \nab")), st.booleans())
@example(["\n<"], True)
def test_thoughts_are_told_from_text_however_they_are_cut(texts: list[str], opened: bool) -> None:
    pieces = ["<think>", *texts] if opened else texts
    assert thoughts_and_text(pieces) == thoughts_and_text(["".join(pieces)])


def thoughts_and_text(pieces: list[str]) -> list[str]:
    """Line ends beside the tags may go or stay."""
    events = parsed(f"data: {json.dumps({'choices': [{'delta': {'content': text}}]})}\n\n".encode() for text in pieces)
    kinds = (ReasoningDelta, TextDelta)
    return ["".join(event.text for event in events if isinstance(event, kind)).strip("\n") for kind in kinds]


FIELDS = st.sampled_from(
    ["choices", "delta", "content", "error", "message", "code", "index", "usage", "finish_reason", "type", "thinking"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
)


@given(st.lists(ANYTHING, max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    parser = OPENAI.parser()
    events = [event for value in values for event in parser.feed(ServerSentEvent("message", json.dumps(value)))]
    events += parser.end()
    assert [isinstance(event, Finished | Failed) for event in events].count(True) == 1
    assert isinstance(events[-1], Finished | Failed)


CHAT = ChatRequest(
    ModelChoice("c", "m"),
    (
        Message("1", Role.USER, (Text("Hello?"),)),
        Message("2", Role.ASSISTANT, (Reasoning("Greet."), Text("Hello."))),
        Message("3", Role.USER, (Text("And now?"),)),
    ),
)


def request(dialect: ChatCompletions, endpoint: Endpoint, key: str = "k", chat: ChatRequest = CHAT) -> HttpRequest:
    return dialect.request(chat, endpoint, Credentials(key), 0)


RESOURCE = "https://ours.openai.azure.com"


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (
            Endpoint(RESOURCE, "our-gpt", "2024-02-01"),
            f"{RESOURCE}/openai/deployments/our-gpt/chat/completions?api-version=2024-02-01",
        ),
        (
            Endpoint(f"{RESOURCE}/", "our-gpt"),
            f"{RESOURCE}/openai/deployments/our-gpt/chat/completions?api-version=2024-10-21",
        ),
        (
            Endpoint("https://ours.cognitiveservices.azure.com", "我们 的/gpt", "2025-04-01-preview"),
            "https://ours.cognitiveservices.azure.com/openai/deployments/%E6%88%91%E4%BB%AC%20%E7%9A%84%2Fgpt"
            "/chat/completions?api-version=2025-04-01-preview",
        ),
        (Endpoint(f"{RESOURCE}/openai/v1", "our-gpt"), f"{RESOURCE}/openai/v1/chat/completions"),
        (Endpoint(f"{RESOURCE}/openai/v1/", "our-gpt"), f"{RESOURCE}/openai/v1/chat/completions"),
        (
            Endpoint(f"{RESOURCE}/openai/v1", "our-gpt", "preview"),
            f"{RESOURCE}/openai/v1/chat/completions?api-version=preview",
        ),
    ],
)
def test_azure_is_asked_at_the_deployments_address(endpoint: Endpoint, url: str) -> None:
    asked = request(AZURE, endpoint)
    assert asked.url == AZURE.url(endpoint) == url
    assert asked.headers["api-key"] == "k"
    assert "Authorization" not in asked.headers


@pytest.mark.parametrize("base_url", ["https://api.openai.com/v1", "https://api.openai.com/v1/"])
def test_openai_is_asked_with_a_bearer_key(base_url: str) -> None:
    asked = request(OPENAI, Endpoint(base_url, "gpt"))
    assert asked.url == "https://api.openai.com/v1/chat/completions"
    assert asked.headers["Authorization"] == "Bearer k"


def test_without_a_key_no_header_is_made_of_nothing() -> None:
    for dialect in (OPENAI, AZURE):
        assert set(request(dialect, Endpoint("http://localhost:11434/v1", "m"), key="").headers) == {"Accept"}


def test_the_request_holds_the_turns_and_no_thoughts() -> None:
    assert request(OPENAI, Endpoint("http://x/v1", "gpt")).body == {
        "model": "gpt",
        "messages": [
            {"role": "user", "content": "Hello?"},
            {"role": "assistant", "content": "Hello."},
            {"role": "user", "content": "And now?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize(
    ("base_url", "version", "sent"),
    [
        (RESOURCE, "2023-05-15", False),
        (RESOURCE, "2024-08-01-preview", False),
        (RESOURCE, "2024-09-01-preview", True),
        (RESOURCE, "2024-10-21", True),
        (RESOURCE, "", True),
        (f"{RESOURCE}/openai/v1", "", True),
        (f"{RESOURCE}/openai/v1", "preview", True),
    ],
)
def test_an_old_api_version_is_not_asked_to_count(base_url: str, version: str, sent: bool) -> None:
    assert ("stream_options" in request(AZURE, Endpoint(base_url, "m", version)).body) is sent


def test_what_a_server_has_refused_once_is_left_out() -> None:
    chat = ChatRequest(CHAT.choice, CHAT.messages, {"temperature": 0.5, "top_p": 1})
    refused = frozenset({"temperature", "stream_options"})
    body = request(OPENAI, Endpoint("http://x/v1", "m", refused=refused), chat=chat).body
    assert body.keys() == {"model", "messages", "stream", "top_p"}


def test_neither_key_nor_header_is_in_what_is_printed() -> None:
    asked = request(OPENAI, Endpoint("http://x/v1", "m"), key="sk-secret")
    assert "sk-secret" not in f"{asked!r} {Credentials('sk-secret')!r}"
