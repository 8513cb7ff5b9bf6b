"""What was said in NextChat: who said it, what is thought, what is an error, what was seen, and when."""

from typing import Any

import pytest

from interchange.foreign.arrivals import Album, conversations, unread
from interchange.foreign.nextchat_files import DATA_URL, PNG, answered, asked, backup, local, said, session
from nextchat_desktop.core.context import path_to, sent
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.found import Why
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Text, ToolCall
from nextchat_desktop.core.settling import settled

FENCED = '```json\n{\n  "error": true,\n  "message": "Failed to fetch"\n}\n```'


def read(*messages: Any, **more: Any) -> tuple[Message, ...]:
    (found,) = conversations(backup(session(*messages, **more)))
    return found.messages


def answer(content: Any, **more: Any) -> Message:
    return read(asked(), answered(content, **more))[1]


def test_a_conversation_is_one_chain_of_questions_and_answers() -> None:
    messages = read(asked("one"), answered("two"), asked("three"))
    assert [(one.role, one.text) for one in messages] == [
        (Role.USER, "one"),
        (Role.ASSISTANT, "two"),
        (Role.USER, "three"),
    ]
    assert [one.parent for one in messages] == [None, messages[0].id, messages[1].id]
    assert [one.author for one in messages] == ["", "gpt-4o", ""]


def test_a_thought_is_told_from_the_answer_where_the_model_thinks() -> None:
    content = "> Let me think.\n\n> Second para\nsingle nl\n\nAnswer done"
    for model in (
        "deepseek-reasoner",
        "deepseek-ai/DeepSeek-R1",
        "Azure-o3",
        "qwen3-max",
        "claude-3-7-sonnet-thinking",
    ):
        thinking = answer(content, model=model)
        assert (thinking.reasoning, thinking.text) == ("Let me think.\n\nSecond para\nsingle nl", "Answer done"), model


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4-turbo", "", "claude-3-5-sonnet-latest", "deepseek-chat", "coral1"])
def test_a_quotation_stays_one_where_the_model_does_not_think(model: str) -> None:
    content = "> To be or not to be\n\nsays Hamlet."
    quoting = answer(content, model=model)
    assert (quoting.reasoning, quoting.text) == ("", content)


def test_a_thought_in_tags_is_one_whoever_thought_it() -> None:
    thinking = answer("<think>\nhm\n</think>\n\n42", model="my-own")
    assert (thinking.reasoning, thinking.text) == ("hm", "42")


def test_an_answer_may_be_nothing_but_a_thought() -> None:
    thinking = answer("> Hm\n\n> Hm hm", model="deepseek-r1")
    assert (thinking.reasoning, thinking.text) == ("Hm\n\nHm hm", "")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('```json\n{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}\n```', FailureKind.KEY_REFUSED),
        ('```json\n{"error":true,"msg":"wrong access code"}\n```', FailureKind.CODE_REFUSED),
        ('```json\n{"error":{"code":"429","message":"Requests exceeded rate limit"}}\n```', FailureKind.RATE_LIMIT),
        ('```json\n{"error":{"code":"DeploymentNotFound","message":"no"}}\n```', FailureKind.DEPLOYMENT_NOT_FOUND),
        ('```json\n[{"error":{"code":503,"message":"The model is overloaded."}}]\n```', FailureKind.OVERLOADED),
        ('```json\n{"error_code":17,"error_msg":"Open api daily request limit"}\n```', FailureKind.SERVER),
        ('```json\n{"code":"Arrearage","message":"Access denied","request_id":"1"}\n```', FailureKind.QUOTA),
        ("请前往[登录](/#/auth)页输入正确的访问密码", FailureKind.CODE_REFUSED),
        ('Enter it in [auth](/#/auth).\n\n```json\n{"error":true,"msg":"no"}\n```', FailureKind.CODE_REFUSED),
        ("Unauthorized access, please enter access code in settings page.", FailureKind.CODE_REFUSED),
        (FENCED, FailureKind.NETWORK),
    ],
)
def test_an_error_kept_as_an_answer_is_a_failure_and_never_sent(content: str, kind: FailureKind) -> None:
    source = backup(session(asked(), answered(content), asked("again")))
    (found,) = conversations(source)
    failed = found.messages[1]
    assert (failed.state, failed.parts) == (State.FAILED, ())
    assert failed.failure is not None
    assert failed.failure.kind is kind
    assert failed.failure.detail
    assert [turn.role for turn in sent(found.messages)] == [Role.USER]
    assert unread(source)[Why.FAILURE] == 1


def test_what_had_arrived_before_an_error_is_kept() -> None:
    half = answer(f"Once upon a time\n\n{FENCED}", isError=True)
    assert (half.text, half.state) == ("Once upon a time", State.INTERRUPTED)
    assert half.failure is not None
    assert (half.failure.kind, half.failure.detail) == (FailureKind.NETWORK, "Failed to fetch")


def test_an_error_without_json_is_one_where_it_is_marked() -> None:
    failed = answer("出错了，稍后重试吧", isError=True)
    assert (failed.text, failed.state) == ("", State.FAILED)
    assert failed.failure is not None
    assert failed.failure.detail == "出错了，稍后重试吧"


@pytest.mark.parametrize(
    "content",
    [
        'It answers like this:\n\n```json\n{"error": {"message": "no"}}\n```',
        '```json\n{"name": "Ada", "error": null}\n```',
        '```json\n{"error": {"message": "no"}}\n```\n\nThat is what it says.',
        '```json\n{"error": {"message": \n```',
        "[settings](https://example.com/#/settings) are there",
        '{"error": true}',
    ],
)
def test_an_answer_about_errors_is_an_answer(content: str) -> None:
    told = answer(content)
    assert (told.text, told.state) == (content, State.COMPLETE)


def test_a_question_is_never_taken_for_an_error() -> None:
    (question,) = read(asked(FENCED))
    assert (question.text, question.state) == (FENCED, State.COMPLETE)


def test_no_key_that_an_error_repeats_is_kept() -> None:
    content = '```json\n{"error":{"message":"Incorrect key: sk-canary1234567890","code":"sk-canary1234567890"}}\n```'
    assert "canary" not in repr(answer(content))


def test_an_answer_that_never_ended_is_not_going_on() -> None:
    half, none = answer("Once upon", streaming=True), answer("", streaming=True)
    assert (half.state, half.text) == (State.INTERRUPTED, "Once upon")
    assert none.state is State.FAILED
    assert half.failure == none.failure
    assert none.failure is not None
    assert none.failure.kind is FailureKind.CRASHED


def test_an_answer_without_a_word_is_empty() -> None:
    empty = answer("")
    assert empty.state is State.FAILED
    assert empty.failure is not None
    assert empty.failure.kind is FailureKind.EMPTY


def test_pictures_that_are_in_the_file_are_kept() -> None:
    album = Album()
    content = [{"type": "text", "text": "what is this?"}, {"type": "image_url", "image_url": {"url": DATA_URL}}]
    (found,) = conversations(backup(session(asked(content), answered(f"So: ![it]({DATA_URL})"))), album)
    question, drawn = found.messages
    assert question.text == "what is this?"
    assert [album.kept[picture.blob] for picture in question.pictures] == [PNG]
    assert [type(part) for part in drawn.parts] == [Text, Picture]


def test_pictures_that_only_the_browser_had_are_told() -> None:
    cached = {"type": "image_url", "image_url": {"url": "https://chat.example.com/api/cache/V1StGXR8.png"}}
    source = backup(session(asked([{"type": "text", "text": "this"}, cached]), asked([cached]), answered([cached])))
    messages = conversations(source)[0].messages
    assert [one.text for one in messages] == ["this", "V1StGXR8.png", "V1StGXR8.png"]
    assert {one.state for one in messages} == {State.COMPLETE}
    assert unread(source)[Why.PICTURE_ELSEWHERE] == 3


def test_pictures_that_everybody_can_see_stay_as_links() -> None:
    elsewhere = {"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}}
    assert answer([elsewhere]).text == "![](https://example.com/cat.png)"


def test_what_is_no_picture_is_told() -> None:
    broken = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    assert unread(backup(session(asked([{"type": "text", "text": "?"}, broken]))))[Why.PICTURE] == 1


def test_uses_of_tools_are_kept_with_what_came_of_them() -> None:
    tool = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "getWeather", "arguments": '{"city":"Oslo"}'},
        "content": '{"t":21}',
        "isError": False,
    }
    source = backup(session(asked(), answered("It is 21 °C.", tools=[tool, "nonsense"])))
    told = conversations(source)[0].messages[1]
    assert told.parts == (ToolCall("call_1", "getWeather", '{"city":"Oslo"}', '{"t":21}'), Text("It is 21 °C."))
    assert unread(source)[Why.TOOL] == 1


def test_what_was_spoken_is_told_to_be_missing() -> None:
    assert unread(backup(session(asked(), answered("Hello", audio_url="blob:https://x/1"))))[Why.ATTACHMENT] == 1


def test_what_nobody_here_could_have_said_is_told_and_the_rest_is_there() -> None:
    source = backup(session(asked(), said("tool", "42"), "nonsense", None, answered()))
    assert [one.text for one in conversations(source)[0].messages] == ["hi", "hello"]
    assert unread(source)[Why.MESSAGE] == 3


def test_messages_without_an_id_and_with_numbers_for_ids_are_the_same_next_time() -> None:
    nameless = {"role": "user", "content": "who am I?", "date": ""}
    messages = [said("user", "a", id=1679904000123), nameless, nameless, answered("b", id=1679904000123)]
    first, second = (settled(conversations(backup(session(*messages)))[0], "nextchat", 1) for _ in range(2))
    assert first == second
    assert len({one.id for one in first.messages}) == 4


def test_messages_under_one_id_follow_each_other_all_the_same() -> None:
    rows = [asked("a", id=1), answered("b", id=1), asked("c", id=1), answered("d", id=2)]
    (found,) = conversations(backup(session(*rows, clearContextIndex=2)))
    stands = settled(found, "nextchat", 0)
    every = {one.id: one for one in stands.messages}
    assert [one.text for one in path_to(stands.head.leaf, every)] == ["a", "b", "c", "d"]
    assert every[stands.head.cleared or ""].text == "b"


def test_the_order_is_that_of_the_file_whatever_the_clock_said() -> None:
    messages = read(asked("1", date="12/5/2024, 3:04:05 PM"), answered("2", date="12/5/2024, 2:04:05 PM"))
    assert [one.text for one in messages] == ["1", "2"]


@pytest.mark.parametrize(
    "date",
    [
        "2024/12/5 15:04:05",
        "2024/12/5 下午3:04:05",
        "5/12/2024 下午3:04:05",
        "05/12/2024, 15:04:05",
        "2024. 12. 5. PM 3:04:05",
        "2024. 12. 5. 오후 3:04:05",
        "5/12/2024, 15.04.05",
        "05/12/2024 15:04:05",
        "5/12/2024, 3:04:05 p. m.",
        "05.12.2024 15:04:05",
        "5.12.2024, 15:04:05",
        "15:04:05 5/12/2024",
        "5. 12. 2024 15:04:05",
        "٥‏/١٢‏/٢٠٢٤، ٣:٠٤:٠٥ م",
        "৫/১২/২০২৪, ৩:০৪:০৫ PM",
        "12/5/2024, 3:04:05 PM",
        "12/5/2024, 3:04:05\u202fPM",
        "05/12/2024, 3:04:05 pm",
        "2024-12-05, 3:04:05 p.m.",
        "2024-12-05 15 h 04 min 05 s",
        local(2024, 12, 5, 15, 4, 5),
    ],
)
def test_a_time_is_read_however_its_country_writes_it(date: Any) -> None:
    (question,) = read(asked(date=date))
    assert question.created == local(2024, 12, 5, 15, 4, 5)


def test_what_can_be_read_in_two_ways_is_told_by_when_the_conversation_ended() -> None:
    first, second = read(
        asked("1", date="05/03/2024, 10:00:00"),
        answered("2", date="05/03/2024, 10:00:09"),
        lastUpdate=local(2024, 3, 5, 10, 0, 9),
    )
    assert (first.created, second.created) == (local(2024, 3, 5, 10), local(2024, 3, 5, 10, 0, 9))
    (other,) = read(asked(date="05/03/2024, 10:00:00"), lastUpdate=local(2024, 5, 3, 10))
    assert other.created == local(2024, 5, 3, 10)


def test_nothing_is_said_after_the_end_and_what_is_no_time_is_told() -> None:
    source = backup(
        session(asked("1", date="gestern"), asked("2", date="12/5/2024, 5:00:00 PM"), asked("3", date=""), asked("4"))
    )
    (found,) = conversations(source)
    assert max(one.created for one in found.messages) <= found.head.updated
    assert unread(source)[Why.TIME] == 1
