"""NextChat's backups of every age: conversations as they stood, masks, prompts, and whatever a store may be instead."""

import json
from typing import Any

import pytest

from interchange.foreign.arrivals import Handed, conversations, everything, handed, masks, prompts, unread
from interchange.foreign.nextchat_files import (
    UPDATED,
    answered,
    asked,
    backup,
    config,
    empty_mask,
    said,
    session,
    stores,
)
from nextchat_desktop.core.found import FoundConversation, Unread, Why
from nextchat_desktop.core.parameters import NOTHING_SAID
from nextchat_desktop.core.settling import own_id, settled
from nextchat_desktop.interchange.foreign.nextchat.titles import _USUAL

NURSE = {
    **empty_mask(id="nurse-1", name="Nurse", avatar="1f469-200d-2695-fe0f", hideContext=True, syncGlobalConfig=False),
    "context": [{"id": "c1", "role": "system", "content": "You are a nurse.", "date": ""}],
    "modelConfig": config(model="gpt-4", temperature=0.9),
}


def read(**more: Any) -> FoundConversation:
    (found,) = conversations(backup(session(**more)))
    return found


def test_a_conversation_is_what_it_was() -> None:
    head = read().head
    assert (head.id, head.title, head.named, head.updated) == ("V1StGXR8_Z5jdHi6B-myT", "Weather", True, UPDATED)
    assert (head.mask, head.context, head.parameters, head.cleared) == (None, (), NOTHING_SAID, None)
    assert head.leaf == read().messages[-1].id


@pytest.mark.parametrize("title", [*_USUAL.values(), "", " 新的聊天 ", "new conversation"])
def test_a_conversation_that_nobody_called_anything_may_get_a_title(title: str) -> None:
    head = read(topic=title).head
    assert (head.title, head.named) == ("", False)


def test_every_language_of_nextchat_calls_a_new_conversation_something() -> None:
    assert len(_USUAL) == 20


def test_what_was_cleared_is_sent_no_more() -> None:
    found = read(messages=[asked("1"), "nonsense", answered("2"), asked("3")], clearContextIndex=3)
    assert found.head.cleared == found.messages[1].id


@pytest.mark.parametrize("index", [0, None, -3, "4", True, float("-inf")])
def test_nothing_is_cleared_where_nothing_was(index: Any) -> None:
    raw = json.dumps(stores(session(clearContextIndex=index))).replace("-Infinity", "-1e308")
    assert conversations(Handed("backup.json", raw.encode()))[0].head.cleared is None


def test_an_index_behind_the_end_is_the_end() -> None:
    found = read(clearContextIndex=99)
    assert found.head.cleared == found.messages[-1].id


def test_what_was_summed_up_is_remembered_for_the_branch() -> None:
    found = read(
        messages=[asked("1"), answered("2"), asked("3"), answered("4")],
        memoryPrompt="They greeted.",
        lastSummarizeIndex=4,
        clearContextIndex=2,
    )
    (memory,) = found.memories
    assert (memory.text, memory.through, memory.since) == ("They greeted.", found.messages[3].id, found.messages[1].id)
    assert settled(found, "nextchat", 1).memories[0].through == own_id("nextchat", found.head.id, found.messages[3].id)


def test_a_summary_of_nothing_is_none() -> None:
    assert read(memoryPrompt="half a summ", lastSummarizeIndex=0).memories == ()
    assert read(memoryPrompt=" ", lastSummarizeIndex=2).memories == ()


def test_a_mask_stays_with_its_conversation_and_is_the_one_among_the_masks() -> None:
    source = backup(session(mask=NURSE), **{"mask-store": {"masks": {"nurse-1": NURSE}}})
    (found,) = conversations(source)
    mask = found.head.mask
    assert mask is not None
    assert (mask.name, mask.avatar, mask.parameters.temperature) == ("Nurse", "👩‍⚕️", 0.9)
    assert (found.head.context[0].text, found.head.hides_context) == ("You are a nurse.", True)
    assert found.model == "gpt-4"
    (kept,) = masks(source)
    assert kept.mask.id == "nurse-1"
    assert mask.id == own_id("nextchat", "mask", "nurse-1")


def test_masks_that_ship_with_nextchat_are_numbers_and_are_not_brought_along() -> None:
    shipped = {**NURSE, "id": 100003, "builtin": True}
    source = backup(session(mask=shipped), **{"mask-store": {"masks": {"100003": shipped}}})
    mask = conversations(source)[0].head.mask
    assert mask is not None
    assert (mask.name, mask.builtin) == ("Nurse", True)
    assert masks(source) == []


def test_what_was_said_for_one_conversation_counts_for_it_and_what_is_usual_does_not() -> None:
    own = empty_mask(syncGlobalConfig=False, modelConfig=config(temperature=1.2, historyMessageCount=9))
    parameters = read(mask=own).head.parameters
    assert (parameters.temperature, parameters.turns) == (1.2, 5)
    assert set(parameters.said) == {"temperature", "turns"}
    shared = empty_mask(syncGlobalConfig=True, modelConfig=config(temperature=1.2))
    assert read(mask=shared).head.parameters == NOTHING_SAID


def test_what_went_before_an_empty_mask_goes_before_the_conversation() -> None:
    context = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "ok?"}]
    head = read(mask=empty_mask(context=context)).head
    assert [one.text for one in head.context] == ["Be brief.", "ok?"]
    assert head.mask is None


def test_conversations_of_the_first_versions_held_it_by_themselves() -> None:
    first = {
        "id": 1679904000123,
        "topic": "新的聊天",
        "sendMemory": True,
        "memoryPrompt": "",
        "context": [{"role": "system", "content": "Be brief.", "date": ""}],
        "messages": [
            {"role": "user", "content": "你好", "date": "2023/3/27 16:00:00"},
            {"role": "assistant", "content": "你好！", "date": "2023/3/27 16:00:03", "streaming": False},
        ],
        "stat": {"tokenCount": 0, "wordCount": 0, "charCount": 5},
        "lastUpdate": "Mon Mar 27 2023 16:00:03 GMT+0800 (中国标准时间)",
        "lastSummarizeIndex": 0,
    }
    found = conversations(backup(first))[0]
    assert (found.head.id, found.head.title) == ("1679904000123", "")
    assert found.head.updated == 1679904003000
    assert [one.text for one in found.head.context] == ["Be brief."]
    assert [one.text for one in found.messages] == ["你好", "你好！"]


def test_conversations_without_an_id_are_the_same_next_time_and_others_are_others() -> None:
    def settled_ids(*texts: str) -> list[str]:
        found = conversations(backup(*({**session(asked(text)), "id": None} for text in texts)))
        return [settled(one, "nextchat", 1).head.id for one in found]

    assert settled_ids("a", "b") == settled_ids("a", "b")
    assert len(set(settled_ids("a", "b"))) == 2


@pytest.mark.parametrize("id", [1679904000123, 1679904000123.4567, "V1StGXR8_Z5jdHi6B-myT", -1])
def test_a_conversation_is_known_again_by_whatever_id_it_had_then(id: Any) -> None:
    found = [read(id=id, topic=topic).head.id for topic in ("before", "after it was renamed")]
    assert found == [str(id), str(id)]


def test_a_conversation_in_which_nothing_was_said_is_counted() -> None:
    source = backup(session(topic="New Conversation", messages=[]), session())
    assert len(conversations(source)) == 1
    assert unread(source) == {Why.EMPTY: 1}


def test_every_store_may_be_missing_or_be_something_else() -> None:
    names = ("chat-next-web-store", "access-control", "app-config", "mask-store", "prompt-store")
    for name in names:
        for value in (None, [], {}, "", 7, True, {"sessions": None}, {"sessions": {}}, {"masks": []}, {"prompts": 1}):
            assert everything(handed({name: value})) == [], (name, value)


def test_what_is_no_conversation_is_told_and_the_others_come() -> None:
    source = backup(None, 3, {"topic": "Half"}, {"topic": "Odd", "messages": "hi"}, session())
    assert len(conversations(source)) == 1
    assert unread(source) == {Why.CONVERSATION: 4}
    assert Unread(Why.CONVERSATION, "Half") in everything(source)


def test_a_store_is_read_also_as_the_browser_keeps_it() -> None:
    kept = {"state": {"sessions": [session()]}, "version": 3.3}
    assert len(conversations(handed(kept))) == 1
    assert len(conversations(handed({"chat-next-web-store": kept}))) == 1


def test_prompts_are_those_that_somebody_wrote() -> None:
    written = {
        "p1": {"id": "p1", "isUser": True, "title": "Poet", "content": "Write a poem.", "createdAt": 1733400000000},
        "3": {"id": 3, "title": "Cook", "content": "Cook {{what}}."},
        "p4": {"id": "p4", "title": "", "content": "lost"},
        "p5": None,
    }
    source = backup(**{"prompt-store": {"counter": 0, "prompts": written}})
    found = [(one.prompt.title, one.prompt.text, one.prompt.created) for one in prompts(source)]
    assert found == [("Poet", "Write a poem.", 1733400000000), ("Cook", "Cook {{what}}.", 0)]
    assert unread(source)[Why.NAMELESS] == 2


def test_masks_without_a_name_are_told() -> None:
    source = backup(**{"mask-store": {"masks": {"a": NURSE, "b": empty_mask(name=" "), "c": []}}})
    assert [one.mask.name for one in masks(source)] == ["Nurse"]
    assert unread(source)[Why.NAMELESS] == 2


def test_names_that_trip_up_javascript_do_no_harm() -> None:
    evil = {"__proto__": {"isError": True, "messages": []}, "constructor": {"prototype": {}}}
    source = backup(
        session(asked(**evil), answered("fine", **evil), mask={**NURSE, **evil}, **evil),
        **evil,
        **{"mask-store": {"masks": {"__proto__": {**NURSE, **evil}}, **evil}, "prompt-store": evil},
    )
    (found,) = conversations(source)
    assert [one.text for one in found.messages] == ["hi", "fine"]
    assert found.head.mask is not None
    assert "__proto__" not in found.head.mask.foreign
    assert "constructor" not in masks(source)[0].mask.foreign


def low_bytes(text: str) -> bytes:
    """As NextChat's desktop program wrote it up to version 2.11.2."""
    return bytes(ord(letter) & 0xFF for letter in text)


def test_letters_of_western_europe_survive_the_old_desktop_program() -> None:
    text = json.dumps(stores(session(asked("Wie heißt du, Käthe?"))), ensure_ascii=False)
    source = Handed("backup.json", low_bytes(text))
    assert conversations(source)[0].messages[0].text == "Wie heißt du, Käthe?"
    assert unread(source) == {Why.LETTERS: 1}


def test_letters_that_it_destroyed_are_counted_and_what_else_is_there_is_read() -> None:
    text = json.dumps(stores(session(asked("不上下 hello"), answered("ok"))), ensure_ascii=False, separators=(",", ":"))
    source = Handed("backup.json", low_bytes(text))
    (found,) = conversations(source)
    assert found.messages[0].text.endswith("hello")
    assert unread(source) == {Why.LETTERS: 3}


def test_a_file_that_broke_off_in_the_middle_of_a_letter_is_read_up_to_there() -> None:
    data = json.dumps(stores(session(asked("不上下")), session(asked("你好"))), ensure_ascii=False).encode()
    source = Handed("backup.json", data[: data.index("好".encode()) + 1])
    (found,) = conversations(source)
    assert found.messages[0].text == "不上下"
    assert unread(source) == {Why.LETTERS: 1, Why.BROKEN: 1}


def test_a_sound_file_is_not_said_to_be_spoiled() -> None:
    pretty = json.dumps(stores(session(asked("不上下"))), ensure_ascii=False, indent=2) + "\n"
    for data in (pretty.encode(), pretty.encode("utf-8-sig"), pretty.encode("utf-16")):
        source = Handed("backup.json", data)
        assert conversations(source)[0].messages[0].text == "不上下"
        assert unread(source) == {}


def test_what_stood_before_the_end_of_half_a_file_is_read() -> None:
    whole = json.dumps(stores(session(asked("one")), session(asked("two"), id="2"))).encode()
    source = Handed("backup.json", whole[: whole.index(b"two")])
    assert [one.messages[0].text for one in conversations(source)] == ["one"]
    assert unread(source) == {Why.BROKEN: 1}


def test_thousands_of_doubled_models_are_nothing() -> None:
    models = [{"name": "gpt-4o", "provider": {"id": "openai", "providerName": "OpenAI"}}] * 956
    assert everything(backup(**{"app-config": {"models": models}})) == everything(backup())


def test_messages_by_the_system_are_said_in_their_place() -> None:
    assert [one.role for one in read(messages=[said("system", "Mind."), asked()]).messages] == ["system", "user"]
