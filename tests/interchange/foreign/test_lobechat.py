"""LobeChat's exports of both kinds: topics are conversations, groups folders, agents masks."""

import json
from typing import Any

from interchange.foreign.arrivals import conversations, everything, handed, masks, unread
from interchange.foreign.mangling import CANARY, bear_all
from interchange.foreign.samples import PNG_URL, branch, called, said
from nextchat_desktop.core.found import FoundConnection, FoundConversation, Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Reasoning, Text, ToolCall
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.interchange.foreign import lobechat


def message(id: str, role: str, content: str, at: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "role": role, "content": content, "createdAt": 1_700_000_000_000 + at, **more}


OLD: dict[str, Any] = {
    "exportType": "all",
    "state": {
        "messages": [
            message("m2", "assistant", "In rhymes.", 2, sessionId="s1", topicId="t1", parentId="m1", fromModel="gpt-4"),
            message("m1", "user", "How?", 1, sessionId="s1", topicId="t1"),
            message("m3", "user", "Hello", 3, sessionId="inbox"),
            message("m4", "assistant", "...", 4, sessionId="inbox", error={"type": "X", "message": "No quota"}),
            message("m5", "function", "42", 5, sessionId="inbox"),
            message("m6", "user", "Again", 6, sessionId="inbox", files=["f1"]),
        ],
        "sessionGroups": [{"id": "g1", "name": "Writing", "sort": 0}],
        "sessions": [
            {
                "id": "s1",
                "type": "agent",
                "group": "g1",
                "meta": {"title": "Poet", "avatar": "🖋️", "description": "Writes", "tags": ["x"]},
                "config": {
                    "systemRole": "You are a poet.",
                    "model": "gpt-4",
                    "params": {"temperature": 0.4, "top_p": "?"},
                    "fewShots": [{"role": "user", "content": "Sun"}, {"role": "assistant", "content": "Fun"}],
                },
            },
            {"id": "s2", "group": "default", "meta": {"avatar": "x"}, "config": {"systemRole": ""}},
        ],
        "topics": [{"id": "t1", "title": "Rhymes", "favorite": 1, "sessionId": "s1"}, {"id": "t2", "title": "Void"}],
        "settings": {"languageModel": {"openAI": {"OPENAI_API_KEY": CANARY, "endpoint": "https://p.example.com/v1"}}},
    },
    "version": 7,
}


def row(id: str, role: str, content: str, second: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "role": role, "content": content, "createdAt": f"2025-03-23T12:50:{second:02}.000Z", **more}


DATABASE: dict[str, Any] = {
    "data": {
        "userInstalledPlugins": [{"identifier": "mj", "settings": {"SECRET": CANARY}}],
        "agents": [
            {"id": "a1", "title": "Coder", "systemRole": "Write code.", "avatar": "👨‍💻", "model": "deepseek-chat"},
            {"id": "a0", "title": None, "systemRole": ""},
        ],
        "aiProviders": [
            {"id": "deepseek", "name": "DeepSeek", "keyVaults": json.dumps({"apiKey": CANARY})},
            {"id": "openai", "name": None, "keyVaults": "iv:sealed:by-the-server"},
        ],
        "agentsToSessions": [{"agentId": "a1", "sessionId": "ssn"}],
        "messages": [
            row("u1", "user", "Draw", 1, topicId="tp"),
            row(
                "b1",
                "assistant",
                "",
                2,
                topicId="tp",
                parentId="u1",
                model="gpt-4o-mini",
                tools=[{"id": "c", "apiName": "show", "identifier": "mj", "arguments": '{"p":1}'}],
                reasoning={"content": "Hm", "duration": 1200},
            ),
            row("o1", "tool", "done", 3, topicId="tp", parentId="b1"),
            row("b2", "assistant", "Here it is.", 4, topicId="tp", parentId="o1"),
            row("b3", "assistant", "Or here.", 5, topicId="tp", parentId="u1"),
            row("x1", "user", "An aside", 6, topicId="tp", threadId="th"),
            row("x2", "assistant", "Indeed", 7, topicId="tp", threadId="th", parentId="x1"),
            row("n1", "user", "No topic", 8, sessionId="ssn"),
        ],
        "messagesFiles": [{"fileId": "f", "messageId": "n1"}],
        "sessionGroups": [{"id": "gr", "name": "Work"}],
        "sessions": [{"id": "ssn", "slug": "x", "title": None, "groupId": "gr", "pinned": True}],
        "threads": [{"id": "th", "sourceMessageId": "b2", "type": "continuation"}],
        "topics": [{"id": "tp", "title": "Pictures", "sessionId": "ssn", "updatedAt": "2025-03-23T13:00:00.000Z"}],
    },
    "mode": "pglite",
    "schemaHash": "f885",
}


def titled(value: Any, title: str) -> FoundConversation:
    return next(one for one in conversations(handed(value)) if one.head.title == title)


def test_a_topic_is_a_conversation_in_the_folder_of_its_group() -> None:
    rhymes = titled(OLD, "Rhymes")
    assert said(rhymes) == [("user", "How?"), ("assistant", "In rhymes.")]
    assert (rhymes.head.folder, rhymes.head.pinned, rhymes.model) == ("Writing", True, "gpt-4")


def test_an_agent_is_a_mask_and_its_conversations_began_with_it() -> None:
    (poet,) = masks(handed(OLD))
    assert (poet.mask.name, poet.mask.avatar, poet.mask.about) == ("Poet", "🖋️", "Writes")
    assert (poet.mask.parameters.system, poet.mask.parameters.temperature) == ("You are a poet.", 0.4)
    assert [one.text for one in poet.mask.context] == ["Sun", "Fun"]
    began = titled(OLD, "Rhymes").head.mask
    assert began is not None
    assert began.id == own_id("lobechat", "mask", "s1")


def test_what_was_said_without_a_topic_is_a_conversation_too() -> None:
    inbox = titled(OLD, "")
    assert [text for _, text in said(inbox)] == ["Hello", "", "Again"]
    assert called(inbox, "m4").state is State.FAILED


def test_what_is_missing_of_an_older_file_is_told() -> None:
    assert unread(handed(OLD)) == {Why.FAILURE: 1, Why.TOOL: 1, Why.ATTACHMENT: 1, Why.EMPTY: 1}


def test_the_oldest_files_keep_messages_and_topics_in_their_sessions() -> None:
    chats = {"m1": {"role": "user", "content": "Hi", "createAt": 1_690_000_000_000, "topicId": "t"}}
    session = {"chats": chats, "topics": {"t": {"title": "First"}}, "config": {}, "meta": {}}
    (found,) = conversations(handed({"exportType": "sessions", "state": {"sessions": {"a": session}}, "version": 1}))
    assert (found.head.title, said(found)) == ("First", [("user", "Hi")])
    assert found.messages[0].created == 1_690_000_000_000


def test_answers_to_one_question_are_branches_and_a_tools_result_is_bridged() -> None:
    pictures = titled(DATABASE, "Pictures")
    assert [one.id for one in pictures.messages if one.parent == "u1"] == ["b1", "b3"]
    assert called(pictures, "b2").parent == "b1"
    assert called(pictures, "b1").parts == (Reasoning("Hm", 1.2), ToolCall("c", "mj/show", '{"p":1}'))


def test_a_thread_hangs_on_the_message_it_is_about_and_is_not_read_first() -> None:
    pictures = titled(DATABASE, "Pictures")
    assert called(pictures, "x1").parent == "b2"
    assert branch(pictures) == ["Draw", "Or here."]


def test_the_database_tells_the_agent_of_a_session() -> None:
    plain = titled(DATABASE, "Coder")
    assert said(plain) == [("user", "No topic")]
    assert (plain.head.folder, plain.head.pinned) == ("Work", True)
    assert plain.head.mask is not None
    assert plain.head.mask.parameters.system == "Write code."


def test_only_keys_that_can_be_read_come_with_their_service() -> None:
    old, new = (
        [one for one in everything(handed(value)) if isinstance(one, FoundConnection)] for value in (OLD, DATABASE)
    )
    assert [(one.connection.service, one.connection.base_url, one.key) for one in old] == [
        ("compatible", "https://p.example.com/v1", CANARY)
    ]
    assert [(one.connection.service, one.connection.name, one.key) for one in new] == [("deepseek", "DeepSeek", CANARY)]


def test_a_picture_in_the_middle_of_a_text_is_a_picture() -> None:
    drawn = f"Look:\n\n![it]({PNG_URL})\n\nNice?"
    state = {"messages": [message("1", "user", drawn, 1, sessionId="inbox")], "sessions": []}
    (found,) = conversations(handed({"exportType": "sessions", "state": state, "version": 7}))
    (only,) = found.messages
    assert only.text == "Look:\n\n\n\nNice?"
    assert len(only.pictures) == 1


def test_whatever_is_wrong_with_it_nothing_falls_over_and_no_key_is_seen() -> None:
    bear_all(lobechat.FORM, OLD)
    bear_all(lobechat.FORM, DATABASE)


def test_a_newer_database_names_the_agent_instead_of_the_session() -> None:
    talk = [
        row("1", "user", "To the coder", 1, sessionId=None, agentId="a1"),
        row("2", "user", "To another", 2, sessionId=None, agentId="a2"),
        row("3", "user", "To the coder again", 3, sessionId="ssn", agentId="a1"),
        row("4", "user", "To several", 4, groupId="g1", agentId="a1"),
        row("5", "user", "To nobody", 5),
    ]
    data = {**DATABASE["data"], "messages": talk, "topics": []}
    found = conversations(handed({**DATABASE, "data": data}))
    assert [[text for _, text in said(one)] for one in found] == [
        ["To the coder", "To the coder again"],
        ["To another"],
        ["To several"],
        ["To nobody"],
    ]
    assert [one.head.title for one in found[:2]] == ["Coder", ""]


TOPIC: dict[str, Any] = {
    "version": "2.0",
    "title": "Rhymes",
    "messages": [
        row("system-role", "system", "Be a poet.", 59),
        row("1", "user", "Sun?", 1),
        row("2", "assistant", "Fun.", 2, parentId="1", model="gpt-4o", reasoning={"content": "Hm", "duration": 900}),
        row("3", "assistant", "Run.", 3, parentId="1", model="gpt-4o"),
        row("4", "user", "Moon?", 4, parentId="3"),
        row("5", "assistant", "", 5, parentId="4", error={"type": "X", "message": "No quota"}),
    ],
    "exportedAt": "2025-03-24T12:00:00.000Z",
}


def test_a_topic_that_was_exported_by_itself_is_one_conversation() -> None:
    source = handed(TOPIC, "LobeChat_Rhymes.json")
    (found,) = conversations(source)
    assert (found.head.title, found.head.parameters.system) == ("Rhymes", "Be a poet.")
    assert branch(found) == ["Sun?", "Run.", "Moon?", ""]
    assert called(found, "2").parts == (Reasoning("Hm", 0.9), Text("Fun."))
    assert (called(found, "5").state, unread(source)) == (State.FAILED, {Why.FAILURE: 1})
    assert conversations(source)[0].head.id == found.head.id
    bear_all(lobechat.FORM, TOPIC)
