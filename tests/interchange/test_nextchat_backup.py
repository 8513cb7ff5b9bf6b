"""Backups written for NextChat: it takes them as they are, and what is read back of them is what was written."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interchange.foreign.arrivals import Album, Handed, conversations, masks, prompts, unread
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exporting import ReadPicture
from nextchat_desktop.core.found import FoundConversation, Why
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Picture, Reasoning, Text, ToolCall
from nextchat_desktop.interchange.nextchat_backup import Written, backup

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4) + b"\x08\x06\0\0\0"
ALBUM = Album()
SEEN = ALBUM.keep(PNG) or Picture("", "")
AT = 1_733_411_045_000
CONFIG = {
    *("model", "providerName", "temperature", "top_p", "max_tokens", "presence_penalty", "frequency_penalty"),
    *("sendMemory", "historyMessageCount", "compressMessageLengthThreshold", "compressModel", "compressProviderName"),
    *("enableInjectSystemPrompts", "template", "size", "quality", "style"),
}


def picture(one: Picture) -> bytes | None:
    return ALBUM.kept.get(one.blob)


def message(role: Role, *parts: Any, id: str = "", **more: Any) -> Message:
    author = "gpt-4o" if role is Role.ASSISTANT else ""
    return Message(id or f"m{abs(hash(parts))}", role, parts, created=AT, author=author, **more)


def asked(*parts: Any, **more: Any) -> Message:
    return message(Role.USER, *parts, **more)


def answered(*parts: Any, **more: Any) -> Message:
    return message(Role.ASSISTANT, *parts, **more)


def written(*messages: Message, head: Conversation | None = None, **more: Any) -> Written:
    return Written(head or Conversation("c1", "Weather", True, AT, AT), messages, **more)


def whole(*conversations: Written, **more: Any) -> dict[str, Any]:
    data = b"".join(backup(conversations, more.pop("masks", ()), more.pop("prompts", ()), picture, **more))
    found = json.loads(data)
    assert isinstance(found, dict)
    return found


def session(*conversations: Written, **more: Any) -> dict[str, Any]:
    (only,) = whole(*conversations, **more)["chat-next-web-store"]["sessions"]
    assert isinstance(only, dict)
    return only


def back(*conversations_written: Written, **more: Any) -> FoundConversation:
    (only,) = conversations(file(*conversations_written, **more), ALBUM)
    return only


def file(*conversations_written: Written, **more: Any) -> Handed:
    data = backup(conversations_written, more.pop("masks", ()), more.pop("prompts", ()), picture, **more)
    return Handed("Backup.json", b"".join(data))


def test_nextchat_finds_all_that_it_looks_for_and_nothing_that_changes_its_settings() -> None:
    found = whole(written(asked(Text("hi")), answered(Text("hello"))))
    assert list(found) == ["chat-next-web-store", "access-control", "app-config", "mask-store", "prompt-store"]
    assert (found["access-control"], found["app-config"]) == ({}, {})
    assert "_hasHydrated" not in json.dumps(found)
    one = found["chat-next-web-store"]["sessions"][0]
    needed = {"id", "topic", "memoryPrompt", "messages", "stat", "lastUpdate", "lastSummarizeIndex", "mask"}
    assert needed <= one.keys()
    assert one["mask"]["modelConfig"].keys() >= CONFIG
    assert [(turn["role"], turn["content"]) for turn in one["messages"]] == [("user", "hi"), ("assistant", "hello")]


def test_a_conversation_without_a_message_is_left_out_for_nextchat_refuses_it() -> None:
    gone = replace(asked(Text("gone")), deleted=AT)
    assert whole(written(), written(gone))["chat-next-web-store"]["sessions"] == []


def test_what_is_written_comes_back() -> None:
    branch = (
        asked(Text("what is this? 你好"), SEEN),
        answered(Reasoning("Hm.\n\nA picture\n\n\n> quoted"), Text("A cat.\n\n> meow"), id="a1"),
        asked(Text("draw it")),
        answered(Reasoning("ok"), Text("Here:"), SEEN, id="a2"),
        answered(ToolCall("t1", "weather", '{"city":"Oslo"}', '{"t":21}'), Text("21 °C"), id="a3"),
    )
    found = back(written(*branch))
    assert [(one.id, one.role, one.parts, one.created) for one in found.messages] == [
        (one.id, one.role, one.parts, one.created) for one in branch
    ]
    assert (found.head.id, found.head.title, found.head.named) == ("c1", "Weather", True)
    assert set(unread(file(written(*branch)))) == {Why.TOOL}


@pytest.mark.parametrize(
    "text",
    [
        "> To be or not to be\n\nsays Hamlet.",
        "<think>no</think>",
        '```json\n{"error": {"message": "an example"}}\n```',
        "[settings](/#/settings)",
        "  leading",
    ],
)
def test_an_answer_that_looks_like_something_else_comes_back_as_it_was(text: str) -> None:
    found = back(written(asked(Text("?")), answered(Text(text), choice=ModelChoice("c", "deepseek-r1"))))
    assert (found.messages[1].text, found.messages[1].reasoning, found.messages[1].failure) == (text, "", None)


@given(thought=st.text(max_size=40), text=st.text(max_size=40))
def test_any_thought_and_any_answer_come_back(thought: str, text: str) -> None:
    thought, text = f"a{thought}".replace("\r", ""), f"{text}z"
    found = back(written(asked(Text("?")), answered(Reasoning(thought), Text(text))))
    assert (found.messages[1].reasoning, found.messages[1].text) == (thought, text)


def test_thoughts_and_pictures_can_be_left_out() -> None:
    one = written(asked(Text("?"), SEEN), answered(Reasoning("hm"), Text("yes")))
    plain = json.loads(b"".join(backup([one], (), (), lambda picture: None, reasoning=False)))
    turns = plain["chat-next-web-store"]["sessions"][0]["messages"]
    assert [turn["content"] for turn in turns] == ["?", "yes"]


def test_a_failure_is_one_there_too_and_is_not_sent_by_nextchat() -> None:
    failed = answered(state=State.FAILED, failure=Failed(FailureKind.NETWORK, "Failed to fetch"))
    turn = session(written(asked(Text("?")), failed))["messages"][1]
    assert turn["isError"] is True
    again = back(written(asked(Text("?")), failed)).messages[1]
    assert (again.state, again.parts) == (State.FAILED, ())
    assert again.failure is not None
    assert (again.failure.kind, again.failure.detail) == (FailureKind.NETWORK, "Failed to fetch")


def test_what_was_cleared_and_summed_up_stays_so_with_deleted_messages_in_between() -> None:
    branch = [asked(Text(str(place)), id=f"m{place}") for place in range(5)]
    branch[0] = replace(branch[0], deleted=AT)
    head = Conversation("c1", "x", True, AT, AT, cleared="m1")
    memories = [Memory("k1", "m3", "short", since="m1"), Memory("k2", "elsewhere", "other")]
    one = session(written(*branch, head=head, memories=memories))
    assert (one["clearContextIndex"], one["lastSummarizeIndex"], one["memoryPrompt"]) == (1, 3, "short")
    found = back(written(*branch, head=head, memories=memories))
    assert found.head.cleared == "m1"
    assert [(memory.text, memory.through, memory.since) for memory in found.memories] == [("short", "m3", "m1")]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "New Conversation"), ("zh_CN", "新的聊天"), ("xx", "New Conversation")]
)
def test_a_conversation_without_a_title_has_none_there(language: str, title: str) -> None:
    untitled = written(asked(Text("hi")), head=Conversation("c1", created=AT, updated=AT))
    assert session(untitled, language=language)["topic"] == title
    assert back(untitled, language=language).head.title == ""
    assert back(untitled, language=language).head.mask is None


def test_who_answers_and_how_goes_along() -> None:
    head = Conversation(
        "c1", "x", True, AT, AT, parameters=Parameters(temperature=0.9, turns=3, reasoning_effort="high")
    )
    one = written(asked(Text("hi")), head=head, model="my-dep", service="azure")
    config = session(one)["mask"]["modelConfig"]
    assert (config["model"], config["providerName"], config["temperature"]) == ("my-dep", "Azure", 0.9)
    assert session(one)["mask"]["syncGlobalConfig"] is False
    assert back(one).model == "my-dep"
    assert back(one).head.parameters == head.parameters


@pytest.mark.parametrize(
    ("service", "provider"),
    [("zhipu-intl", "ChatGLM"), ("volcengine", "ByteDance"), ("302ai", "302.AI"), ("compatible", "OpenAI")],
)
def test_services_are_called_as_nextchat_calls_them(service: str, provider: str) -> None:
    assert session(written(asked(Text("hi")), service=service))["mask"]["modelConfig"]["providerName"] == provider


def test_a_mask_goes_with_its_conversation_and_on_its_own() -> None:
    context = (Message("s", Role.SYSTEM, (Text("Be kind."),)), Message("u", Role.USER, (Text("see"), SEEN)))
    nurse = Mask("n1", "Nurse", "👩", context=context, model="gpt-4", parameters=Parameters(temperature=0.2))
    head = Conversation("c1", "x", True, AT, AT, mask=nurse, context=context, hides_context=True)
    source = file(written(asked(Text("hi")), head=head), masks=[nurse])
    (found,) = conversations(source, ALBUM)
    mask = found.head.mask
    assert mask is not None
    assert (mask.name, mask.avatar, mask.parameters) == ("Nurse", "👩", Parameters(temperature=0.2))
    assert [one.parts for one in found.head.context] == [one.parts for one in context]
    assert found.head.hides_context
    (own,) = masks(source)
    assert (own.mask.id, own.mask.name, own.mask.model) == ("n1", "Nurse", "gpt-4")


def test_prompts_come_back() -> None:
    source = file(prompts=[Prompt("p1", "Poet", "Write a {{what}}.", created=AT), Prompt("p2", "厨师", "煮")])
    assert [(one.prompt.id, one.prompt.title, one.prompt.text, one.prompt.created) for one in prompts(source)] == [
        ("p1", "Poet", "Write a {{what}}.", AT),
        ("p2", "厨师", "煮", 0),
    ]


def test_half_a_letter_does_not_spoil_the_file() -> None:
    assert session(written(asked(Text("x\ud83dy"))))["messages"][0]["content"] == "x?y"


def test_it_is_made_a_message_at_a_time() -> None:
    asked_for: list[int] = []

    def many() -> Any:
        for place in range(1000):
            asked_for.append(place)
            yield written(asked(Text("x" * 1000)), answered(Text("y" * 1000)))

    pieces = backup(many(), (), (), picture)
    first = [next(pieces) for _ in range(10)]
    assert len(asked_for) <= 3
    assert max(map(len, [*first, *pieces])) < 3000


def test_an_answer_in_which_nothing_came_is_an_error_there_so_that_it_is_never_sent() -> None:
    for state in (State.INTERRUPTED, State.COMPLETE, State.FAILED):
        turn = session(written(asked(Text("?")), answered(state=state)))["messages"][1]
        assert turn["isError"] is True
        assert turn["content"]


def test_a_question_that_was_a_picture_says_something_where_pictures_are_left_out() -> None:
    cat = replace(SEEN, name="cat.png")
    plain = json.loads(b"".join(backup([written(asked(cat))], (), (), lambda picture: None)))
    assert plain["chat-next-web-store"]["sessions"][0]["messages"][0]["content"] == "cat.png"


WORDS = st.sampled_from(["", " ", "hi", "你好", "> quoted", "\ud83d", "a\x00b", "__proto__"])
PARTS = st.lists(st.builds(Text, WORDS) | st.builds(Reasoning, WORDS) | st.just(SEEN), max_size=3)
TIMES = st.sampled_from([0, 1, AT, AT + 999, 1 << 45])
TURNS = st.builds(
    message,
    st.sampled_from(Role),
    state=st.sampled_from([State.COMPLETE, State.INTERRUPTED, State.FAILED]),
    deleted=st.none() | st.just(AT),
)


@given(
    st.lists(st.tuples(TURNS, PARTS, TIMES), max_size=5),
    st.integers(0, 5),
    st.integers(0, 5),
    WORDS,
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_written_nextchat_takes(
    turns: list[tuple[Message, list[Any], int]], cleared: int, through: int, title: str, shows: bool, thinks: bool
) -> None:
    branch = [
        replace(one, id=f"m{place}", parts=tuple(parts), created=time)
        for place, (one, parts, time) in enumerate(turns)
        if one.role is Role.ASSISTANT or any(part.text.strip() for part in parts if isinstance(part, Text))
    ]
    head = Conversation("c1", title, bool(title), AT, AT, cleared=f"m{cleared}")
    one = Written(head, branch, [Memory("k", f"m{through}", "In short")])
    seen: ReadPicture = picture if shows else lambda _: None
    data = b"".join(backup([one], [Mask("n", title)], [Prompt("p", "t", title)], seen, reasoning=thinks))
    assert_that_nextchat_takes(data.decode())


def assert_that_nextchat_takes(text: str) -> None:
    """What it looks at before it lays a file over what it has, and what it would stumble over afterwards."""
    found = json.loads(text, parse_constant=pytest.fail)  # JavaScript's JSON has no NaN
    for store in ("chat-next-web-store", "access-control", "app-config", "mask-store", "prompt-store"):
        assert isinstance(found[store], dict), "without one of its stores the whole file is refused"
    assert not found["access-control"], "it would take the place of the person's keys"
    assert not found["app-config"], "it would take the place of the person's settings"
    for one in found["chat-next-web-store"]["sessions"]:
        turns = one["messages"]
        assert turns, "a conversation without messages is passed over"
        assert len({turn["id"] for turn in turns}) == len(turns), "what has the same id is taken for the same"
        assert 0 <= one["lastSummarizeIndex"] <= len(turns)
        assert 0 <= one.get("clearContextIndex", 0) <= len(turns)
        assert one["mask"]["modelConfig"].keys() >= CONFIG, "what is missing in a mask it does not fill up"
        assert one["topic"].strip()
        for turn in turns:
            assert turn["role"] in ("system", "user", "assistant")
            assert turn["content"], "services refuse an empty message"
            assert re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}, \d{1,2}:\d\d:\d\d [AP]M", turn["date"]), "else it has no order"
    for masks_or_prompts in (found["mask-store"]["masks"], found["prompt-store"]["prompts"]):
        assert all(id == one["id"] for id, one in masks_or_prompts.items())


@pytest.mark.skipif(shutil.which("node") is None, reason="asks JavaScript itself")
def test_javascript_reads_every_time_as_it_was() -> None:
    moments = [
        datetime(2024, month, day, hour, 4, 5) for month in (1, 5, 12) for day in (1, 25) for hour in (0, 9, 12, 23)
    ]
    times = [round(moment.timestamp() * 1000) for moment in moments]
    turns = [replace(asked(Text(str(time)), id=str(time)), created=time) for time in times]
    dates = [turn["date"] for turn in session(written(*turns))["messages"]]
    script = "console.log(JSON.stringify(JSON.parse(process.argv[1]).map(one => new Date(one).getTime())))"
    said = subprocess.run(["node", "-e", script, json.dumps(dates)], capture_output=True, check=True, text=True)
    assert json.loads(said.stdout) == times
