"""What people take out of a ChatGPT-Web site: everything they said, and none of its errors as an answer."""

import json
from datetime import datetime
from typing import Any

from interchange.foreign.arrivals import Handed, conversations, everything, handed, prompts, unread
from interchange.foreign.mangling import CANARY, bear_all
from interchange.foreign.samples import said
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.found import FoundSettings, Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.settling import settled
from nextchat_desktop.interchange.foreign import chatgpt_web, prompt_lists

BEGAN = round(datetime(2023, 7, 8, 12, 26, 30).timestamp() * 1000)
THERE = {"parentMessageId": "chatcmpl-abc", "conversationId": "c"}


def ask(text: str, time: str = "7/8/2023, 12:26:40 PM") -> dict[str, Any]:
    request = {"prompt": text, "options": None}
    return {"dateTime": time, "text": text, "inversion": True, "error": False, "requestOptions": request}


def answer(text: str, time: str = "7/8/2023, 12:26:43 PM", **more: Any) -> dict[str, Any]:
    row = {"dateTime": time, "text": text, "inversion": False, "error": False, "loading": False}
    return {**row, "conversationOptions": THERE, "requestOptions": {"prompt": "?", "options": {}}, **more}


def store(*chats: tuple[object, str | None, list[Any]], **more: Any) -> dict[str, Any]:
    """Chats with their numbers, titles and rows; those without a title are not in the list."""
    history = [{"uuid": uuid, "title": title, "isEdit": False} for uuid, title, _ in chats if title is not None]
    rows = [{"uuid": uuid, "data": data} for uuid, _, data in chats]
    return {"active": BEGAN, "usingContext": True, "history": history, "chat": rows, **more}


def wrapped(value: object) -> dict[str, Any]:
    return {"data": value, "expire": None}


HELLO = store((BEGAN, "Greeting", [ask("hi"), answer("Hello!")]))


def at(*fields: int) -> int:
    return round(datetime(*fields).timestamp() * 1000)  # type: ignore[arg-type]


def test_a_conversation_comes_with_its_title_its_words_and_its_times() -> None:
    (found,) = conversations(handed(wrapped(HELLO), "chat-store_2023-7-8.json"))
    assert found.head.title == "Greeting"
    assert found.head.created == BEGAN
    assert said(found) == [("user", "hi"), ("assistant", "Hello!")]
    assert [one.created for one in found.messages] == [at(2023, 7, 8, 12, 26, 40), at(2023, 7, 8, 12, 26, 43)]
    assert found.messages[1].parent == found.messages[0].id


def test_it_is_the_same_without_its_wrapper() -> None:
    assert conversations(handed(HELLO)) == conversations(handed(wrapped(HELLO)))
    assert conversations(handed(dict(reversed(HELLO.items())))) == conversations(handed(HELLO))


def test_an_export_of_nothing_is_no_error() -> None:
    assert everything(handed({}, "chat-store_2023-7-8.json")) == []
    assert everything(handed(wrapped({"active": None, "usingContext": True, "history": [], "chat": []}))) == []


def test_what_is_read_twice_has_the_same_ids_and_an_answer_that_was_made_anew_has_another() -> None:
    once, again = (settled(conversations(handed(HELLO))[0], "chatgpt-web", 1) for _ in range(2))
    assert once == again
    other = store((BEGAN, "Greeting", [ask("hi"), answer("Good morning!")]))
    new = settled(conversations(handed(other))[0], "chatgpt-web", 1)
    assert new.head.id == once.head.id
    assert new.messages[0].id == once.messages[0].id
    assert new.messages[1].id != once.messages[1].id


def test_titles_are_found_by_number_wherever_they_stand_in_the_list() -> None:
    found = store((2, "Two", [ask("b")]), (1, "One", [ask("a")]))
    found["history"].reverse()
    assert [one.head.title for one in conversations(handed(found))] == ["Two", "One"]


def test_where_the_numbers_do_not_agree_the_places_do() -> None:
    found = store((1, "One", [ask("a")]), (2, "Two", [ask("b")]))
    found["chat"][1]["uuid"] = 3
    assert [one.head.title for one in conversations(handed(found))] == ["One", "Two"]


def test_what_nobody_lists_is_called_by_its_first_question() -> None:
    found = store((1, "One", [ask("a")]), (7, None, [answer("An answer"), ask("How  are\nyou?")]))
    assert [one.head.title for one in conversations(handed(found))] == ["One", "How are you?"]


def test_the_usual_title_is_none() -> None:
    found = store((1002, "新建聊天", [ask("你好")]))
    assert conversations(handed(found))[0].head.title == "你好"
    assert conversations(handed(found))[0].head.created == 0


def test_conversations_without_a_word_are_told_and_not_brought() -> None:
    found = store((1, "Cleared", []), (2, "Waiting", [answer("", loading=True, conversationOptions=None)]))
    found["history"].append({"uuid": 3, "title": "Gone", "isEdit": False})
    assert conversations(handed(found)) == []
    assert unread(handed(found)) == {Why.EMPTY: 3}


def test_an_error_is_never_an_answer() -> None:
    row = answer("ChatGPT error 429: slow down", error=True, conversationOptions=None)
    source = handed(store((1, "One", [ask("a"), row])))
    message = conversations(source)[0].messages[1]
    assert (message.state, message.parts) == (State.FAILED, ())
    assert message.failure is not None
    assert message.failure.kind is FailureKind.RATE_LIMIT
    assert message.failure.detail == "ChatGPT error 429: slow down"
    assert unread(source) == {Why.FAILURE: 1}


def test_an_error_behind_half_an_answer_is_taken_off_it() -> None:
    row = answer("It is\n[OpenAI timed out waiting for response]")
    source = handed(store((1, "One", [ask("a"), row])))
    message = conversations(source)[0].messages[1]
    assert (message.text, message.state) == ("It is", State.INTERRUPTED)
    assert message.failure is not None
    assert message.failure.kind is FailureKind.TIMEOUT


def test_an_answer_that_ends_in_brackets_of_its_own_is_whole() -> None:
    row = answer("A list:\n[1, 2, 3]")
    message = conversations(handed(store((1, "One", [ask("a"), row]))))[0].messages[1]
    assert (message.text, message.state) == ("A list:\n[1, 2, 3]", State.COMPLETE)


def test_an_answer_that_was_still_coming_is_interrupted() -> None:
    row = answer("It is", loading=True)
    assert conversations(handed(store((1, "One", [ask("a"), row]))))[0].messages[1].state is State.INTERRUPTED


def test_what_stands_where_an_answer_was_to_come_is_none() -> None:
    rows = [
        ask("a"),
        answer("Thinking...", conversationOptions=None),
        answer("思考中...", loading=True),
        answer("Đang suy nghĩ...", conversationOptions=None),
        answer("", loading=True, conversationOptions=None),
        answer("Thinking..."),
    ]
    assert said(conversations(handed(store((1, "One", rows))))[0]) == [("user", "a"), ("assistant", "Thinking...")]


def test_days_and_months_are_told_apart_by_when_the_conversation_began() -> None:
    times = ["8/7/2023, 12:26:40", "2023/7/8 下午12:26:41", "8.7.2023, 12:26:42"]
    rows = [ask("a", times[0]), answer("b", times[1]), ask("c", times[2])]
    found = conversations(handed(store((BEGAN, "One", rows))))[0]
    assert [one.created for one in found.messages] == [at(2023, 7, 8, 12, 26, 40 + place) for place in range(3)]
    assert Why.TIME not in unread(handed(store((BEGAN, "One", rows))))


def test_a_time_before_the_conversation_began_is_not_believed() -> None:
    rows = [ask("a", "1/1/2001, 1:00:00 AM"), answer("b", "nonsense")]
    source = handed(store((BEGAN, "One", rows)))
    assert [one.created for one in conversations(source)[0].messages] == [0, 0]
    assert unread(source) == {Why.TIME: 2}
    assert {one.created for one in settled(conversations(source)[0], "x", 5).messages} == {BEGAN}


def test_what_the_server_remembers_stays_with_the_server() -> None:
    assert "chatcmpl" not in repr(everything(handed(HELLO)))


def test_all_stores_of_a_browser_come_at_once_and_the_access_key_does_not() -> None:
    settings = {"systemMessage": "Be brief.", "temperature": 0.3, "top_p": 1}
    found = {
        "SECRET_TOKEN": wrapped(CANARY),
        "chatStorage": wrapped({**HELLO, "usingContext": False}),
        "promptStore": '{"data":{"promptList":[{"key":"Poet","value":"Write a poem."}]},"expire":null}',
        "settingsStorage": wrapped(settings),
        "appSetting": wrapped({"theme": "dark"}),
    }
    every = everything(handed(found))
    assert [said(one) for one in conversations(handed(found))] == [[("user", "hi"), ("assistant", "Hello!")]]
    assert [one.prompt.text for one in prompts(handed(found))] == ["Write a poem."]
    (told,) = [one for one in every if isinstance(one, FoundSettings)]
    assert told.values == {"chat.system": "Be brief.", "chat.temperature": 0.3, "chat.turns": 0}
    assert CANARY not in repr(every)


def test_one_store_alone_is_known_too() -> None:
    assert [one.prompt.title for one in prompts(handed(wrapped({"promptList": [{"key": "a", "value": "b"}]})))] == ["a"]
    system = "You are ChatGPT, a large language model trained by OpenAI. Respond using markdown."
    assert everything(handed(wrapped({"systemMessage": system, "temperature": 0.8, "top_p": 1}))) == []


def test_prompts_come_under_both_pairs_of_names() -> None:
    pairs = handed([{"key": "Poet", "value": "Write a poem."}, {"key": "", "value": "x"}, {"key": "Half"}])
    assert [(one.prompt.title, one.prompt.text) for one in prompts(pairs)] == [("Poet", "Write a poem.")]
    assert unread(pairs) == {Why.NAMELESS: 2}
    acts = handed([{"act": "担任雅思写作考官", "prompt": "我希望你假定自己是雅思写作考官。"}])
    assert [one.prompt.title for one in prompts(acts)] == ["担任雅思写作考官"]


def test_rows_and_chats_that_are_none_are_told() -> None:
    found = store((1, "One", [ask("a"), "text", None]), (2, "Two", []))
    found["chat"][1] = {"uuid": 2, "data": "gone"}
    assert [one.head.title for one in conversations(handed(found))] == ["One"]
    assert unread(handed(found)) == {Why.MESSAGE: 2, Why.CONVERSATION: 1}


def test_what_stood_before_a_break_is_there() -> None:
    whole = json.dumps(store((1, "One", [ask("a"), answer("b")]), (2, "Two", [ask("c")])))
    source = Handed("chat-store_2023-7-8.json", whole[: whole.index('"text": "c"')].encode())
    assert [(one.head.title, len(one.messages)) for one in conversations(source)] == [("One", 2)]
    assert unread(source) == {Why.BROKEN: 1}


def test_what_two_browsers_began_with_are_two_conversations_and_each_can_grow() -> None:
    at_home, at_work = [ask("Hello"), answer("Hi")], [ask("Report?")]
    (home,), (work,) = (conversations(handed(wrapped(store((1002, "New Chat", rows))))) for rows in (at_home, at_work))
    (grown,) = conversations(handed(wrapped(store((1002, "New Chat", [*at_home, ask("More")])))))
    assert home.head.id != work.head.id
    assert home.head.id == grown.head.id


def test_nothing_that_is_wrong_in_a_file_breaks_it() -> None:
    whole = {
        **wrapped(
            store((BEGAN, "One", [ask("a"), answer("b"), answer("c\n[Network Error]"), answer("d", error=True)]))
        ),
        "SECRET_TOKEN": CANARY,
        "settingsStorage": wrapped({"systemMessage": "s", "temperature": 1}),
    }
    bear_all(chatgpt_web.FORM, whole)
    bear_all(prompt_lists.FORM, [{"key": "a", "value": "b"}, {"act": "a", "prompt": "b"}])
