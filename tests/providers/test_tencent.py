"""Tencent's own dialect: its signature, what it streams and what it refuses."""

import hashlib
import hmac
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
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.tencent import Hunyuan
from nextchat_desktop.providers.tencent.signature import authorization
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

HUNYUAN = Hunyuan()
HOST = "https://hunyuan.tencentcloudapi.com"
USAGE, STOP = Usage(9, 5), Finished("stop")

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TextDelta("你好。"), USAGE, STOP],
    "thinking": [ReasoningDelta("Let me see."), TextDelta("Hello"), USAGE, STOP],
    "no_done": [TextDelta("Hello"), USAGE, STOP],
    "sensitive": [TextDelta("Hel"), USAGE, Finished("content_filter")],
    "tool": [
        ToolCallDelta(0, "call_1", "weather", ""),
        ToolCallDelta(0, "", "", '{"city":"Oslo"}'),
        USAGE,
        Finished("tool_calls"),
    ],
    "cut_short": [TextDelta("Hel"), Usage(9, 1), Failed(FailureKind.INTERRUPTED)],
    "error_midway": [
        TextDelta("Hel"),
        Usage(9, 1),
        Failed(FailureKind.SERVER, "service internal error", code="5000"),
    ],
    "error_first": [Failed(FailureKind.RATE_LIMIT, "concurrency limit", code="LimitExceeded")],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("tencent") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_service_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(HUNYUAN, [recorded("tencent", name)]) == EXPECTED[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXPECTED)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(HUNYUAN, cut(recorded("tencent", name), size)) == EXPECTED[name]


NAMES = (
    "Response", "Choices", "Delta", "Message", "Content", "ToolCalls", "Function", "FinishReason", "Usage", "Error",
    "ErrorMsg", "Code", "Msg",
)  # fmt: skip


@given(st.lists(anything(*NAMES), max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    assert ends_once(fed(HUNYUAN, values))


@given(st.integers(200, 599), st.text() | anything(*NAMES).map(json.dumps))
def test_no_body_makes_it_raise(status: int, body: str) -> None:
    assert ends_once(list(HUNYUAN.whole(status, "application/json", body)))


@pytest.mark.parametrize(
    ("code", "message", "kind", "field"),
    [
        ("AuthFailure.SecretIdNotFound", "The SecretId is not found.", FailureKind.KEY_REFUSED, ""),
        ("AuthFailure.SignatureFailure", "The signature is wrong.", FailureKind.KEY_REFUSED, ""),
        ("AuthFailure.SignatureExpire", "The time differs by more than 5 minutes.", FailureKind.CLOCK, ""),
        ("AuthFailure.UnauthorizedOperation", "Not allowed by CAM.", FailureKind.FORBIDDEN, ""),
        ("FailedOperation.ServiceNotActivated", "Not activated.", FailureKind.FORBIDDEN, ""),
        ("FailedOperation.ResourcePackExhausted", "资源包余量已用尽", FailureKind.QUOTA, ""),
        ("FailedOperation.ServiceStopArrears", "欠费停服", FailureKind.QUOTA, ""),
        ("ResourceInsufficient.ChargeResourceExhausted", "Exhausted.", FailureKind.QUOTA, ""),
        ("FailedOperation.EngineServerLimitExceeded", "引擎层请求超过限额", FailureKind.RATE_LIMIT, ""),
        ("RequestLimitExceeded", "Too fast.", FailureKind.RATE_LIMIT, ""),
        ("LimitExceeded", "Too many at once.", FailureKind.RATE_LIMIT, ""),
        ("FailedOperation.EngineServerError", "Internal.", FailureKind.SERVER, ""),
        ("InvalidParameterValue.Model", "No such model.", FailureKind.MODEL_NOT_FOUND, ""),
        ("OperationDenied.TextIllegalDetected", "Illegal.", FailureKind.FILTERED, ""),
        ("InvalidParameter", "Messages 最后一条必须为 user", FailureKind.BAD_REQUEST, ""),
        ("InvalidParameterValue", "Temperature must be in [0,2]", FailureKind.BAD_REQUEST, ""),
        ("UnknownParameter", "The parameter `Seed` is not recognized.", FailureKind.PARAMETER_REFUSED, "Seed"),
        ("NoSuchVersion", "No such version.", FailureKind.BAD_ENDPOINT, ""),
    ],
)
def test_a_code_says_what_the_person_can_do(code: str, message: str, kind: FailureKind, field: str) -> None:
    body = json.dumps({"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "r"}})
    failed = failure(HUNYUAN.whole(200, "application/json", body))
    assert (failed.kind, failed.code, failed.detail, failed.field) == (kind, code, message, field)


def test_an_answer_in_one_piece_is_read_as_well() -> None:
    choice = {"FinishReason": "stop", "Message": {"Role": "assistant", "Content": "Hello"}}
    body = json.dumps({"Response": {"RequestId": "r", "Note": "", "Choices": [choice], "Id": "i", "Created": 1}})
    assert list(HUNYUAN.whole(200, "application/json", body)) == [TextDelta("Hello"), STOP]


QUESTION = Message("1", Role.USER, (Text("你好？"),))
CHAT = ChatRequest(ModelChoice("c", "m"), (QUESTION,), {"temperature": 0.5, "presence_penalty": 1})
NOW = 1_700_006_399_999
"""2023-11-14, 23:59:59.999 UTC: elsewhere the day is another."""


def request(endpoint: Endpoint | None = None, chat: ChatRequest = CHAT, key: str = "AKIDours:secret") -> HttpRequest:
    return HUNYUAN.request(chat, endpoint or Endpoint(HOST, "hunyuan-lite"), Credentials(key), NOW)


def test_the_signature_is_that_of_the_published_example() -> None:
    content = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    headers = {"content-type": "application/json; charset=utf-8", "host": "cvm.tencentcloudapi.com"}
    pair = ("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
    assert authorization(pair, "cvm", headers, content, 1551113065) == (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host, "
        "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )


def test_a_request_is_signed_step_by_step_as_documented_over_the_very_bytes_that_are_sent() -> None:
    asked = request()
    canonical = (
        "POST\n/\n\n"
        "content-type:application/json\nhost:hunyuan.tencentcloudapi.com\nx-tc-action:chatcompletions\n\n"
        f"content-type;host;x-tc-action\n{hashlib.sha256(asked.content).hexdigest()}"
    )
    scope = "2023-11-14/hunyuan/tc3_request"
    text = f"TC3-HMAC-SHA256\n1700006399\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    of_date = hmac.digest(b"TC3secret", b"2023-11-14", "sha256")
    of_service = hmac.digest(of_date, b"hunyuan", "sha256")
    of_signing = hmac.digest(of_service, b"tc3_request", "sha256")
    signature = hmac.digest(of_signing, text.encode(), "sha256").hex()
    assert asked.headers == {
        "Accept": "text/event-stream",
        "Content-Type": "application/json",
        "X-TC-Action": "ChatCompletions",
        "X-TC-Version": "2023-09-01",
        "X-TC-Timestamp": "1700006399",
        "Authorization": f"TC3-HMAC-SHA256 Credential=AKIDours/{scope}, "
        f"SignedHeaders=content-type;host;x-tc-action, Signature={signature}",
    }
    assert isinstance(asked.body, bytes)


def test_the_secret_is_in_nothing_that_is_sent() -> None:
    asked = request()
    assert "secret" not in f"{asked.url} {dict(asked.headers)} {asked.content!r}"


@pytest.mark.parametrize("key", ["", "only-an-id", ":", "a:b:c", "钥匙:秘密"])
def test_a_key_that_is_no_pair_raises_nothing(key: str) -> None:
    assert request(key=key).headers["Authorization"].startswith("TC3-HMAC-SHA256 Credential=")


@pytest.mark.parametrize(
    "base_url", [HOST, f"{HOST}/", f"{HOST}/v1", f"{HOST}:443", "HTTPS://Hunyuan.tencentcloudapi.com"]
)
def test_any_address_of_the_service_leads_to_its_root(base_url: str) -> None:
    assert request(Endpoint(base_url, "m")).url == f"{HOST}/"


def test_an_address_that_names_no_server_raises_nothing() -> None:
    assert request(Endpoint("http://[half", "m")).url == "/"


def sent(asked: HttpRequest) -> Any:
    return json.loads(asked.content)


def test_a_request_names_everything_in_pascal_case() -> None:
    assert sent(request()) == {
        "Model": "hunyuan-lite",
        "Messages": [{"Role": "user", "Content": "你好？"}],
        "Stream": True,
        "Temperature": 0.5,
    }


def test_pictures_are_sent_beside_the_text() -> None:
    message = Message("1", Role.USER, (Text("What is this?"), Picture("b", "image/png")))
    chat = ChatRequest(CHAT.choice, (message,), pictures={"b": b"png"})
    assert sent(request(chat=chat))["Messages"] == [
        {
            "Role": "user",
            "Contents": [
                {"Type": "text", "Text": "What is this?"},
                {"Type": "image_url", "ImageUrl": {"Url": "data:image/png;base64,cG5n"}},
            ],
        }
    ]


def test_only_the_first_turn_is_an_instruction_and_person_and_model_speak_in_turn() -> None:
    system = Message("0", Role.SYSTEM, (Text("Be brief."),))
    chat = ChatRequest(CHAT.choice, (system, QUESTION, system))
    assert sent(request(chat=chat))["Messages"] == [
        {"Role": "system", "Content": "Be brief."},
        {"Role": "user", "Content": "你好？\n\nBe brief."},
    ]


def test_what_was_refused_is_left_out_and_what_the_person_adds_is_signed_too() -> None:
    endpoint = Endpoint(HOST, "m", refused=frozenset({"Temperature"}), extra={"EnableEnhancement": False})
    asked = request(endpoint)
    assert sent(asked).keys() == {"Model", "Messages", "Stream", "EnableEnhancement"}
    assert asked.headers["Authorization"] != request().headers["Authorization"]
