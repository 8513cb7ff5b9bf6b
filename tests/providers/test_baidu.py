"""Baidu's older dialect: a key becomes a token, a stream the right events, a number the right failure."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta, Usage
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Answered, ChatRequest, Credentials, Endpoint, Token, WireEvent
from nextchat_desktop.providers.baidu import Wenxin
from providers.streams import SIZES, anything, cut, ends_once, failure, fed, names_of, parsed, recorded

WENXIN = Wenxin()
HOST = "https://aip.baidubce.com"
CHATS = f"{HOST}/rpc/2.0/ai_custom/v1/wenxinworkshop/chat"
USAGE, STOP = Usage(9, 5), Finished("stop")

EXPECTED: dict[str, list[WireEvent]] = {
    "text": [TextDelta("你好。"), USAGE, STOP],
    "end_with_text": [TextDelta("Hello"), USAGE, STOP],
    "length": [TextDelta("Hello"), USAGE, Finished("length")],
    "older_truncated": [TextDelta("Hello"), Finished("length")],
    "filtered": [TextDelta("作为一个人工智能语言模型，我无法回答。"), USAGE, Finished("content_filter")],
    "cut_short": [TextDelta("Hel"), Usage(9), Failed(FailureKind.INTERRUPTED)],
    "error_midway": [TextDelta("Hel"), Usage(9), Failed(FailureKind.OVERLOADED, "try again", code="336100")],
    "error_first": [Failed(FailureKind.RATE_LIMIT, "Open api qps request limit reached", code="18")],
}


def test_every_reply_of_the_folder_is_expected_somehow() -> None:
    assert names_of("baidu") == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_service_streams_becomes_the_right_events(name: str) -> None:
    assert parsed(WENXIN, [recorded("baidu", name)]) == EXPECTED[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXPECTED)
def test_however_it_is_cut_it_says_the_same(name: str, size: int) -> None:
    assert parsed(WENXIN, cut(recorded("baidu", name), size)) == EXPECTED[name]


NAMES = (
    "result", "is_end", "need_clear_history", "finish_reason", "usage", "error_code", "error_msg", "access_token",
    "expires_in", "error", "error_description",
)  # fmt: skip


@given(st.lists(anything(*NAMES), max_size=4))
def test_no_json_makes_the_parser_raise_and_the_reply_ends_once(values: list[Any]) -> None:
    assert ends_once(fed(WENXIN, values))


@given(st.integers(200, 599), st.text() | anything(*NAMES).map(json.dumps))
def test_no_body_makes_it_raise(status: int, body: str) -> None:
    assert ends_once(list(WENXIN.whole(status, "application/json", body)))
    assert isinstance(WENXIN.tokens.read(Answered(status, "application/json", body)), Token | Failed)


@pytest.mark.parametrize(
    ("number", "sentence", "kind"),
    [
        (4, "Open api request limit reached", FailureKind.RATE_LIMIT),
        (6, "No permission to access data", FailureKind.FORBIDDEN),
        (13, "Get service token failed", FailureKind.KEY_REFUSED),
        (14, "IAM Certification failed", FailureKind.KEY_REFUSED),
        (17, "Open api daily request limit reached", FailureKind.QUOTA),
        (18, "Open api qps request limit reached", FailureKind.RATE_LIMIT),
        (19, "Open api total request limit reached", FailureKind.QUOTA),
        (100, "Invalid parameter", FailureKind.KEY_REFUSED),
        (110, "Access token invalid or no longer valid", FailureKind.KEY_EXPIRED),
        (111, "Access token expired", FailureKind.KEY_EXPIRED),
        (336000, "Internal error", FailureKind.SERVER),
        (336003, "the length of messages must be an odd number", FailureKind.BAD_REQUEST),
        (336103, "the max length of current question is 2000", FailureKind.CONTEXT_TOO_LONG),
        (336501, "Rate limit reached for RPM", FailureKind.RATE_LIMIT),
    ],
)
def test_a_number_says_what_the_person_can_do(number: int, sentence: str, kind: FailureKind) -> None:
    body = json.dumps({"error_code": number, "error_msg": sentence, "id": "as-1"})
    failed = failure(WENXIN.whole(200, "application/json", body))
    assert (failed.kind, failed.code, failed.detail) == (kind, str(number), sentence)


def test_an_answer_in_one_piece_is_read_as_well() -> None:
    body = '{"id":"as-1","result":"Hello","is_truncated":false,"need_clear_history":false}'
    assert list(WENXIN.whole(200, "application/json", body)) == [TextDelta("Hello"), STOP]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("ernie-4.0-8k", "completions_pro"),
        ("ernie-4.0-8k-preview-0518", "completions_adv_pro"),
        ("ERNIE-3.5-8K", "completions"),
        ("ernie-speed-8k", "ernie_speed"),
        ("ernie-tiny-8k", "ernie-tiny-8k"),
        ("our/own", "our%2Fown"),
    ],
)
def test_a_model_is_asked_under_its_name_in_addresses(model: str, name: str) -> None:
    assert WENXIN.url(Endpoint(HOST, model)) == f"{CHATS}/{name}"


@pytest.mark.parametrize("base_url", [HOST, f"{HOST}/", CHATS, "https://qianfan.baidubce.com/v2"])
def test_any_address_of_the_service_leads_to_the_api(base_url: str) -> None:
    assert WENXIN.url(Endpoint(base_url, "m")) == f"{CHATS}/m"


def test_an_address_of_ones_own_is_kept() -> None:
    assert WENXIN.url(Endpoint("http://127.0.0.1:8080/baidu", "m")).startswith("http://127.0.0.1:8080/baidu/rpc/2.0/")


def test_the_key_and_its_secret_are_exchanged_for_a_token() -> None:
    asked = WENXIN.tokens.request(Endpoint(HOST), Credentials("our key : our&secret"))
    assert asked.method == "POST"
    assert asked.url.startswith(f"{HOST}/oauth/2.0/token?")
    assert parse_qs(urlsplit(asked.url).query) == {
        "grant_type": ["client_credentials"],
        "client_id": ["our key"],
        "client_secret": ["our&secret"],
    }


@pytest.mark.parametrize(
    ("seconds", "held"), [(2592000, 2592000.0), (None, 86400.0), ("x", 86400.0), (0, 86400.0), (10**400, 2592000.0)]
)
def test_a_token_holds_as_long_as_the_service_says(seconds: object, held: float) -> None:
    body = json.dumps({"access_token": "24.abc", "expires_in": seconds})
    assert WENXIN.tokens.read(Answered(200, "application/json", body)) == Token("24.abc", held)


@pytest.mark.parametrize("sentence", ["unknown client id", "Client authentication failed"])
def test_a_key_or_secret_that_is_not_known_is_refused(sentence: str) -> None:
    body = json.dumps({"error": "invalid_client", "error_description": sentence})
    told = WENXIN.tokens.read(Answered(401, "application/json", body))
    assert told == Failed(FailureKind.KEY_REFUSED, sentence, 401, "invalid_client")


def turn(role: Role, text: str) -> Message:
    return Message(text, role, (Text(text),))


def body(*messages: Message, options: dict[str, Any] | None = None, endpoint: Endpoint | None = None) -> Any:
    chat = ChatRequest(ModelChoice("c", "m"), messages, options or {})
    return WENXIN.request(chat, endpoint or Endpoint(HOST, "m"), Credentials("a:b", "24.abc"), 0).body


SYSTEM, QUESTION, ANSWER = turn(Role.SYSTEM, "Be brief."), turn(Role.USER, "Hello?"), turn(Role.ASSISTANT, "Hello.")


def test_the_instruction_stands_beside_the_turns() -> None:
    options = {"temperature": 0.5, "max_tokens": 100, "presence_penalty": 1, "seed": 1}
    assert body(SYSTEM, QUESTION, options=options) == {
        "messages": [{"role": "user", "content": "Hello?"}],
        "stream": True,
        "system": "Be brief.",
        "temperature": 0.5,
        "max_output_tokens": 100,
    }


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((QUESTION, ANSWER, QUESTION), ["Hello?", "Hello.", "Hello?"]),
        ((QUESTION, SYSTEM, QUESTION), ["Hello?\n\nHello?"]),
        ((ANSWER, QUESTION), [" ", "Hello.", "Hello?"]),
        ((QUESTION, ANSWER), ["Hello?", "Hello.", " "]),
        ((SYSTEM,), [" "]),
    ],
)
def test_person_and_model_speak_in_turn_and_the_person_last(messages: tuple[Message, ...], said: list[str]) -> None:
    turns = body(*messages)["messages"]
    assert [one["content"] for one in turns] == said
    assert [one["role"] for one in turns] == ["user", "assistant", "user"][: len(turns)]


def test_what_was_refused_is_left_out_and_what_the_person_adds_is_added() -> None:
    endpoint = Endpoint(HOST, "m", refused=frozenset({"temperature"}), extra={"penalty_score": 1.2})
    sent = body(QUESTION, options={"temperature": 0.5, "top_p": 0.7}, endpoint=endpoint)
    assert sent.keys() == {"messages", "stream", "top_p", "penalty_score"}


def test_the_token_is_shown_in_the_address_and_the_key_nowhere() -> None:
    chat = ChatRequest(ModelChoice("c", "m"), (QUESTION,))
    asked = WENXIN.request(chat, Endpoint(HOST, "m"), Credentials("ak:sk", "24.a/b"), 0)
    assert asked.url == f"{CHATS}/m?access_token=24.a%2Fb"
    assert "sk" not in json.dumps([dict(asked.headers), asked.content.decode()])
