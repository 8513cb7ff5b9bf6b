"""Lists of messages that people pass on: ShareGPT's, OpenAI's, a message a line; those of our own come back."""

import json
from typing import Any

import pytest

from interchange.foreign.arrivals import Handed, conversations, everything, handed, prompts, unread
from interchange.foreign.mangling import bear, bear_all, damaged
from interchange.foreign.samples import PNG_URL, said
from nextchat_desktop.core.found import Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text, ToolCall
from nextchat_desktop.interchange.fine_tuning import line
from nextchat_desktop.interchange.foreign import message_lists

TALK = [("user", "Hello"), ("assistant", "Hi")]


def lines(*values: Any) -> Handed:
    return Handed("chats.jsonl", "\n".join(json.dumps(one) for one in values).encode())


SHARED = [{"from": "human", "value": "Hello"}, {"from": "gpt", "value": "Hi"}]
SPOKEN = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]


@pytest.mark.parametrize(
    "source",
    [
        handed([{"id": "x", "conversations": SHARED}]),
        handed({"conversations": SHARED}),
        handed({"items": SHARED, "avatarUrl": "x"}),
        lines({"conversations": SHARED}),
        handed([{"id": "y", "items": SHARED}]),
        handed(SPOKEN),
        handed({"messages": SPOKEN}),
        handed({"model": "gpt-4o", "temperature": 1, "messages": SPOKEN}),
        handed([{"messages": SPOKEN}]),
        lines({"messages": SPOKEN}),
        lines(*SPOKEN),
    ],
)
def test_a_conversation_is_read_in_whatever_list_it_stands(source: Handed) -> None:
    assert [said(one) for one in conversations(source)] == [TALK]


def test_each_line_is_a_conversation_and_has_its_own_title() -> None:
    other = [{"role": "user", "content": "Good\nbye"}, {"role": "assistant", "content": "Bye"}]
    found = conversations(handed([{"conversations": SHARED}, {"messages": other, "system": "Be short."}]))
    assert [one.head.title for one in found] == ["Hello", "Good bye"]
    assert found[1].head.parameters.system == "Be short."
    assert len({one.head.id for one in found}) == 2


def test_the_same_conversation_is_the_same_at_the_next_reading() -> None:
    assert conversations(lines({"conversations": SHARED})) == conversations(handed([{"conversations": SHARED}]))


def test_what_is_told_first_are_instructions_and_tools_and_thoughts_are_known() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "sum", "arguments": "{}"}}
    rows = [
        {"role": "system", "content": "Count."},
        {"role": "user", "content": [{"type": "text", "text": "1+1"}, _picture()]},
        {"role": "assistant", "content": None, "reasoning_content": "Hm", "tool_calls": [call], "model": "o1"},
        {"role": "tool", "content": "2"},
        {"role": "narrator", "content": "?"},
        {"role": "assistant", "content": "2"},
    ]
    source = handed({"id": 7, "messages": rows})
    (found,) = conversations(source)
    assert found.head.parameters.system == "Count."
    assert found.messages[1].parts == (Reasoning("Hm"), ToolCall("c", "sum", "{}"))
    assert [type(part) for part in found.messages[0].parts] == [Text, Picture]
    assert unread(source) == {Why.TOOL: 2, Why.MESSAGE: 1}


def test_what_was_written_for_training_comes_back() -> None:
    context = (Message("s", Role.SYSTEM, (Text("Be kind."),)),)
    talks = [[("user", "A?"), ("assistant", "A.")], [("user", "B?"), ("assistant", "B.\n\n```\n{}\n```")]]
    written = "".join(
        line(context, [Message(str(n), Role(role), (Text(text),)) for n, (role, text) in enumerate(talk)], None)
        for talk in talks
    )
    found = conversations(Handed("tuning.jsonl", written.encode()))
    assert [[turn for turn in said(one) if turn[0] != "system"] for one in found] == talks


def test_whatever_is_wrong_with_it_nothing_falls_over() -> None:
    bear_all(message_lists.FORM, [{"id": "x", "conversations": SHARED}, {"messages": SPOKEN}])
    bear_all(message_lists.FORM, SPOKEN)
    for data in damaged(b"\n".join(json.dumps(one).encode() for one in SPOKEN)):
        bear(message_lists.FORM, Handed("x.jsonl", data))


def _picture() -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": PNG_URL}}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ([{"id": 1, "name": "Ann", "role": "admin", "text": "x"}], Why.UNKNOWN),
        ([{"id": 1, "name": "Ann", "role": "user", "content": "x"}], Why.UNKNOWN),
        ([{"from": "a@example.com", "to": "b", "text": "hello", "subject": "x"}], Why.UNKNOWN),
        ({"name": "Bob", "messages": [{"from": "Ann", "text": "hi"}, {"from": "Bob", "text": "ho"}]}, Why.CONVERSATION),
    ],
)
def test_what_people_say_to_each_other_is_no_conversation_with_a_model(value: Any, why: Why) -> None:
    assert [type(one) for one in everything(handed(value))] == [Unread]
    assert unread(handed(value)) == {why: 1}


def test_chatbot_ui_keeps_its_conversations_in_a_history_with_prompts_beside() -> None:
    chat = {
        "id": "c",
        "name": "Greeting",
        "messages": SPOKEN,
        "model": {"id": "gpt-4", "name": "GPT-4"},
        "prompt": "Be kind.",
    }
    file = {"version": 4, "history": [chat], "folders": [], "prompts": [{"id": "p", "name": "P", "content": "Say it."}]}
    source = handed(file)
    (found,) = conversations(source)
    assert (found.head.id, found.head.title, found.model) == ("c", "Greeting", "GPT-4")
    assert (found.head.parameters.system, said(found)) == ("Be kind.", TALK)
    assert [one.prompt.text for one in prompts(source)] == ["Say it."]
