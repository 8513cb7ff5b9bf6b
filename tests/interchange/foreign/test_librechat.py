"""LibreChat's export of a conversation: as a list or a tree of any depth, with parts or texts."""

from typing import Any

from interchange.foreign.arrivals import Handed, conversations, handed, unread
from interchange.foreign.mangling import CANARY, bear_all
from interchange.foreign.samples import branch, called
from nextchat_desktop.core.found import Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Reasoning, Text, ToolCall
from nextchat_desktop.interchange.foreign import librechat

NONE = "00000000-0000-0000-0000-000000000000"


def message(id: str, parent: str, words: str, second: int, **more: Any) -> dict[str, Any]:
    is_user = id.startswith("q")
    made = {"messageId": id, "parentMessageId": parent, "text": words, "isCreatedByUser": is_user}
    told = {"sender": "User" if is_user else "GPT-4", "createdAt": f"2024-05-01T16:35:{second:02}.000Z"}
    return {**made, **told, **more}


LIST: dict[str, Any] = {
    "conversationId": "4a86",
    "endpoint": "openAI",
    "title": "Trouble",
    "exportAt": "13:18:04 GMT-0400",
    "branches": True,
    "recursive": False,
    "options": {"model": "gpt-4-turbo", "promptPrefix": "You are an expert.", "temperature": 0.8, "apiKey": CANARY},
    "messages": [
        message("q1", NONE, "How?", 11, files=[{"type": "image/png", "filepath": "/x"}, {"filename": "a.csv"}]),
        message("a1", "q1", ":::thinking\nHm\n:::\nSo.", 12, model="gpt-4-turbo"),
        message(
            "a2",
            "q1",
            "",
            14,
            model="o1",
            content=[
                {"type": "think", "think": "Well"},
                {"type": "text", "text": {"value": "Thus."}},
                {"type": "tool_call", "tool_call": {"id": "t", "name": "web", "args": '{"q":1}', "output": "x"}},
            ],
        ),
        message("q2", "a1", "Thanks", 13),
        message("a3", "a2", "Wrong key sk-another-one", 15, error=True),
        message("a4", "a2", "Cut o", 16, unfinished=True),
    ],
}


def test_a_list_is_a_tree_and_what_came_last_is_read() -> None:
    (found,) = conversations(handed(LIST))
    assert [one.id for one in found.messages if one.parent == "q1"] == ["a1", "a2"]
    assert called(found, "q1").parent is None
    assert branch(found) == ["How?", "Thus.", "Cut o"]
    assert (found.head.title, found.head.parameters.temperature) == ("Trouble", 0.8)
    assert found.head.parameters.system == "You are an expert."


def test_thoughts_are_told_from_answers_in_both_ways_of_writing() -> None:
    (found,) = conversations(handed(LIST))
    assert called(found, "a1").parts == (Reasoning("Hm"), Text("So."))
    assert called(found, "a2").parts == (Reasoning("Well"), Text("Thus."), ToolCall("t", "web", '{"q":1}'))


def test_errors_are_errors_and_what_was_cut_is_cut() -> None:
    (found,) = conversations(handed(LIST))
    error = called(found, "a3")
    assert (error.state, error.parts) == (State.FAILED, ())
    assert error.failure is not None
    assert error.failure.detail == "Wrong key •••"
    assert called(found, "a4").state is State.INTERRUPTED


def test_what_is_missing_is_told() -> None:
    assert unread(handed(LIST)) == {Why.PICTURE_ELSEWHERE: 1, Why.ATTACHMENT: 1, Why.TOOL: 1, Why.FAILURE: 1}


def test_a_tree_may_be_as_deep_as_the_conversation_is_long() -> None:
    tree = ""
    for place in range(400, 0, -1):
        id, is_user = (f"q{place}", "true") if place % 2 else (f"a{place}", "false")
        tree = f'{{"messageId":"{id}","text":"{id}","isCreatedByUser":{is_user},"children":[{tree}]}}'
    source = Handed("deep.json", f'{{"conversationId":"d","title":"Deep","messages":[{tree}]}}'.encode())
    (found,) = conversations(source)
    assert len(found.messages) == 400
    assert called(found, "a400").parent == "q399"


def test_whatever_is_wrong_with_it_nothing_falls_over_and_no_key_is_seen() -> None:
    bear_all(librechat.FORM, LIST)
    tree = {**LIST, "recursive": True, "messages": [{**LIST["messages"][0], "children": LIST["messages"][1:]}]}
    bear_all(librechat.FORM, tree)
