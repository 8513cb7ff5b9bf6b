"""The chat completions dialect: what servers really stream becomes the right events, and requests say what is meant."""

import json
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    ReasoningDelta,
    TextDelta,
    TextWasReasoning,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.core.wire import (
    ChatRequest,
    Credentials,
    Endpoint,
    HttpRequest,
    PictureData,
    PictureLink,
    ServerSentEvent,
    WireEvent,
)
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import AzureRoute, OpenAIRoute
from providers.streams import anything, compact, ends_once, fed
from providers.streams import parsed as streamed

REPLIES = Path(__file__).parent / "replies" / "openai"
OPENAI, AZURE = ChatCompletions(OpenAIRoute()), ChatCompletions(AzureRoute())

DONE, THOUGHT, TEXT = Finished("stop"), ReasoningDelta("Let me see."), TextDelta("Hello")
USAGE = Usage(prompt=5, reply=2, reasoning=1, cached=3)

CALLED = Finished("tool_calls")
LOOK = (ToolCallDelta(0, "a", "look", '{"in":'), ToolCallDelta(0, arguments='"box"}'))
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")

EXPECTED: dict[str, list[WireEvent]] = {
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
    "refusal": [TextDelta("I cannot do that."), Finished("refusal")],
    "refusal_after_text": [TextDelta("Well. I cannot do that."), DONE],
    "strange_shapes": [TEXT, Usage(reply=0), DONE],
    "tool_calls": [
        ToolCallDelta(0, "a", "look"),
        ToolCallDelta(0, arguments='{"in":'),
        ToolCallDelta(1, "b", "count", '{"to"'),
        ToolCallDelta(0, arguments='"box"}'),
        ToolCallDelta(1, arguments=":3}"),
        CALLED,
    ],
    "tool_calls_empty_ids": [*LOOK, CALLED],
    "tool_calls_no_index": [*LOOK, ToolCallDelta(1, "b", "count", '{"to":3}'), CALLED],
    "tool_calls_whole": [
        ToolCallDelta(0, "a", "look", '{"in": "box"}'),
        ToolCallDelta(1, "b", "count", '{"to": 3}'),
        CALLED,
    ],
    "tool_calls_all_zero": [
        ToolCallDelta(0, "a", "look", '{"in":"box"}'),
        ToolCallDelta(1, "b", "count", '{"to":3}'),
        CALLED,
    ],
    "function_call": [
        ToolCallDelta(0, name="look"),
        ToolCallDelta(0, arguments='{"in":'),
        ToolCallDelta(0, arguments='"box"}'),
        CALLED,
    ],
    "pictures": [TEXT, PictureData(PNG), PictureLink("https://x.org/1.png"), DONE],
    "picture_broken": [TEXT, DONE],
    "reasoning_details": [THOUGHT, TEXT, DONE],
    "reasoning_details_only": [THOUGHT, TEXT, DONE],
    "message_beside_delta": [TEXT, DONE],
    "cached_deepseek": [TEXT, USAGE, DONE],
    "cached_moonshot": [TEXT, USAGE, DONE],
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


def parsed(chunks: Iterable[bytes]) -> list[WireEvent]:
    return streamed(OPENAI, chunks)


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


def said(*contents: str) -> list[WireEvent]:
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
        ("data: <html><title>Bad thing</title></html>\n\n", FailureKind.WEB_PAGE, "Bad thing"),
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


def without_usage_between(events: list[WireEvent]) -> list[WireEvent]:
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


ANYTHING = anything(
    "choices", "delta", "content", "error", "message", "code", "index", "usage", "finish_reason", "type", "thinking"
)
IN_A_DELTA = anything(
    "tool_calls", "function_call", "function", "name", "arguments", "id", "index", "images", "image_url", "url", "type",
    "refusal", "content", "reasoning_details", "text",
)  # fmt: skip


@given(st.lists(ANYTHING, max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    parser = OPENAI.parser()
    events = [event for value in values for event in parser.feed(ServerSentEvent("message", json.dumps(value)))]
    events += parser.end()
    assert [isinstance(event, Finished | Failed) for event in events].count(True) == 1
    assert isinstance(events[-1], Finished | Failed)


@given(st.lists(IN_A_DELTA, max_size=4))
def test_no_delta_makes_the_parser_raise(deltas: list[Any]) -> None:
    chunks = [{"choices": [{"delta": delta}]} for delta in deltas]
    assert ends_once(fed(OPENAI, chunks))


def test_an_answer_in_one_piece_is_read_whole() -> None:
    call = {"id": "a", "type": "function", "function": {"name": "look", "arguments": "{}"}}
    message = {"content": "Hello", "reasoning": "Let me see.", "tool_calls": [call]}
    reply = {"choices": [{"message": message, "finish_reason": "tool_calls"}], "usage": {"completion_tokens": 2}}
    assert list(OPENAI.whole(200, "application/json", json.dumps(reply))) == [
        THOUGHT,
        TEXT,
        ToolCallDelta(0, "a", "look", "{}"),
        Usage(reply=2),
        CALLED,
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("eos", "stop"),
        ("end_turn", "stop"),
        ("STOP", "stop"),
        ("max_tokens", "length"),
        ("model_length", "length"),
        ("safety", "content_filter"),
        ("SAFETY", "content_filter"),
        ("sensitive", "content_filter"),
        ("network_error", "network_error"),
    ],
)
def test_a_reason_has_one_name_whoever_says_it(said: str, meant: str) -> None:
    assert fed(OPENAI, [{"choices": [{"delta": {"content": "Hi"}, "finish_reason": said}]}])[-1] == Finished(meant)


@pytest.mark.parametrize(
    "pieces",
    [
        [{"index": 0, "id": "a", "function": {"name": "look", "arguments": ""}}, {"index": 0, "id": "other"}],
        [{"id": "a", "function": {"name": "look"}}, {"id": "a", "function": {"name": "look"}}],
        [{"id": "a", "custom": {"name": "look"}}, {"custom": {"input": None}}],
    ],
)
def test_a_call_is_made_once_however_its_pieces_are_named(pieces: list[Any]) -> None:
    chunks = [{"choices": [{"delta": {"tool_calls": [piece]}}]} for piece in pieces]
    assert fed(OPENAI, chunks)[0] == ToolCallDelta(0, "a", "look")
    assert len(fed(OPENAI, chunks)) == 2


def test_two_unnumbered_calls_side_by_side_go_on_side_by_side() -> None:
    begun = [{"id": "a", "function": {"name": "look"}}, {"id": "b", "function": {"name": "count"}}]
    rest = [{"function": {"arguments": "1"}}, {"function": {"arguments": "2"}}]
    events = fed(OPENAI, [{"choices": [{"delta": {"tool_calls": pieces}}]} for pieces in (begun, rest)])
    assert events[2:4] == [ToolCallDelta(0, arguments="1"), ToolCallDelta(1, arguments="2")]


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


CAT = Picture("cat", "image/png")
SHOWN = ChatRequest(
    CHAT.choice,
    (
        Message("1", Role.USER, (Text("A cat?"), CAT, Text("Or a dog?"))),
        Message("2", Role.ASSISTANT, (Text("A cat."), CAT)),
        Message("3", Role.USER, (Picture("gone", "image/png"), Text("Sure?"))),
    ),
    pictures={"cat": b"png"},
)


def test_pictures_of_the_person_are_shown_between_the_words_and_those_of_the_model_are_not() -> None:
    assert messages_of(Endpoint("http://x/v1", "m"), SHOWN) == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "A cat?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,cG5n"}},
                {"type": "text", "text": "Or a dog?"},
            ],
        },
        {"role": "assistant", "content": "A cat."},
        {"role": "user", "content": "Sure?"},
    ]


def messages_of(endpoint: Endpoint, chat: ChatRequest, dialect: ChatCompletions = OPENAI) -> Any:
    return body_of(endpoint, chat, dialect)["messages"]


def body_of(endpoint: Endpoint, chat: ChatRequest, dialect: ChatCompletions = OPENAI) -> Any:
    return json.loads(request(dialect, endpoint, chat=chat).content)


V1 = f"{RESOURCE}/openai/v1"
ITSELF = ChatCompletions(OpenAIRoute(original=True))


@pytest.mark.parametrize(
    ("dialect", "base_url", "refused", "name"),
    [
        (OPENAI, "http://x/v1", set(), "max_tokens"),
        (OPENAI, "http://x/v1", {"max_tokens"}, "max_completion_tokens"),
        (OPENAI, "http://x/v1", {"max_tokens", "max_completion_tokens"}, None),
        (ITSELF, "https://api.openai.com/v1", set(), "max_completion_tokens"),
        (ITSELF, "https://api.openai.com/v1", {"max_completion_tokens"}, "max_tokens"),
        (AZURE, V1, set(), "max_completion_tokens"),
        (AZURE, RESOURCE, set(), "max_tokens"),
        (AZURE, RESOURCE, {"max_tokens"}, "max_completion_tokens"),
    ],
)
def test_the_length_of_an_answer_is_asked_for_under_the_name_that_is_known(
    dialect: ChatCompletions, base_url: str, refused: set[str], name: str | None
) -> None:
    chat = ChatRequest(CHAT.choice, CHAT.messages, {"max_tokens": 100})
    body = body_of(Endpoint(base_url, "m", refused=frozenset(refused)), chat, dialect)
    assert {key: value for key, value in body.items() if "tokens" in key} == ({name: 100} if name else {})


def test_an_old_api_version_knows_one_name_of_the_length_only() -> None:
    chat = ChatRequest(CHAT.choice, CHAT.messages, {"max_tokens": 100})
    endpoint = Endpoint(RESOURCE, "m", "2024-02-01", refused=frozenset({"max_tokens"}))
    assert body_of(endpoint, chat, AZURE).keys() == {"model", "messages", "stream"}


def test_what_is_asked_of_a_painter_is_not_asked_in_a_chat() -> None:
    options = {"temperature": 0.5, "size": "1024x1024", "quality": "high", "style": "vivid", "reasoning_effort": "low"}
    body = body_of(Endpoint("http://x/v1", "m"), ChatRequest(CHAT.choice, CHAT.messages, options))
    assert body.keys() - {"model", "messages", "stream", "stream_options"} == {"temperature", "reasoning_effort"}


TOLD = ChatRequest(CHAT.choice, (Message("0", Role.SYSTEM, (Text("Be brief."),)), *CHAT.messages))
ROLES = ["user", "assistant", "user"]


@pytest.mark.parametrize(
    ("dialect", "refused", "roles", "first"),
    [
        (OPENAI, set(), ["system", *ROLES], "Be brief."),
        (OPENAI, {"system"}, ROLES, "Be brief.\n\nHello?"),
        (ITSELF, {"system"}, ["developer", *ROLES], "Be brief."),
        (AZURE, {"system"}, ["developer", *ROLES], "Be brief."),
        (ITSELF, {"system", "developer"}, ROLES, "Be brief.\n\nHello?"),
    ],
)
def test_a_model_that_takes_no_system_turn_is_told_all_the_same(
    dialect: ChatCompletions, refused: set[str], roles: list[str], first: str
) -> None:
    turns = messages_of(Endpoint("http://x/v1", "m", refused=frozenset(refused)), TOLD, dialect)
    assert [turn["role"] for turn in turns] == roles
    assert turns[0]["content"] == first


def test_what_the_system_says_stands_before_a_picture() -> None:
    endpoint = Endpoint("http://x/v1", "m", refused=frozenset({"system"}))
    chat = ChatRequest(CHAT.choice, (TOLD.messages[0], *SHOWN.messages), pictures=SHOWN.pictures)
    turns = messages_of(endpoint, chat)
    assert turns[0]["content"][:2] == [{"type": "text", "text": "Be brief."}, {"type": "text", "text": "A cat?"}]


def test_what_only_the_system_says_is_said_by_the_person() -> None:
    endpoint = Endpoint("http://x/v1", "m", refused=frozenset({"system"}))
    assert messages_of(endpoint, ChatRequest(CHAT.choice, TOLD.messages[:1])) == [
        {"role": "user", "content": "Be brief."}
    ]


ENTRA = "eyJ0eXAi.eyJhdWQi.c2ln-_"


@pytest.mark.parametrize(
    ("key", "header"),
    [
        (ENTRA, {"Authorization": f"Bearer {ENTRA}"}),
        ("0123456789abcdef0123456789abcdef", {"api-key": "0123456789abcdef0123456789abcdef"}),
        ("eyJust-a-key", {"api-key": "eyJust-a-key"}),
    ],
)
def test_a_token_of_entra_is_shown_as_a_token_and_a_key_as_a_key(key: str, header: dict[str, str]) -> None:
    asked = request(AZURE, Endpoint(RESOURCE, "m"), key=key)
    assert asked.headers == {"Accept": "text/event-stream", **header}


def test_neither_key_nor_header_is_in_what_is_printed() -> None:
    asked = request(OPENAI, Endpoint("http://x/v1", "m"), key="sk-secret")
    assert "sk-secret" not in f"{asked!r} {Credentials('sk-secret')!r}"
