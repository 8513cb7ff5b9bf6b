"""Gemini: what it really streams becomes the right events, and requests say what is meant in its own words."""

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
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Reasoning, Text, ToolCall
from nextchat_desktop.core.wire import (
    Answered,
    ChatRequest,
    Credentials,
    Endpoint,
    HttpRequest,
    PictureData,
    ServerSentEvent,
    WireEvent,
)
from nextchat_desktop.net.sse import SseDecoder
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.google.listing import ModelPages
from nextchat_desktop.providers.services import SERVICES
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

GEMINI = Gemini()
HOME = "https://generativelanguage.googleapis.com"

TEXT, DONE, USAGE = TextDelta("Hello"), Finished("stop"), Usage(prompt=5, reply=2)
PICTURE = PictureData(b"\x89PNG\r\n\x1a\nx")


def kept(**part: Any) -> Keepsake:
    return Keepsake("google", json.dumps({**part, "thoughtSignature": "Sig=="}))


EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TEXT, Usage(prompt=5, reply=6, reasoning=4, cached=3), DONE],
    "thoughts": [ReasoningDelta("Let me see."), TEXT, KeepsakeAdded(kept(text="")), USAGE, DONE],
    "signed_text": [TEXT, KeepsakeAdded(kept(text="lo")), USAGE, DONE],
    "signed_call": [
        ToolCallDelta(0, "", "look", '{"at": "it"}'),
        KeepsakeAdded(kept(functionCall={})),
        ToolCallDelta(1, "c2", "wait", "{}"),
        USAGE,
        Finished("tool_calls"),
    ],
    "call_in_pieces": [ToolCallDelta(0, "", "look"), Finished("tool_calls")],
    "picture": [TextDelta("Here."), PICTURE, KeepsakeAdded(kept(inlineData={})), USAGE, DONE],
    "picture_broken": [TEXT, USAGE, DONE],
    "empty_shapes": [TEXT, USAGE, DONE],
    "reason_with_every_piece": [TEXT, USAGE, DONE],
    "length": [TEXT, USAGE, Finished("length")],
    "safety": [TEXT, USAGE, Finished("content_filter")],
    "no_picture": [USAGE, Finished("content_filter")],
    "other": [TEXT, USAGE, Finished("language")],
    "of_later": [TEXT, USAGE, Finished("tired_of_it")],
    "several": [TEXT, USAGE, DONE],
    "cut_short": [TEXT, USAGE, Failed(FailureKind.INTERRUPTED)],
    "cut_short_without_counts": [TEXT, Failed(FailureKind.INTERRUPTED)],
    "begun_only": [Usage(prompt=5), Failed(FailureKind.INTERRUPTED)],
    "done_added": [TEXT, USAGE, DONE],
    "counts_left_out": [TEXT, Usage(prompt=6, reply=2), DONE],
    "list_in_an_event": [TEXT, DONE],
    "blocked": [Failed(FailureKind.FILTERED, "PROHIBITED_CONTENT", code="PROHIBITED_CONTENT")],
    "blocked_late": [TEXT, USAGE, Failed(FailureKind.FILTERED, "Not this.", code="OTHER")],
    "error": [TEXT, USAGE, Failed(FailureKind.OVERLOADED, "The model is overloaded.", 503, "UNAVAILABLE")],
    "error_in_a_list": [Failed(FailureKind.OVERLOADED, "The model is overloaded.", 503, "UNAVAILABLE")],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("google") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_it_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(GEMINI, [recorded("google", name)]) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("size", SIZES)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(GEMINI, cut(recorded("google", name), size)) == EXPECTED[name]


def test_a_reason_that_comes_with_every_piece_does_not_end_the_answer() -> None:
    parser = GEMINI.parser()
    for sse in SseDecoder().feed(recorded("google", "reason_with_every_piece")):
        list(parser.feed(sse))
        assert not parser.whole


def test_a_reason_that_comes_alone_ends_it() -> None:
    parser = GEMINI.parser()
    for sse in SseDecoder().feed(recorded("google", "thoughts")):
        list(parser.feed(sse))
    assert parser.whole


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("data: <html><title>Log in</title></html>\n\n", FailureKind.WEB_PAGE),
        ('data: {"detail":"Not Found"}\n\n', FailureKind.SERVER),
        ("", FailureKind.EMPTY),
    ],
)
def test_a_stream_that_is_none_of_its_says_so(stream: str, kind: FailureKind) -> None:
    assert failure(parsed(GEMINI, [stream.encode()])).kind is kind


SHAPES = anything(
    "candidates", "content", "parts", "text", "thought", "thoughtSignature", "inlineData", "data", "functionCall",
    "name", "args", "finishReason", "index", "promptFeedback", "blockReason", "usageMetadata", "promptTokenCount",
    "error", "status", "message", "details", "violations", "retryDelay", "models",
)  # fmt: skip
PART = st.dictionaries(st.sampled_from(["text", "thought", "thoughtSignature", "inlineData", "functionCall"]), SHAPES)
CHUNK = st.fixed_dictionaries({
    "candidates": st.lists(st.fixed_dictionaries({"content": st.fixed_dictionaries({"parts": st.lists(PART)})})),
    "usageMetadata": SHAPES,
})  # fmt: skip


@given(st.lists(SHAPES | CHUNK, max_size=5))
def test_no_chunk_of_any_shape_makes_it_raise(chunks: list[Any]) -> None:
    assert ends_once(fed(GEMINI, chunks))


@given(st.lists(st.text(), max_size=5))
def test_no_data_makes_it_raise(texts: list[str]) -> None:
    parser = GEMINI.parser()
    said = [event for data in texts for event in parser.feed(ServerSentEvent("message", data))]
    assert ends_once([*said, *parser.end()])


@given(SHAPES | CHUNK | st.lists(CHUNK), st.integers(100, 599))
def test_no_whole_body_makes_it_raise(body: object, status: int) -> None:
    assert ends_once(list(GEMINI.whole(status, "application/json", json.dumps(body))))


def chunk(text: str, **more: Any) -> dict[str, Any]:
    return {"candidates": [{"content": {"parts": [{"text": text}]}, **more}]}


@pytest.mark.parametrize(
    "body", [chunk("Hello", finishReason="STOP"), [chunk("Hel"), chunk("lo", finishReason="STOP")]]
)
def test_an_answer_in_one_piece_is_one_all_the_same(body: object) -> None:
    *texts, last = GEMINI.whole(200, "application/json", json.dumps(body))
    assert "".join(event.text for event in texts if isinstance(event, TextDelta)) == "Hello"
    assert last == DONE


def test_a_blocked_question_in_one_piece_says_why() -> None:
    body = json.dumps([{"promptFeedback": {"blockReason": "SAFETY"}}])
    assert failure(GEMINI.whole(200, "application/json", body)).detail == "SAFETY"


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
    model: str = "gemini-2.0-flash",
    base: str = HOME,
    api: str = "",
    refused: Iterable[str] = (),
    makes_pictures: bool = False,
    extra: dict[str, Any] | None = None,
    key: str = "k",
    pictures: dict[str, bytes] | None = None,
    **options: Any,
) -> HttpRequest:
    chat = ChatRequest(ModelChoice("c", model), messages or (HELLO,), options, pictures or {})
    endpoint = Endpoint(
        base, model, api=api, refused=frozenset(refused), makes_pictures=makes_pictures, extra=extra or {}
    )
    return GEMINI.request(chat, endpoint, Credentials(key), 0)


def sent(*messages: Message, **others: Any) -> dict[str, Any]:
    return json.loads(request(*messages, **others).content)  # type: ignore[no-any-return]


def turns(*messages: Message, **others: Any) -> list[tuple[str, Any]]:
    return [(turn["role"], turn["parts"]) for turn in sent(*messages, **others)["contents"]]


def generation(**options: Any) -> dict[str, Any]:
    return sent(**options).get("generationConfig", {})  # type: ignore[no-any-return]


PLACE = "models/gemini-2.0-flash:streamGenerateContent?alt=sse"


@pytest.mark.parametrize(
    ("base", "api", "url"),
    [
        (HOME, "", f"{HOME}/v1beta/{PLACE}"),
        (f"{HOME}/", "v1", f"{HOME}/v1/{PLACE}"),
        (HOME, "of later", f"{HOME}/v1beta/{PLACE}"),
        (f"{HOME}/v1beta", "v1", f"{HOME}/v1beta/{PLACE}"),
        (f"{HOME}/v1", "", f"{HOME}/v1/{PLACE}"),
        (f"{HOME}/v1alpha", "", f"{HOME}/v1alpha/{PLACE}"),
        (f"{HOME}/v1beta/openai", "", f"{HOME}/v1beta/{PLACE}"),
        (f"{HOME}/v1beta/openai/chat/completions", "", f"{HOME}/v1beta/{PLACE}"),
        (f"{HOME}/v1beta/models/gemini-pro:generateContent?key=", "", f"{HOME}/v1beta/{PLACE}"),
        ("https://x.org/gemini/", "", f"https://x.org/gemini/v1beta/{PLACE}"),
    ],
)
def test_it_is_asked_at_its_address_however_that_was_written(base: str, api: str, url: str) -> None:
    assert request(base=base, api=api).url == url


def test_a_model_may_be_named_with_its_folder() -> None:
    assert request(model="models/gemini-2.0-flash").url == f"{HOME}/v1beta/{PLACE}"
    tuned = "tunedModels/mine:streamGenerateContent?alt=sse"
    assert request(model="tunedModels/mine").url == f"{HOME}/v1beta/{tuned}"
    assert "models/a%3Fb%20c:stream" in request(model="a?b c").url


def test_the_key_is_in_the_header_and_nowhere_else() -> None:
    asked = request(key="secret")
    assert asked.headers == {"Accept": "text/event-stream", "x-goog-api-key": "secret"}
    assert "secret" not in asked.url
    assert "x-goog-api-key" not in request(key="").headers


def test_the_least_that_is_sent() -> None:
    assert sent() == {"contents": [{"role": "user", "parts": [{"text": "Hello?"}]}]}


def test_the_prompt_stands_beside_the_turns() -> None:
    body = sent(system("Be brief."), HELLO, system("Remember: tea."))
    assert body["systemInstruction"] == {"parts": [{"text": "Be brief.\n\nRemember: tea."}]}
    assert len(body["contents"]) == 1


def test_a_model_that_knows_no_prompt_is_told_it_before_the_question() -> None:
    body = sent(system("Be brief."), HELLO, refused=["systemInstruction"])
    assert body == {"contents": [{"role": "user", "parts": [{"text": "Be brief."}, {"text": "Hello?"}]}]}


def test_neighbours_of_one_role_are_one_turn_and_empty_ones_none() -> None:
    assert turns(HELLO, system("Be brief."), AGAIN, answer(Text(" ")), answer(Text("Yes."))) == [
        ("user", [{"text": "Hello?"}, {"text": "And now?"}]),
        ("model", [{"text": "Yes."}]),
    ]


def test_pictures_of_both_sides_are_shown_in_their_place() -> None:
    shown = {"inlineData": {"mimeType": "image/png", "data": "cG5n"}}
    asked = user(Text("This?"), Picture("p", "image/png"), Picture("missing", "image/png"))
    drawn = answer(Picture("p", "image/png"), Text("There."))
    assert turns(asked, drawn, AGAIN, pictures={"p": b"png"})[:2] == [
        ("user", [{"text": "This?"}, shown]),
        ("model", [shown, {"text": "There."}]),
    ]


def signed(*parts: Part, **others: Any) -> Any:
    return turns(HELLO, answer(*parts), AGAIN, pictures={"p": b"png"}, **others)[1][1]


SIGNATURE = {"thoughtSignature": "Sig=="}


def test_a_signature_goes_back_on_the_very_part_it_came_with() -> None:
    assert signed(Text("Hello"), kept(text="")) == [{"text": "Hello"}, {"text": "", **SIGNATURE}]
    assert signed(Text("Hello"), kept(text="lo")) == [{"text": "Hel"}, {"text": "lo", **SIGNATURE}]
    assert signed(Text("Hello"), kept(text="Hello")) == [{"text": "Hello", **SIGNATURE}]
    assert signed(Text("Edited"), kept(text="Hello")) == [{"text": "Edited", **SIGNATURE}]
    shown = {"inlineData": {"mimeType": "image/png", "data": "cG5n"}}
    assert signed(Picture("p", "image/png"), kept(inlineData={})) == [{**shown, **SIGNATURE}]
    call = {"functionCall": {"id": "c", "name": "look", "args": {"at": 1}}}
    assert signed(ToolCall("c", "look", '{"at":1}'), kept(functionCall={})) == [{**call, **SIGNATURE}]
    assert signed(ToolCall("", "look", ""), kept(functionCall={})) == [
        {"functionCall": {"name": "look", "args": {}}, **SIGNATURE}
    ]


def test_a_signature_of_a_part_that_is_gone_goes_with_it() -> None:
    assert signed(Text("Hello"), kept(functionCall={})) == [{"text": "Hello"}]
    assert signed(Reasoning("Hm."), kept(text="lo"), Text("Hello")) == [{"text": "Hello"}]
    assert signed(Text("Hello"), kept(text=""), refused=["thoughtSignature"]) == [{"text": "Hello"}]
    for data in ("broken", "[]", "{}", '{"text":"lo"}', '{"thoughtSignature":"Sig=="}'):
        assert signed(Text("Hello"), Keepsake("google", data), Keepsake("anthropic", "{}")) == [{"text": "Hello"}]


def test_what_came_goes_back_as_it_came() -> None:
    parts: list[Part] = []
    for event in parsed(GEMINI, [recorded("google", "signed_text")]):
        parts += [Text(event.text)] if isinstance(event, TextDelta) else []
        parts += [event.keepsake] if isinstance(event, KeepsakeAdded) else []
    assert signed(*parts) == [{"text": "Hel"}, {"text": "lo", **SIGNATURE}]


def test_options_have_names_of_their_own_here() -> None:
    options = {"temperature": 0, "top_p": 0.9, "max_tokens": 100, "seed": 7, "stop": "END", "n": 2, "size": "1x1"}
    assert generation(**options, presence_penalty=0, frequency_penalty=0.5) == {
        "temperature": 0,
        "topP": 0.9,
        "maxOutputTokens": 100,
        "seed": 7,
        "stopSequences": ["END"],
        "frequencyPenalty": 0.5,
    }
    assert generation(stop=["a", "", "b"]) == {"stopSequences": ["a", "b"]}
    assert generation(stop=3, temperature=None) == {}


def test_what_it_has_refused_once_is_left_out() -> None:
    assert generation(temperature=1, top_p=1, refused=["topP"]) == {"temperature": 1}
    assert generation(presence_penalty=1, frequency_penalty=1, refused=["penalties"]) == {}


def test_what_the_person_adds_joins_what_is_sent() -> None:
    body = sent(temperature=1, extra={"generationConfig": {"topK": 5}, "safetySettings": []})
    assert body["generationConfig"] == {"temperature": 1, "topK": 5}
    assert body["safetySettings"] == []


def test_a_model_that_makes_pictures_is_asked_for_words_as_well() -> None:
    assert generation(makes_pictures=True) == {"responseModalities": ["TEXT", "IMAGE"]}


SHOWN = {"includeThoughts": True}


@pytest.mark.parametrize(
    ("model", "effort", "config"),
    [
        ("gemini-3-pro-preview", None, SHOWN),
        ("gemini-3.1-pro-preview", "high", {**SHOWN, "thinkingLevel": "HIGH"}),
        ("models/gemini-3-flash", "none", {**SHOWN, "thinkingLevel": "MINIMAL"}),
        ("gemini-flash-latest", "xhigh", {**SHOWN, "thinkingLevel": "XHIGH"}),
        ("gemini-2.5-flash", "medium", {**SHOWN, "thinkingBudget": 8192}),
        ("gemini-2.5-flash", "none", {"thinkingBudget": 0}),
        ("gemini-2.5-pro", "none", {**SHOWN, "thinkingBudget": 128}),
        ("gemini-2.5-pro", "strange", SHOWN),
        ("gemini-2.5-flash-image", "high", None),
        ("gemini-2.0-flash", "high", None),
        ("gemini-1.5-pro", "high", None),
        ("gemini-pro", "high", None),
        ("gemma-3-27b-it", "high", None),
        ("some-alias", "high", None),
    ],
)
def test_each_model_is_told_to_think_in_its_own_way(model: str, effort: str | None, config: object) -> None:
    assert generation(model=model, reasoning_effort=effort).get("thinkingConfig") == config


def test_thinking_can_be_refused() -> None:
    assert generation(model="gemini-2.5-flash", refused=["thinkingConfig"]) == {}


# Failures


def error(code: int, status: str, message: str, *details: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status, "details": list(details)}}


def info(reason: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}


def quota(*ids: str) -> dict[str, Any]:
    violations = [{"quotaMetric": "generate_content_free_tier_requests", "quotaId": id} for id in ids]
    return {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": violations}


RETRY = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.4s"}
MINUTE, DAY = (
    "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
    "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
)
SPENT = "You exceeded your current quota, please check your plan and billing details."
NONE_AT_ALL = f"{SPENT}\n* Quota exceeded for metric: free_tier_requests, limit: 0, model: gemini-3-pro"
BAD, STATE, USED = "INVALID_ARGUMENT", "FAILED_PRECONDITION", "RESOURCE_EXHAUSTED"
GONE = "models/x is not found for API version v1beta, or is not supported for generateContent."
LONG = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
NO_FIELD = "Invalid JSON payload received. Unknown name \"thinkingConfig\" at 'generation_config': Cannot find field."
ONLY = "Budget 0 is invalid. This model only works in thinking mode."
SHOW = "Thinking_config.include_thoughts is only enabled when thinking is enabled."
MANY = "Unable to submit request because it has a maxOutputTokens value of 99999."
NO_PROMPT = "Developer instruction is not enabled for models/gemma-3-27b-it"
BLIND = "Image input modality is not enabled for models/gemma-3-1b-it"
UNKNOWN = "Method doesn't allow unregistered callers."

K = FailureKind
TABLE: list[tuple[str, int, Any, FailureKind, str]] = [
    ("key", 400, error(400, BAD, "API key not valid.", info("API_KEY_INVALID")), K.KEY_REFUSED, ""),
    ("key by its reason", 400, error(400, BAD, "No.", info("API_KEY_INVALID")), K.KEY_REFUSED, ""),
    ("expired", 400, error(400, BAD, "API key expired. Please renew the API key."), K.KEY_REFUSED, ""),
    ("leaked", 403, error(403, "PERMISSION_DENIED", "Your API key was reported as leaked."), K.KEY_REFUSED, ""),
    ("none", 403, error(403, "PERMISSION_DENIED", UNKNOWN), K.KEY_REFUSED, ""),
    ("other key", 401, error(401, "UNAUTHENTICATED", "Expected OAuth 2 access token."), K.KEY_REFUSED, ""),
    ("permission", 403, error(403, "PERMISSION_DENIED", "The caller does not have permission"), K.FORBIDDEN, ""),
    ("region", 400, error(400, STATE, "User location is not supported for the API use."), K.REGION, ""),
    ("prepaid", 402, error(402, USED, "Your prepaid balance is used up."), K.QUOTA, ""),
    ("minute", 429, error(429, USED, SPENT, quota(MINUTE), RETRY), K.RATE_LIMIT, ""),
    ("day", 429, error(429, USED, SPENT, quota(MINUTE, DAY), RETRY), K.QUOTA, ""),
    ("not free", 429, error(429, USED, NONE_AT_ALL, RETRY), K.QUOTA, ""),
    ("plain", 429, error(429, USED, "Resource has been exhausted (e.g. check quota)."), K.RATE_LIMIT, ""),
    ("model", 404, error(404, "NOT_FOUND", GONE), K.MODEL_NOT_FOUND, ""),
    ("path", 404, "", K.BAD_ENDPOINT, ""),
    ("long", 400, error(400, BAD, LONG), K.CONTEXT_TOO_LONG, ""),
    ("long inside", 500, error(500, "INTERNAL", LONG), K.CONTEXT_TOO_LONG, ""),
    ("fault", 500, error(500, "INTERNAL", "An internal error has occurred."), K.SERVER, ""),
    ("busy", 503, error(503, "UNAVAILABLE", "The model is overloaded."), K.OVERLOADED, ""),
    ("late", 504, error(504, "DEADLINE_EXCEEDED", "Deadline expired."), K.OVERLOADED, ""),
    ("cancelled", 499, error(499, "CANCELLED", "The operation was cancelled."), K.SERVER, ""),
    ("blind", 400, error(400, BAD, BLIND), K.NO_VISION, ""),
    ("else", 400, error(400, BAD, "contents is not specified"), K.BAD_REQUEST, ""),
    ("in a list", 503, [error(503, "UNAVAILABLE", "Busy.")], K.OVERLOADED, ""),
    ("unknown field", 400, error(400, BAD, NO_FIELD), K.PARAMETER_REFUSED, "thinkingConfig"),
    ("budget", 400, error(400, BAD, ONLY), K.PARAMETER_REFUSED, "thinkingConfig"),
    ("level", 400, error(400, BAD, "Thinking level is not supported."), K.PARAMETER_REFUSED, "thinkingConfig"),
    ("thoughts", 400, error(400, BAD, SHOW), K.PARAMETER_REFUSED, "thinkingConfig"),
    ("prompt", 400, error(400, BAD, NO_PROMPT), K.PARAMETER_REFUSED, "systemInstruction"),
    ("penalty", 400, error(400, BAD, "Penalty is not enabled for models/x"), K.PARAMETER_REFUSED, "penalties"),
    ("length", 400, error(400, BAD, MANY), K.PARAMETER_REFUSED, "maxOutputTokens"),
    ("signature", 400, error(400, BAD, "Thought signature is not valid"), K.PARAMETER_REFUSED, "thoughtSignature"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "kind", "field"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_refusal_says_what_can_be_done(status: int, body: object, kind: FailureKind, field: str) -> None:
    failed = failure(GEMINI.whole(status, "application/json", json.dumps(body) if body else ""))
    assert (failed.kind, failed.field, failed.status) == (kind, field, status)


def test_a_refusal_in_the_middle_of_a_stream_is_the_same() -> None:
    failed = failure(fed(GEMINI, [error(429, USED, SPENT, quota(MINUTE), RETRY)]))
    assert failed == Failed(K.RATE_LIMIT, SPENT, 429, USED, retry_after=34.4)


def test_a_moment_to_wait_is_told_but_not_for_what_a_day_brings_back() -> None:
    by_minute, by_day = (error(429, USED, SPENT, quota(id, ""), RETRY) for id in (MINUTE, DAY))
    for body in (by_minute, [by_minute]):
        assert failure(GEMINI.whole(429, "application/json", json.dumps(body))).retry_after == 34.4
    spent = failure(GEMINI.whole(429, "application/json", json.dumps(by_day)))
    assert (spent.retry_after, spent.detail) == (None, f"{SPENT}\n{DAY}")


@pytest.mark.parametrize("delay", ["soon", 3, "3m", "", None])
def test_a_wait_that_cannot_be_read_is_none(delay: object) -> None:
    body = error(429, USED, "Slow down.", {"retryDelay": delay})
    assert failure(GEMINI.whole(429, "application/json", json.dumps(body))).retry_after is None


# Models


def listed(body: object, status: int = 200) -> Any:
    return ModelPages().read(Answered(status, "application/json", json.dumps(body)))


def test_models_are_asked_for_page_by_page() -> None:
    first = ModelPages().request(Endpoint(HOME), Credentials("k"))
    assert (first.method, first.url) == ("GET", f"{HOME}/v1beta/models?pageSize=1000")
    assert first.headers["x-goog-api-key"] == "k"
    after = ModelPages().request(Endpoint(HOME, api="v1"), Credentials("k"), "a=b&c")
    assert after.url == f"{HOME}/v1/models?pageSize=1000&pageToken=a%3Db%26c"
    assert listed({"models": [], "nextPageToken": "a=b&c"}).after == "a=b&c"


def test_what_is_told_of_a_model_is_kept() -> None:
    told = {"name": "models/gemini-x", "displayName": "Gemini X", "inputTokenLimit": 1048576, "outputTokenLimit": 65536}
    (model,) = listed({"models": [{**told, "thinking": True}]}).models
    assert (model.id, model.name, model.reasoning) == ("gemini-x", "Gemini X", True)
    assert (model.context, model.output) == (1048576, 65536)


def test_only_models_to_chat_with_are_offered() -> None:
    def entry(id: str, *methods: str) -> dict[str, Any]:
        return {"name": f"models/{id}", "supportedGenerationMethods": methods}

    found = listed({"models": [entry("a", "generateContent"), entry("b", "embedContent"), {"name": "c"}, {}, 3]})
    assert [model.id for model in found.models] == ["a", "c"]


def test_a_refusal_to_list_is_a_failure() -> None:
    assert listed(error(400, BAD, "API key not valid.", info("API_KEY_INVALID")), 400).kind is K.KEY_REFUSED
    assert listed({"kind": "list"}).kind is K.SERVER


@given(SHAPES)
def test_no_list_makes_it_raise(body: object) -> None:
    assert listed(body) is not None


def test_the_service_is_offered_with_its_versions() -> None:
    row = next(row for row in SERVICES if row.service.id == "google")
    assert row.service.apis == ("v1beta", "v1")
    endpoint = Endpoint(row.service.base_url, "gemini-2.0-flash")
    assert row.speak(endpoint).url(endpoint) == f"{HOME}/v1beta/{PLACE}"
    assert row.service.lists_models
