"""Alibaba's own dialect: what it streams becomes the right events, what it refuses the right failure."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
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
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint, PictureLink, WireEvent
from nextchat_desktop.providers.dashscope import DashScope, DashScopePictures
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

QWEN, PAINTER = DashScope(), DashScopePictures()
HOST = "https://dashscope.aliyuncs.com"
TEXT_TASK, PARTS_TASK = (f"{HOST}/api/v1/services/aigc/{task}-generation/generation" for task in ("text", "multimodal"))
USAGE, STOP = Usage(9, 5, 3, 4), Finished("stop")

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TextDelta("你好。"), USAGE, STOP],
    "thinking": [ReasoningDelta("Let me see."), TextDelta("Hello"), USAGE, STOP],
    "parts": [TextDelta("Hello"), USAGE, STOP],
    "picture": [PictureLink("https://oss.example/a.png?Expires=1"), USAGE, STOP],
    "older": [TextDelta("Hello"), Usage(9, 2), STOP],
    "length": [TextDelta("Hello"), USAGE, Finished("length")],
    "tool": [
        ToolCallDelta(0, "call_1", "weather", ""),
        ToolCallDelta(0, "", "", '{"city":"Oslo"}'),
        USAGE,
        Finished("tool_calls"),
    ],
    "cut_short": [TextDelta("Hel"), Usage(9, 1), Failed(FailureKind.INTERRUPTED)],
    "empty_codes": [TextDelta("Hello"), USAGE, STOP],
    "error_midway": [
        TextDelta("Hel"),
        Usage(9, 1),
        Failed(FailureKind.FILTERED, "Output data may contain inappropriate content.", code="DataInspectionFailed"),
    ],
    "error_first": [
        Failed(
            FailureKind.RATE_LIMIT,
            "Requests rate limit exceeded, please try again later.",
            code="Throttling.RateQuota",
        ),
    ],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("dashscope") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_service_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(QWEN, [recorded("dashscope", name)]) == EXPECTED[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXPECTED)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(QWEN, cut(recorded("dashscope", name), size)) == EXPECTED[name]


NAMES = (
    "output", "choices", "message", "content", "text", "image", "finish_reason", "reasoning_content", "tool_calls",
    "function", "usage", "code", "output_tokens_details",
)  # fmt: skip


@given(st.lists(anything(*NAMES), max_size=4), st.sampled_from(["result", "error"]))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any], event: str) -> None:
    assert ends_once(fed(QWEN, values, event))


@given(st.integers(200, 599), st.text() | anything(*NAMES).map(json.dumps))
def test_no_body_makes_it_raise(status: int, body: str) -> None:
    assert ends_once(list(QWEN.whole(status, "application/json", body)))
    assert ends_once(list(PAINTER.whole(status, "application/json", body)))


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (401, "InvalidApiKey", "Invalid API-key provided.", FailureKind.KEY_REFUSED),
        (400, "Arrearage", "Access denied, please make sure your account is in good standing.", FailureKind.QUOTA),
        (403, "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted.", FailureKind.QUOTA),
        (429, "Throttling", "Requests throttling triggered.", FailureKind.RATE_LIMIT),
        (429, "Throttling.AllocationQuota", "Allocated quota exceeded.", FailureKind.RATE_LIMIT),
        (429, "Throttling.AllocationQuota", "Free allocated quota exceeded.", FailureKind.QUOTA),
        (400, "DataInspectionFailed", "Input data may contain inappropriate content.", FailureKind.FILTERED),
        (400, "data_inspection_failed", "Input data may contain inappropriate content.", FailureKind.FILTERED),
        (400, "InvalidParameter", "Range of input length should be [1, 129024]", FailureKind.CONTEXT_TOO_LONG),
        (400, "InvalidParameter", "Temperature should be in [0.0, 2.0)", FailureKind.BAD_REQUEST),
        (404, "ModelNotFound", "Model not exist.", FailureKind.MODEL_NOT_FOUND),
        (403, "Model.AccessDenied", "Model access denied.", FailureKind.FORBIDDEN),
        (403, "AccessDenied.Unpurchased", "Access to model denied.", FailureKind.FORBIDDEN),
        (503, "ModelServingError", "Too many requests.", FailureKind.OVERLOADED),
        (500, "InternalError", "An internal error has occurred.", FailureKind.SERVER),
    ],
)
def test_a_refusal_says_what_the_person_can_do(status: int, code: str, message: str, kind: FailureKind) -> None:
    body = json.dumps({"code": code, "message": message, "request_id": "r"})
    failed = failure(QWEN.whole(status, "application/json", body))
    assert (failed.kind, failed.status, failed.code, failed.detail) == (kind, status, code, message)


def test_a_refusal_that_is_written_as_a_stream_is_understood() -> None:
    body = 'id:1\nevent:error\n:HTTP_STATUS/401\ndata:{"code":"InvalidApiKey","message":"No.","request_id":"r"}\n\n'
    failed = failure(QWEN.whole(401, "text/event-stream", body))
    assert (failed.kind, failed.status, failed.detail) == (FailureKind.KEY_REFUSED, 401, "No.")


def test_a_model_that_cannot_choose_whether_to_think_is_asked_without_that() -> None:
    body = '{"code":"InvalidParameter","message":"The value of the enable_thinking parameter is restricted to True."}'
    failed = failure(QWEN.whole(400, "application/json", body))
    assert (failed.kind, failed.field) == (FailureKind.PARAMETER_REFUSED, "enable_thinking")


def test_a_model_at_the_other_interface_is_asked_there_next() -> None:
    body = '{"code":"InvalidParameter","message":"url error, please check url！"}'
    failed = failure(QWEN.whole(400, "application/json", body))
    refused = frozenset({failed.field})
    assert failed.kind is FailureKind.PARAMETER_REFUSED
    assert QWEN.url(Endpoint(HOST, "some-model")) == TEXT_TASK
    assert QWEN.url(Endpoint(HOST, "some-model", refused=refused)) == PARTS_TASK
    assert QWEN.url(Endpoint(HOST, "qwen-vl-max", refused=refused)) == TEXT_TASK


def test_an_answer_in_one_piece_is_read_as_well() -> None:
    message = {"role": "assistant", "content": "Hello"}
    body = json.dumps({"output": {"choices": [{"finish_reason": "stop", "message": message}]}, "request_id": "r"})
    assert list(QWEN.whole(200, "application/json", body)) == [TextDelta("Hello"), STOP]


@pytest.mark.parametrize(
    "base_url",
    [
        HOST,
        *(f"{HOST}{path}" for path in ("/", "/api", "/api/", "/api/v1", "/api/v1/", "/compatible-mode/v1")),
        TEXT_TASK,
    ],
)
def test_any_address_of_the_service_leads_to_the_api(base_url: str) -> None:
    assert QWEN.url(Endpoint(base_url, "qwen-max")) == TEXT_TASK


def test_other_regions_and_what_stands_before_the_root_are_kept() -> None:
    abroad = QWEN.url(Endpoint("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen-max"))
    assert abroad == "https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/text-generation/generation"
    assert QWEN.url(Endpoint("https://ours.example/qwen/api/v1", "m")).startswith("https://ours.example/qwen/api/v1/")


@pytest.mark.parametrize(
    "model", ["qwen-vl-max", "qwen3-omni-flash", "qwen2-audio-instruct", "qvq-max", "qwen3.6-plus"]
)
def test_models_with_eyes_or_ears_are_asked_at_the_second_interface(model: str) -> None:
    assert QWEN.url(Endpoint(HOST, model)) == PARTS_TASK


QUESTION = Message("1", Role.USER, (Text("What is this?"), Picture("b", "image/png")))
CHAT = ChatRequest(
    ModelChoice("c", "m"),
    (Message("0", Role.SYSTEM, (Text("Be brief."),)), QUESTION),
    {"temperature": 0.5, "top_p": 1, "frequency_penalty": 1, "reasoning_effort": "high"},
    {"b": b"png"},
)


def body(endpoint: Endpoint, chat: ChatRequest = CHAT) -> Any:
    return QWEN.request(chat, endpoint, Credentials("k"), 0).body


def test_a_request_holds_the_turns_with_their_pictures_and_the_options_the_service_knows() -> None:
    assert body(Endpoint(HOST, "qwen-vl-max")) == {
        "model": "qwen-vl-max",
        "input": {
            "messages": [
                {"role": "system", "content": [{"text": "Be brief."}]},
                {
                    "role": "user",
                    "content": [{"image": "data:image/png;base64,cG5n"}, {"text": "What is this?"}],
                },
            ]
        },
        "parameters": {
            "result_format": "message",
            "incremental_output": True,
            "temperature": 0.5,
            "top_p": 0.99,
            "enable_thinking": True,
        },
    }


def test_a_text_model_gets_its_turns_as_text() -> None:
    chat = ChatRequest(CHAT.choice, (Message("1", Role.USER, (Text("Hello?"),)),), {"reasoning_effort": "none"})
    sent = body(Endpoint(HOST, "qwen-max"), chat)
    assert sent["input"] == {"messages": [{"role": "user", "content": "Hello?"}]}
    assert sent["parameters"]["enable_thinking"] is False


def test_what_was_refused_is_left_out_and_what_the_person_adds_joins_the_parameters() -> None:
    extra = {"parameters": {"enable_search": True}, "debug": 1}
    sent = body(Endpoint(HOST, "qwen-vl-max", refused=frozenset({"enable_thinking"}), extra=extra))
    assert sent["parameters"] == {
        "result_format": "message",
        "incremental_output": True,
        "temperature": 0.5,
        "top_p": 0.99,
        "enable_search": True,
    }
    assert sent["debug"] == 1


def test_the_request_asks_for_a_stream_with_the_key() -> None:
    asked = QWEN.request(CHAT, Endpoint(HOST, "qwen-max"), Credentials("k"), 0)
    assert asked.headers["X-DashScope-SSE"] == "enable"
    assert asked.headers["Authorization"] == "Bearer k"


def test_a_picture_is_asked_for_by_the_last_question_alone() -> None:
    earlier = Message("0", Role.USER, (Text("A cat."), Picture("old", "image/png")))
    answer = Message("0a", Role.ASSISTANT, (Picture("made", "image/png"),))
    options = {"size": "1664x928", "n": 2, "quality": "high", "temperature": 0.5}
    chat = ChatRequest(CHAT.choice, (earlier, answer, QUESTION), options, {"b": b"png", "old": b"png"})
    asked = PAINTER.request(chat, Endpoint(f"{HOST}/compatible-mode/v1", "qwen-image-plus"), Credentials("k"), 0)
    content = [{"image": "data:image/png;base64,cG5n"}, {"text": "What is this?"}]
    assert asked.url == PARTS_TASK
    assert "X-DashScope-SSE" not in asked.headers
    assert asked.body == {
        "model": "qwen-image-plus",
        "input": {"messages": [{"role": "user", "content": content}]},
        "parameters": {"n": 2, "size": "1664*928"},
    }


@pytest.mark.parametrize("size", ["auto", "16:9", "", "x", "1024x"])
def test_a_size_that_the_service_cannot_read_is_not_sent(size: str) -> None:
    chat = ChatRequest(CHAT.choice, (QUESTION,), {"size": size})
    assert "parameters" not in PAINTER.request(chat, Endpoint(HOST, "qwen-image"), Credentials("k"), 0).content.decode()


def test_pictures_come_as_addresses() -> None:
    content = [{"image": "https://oss.example/a.png"}, {"image": "https://oss.example/b.png"}]
    choice = {"finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    body = json.dumps({"output": {"choices": [choice]}, "usage": {"image_count": 2}, "request_id": "r"})
    links = [PictureLink("https://oss.example/a.png"), PictureLink("https://oss.example/b.png")]
    for events in (PAINTER.whole(200, "application/json", body), parsed(PAINTER, [f"data: {body}\n\n".encode()])):
        assert list(events) == [*links, STOP]
