"""A ChatGPT-Web server: it is told only what is new, and each piece of its answer is the whole text so far."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    KeepsakeAdded,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
)
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Keepsake, Text
from nextchat_desktop.core.wire import Answered, ChatRequest, Credentials, Endpoint, Listed, ServerSentEvent
from nextchat_desktop.net.values import ValueDecoder
from nextchat_desktop.providers.chatgpt_web import ChatProcess
from nextchat_desktop.providers.chatgpt_web.account import Spending
from nextchat_desktop.providers.chatgpt_web.listing import Session

DIALECT = ChatProcess()
API, PROXY = "ChatGPTAPI", "ChatGPTUnofficialProxyAPI"
SERVER = Endpoint("https://chat.example.org", API)
DENIED = {"status": "Unauthorized", "message": "Error: 无访问权限 | No access rights", "data": None}


def piece(text: str, reason: str | None = None, **fields: Any) -> dict[str, Any]:
    """One object of an answer in the mode that asks OpenAI's API."""
    choice = {"index": 0, "delta": {} if reason else {"content": text[-1:]}, "finish_reason": reason}
    detail = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": [choice]}
    ids = {"role": "assistant", "id": "chatcmpl-1", "parentMessageId": "q-1"}
    return {**ids, "text": text, **({} if reason else {"delta": text[-1:]}), "detail": detail, **fields}


def from_site(text: str) -> dict[str, Any]:
    """One object of an answer in the mode that passes on to a web site."""
    return {"role": "assistant", "id": "a-1", "parentMessageId": "q-1", "conversationId": "c-1", "text": text}


def fail(message: str) -> dict[str, Any]:
    return {"message": message, "data": None, "status": "Fail"}


def parsed(stream: bytes, step: int = 1_000_000) -> list[Any]:
    decoder, parser, events = ValueDecoder(), DIALECT.parser(), list[Any]()
    for start in range(0, len(stream), step):
        for sse in decoder.feed(stream[start : start + step]):
            events += parser.feed(sse)
    for sse in decoder.flush():
        events += parser.feed(sse)
    return [*events, *parser.end()]


def stream_of(*objects: dict[str, Any], between: str = "\n") -> bytes:
    return between.join(json.dumps(one, ensure_ascii=False) for one in objects).encode()


def said(events: Iterable[StreamEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def kept(**ids: str) -> KeepsakeAdded:
    return KeepsakeAdded(Keepsake("chatgptweb", json.dumps(ids)))


def failure(*objects: dict[str, Any]) -> Failed:
    failed = parsed(stream_of(*objects))[-1]
    assert isinstance(failed, Failed)
    return failed


def user(text: str) -> Message:
    return Message("q", Role.USER, (Text(text),))


def assistant(text: str, **ids: str) -> Message:
    parts = (Text(text), Keepsake("chatgptweb", json.dumps(ids))) if ids else (Text(text),)
    return Message("a", Role.ASSISTANT, parts)


def body_of(*turns: Message, endpoint: Endpoint = SERVER, **options: Any) -> dict[str, Any]:
    chat = ChatRequest(ModelChoice("c", endpoint.model), turns, options)
    body: dict[str, Any] = json.loads(DIALECT.request(chat, endpoint, Credentials("secret"), 0).content)
    return body


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64, 1_000_000])
def test_an_answer_comes_as_what_is_new_in_each_piece(step: int) -> None:
    stream = stream_of(piece("你"), piece("你好"), piece("你好 🌍"), piece("你好 🌍\n", "stop"))
    events = parsed(stream, step)
    assert events[:-2] == [TextDelta("你"), TextDelta("好"), TextDelta(" 🌍")]
    assert events[-2:] == [kept(parentMessageId="chatcmpl-1"), Finished("stop")]


def test_a_reply_of_one_piece_is_an_answer() -> None:
    assert said(parsed(stream_of(piece("Yes.", "stop")))) == "Yes."


def test_an_answer_that_reached_the_limit_says_so() -> None:
    assert parsed(stream_of(piece("Hel"), piece("Hel", "length")))[-1] == Finished("length")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["Hello", "Hel", "Hello!"], "Hello!"),
        (["Hello\n", "Hello"], "Hello"),
        (["Hello wrld", "Hello world"], "Hello wrldorld"),
        (["One", "Two"], "One\n\nTwo"),
        (["  Hi", " Hi there "], "Hi there"),
        (["", " ", ""], ""),
    ],
)
def test_no_text_is_lost_when_a_piece_does_not_continue_the_last(texts: list[str], shown: str) -> None:
    assert said(parsed(stream_of(*map(piece, texts), piece(texts[-1], "stop")))) == shown


def test_a_thought_in_the_text_is_told_from_the_answer() -> None:
    events = parsed(
        stream_of(piece("<think>Hm"), piece("<think>Hm</think>\nYes"), piece("<think>Hm</think>\nYes", "x"))
    )
    assert events[:-2] == [ReasoningDelta("Hm"), TextDelta("Yes")]


def test_without_the_reason_of_its_end_an_answer_is_cut() -> None:
    assert parsed(stream_of(piece("Hel"))) == [TextDelta("Hel"), Failed(FailureKind.INTERRUPTED)]


def test_the_mode_that_passes_on_to_a_site_never_gives_a_reason() -> None:
    whole = parsed(stream_of(from_site("Hel"), from_site("Hello")))
    assert whole[-2:] == [kept(parentMessageId="a-1", conversationId="c-1"), Finished("stop")]
    cut = parsed(stream_of(from_site("Hel"), from_site("Hello"))[:-1])
    assert cut == [TextDelta("Hel"), Failed(FailureKind.INTERRUPTED)]


def test_a_failure_glued_to_the_last_piece_is_seen_and_nothing_is_kept() -> None:
    events = parsed(
        stream_of(piece("Hel"), fail("[OpenAI] 服务器繁忙，请稍后再试 | Server is busy, please…"), between="")
    )
    assert said(events) == "Hel"
    assert [type(event) for event in events] == [TextDelta, Failed]
    assert events[-1].kind is FailureKind.OVERLOADED


def test_a_failure_after_the_end_does_not_spoil_the_answer_but_cannot_be_followed() -> None:
    late = fail("OpenAI timed out waiting for response")
    assert parsed(stream_of(piece("Hi"), piece("Hi", "stop"), late)) == [TextDelta("Hi"), Finished("stop")]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (DENIED, FailureKind.CODE_REFUSED),
        (fail("Too many request from this IP in 1 hour"), FailureKind.RATE_LIMIT),
        (fail("[OpenAI] 提供错误的API密钥 | Incorrect API key provided"), FailureKind.SERVER),
        (fail("[OpenAI] 服务器拒绝访问，请稍后再试 | Server refused to access"), FailureKind.SERVER),
        (fail("[OpenAI] 错误的网关 |  Bad Gateway"), FailureKind.OVERLOADED),
        (fail("[OpenAI] 网关超时 | Gateway Time-out"), FailureKind.OVERLOADED),
        (fail("[OpenAI] 服务器繁忙，请稍后再试 | Internal Server Error"), FailureKind.SERVER),
        (fail("OpenAI timed out waiting for response"), FailureKind.TIMEOUT),
        (fail('ChatGPT error 429: {"error":{"code":"insufficient_quota","message":"…"}}'), FailureKind.QUOTA),
        (fail('ChatGPT error 429: {"error":{"message":"slow down"}}'), FailureKind.RATE_LIMIT),
        (fail('ChatGPT error 401: {"error":{"code":"invalid_api_key","message":"…"}}'), FailureKind.SERVER),
        (fail('OpenAI error 404: {"error":{"code":"model_not_found"}}'), FailureKind.MODEL_NOT_FOUND),
        (fail("This model's maximum context length is 4097 tokens."), FailureKind.CONTEXT_TOO_LONG),
        (fail(""), FailureKind.SERVER),
        ({"error": {"message": "odd"}}, FailureKind.SERVER),
    ],
)
def test_a_failure_is_told_from_its_sentence(reply: dict[str, Any], kind: FailureKind) -> None:
    assert failure(reply).kind is kind


def test_a_failure_keeps_the_words_of_the_service_behind() -> None:
    failed = failure(fail('ChatGPT error 400: {"error":{"message":"No max_tokens","param":"max_tokens"}}'))
    assert (failed.detail, failed.status, failed.field) == ("No max_tokens", 400, "")


@pytest.mark.parametrize(
    ("status", "content_type", "body", "kind"),
    [
        (413, "text/html", "<html><pre>PayloadTooLargeError: request entity too large</pre>", "too_large"),
        (404, "text/html", "<!DOCTYPE html><title>Error</title>Cannot POST", "web_page"),
        (200, "text/html", "<!DOCTYPE html><title>Sign in</title>", "web_page"),
        (502, "text/html", "<html><title>502 Bad Gateway</title>", "overloaded"),
        (200, "application/octet-stream", "", "empty"),
        (200, "application/json", json.dumps(DENIED), "code_refused"),
        (500, "text/plain", "boom", "server"),
    ],
)
def test_what_is_no_stream_is_a_failure(status: int, content_type: str, body: str, kind: str) -> None:
    [failed] = DIALECT.whole(status, content_type, body)
    assert isinstance(failed, Failed)
    assert failed.kind == kind


@given(st.lists(st.one_of(st.text(), st.builds(json.dumps, st.dictionaries(st.text(), st.none() | st.text())))))
def test_any_stream_ends_once(pieces: list[str]) -> None:
    parser = DIALECT.parser()
    events = [event for data in pieces for event in parser.feed(ServerSentEvent("message", data))]
    events += [*parser.end(), *parser.feed(ServerSentEvent("message", json.dumps(piece("late")))), *parser.end()]
    assert [isinstance(event, Finished | Failed) for event in events].count(True) == 1
    assert isinstance(events[-1], Finished | Failed)


@given(st.lists(st.text(alphabet="ab \n"), min_size=1))
def test_every_character_of_every_text_is_shown_in_its_order(texts: list[str]) -> None:
    shown = said(parsed(stream_of(*map(piece, texts))))
    for text in texts:
        rest = iter(shown)
        assert all(character in rest for character in text.strip())


def test_a_first_question_follows_nothing() -> None:
    assert body_of(user("Hi")) == {"prompt": "Hi", "options": {}}


def test_a_second_question_says_which_answer_it_follows_and_nothing_else() -> None:
    ids = {"parentMessageId": "chatcmpl-1", "conversationId": "c-1"}
    turns = user("Hi"), assistant("Hello", parentMessageId="old"), user("And?"), assistant("So", **ids), user("Then?")
    assert body_of(*turns) == {"prompt": "Then?", "options": ids}


def test_a_chat_begun_elsewhere_is_told_before_the_question() -> None:
    body = body_of(user("Hi"), assistant("Hello"), user("Then?"))
    assert body == {"prompt": "User: Hi\n\nAssistant: Hello\n\nUser: Then?", "options": {}}


def test_only_what_the_server_has_not_heard_is_told() -> None:
    turns = user("Hi"), assistant("Hello", parentMessageId="a"), user("Why?"), assistant("Bec"), user("Yes?")
    body = body_of(*turns)
    assert body == {"prompt": "User: Why?\n\nAssistant: Bec\n\nUser: Yes?", "options": {"parentMessageId": "a"}}


def test_the_transcript_can_be_sent_again() -> None:
    body = body_of(user("Hi"), assistant("Hello", parentMessageId="a"), user("Yes?"), resend=True)
    assert body == {"prompt": "User: Hi\n\nAssistant: Hello\n\nUser: Yes?", "options": {}}


@pytest.mark.parametrize("text", ["a" * 200_000, '"\n' * 60_000, "汉字" * 40_000, "🌍" * 40_000])
def test_of_a_long_transcript_the_newest_fits_into_what_the_server_reads(text: str) -> None:
    chat = ChatRequest(ModelChoice("c", API), (user(text), assistant("END"), user("Then?")))
    content = DIALECT.request(chat, SERVER, Credentials(), 0).content
    assert 100_000 < len(content) <= 102_400
    prompt = json.loads(content)["prompt"]
    assert prompt.startswith("…")
    assert prompt.endswith("Assistant: END\n\nUser: Then?")


def test_a_question_that_is_too_long_by_itself_is_sent_as_it_is() -> None:
    assert body_of(user("Hi"), assistant("Hello"), user("x" * 110_000))["prompt"] == "User: " + "x" * 110_000


def test_instructions_and_parameters_go_where_they_count() -> None:
    turns = Message("s", Role.SYSTEM, (Text("Be brief."),)), user("Hi")
    body = body_of(*turns, temperature=0.2, top_p=0.9, max_tokens=5)
    assert body == {"prompt": "Hi", "options": {}, "systemMessage": "Be brief.", "temperature": 0.2, "top_p": 0.9}
    site = Endpoint("https://chat.example.org", PROXY)
    assert body_of(*turns, endpoint=site, temperature=0.2) == {"prompt": "Hi", "options": {}}


@pytest.mark.parametrize(
    "address",
    [
        "https://h.example/x",
        "https://h.example/x/",
        "https://h.example/x/api",
        "https://h.example/x/api/chat-process",
        "https://h.example/x/chat-process/",
        "https://h.example/x/#/chat/1002",
        "https://h.example/x/chat/1002?a=b",
        "https://h.example/x/api/session",
    ],
)
def test_any_address_of_the_server_leads_to_it(address: str) -> None:
    assert DIALECT.url(Endpoint(address)) == "https://h.example/x/api/chat-process"


@pytest.mark.parametrize("host", ["http://chat", "http://api", "http://chat:3002"])
def test_a_host_is_not_taken_for_a_page(host: str) -> None:
    assert DIALECT.url(Endpoint(host)) == f"{host}/api/chat-process"


def test_the_secret_is_shown_if_there_is_one() -> None:
    chat = ChatRequest(ModelChoice("c", API), (user("Hi"),))
    assert DIALECT.request(chat, SERVER, Credentials("s"), 0).headers == {"Authorization": "Bearer s"}
    assert DIALECT.request(chat, SERVER, Credentials(), 0).headers == {}


def answered(reply: object, status: int = 200) -> Answered:
    return Answered(status, "application/json", json.dumps(reply))


def test_the_only_model_is_the_mode_and_an_open_server_is_asked_no_more() -> None:
    session = {"status": "Success", "message": "", "data": {"auth": False, "model": PROXY}}
    assert Session().read(answered(session)) == Listed((Model(PROXY),), "", PROXY)
    assert Session().request(SERVER, Credentials()).url == "https://chat.example.org/api/session"


def test_a_server_with_a_secret_is_asked_whether_this_is_it() -> None:
    session = {"status": "Success", "message": "", "data": {"auth": True, "model": API}}
    listed = Session().read(answered(session))
    assert isinstance(listed, Listed)
    request = Session().request(SERVER, Credentials("secret"), listed.after)
    assert (request.url, request.body) == ("https://chat.example.org/api/verify", {"token": "secret"})
    assert Session().read(answered({"status": "Success", "message": "Verify successfully", "data": None})) == Listed(())
    refused = Session().read(answered(fail("密钥无效 | Secret key is invalid")))
    assert refused == Failed(FailureKind.CODE_REFUSED, "密钥无效 | Secret key is invalid")


@pytest.mark.parametrize("reply", [{}, [], {"data": []}, "x", None])
def test_a_listing_from_something_else_is_a_failure(reply: object) -> None:
    assert isinstance(Session().read(answered(reply)), Failed)


@pytest.mark.parametrize(
    ("usage", "amounts"),
    [
        ("$12.35", (Amount(AmountKind.USED_THIS_MONTH, 12.35, "USD"),)),
        ("-", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_the_spending_of_the_month_is_told_where_the_server_knows_it(
    usage: object, amounts: tuple[Amount, ...]
) -> None:
    reply = {"message": None, "data": {"apiModel": API, "usage": usage}, "status": "Success"}
    assert Spending().read((answered(reply),)) == Balance(amounts)


def test_the_spending_is_not_told_to_strangers() -> None:
    assert Spending().request(0, SERVER, Credentials("s"), 0).headers == {"Authorization": "Bearer s"}
    refused = Spending().read((answered(DENIED),))
    assert isinstance(refused, Failed)
    assert refused.kind is FailureKind.CODE_REFUSED
