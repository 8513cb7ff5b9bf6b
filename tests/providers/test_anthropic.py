"""Claude's Messages: what its servers and gateways really stream becomes the right events, and requests are taken."""

import json
from collections.abc import Iterable
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
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Reasoning, Text
from nextchat_desktop.core.wire import (
    Answered,
    ChatRequest,
    Credentials,
    Endpoint,
    HttpRequest,
    ServerSentEvent,
    WireEvent,
)
from nextchat_desktop.net.sse import SseDecoder
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.anthropic.listing import ModelPages
from nextchat_desktop.providers.services import SERVICES
from providers.streams import SIZES, compact, cut, ends_once, failure, fed, names_of, parsed, recorded

CLAUDE = Messages()
HOME = "https://api.anthropic.com"
OLD, NEW = "claude-sonnet-4-5-20250929", "2026-10-21"

TEXT, THOUGHT, DONE = TextDelta("Hello"), ReasoningDelta("Let me see."), Finished("stop")
USAGE = Usage(prompt=5, reply=2)


def kept(**block: Any) -> KeepsakeAdded:
    return KeepsakeAdded(Keepsake("anthropic", json.dumps(block)))


SIGNED = {"type": "thinking", "thinking": "Let me see.", "signature": "Sig=="}
OPAQUE = {"type": "redacted_thinking", "data": "Opaque=="}
LOOK = [ToolCallDelta(0, "toolu_1", "look"), ToolCallDelta(0, arguments='{"at":'), ToolCallDelta(0, arguments=' "it"}')]
WAIT = [ToolCallDelta(1, "toolu_2", "wait"), ToolCallDelta(1, arguments="{}")]

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TEXT, Usage(prompt=12, reply=2, reasoning=1, cached=3), DONE],
    "thinking": [THOUGHT, kept(**SIGNED), kept(**OPAQUE), TEXT, USAGE, DONE],
    "thinking_omitted": [kept(**{**SIGNED, "thinking": ""}), TEXT, USAGE, DONE],
    "interleaved": [THOUGHT, TEXT, USAGE, DONE],
    "tools": [TEXT, *LOOK, *WAIT, USAGE, Finished("tool_calls")],
    "server_tools": [TEXT, USAGE, DONE],
    "fallback": [TEXT, USAGE, DONE],
    "twice_started": [TEXT, USAGE, DONE],
    "text_in_the_start": [TEXT, USAGE, DONE],
    "no_block_starts": [TEXT, USAGE, DONE],
    "blocks_without_an_end": [
        ToolCallDelta(0, "toolu_1", "wait"),
        ToolCallDelta(0, arguments='{"for": 1}'),
        USAGE,
        Finished("tool_calls"),
    ],
    "counts_late": [TEXT, USAGE, DONE],
    "length": [TEXT, USAGE, Finished("length")],
    "window": [TEXT, USAGE, Finished("length")],
    "stop_sequence": [TEXT, USAGE, DONE],
    "pause": [TEXT, USAGE, Finished("pause_turn")],
    "refused": [USAGE, Finished("refusal", "Not this.")],
    "refused_late": [TEXT, USAGE, Finished("refusal", "Not this.")],
    "no_message_stop": [TEXT, USAGE, DONE],
    "done_added": [TEXT, USAGE, DONE],
    "after_the_end": [TEXT, USAGE, DONE],
    "cut_short": [TEXT, Usage(prompt=5, reply=1), Failed(FailureKind.INTERRUPTED)],
    "begun_only": [Usage(prompt=5, reply=1), Failed(FailureKind.INTERRUPTED)],
    "unnamed": [TEXT, USAGE, DONE],
    "blanks_inside": [TEXT, USAGE, DONE],
    "unknown": [TEXT, USAGE, DONE],
}

FAILED: dict[str, tuple[FailureKind, int | None, str]] = {
    "error_overloaded": (FailureKind.OVERLOADED, None, "Overloaded"),
    "error_after_text": (FailureKind.SERVER, None, "Internal server error"),
    "error_llama_server": (FailureKind.SERVER, 500, "Failed to decode"),
    "error_in_words": (FailureKind.SERVER, None, "upstream is gone"),
    "error_first": (FailureKind.RATE_LIMIT, None, "This would exceed your rate limit."),
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("anthropic") == EXPECTED.keys() | FAILED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_server_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(CLAUDE, [recorded("anthropic", name)]) == EXPECTED[name]


@pytest.mark.parametrize("name", FAILED)
def test_an_error_in_the_stream_is_the_end_of_it(name: str) -> None:
    *_, failed = parsed(CLAUDE, [recorded("anthropic", name)])
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.status, failed.detail) == FAILED[name]


def test_what_had_been_said_before_an_error_is_kept() -> None:
    assert TEXT in parsed(CLAUDE, [recorded("anthropic", "error_after_text")])


@pytest.mark.parametrize("name", [*EXPECTED, *FAILED])
@pytest.mark.parametrize("size", SIZES)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    whole = recorded("anthropic", name)
    assert parsed(CLAUDE, cut(whole, size)) == parsed(CLAUDE, [whole])


def test_the_end_is_known_before_the_stream_ends() -> None:
    parser = CLAUDE.parser()
    seen = []
    for sse in SseDecoder().feed(recorded("anthropic", "text")):
        list(parser.feed(sse))
        seen.append(parser.whole)
    assert seen == [*[False] * (len(seen) - 2), True, True]


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("data: <html><title>Log in</title></html>\n\n", FailureKind.WEB_PAGE),
        ('data: {"detail":"Not Found"}\n\n', FailureKind.SERVER),
        ("", FailureKind.EMPTY),
    ],
)
def test_a_stream_that_is_none_of_claudes_says_so(stream: str, kind: FailureKind) -> None:
    assert failure(parsed(CLAUDE, [stream.encode()])).kind is kind


@given(st.lists(st.tuples(st.sampled_from(["message", "error", "ping"]), st.text())))
def test_no_data_makes_it_raise(events: list[tuple[str, str]]) -> None:
    parser = CLAUDE.parser()
    said = [event for name, data in events for event in parser.feed(ServerSentEvent(name, data))]
    assert ends_once([*said, *parser.end()])


NAMES = st.sampled_from([
    "type", "message", "usage", "index", "content_block", "delta", "text", "thinking", "signature", "stop_reason",
    "input", "error", "input_tokens", "output_tokens", "output_tokens_details", "partial_json", "data", "content",
])  # fmt: skip
TYPES = st.sampled_from([
    "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta",
    "text", "thinking", "tool_use", "redacted_thinking", "text_delta", "thinking_delta", "signature_delta",
    "input_json_delta",
])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | TYPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner | TYPES, max_size=6),
)


@given(st.lists(st.dictionaries(NAMES, VALUES | TYPES), max_size=8))
def test_no_event_of_any_shape_makes_it_raise(chunks: list[dict[str, Any]]) -> None:
    assert ends_once(fed(CLAUDE, chunks))


@given(VALUES, st.integers(100, 599))
def test_no_whole_body_makes_it_raise(body: object, status: int) -> None:
    assert ends_once(list(CLAUDE.whole(status, "application/json", json.dumps(body))))


def test_an_answer_in_one_piece_is_one_all_the_same() -> None:
    usage = {"input_tokens": 5, "output_tokens": 2}
    content = [SIGNED, {"type": "text", "text": "Hello"}]
    body = {"type": "message", "content": content, "stop_reason": "end_turn", "usage": usage}
    said = compact(CLAUDE.whole(200, "application/json", json.dumps(body)))
    assert said == [THOUGHT, kept(**SIGNED), TEXT, USAGE, DONE]
    plain = {"content": "Hello", "stop_reason": "max_tokens"}
    assert list(CLAUDE.whole(200, "application/json", json.dumps(plain))) == [TEXT, Finished("length")]


@pytest.mark.parametrize(
    ("status", "body"), [(500, {"content": []}), (200, {"content": [], "error": {"message": "No."}}), (200, {})]
)
def test_what_only_looks_like_an_answer_is_none(status: int, body: object) -> None:
    assert failure(CLAUDE.whole(status, "application/json", json.dumps(body))).kind is FailureKind.SERVER


# Requests


def user(*parts: Part) -> Message:
    return Message("q", Role.USER, parts)


def answer(*parts: Part) -> Message:
    return Message("a", Role.ASSISTANT, parts)


def system(text: str) -> Message:
    return Message("s", Role.SYSTEM, (Text(text),))


HELLO, AGAIN = user(Text("Hello?")), user(Text("And now?"))


def request(
    *messages: Message,
    model: str = OLD,
    base: str = HOME,
    api: str = "",
    refused: Iterable[str] = (),
    longest: int = 0,
    key: str = "k",
    pictures: dict[str, bytes] | None = None,
    **options: Any,
) -> HttpRequest:
    chat = ChatRequest(ModelChoice("c", model), messages or (HELLO,), options, pictures or {})
    endpoint = Endpoint(base, model, api=api, refused=frozenset(refused), longest_answer=longest)
    return CLAUDE.request(chat, endpoint, Credentials(key), 0)


def sent(*messages: Message, **others: Any) -> dict[str, Any]:
    return json.loads(request(*messages, **others).content)  # type: ignore[no-any-return]


def turns(*messages: Message, **others: Any) -> list[tuple[str, Any]]:
    return [(turn["role"], turn["content"]) for turn in sent(*messages, **others)["messages"]]


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://api.anthropic.com", "https://api.anthropic.com/v1/messages"),
        ("https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages"),
        ("https://api.anthropic.com/v1/messages", "https://api.anthropic.com/v1/messages"),
        ("https://x.org/claude/", "https://x.org/claude/v1/messages"),
        ("https://x.org/v1/acc/gw/anthropic", "https://x.org/v1/acc/gw/anthropic/v1/messages"),
    ],
)
def test_it_is_asked_at_its_address_however_that_was_written(base: str, url: str) -> None:
    assert request(base=base).url == url


def test_the_key_and_the_version_are_shown() -> None:
    headers = {"Accept": "text/event-stream", "anthropic-version": "2023-06-01", "x-api-key": "k"}
    assert request().headers == headers
    assert request(api=NEW).headers["anthropic-version"] == NEW
    assert request(api="of later").headers["anthropic-version"] == "2023-06-01"
    assert "x-api-key" not in request(key="").headers


def test_the_least_that_is_sent() -> None:
    messages = [{"role": "user", "content": "Hello?"}]
    assert sent() == {"model": OLD, "max_tokens": 8192, "messages": messages, "stream": True}


def test_how_long_an_answer_may_be() -> None:
    assert sent(longest=64000)["max_tokens"] == 64000
    assert sent(longest=64000, max_tokens=500)["max_tokens"] == 500
    assert sent(longest=64000, max_tokens=0)["max_tokens"] == 64000
    assert sent(longest=64000, refused=["max_tokens"])["max_tokens"] == 4096
    assert sent(max_tokens=500, refused=["max_tokens"])["max_tokens"] == 500


def test_the_prompt_stands_beside_the_turns() -> None:
    body = sent(system("Be brief."), HELLO, system("Remember: tea."))
    assert body["system"] == "Be brief.\n\nRemember: tea."
    assert body["messages"] == [{"role": "user", "content": "Hello?"}]


def test_a_gateway_that_knows_no_prompt_is_told_it_before_the_question() -> None:
    body = sent(system("Be brief."), HELLO, answer(Text("Yes?")), AGAIN, refused=["system"])
    assert "system" not in body
    told = [{"type": "text", "text": "Be brief."}, {"type": "text", "text": "Hello?"}]
    assert body["messages"][0] == {"role": "user", "content": told}
    assert body["messages"][-1] == {"role": "user", "content": "And now?"}
    assert turns(system("Be brief."), answer(Text("Yes?")), AGAIN, refused=["system"])[0] == ("user", "Be brief.")


def test_turns_alternate_and_begin_with_the_persons() -> None:
    assert turns(answer(Text("Yes?")), HELLO, system("Be brief."), AGAIN) == [
        ("user", "…"),
        ("assistant", "Yes?"),
        ("user", [{"type": "text", "text": "Hello?"}, {"type": "text", "text": "And now?"}]),
    ]


def test_turns_that_say_nothing_are_left_out() -> None:
    assert turns(HELLO, answer(Text(" \n")), answer(), AGAIN)[0][0] == "user"
    assert len(turns(HELLO, answer(Text(" \n")), AGAIN)) == 1


def test_an_answer_at_the_end_is_gone_on_with() -> None:
    assert turns(HELLO, answer(Text("Well, \n")))[-1] == ("assistant", "Well,")
    signed = answer(Keepsake("anthropic", json.dumps(SIGNED)), Text("Well,"))
    assert turns(HELLO, signed)[-1] == ("assistant", "Well,")
    assert [role for role, _ in turns(HELLO, answer(Text("Well,")), refused=["prefill"])][-1] == "user"


def test_pictures_are_shown_in_their_place() -> None:
    parts = (
        Text("Before"),
        Picture("p", "image/png"),
        Text("after"),
        Picture("b", "image/bmp"),
        Picture("x", "image/png"),
    )
    assert turns(user(*parts), pictures={"p": b"png", "b": b"bmp"}) == [
        (
            "user",
            [
                {"type": "text", "text": "Before"},
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "cG5n"}},
                {"type": "text", "text": "after"},
            ],
        )
    ]


def test_pictures_of_answers_are_not_sent_back() -> None:
    drawn = answer(Text("Here."), Picture("p", "image/png"))
    assert turns(HELLO, drawn, AGAIN, pictures={"p": b"png"})[1] == ("assistant", "Here.")


def test_thoughts_go_back_first_and_unchanged() -> None:
    thoughts = [Keepsake("anthropic", json.dumps(block)) for block in (SIGNED, OPAQUE)]
    others = (Keepsake("google", "{}"), Keepsake("anthropic", "broken"), Keepsake("anthropic", '{"type":"text"}'))
    said = answer(Reasoning("Let me see."), thoughts[0], Text("Hello."), thoughts[1], *others)
    assert turns(HELLO, said, AGAIN)[1] == ("assistant", [SIGNED, OPAQUE, {"type": "text", "text": "Hello."}])
    assert turns(HELLO, said, AGAIN, refused=["signatures"])[1] == ("assistant", "Hello.")


def test_what_it_does_not_know_is_never_sent() -> None:
    body = sent(presence_penalty=1, frequency_penalty=1, seed=3, n=2, size="1024x1024")
    assert body.keys() == {"model", "max_tokens", "messages", "stream"}


def test_only_the_older_version_knows_temperature() -> None:
    body = sent(temperature=1.5, top_p=0.5)
    assert (body["temperature"], body["top_p"]) == (1, 0.5)
    assert not {"temperature", "top_p"} & sent(temperature=1.5, top_p=0.5, api=NEW).keys()
    assert "top_p" not in sent(temperature=0.5, top_p=0.5, refused=["top_p"])


@pytest.mark.parametrize(("stop", "sequences"), [("END", ["END"]), (["a", " ", ""], ["a"]), ("\n", None), (3, None)])
def test_words_that_end_the_answer(stop: object, sequences: object) -> None:
    assert sent(stop=stop).get("stop_sequences") == sequences


ADAPTIVE = {"type": "adaptive", "display": "summarized"}


@pytest.mark.parametrize(
    ("model", "effort", "thinking", "output"),
    [
        ("claude-3-5-sonnet-20241022", "high", None, None),
        ("claude-3-opus-20240229", "high", None, None),
        ("claude-2.1", "high", None, None),
        ("claude-3-7-sonnet-20250219", "high", {"type": "enabled", "budget_tokens": 24576}, None),
        ("anthropic/claude-3.7-sonnet", "low", {"type": "enabled", "budget_tokens": 4096}, None),
        ("claude-sonnet-4-20250514", "minimal", {"type": "enabled", "budget_tokens": 1024}, None),
        ("claude-opus-4-1-20250805", "max", {"type": "enabled", "budget_tokens": 32000}, None),
        (OLD, "medium", {"type": "enabled", "budget_tokens": 12288}, None),
        (OLD, None, None, None),
        (OLD, "none", None, None),
        ("claude-opus-4-6", "xhigh", ADAPTIVE, {"effort": "xhigh"}),
        ("claude-sonnet-4.6", "minimal", ADAPTIVE, {"effort": "low"}),
        ("claude-opus-4-8", None, None, None),
        ("claude-opus-4-8", "none", None, None),
        ("claude-sonnet-5", "high", ADAPTIVE, {"effort": "high"}),
        ("claude-fable-5", None, ADAPTIVE, None),
        ("claude-opus-5", "none", {"type": "disabled"}, None),
        ("kimi-k2", "high", {"type": "enabled", "budget_tokens": 24576}, None),
        ("kimi-k2", "strange", None, None),
    ],
)
def test_each_model_is_told_to_think_in_its_own_way(
    model: str, effort: str | None, thinking: object, output: object
) -> None:
    body = sent(model=model, longest=64000, reasoning_effort=effort)
    assert (body.get("thinking"), body.get("output_config")) == (thinking, output)


def test_a_thought_leaves_room_for_the_answer() -> None:
    assert sent(max_tokens=4096, reasoning_effort="high")["thinking"]["budget_tokens"] == 2048
    assert "thinking" not in sent(max_tokens=1000, reasoning_effort="high")


def test_beside_a_thought_there_is_no_temperature() -> None:
    assert "temperature" not in sent(temperature=0.5, reasoning_effort="high")
    assert "temperature" in sent(temperature=0.5, reasoning_effort="high", refused=["thinking"])
    assert "temperature" not in sent(temperature=0.5, model="claude-opus-5")


def test_a_refused_effort_leaves_the_thought() -> None:
    body = sent(model="claude-opus-4-6", reasoning_effort="xhigh", refused=["output_config"])
    assert "thinking" in body
    assert "output_config" not in body


# Failures


def error(type: str, message: str, **more: Any) -> str:
    return json.dumps({"type": "error", "error": {"type": type, "message": message, **more}, "request_id": "req_1"})


K = FailureKind
WRONG = "invalid_request_error"
BOTH = "`temperature` and `top_p` cannot both be specified for this model. Please use only one."
SPENT = "Your credit balance is too low to access the Anthropic API."
LIMITS = "You have reached your specified API usage limits."
OVER = "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000"
LONG = "max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for claude-3-opus-20240229"
WAY = (
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort".'
)
EFFORT = "This model does not support the effort parameter."
REACHED = {"error_code": "enforced_spend_limit_reached"}
WARM = "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."
END = "This model does not support assistant message prefill. The conversation must end with a user message."
SIGNATURE = "messages.1.content.0: Invalid `signature` in `thinking` block"
WRAPPED = json.dumps({"error": {"type": "<nil>", "message": json.dumps({"error": {"message": BOTH}})}, "type": "error"})

TABLE: list[tuple[str, int, str, FailureKind, str]] = [
    ("key", 401, error("authentication_error", "invalid x-api-key"), K.KEY_REFUSED, ""),
    ("billing", 402, error("billing_error", "Payment required"), K.QUOTA, ""),
    ("credit", 400, error(WRONG, SPENT), K.QUOTA, ""),
    ("limits", 400, error(WRONG, LIMITS), K.QUOTA, ""),
    ("spent", 429, error("rate_limit_error", "No.", details=REACHED), K.QUOTA, ""),
    ("rate", 429, error("rate_limit_error", "Too many tokens, please wait."), K.RATE_LIMIT, ""),
    ("permission", 403, error("permission_error", "Your key cannot use this."), K.FORBIDDEN, ""),
    ("region", 403, error("forbidden", "Request not allowed"), K.REGION, ""),
    ("model", 404, error("not_found_error", "model: claude-9"), K.MODEL_NOT_FOUND, ""),
    ("path", 404, error("not_found_error", "Not Found"), K.BAD_ENDPOINT, ""),
    ("large", 413, error("request_too_large", "Request exceeds the maximum size"), K.CONTEXT_TOO_LONG, ""),
    ("large page", 413, "<html><title>413</title></html>", K.TOO_LARGE, ""),
    ("long", 400, error(WRONG, "prompt is too long: 210000 tokens > 200000 maximum"), K.CONTEXT_TOO_LONG, ""),
    ("too long together", 400, error(WRONG, OVER), K.CONTEXT_TOO_LONG, ""),
    ("overloaded", 529, error("overloaded_error", "Overloaded"), K.OVERLOADED, ""),
    ("timeout", 504, error("timeout_error", "Timed out"), K.OVERLOADED, ""),
    ("fault", 500, error("api_error", "Internal server error"), K.SERVER, ""),
    ("filter", 400, error(WRONG, "Output blocked by content filtering policy"), K.FILTERED, ""),
    ("blind", 400, error(WRONG, "'claude-2.1' does not support image input."), K.NO_VISION, ""),
    ("else", 400, error(WRONG, "messages: at least one message is required"), K.BAD_REQUEST, ""),
    ("as an event", 529, "event: error\ndata: " + error("overloaded_error", "Overloaded"), K.OVERLOADED, ""),
    ("both", 400, error(WRONG, BOTH), K.PARAMETER_REFUSED, "top_p"),
    ("both, wrapped", 400, WRAPPED, K.PARAMETER_REFUSED, "top_p"),
    ("temperature", 400, error(WRONG, "temperature: range: 0..1"), K.PARAMETER_REFUSED, "temperature"),
    ("removed", 400, error(WRONG, "temperature: Extra inputs are not permitted"), K.PARAMETER_REFUSED, "temperature"),
    ("warm", 400, error(WRONG, WARM), K.PARAMETER_REFUSED, "temperature"),
    ("answer", 400, error(WRONG, LONG), K.PARAMETER_REFUSED, "max_tokens"),
    ("thinking", 400, error(WRONG, "thinking: adaptive is not supported"), K.PARAMETER_REFUSED, "thinking"),
    ("way", 400, error(WRONG, WAY), K.PARAMETER_REFUSED, "thinking"),
    ("effort", 400, error(WRONG, EFFORT), K.PARAMETER_REFUSED, "output_config"),
    ("system", 400, error(WRONG, "system: Extra inputs are not permitted"), K.PARAMETER_REFUSED, "system"),
    ("prefill", 400, error(WRONG, END), K.PARAMETER_REFUSED, "prefill"),
    ("signature", 400, error(WRONG, SIGNATURE), K.PARAMETER_REFUSED, "signatures"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "kind", "field"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_refusal_says_what_can_be_done(status: int, body: str, kind: FailureKind, field: str) -> None:
    content_type = "text/html" if body.startswith("<") else "application/json"
    failed = failure(CLAUDE.whole(status, content_type, body))
    assert (failed.kind, failed.field, failed.status) == (kind, field, status)


def test_the_services_own_words_are_kept_for_the_details() -> None:
    assert failure(CLAUDE.whole(529, "application/json", error("overloaded_error", "Overloaded"))) == Failed(
        K.OVERLOADED, "Overloaded", 529, "overloaded_error"
    )


# Models


def listed(body: object, status: int = 200) -> Any:
    return ModelPages().read(Answered(status, "application/json", json.dumps(body)))


def test_models_are_asked_for_page_by_page() -> None:
    endpoint = Endpoint(f"{HOME}/v1")
    first = ModelPages().request(endpoint, Credentials("k"))
    assert (first.method, first.url, first.headers["x-api-key"]) == ("GET", f"{HOME}/v1/models?limit=1000", "k")
    assert ModelPages().request(endpoint, Credentials("k"), "a/b").url == f"{HOME}/v1/models?limit=1000&after_id=a%2Fb"
    assert listed({"data": [{"id": "m"}], "has_more": True, "last_id": "m"}).after == "m"
    assert listed({"data": [{"id": "m"}], "has_more": False, "last_id": "m"}).after == ""


def test_what_is_told_of_a_model_is_kept() -> None:
    able = {"image_input": {"supported": True}, "thinking": {"supported": False}}
    told = {
        "id": "m",
        "display_name": "Claude M",
        "max_input_tokens": 200000,
        "max_tokens": 64000,
        "capabilities": able,
    }
    (model,) = listed({"data": [told]}).models
    assert (model.id, model.name, model.vision, model.reasoning) == ("m", "Claude M", True, False)
    assert (model.context, model.output) == (200000, 64000)
    (plain,) = listed({"data": [{"id": "m"}]}).models
    assert (plain.vision, plain.reasoning, plain.context) == (None, None, 0)


@pytest.mark.parametrize(
    ("said", "can"),
    [(True, True), (False, False), ({"supported": False}, False), ({"types": {}}, True), ({}, False), ("yes", None)],
)
def test_a_capability_may_be_said_in_many_words(said: object, can: bool | None) -> None:
    assert listed({"data": [{"id": "m", "capabilities": {"thinking": said}}]}).models[0].reasoning is can


def test_models_that_are_gone_are_not_offered() -> None:
    data = [{"id": "a", "lifecycle": "retired"}, {"id": "b", "lifecycle": "deprecated"}, {}, "c"]
    assert [model.id for model in listed({"data": data}).models] == ["b"]


def test_a_refusal_to_list_is_a_failure() -> None:
    assert listed(json.loads(error("authentication_error", "invalid")), 401).kind is K.KEY_REFUSED
    assert listed({"object": "list"}).kind is K.SERVER


@given(VALUES)
def test_no_list_makes_it_raise(body: object) -> None:
    assert listed(body) is not None


def test_the_service_is_offered_with_its_versions() -> None:
    row = next(row for row in SERVICES if row.service.id == "anthropic")
    assert row.service.apis == ("2023-06-01", NEW)
    assert row.speak(Endpoint(row.service.base_url)).url(Endpoint(row.service.base_url)) == f"{HOME}/v1/messages"
    assert row.service.lists_models
