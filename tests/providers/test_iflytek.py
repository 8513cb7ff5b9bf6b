"""Spark's way of speaking chat completions: what it adds to a chunk, and its numbers for what goes wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, TextDelta, Usage
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint, WireEvent
from nextchat_desktop.providers.iflytek import Spark
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

SPARK = Spark(ChatCompletions(OpenAIRoute()))
HOST = "https://spark-api-open.xf-yun.com"
USAGE, STOP = Usage(9, 5), Finished("stop")

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TextDelta("你好。"), USAGE, STOP],
    "thinking": [ReasoningDelta("Let me see."), TextDelta("Hello"), USAGE, STOP],
    "cut_short": [TextDelta("Hel"), Failed(FailureKind.INTERRUPTED)],
    "error_midway": [TextDelta("Hel"), Failed(FailureKind.FILTERED, "输出内容审核不通过", code="10014")],
    "error_first": [Failed(FailureKind.RATE_LIMIT, "AppIdQpsOverFlow", code="11203")],
    "error_object": [Failed(FailureKind.QUOTA, "AppIdNoAuthError", code="11200")],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("iflytek") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_service_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(SPARK, [recorded("iflytek", name)]) == EXPECTED[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXPECTED)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(SPARK, cut(recorded("iflytek", name), size)) == EXPECTED[name]


def test_what_was_held_back_is_not_lost_when_a_number_ends_the_answer() -> None:
    piece = {"code": 0, "choices": [{"delta": {"content": "1 <"}, "index": 0}]}
    *said, failed = fed(SPARK, [piece, {"code": 10008, "message": "busy"}])
    assert "".join(event.text for event in said if isinstance(event, TextDelta)) == "1 <"
    assert failed == Failed(FailureKind.OVERLOADED, "busy", code="10008")


NAMES = ("code", "message", "choices", "delta", "content", "error", "usage", "finish_reason", "index")


@given(st.lists(anything(*NAMES), max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    assert ends_once(fed(SPARK, values))


@given(st.integers(200, 599), st.text() | anything(*NAMES).map(json.dumps))
def test_no_body_makes_it_raise(status: int, body: str) -> None:
    assert ends_once(list(SPARK.whole(status, "application/json", body)))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (10007, FailureKind.RATE_LIMIT),
        (10013, FailureKind.FILTERED),
        (10014, FailureKind.FILTERED),
        (10016, FailureKind.QUOTA),
        (10019, FailureKind.FILTERED),
        (10110, FailureKind.OVERLOADED),
        (10163, FailureKind.BAD_REQUEST),
        (10404, FailureKind.MODEL_NOT_FOUND),
        (10907, FailureKind.CONTEXT_TOO_LONG),
        (11200, FailureKind.QUOTA),
        (11201, FailureKind.QUOTA),
        (11202, FailureKind.RATE_LIMIT),
        (11203, FailureKind.RATE_LIMIT),
        (10012, FailureKind.SERVER),
    ],
)
def test_a_number_says_what_the_person_can_do(number: int, kind: FailureKind) -> None:
    sentence = "The service's own sentence."
    plain = {"code": number, "message": sentence, "sid": "cha0001"}
    wrapped = {"error": {"message": sentence, "type": "api_error", "code": str(number)}}
    told = [
        failure(SPARK.whole(200, "application/json", json.dumps(plain))),
        failure(SPARK.whole(200, "application/json", json.dumps(wrapped))),
        failure(fed(SPARK, [plain])),
        failure(fed(SPARK, [wrapped])),
    ]
    assert {(failed.kind, failed.code, failed.detail) for failed in told} == {(kind, str(number), sentence)}


@pytest.mark.parametrize("status", [401, 403])
def test_a_password_that_is_not_known_is_a_refused_key(status: int) -> None:
    body = '{"message":"HMAC signature cannot be verified: fail to retrieve credential"}'
    assert failure(SPARK.whole(status, "application/json", body)).kind is FailureKind.KEY_REFUSED


@pytest.mark.parametrize("key", ["password", "key:secret"])
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_key_is_shown_as_it_is_at_the_address_of_the_model(version: str, key: str) -> None:
    chat = ChatRequest(ModelChoice("c", "m"), (Message("1", Role.USER, (Text("Hello?"),)),), {"temperature": 0.5})
    asked = SPARK.request(chat, Endpoint(f"{HOST}/{version}", "x1"), Credentials(key), 0)
    assert asked.url == f"{HOST}/{version}/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {key}"
    assert asked.body == {
        "model": "x1",
        "messages": [{"role": "user", "content": "Hello?"}],
        "stream": True,
        "temperature": 0.5,
    }
