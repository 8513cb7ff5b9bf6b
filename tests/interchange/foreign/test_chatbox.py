"""Chatbox's backups: sessions with their forks and threads, copilots, services; nothing of them goes astray."""

import json
from typing import Any

from interchange.foreign.arrivals import Album, Handed, conversations, everything, handed, masks, unread
from interchange.foreign.mangling import CANARY, bear_all, bear_archives
from interchange.foreign.samples import PNG, PNG_URL, branch, called, said
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.found import FoundConnection, Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Picture, Reasoning, Text, ToolCall
from nextchat_desktop.interchange.foreign import chatbox


def text(id: str, role: str, words: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "role": role, "contentParts": [{"type": "text", "text": words}], **more}


SESSION: dict[str, Any] = {
    "id": "s1",
    "type": "chat",
    "name": "Trip to Rome",
    "starred": True,
    "settings": {"provider": "openai", "modelId": "gpt-4o", "temperature": 0.7, "topP": "no number"},
    "messages": [
        text("m0", "system", "You are a guide."),
        text("m1", "user", "Where to go?", timestamp=1_700_000_000_000),
        {
            "id": "m2",
            "role": "assistant",
            "model": "OpenAI API (gpt-4o)",
            "timestamp": 1_700_000_001_000,
            "contentParts": [
                {"type": "text", "text": "To the Forum."},
                {"type": "reasoning", "text": "Old stones.", "startTime": 1, "duration": 2500},
                {"type": "tool-call", "state": "result", "toolCallId": "t", "toolName": "maps", "args": {"q": "Rom"}},
            ],
        },
        text("m3", "user", "And then?"),
        {"id": "m4", "role": "assistant", "contentParts": [], "errorCode": 10001, "error": f"401: {CANARY} is wrong"},
    ],
    "messageForksHash": {
        "m1": {
            "position": 0,
            "lists": [
                {"id": "l0", "messages": []},
                {"id": "l1", "messages": [text("f1", "assistant", "To the Trevi."), text("f2", "user", "Thanks")]},
            ],
        },
        "f2": {"position": 0, "lists": [{"id": "l2", "messages": [text("g1", "assistant", "Gladly.")]}]},
    },
    "threads": [
        {"id": "t1", "name": "Hotels", "createdAt": 1_600_000_000_000, "messages": [text("h1", "user", "Hm?")]}
    ],
}

BACKUP: dict[str, Any] = {
    "__exported_items": ["setting", "key", "conversations", "copilot"],
    "__exported_at": "2025-05-01T10:00:00.000Z",
    "settings": {
        "licenseKey": CANARY,
        "providers": {
            "openai": {"apiKey": CANARY, "apiHost": "https://api.openai.com"},
            "custom-provider-1": {
                "apiKey": CANARY,
                "apiHost": "https://chat.example.com",
                "apiPath": "/v1/chat/completions",
                "models": [{"modelId": "big", "nickname": "Big", "capabilities": ["vision"], "contextWindow": 32000}],
            },
            "azure": {"apiKey": CANARY, "endpoint": "https://a.openai.azure.com", "deploymentName": "mine"},
            "bedrock": {"accessKey": CANARY, "secretKey": CANARY, "region": "us-east-1"},
        },
        "customProviders": [{"id": "custom-provider-1", "name": "My server", "type": "openai", "isCustom": True}],
    },
    "session:s1": SESSION,
    "myCopilots": [{"id": "c1", "name": "Poet", "prompt": "Answer in rhymes.", "picUrl": "https://x.example/p.png"}],
    "configVersion": 15,
}


def test_a_session_comes_with_its_instructions_its_thoughts_and_its_model() -> None:
    trip = conversations(handed(BACKUP))[0]
    assert said(trip)[:2] == [("user", "Where to go?"), ("assistant", "To the Forum.")]
    assert (trip.head.title, trip.head.pinned, trip.model) == ("Trip to Rome", True, "gpt-4o")
    assert (trip.head.parameters.system, trip.head.parameters.temperature) == ("You are a guide.", 0.7)
    answer = called(trip, "m2")
    assert answer.parts == (Reasoning("Old stones.", 2.5), Text("To the Forum."), ToolCall("t", "maps", '{"q": "Rom"}'))
    assert (answer.author, answer.created) == ("OpenAI API (gpt-4o)", 1_700_000_001_000)


def test_forks_are_branches_and_what_was_read_is_read() -> None:
    trip = conversations(handed(BACKUP))[0]
    assert branch(trip) == ["Where to go?", "To the Forum.", "And then?", ""]
    assert [one.id for one in trip.messages if one.parent == "m1"] == ["m2", "f1"]
    assert called(trip, "g1").parent == "f2"


def test_an_error_is_kept_as_one_and_the_key_in_it_is_not() -> None:
    error = called(conversations(handed(BACKUP))[0], "m4")
    assert error.state is State.FAILED
    assert error.failure is not None
    assert (error.failure.kind, error.failure.detail) == (FailureKind.SERVER, "401: ••• is wrong")


def test_a_thread_that_was_set_aside_is_a_conversation_of_its_own() -> None:
    hotels = conversations(handed(BACKUP))[1]
    assert (hotels.head.title, said(hotels), hotels.head.created) == ("Hotels", [("user", "Hm?")], 1_600_000_000_000)


def test_copilots_are_masks() -> None:
    (poet,) = masks(handed(BACKUP))
    assert (poet.mask.name, poet.mask.parameters.system) == ("Poet", "Answer in rhymes.")


def test_services_come_with_their_keys_where_address_and_kind_are_clear() -> None:
    found = [one for one in everything(handed(BACKUP)) if isinstance(one, FoundConnection)]
    told = [(one.connection.service, one.connection.base_url, one.connection.name, one.key) for one in found]
    assert told == [
        ("openai", "https://api.openai.com/v1", "openai", CANARY),
        ("compatible", "https://chat.example.com/v1", "My server", CANARY),
        ("azure", "https://a.openai.azure.com", "azure", CANARY),
    ]
    (big,) = found[1].connection.models
    assert (big.id, big.name, big.vision, big.context) == ("big", "Big", True, 32000)


def test_what_is_missing_is_told() -> None:
    assert unread(handed(BACKUP)) == {Why.TOOL: 1, Why.FAILURE: 1}


def test_pictures_are_taken_where_they_are_and_told_where_they_are_not() -> None:
    parts = [{"type": "image", "storageKey": "picture:s1:x"}, {"type": "text", "text": "Look"}]
    messages = [
        {"id": "a", "role": "user", "contentParts": parts, "files": [{"id": "f", "name": "plan.pdf"}]},
        {"id": "b", "role": "assistant", "content": "Nice", "pictures": [{"url": PNG_URL}]},
        {"id": "c", "role": "user", "contentParts": [], "files": [{"id": "g", "name": "notes.txt"}]},
    ]
    source = handed({"session:x": {"id": "x", "name": "Pictures", "messages": messages}})
    album = Album()
    (found,) = conversations(source, album)
    assert [type(part) for part in called(found, "b").parts] == [Text, Picture]
    assert len(album.kept) == 1
    assert called(found, "c").text == "notes.txt"
    assert unread(source) == {Why.PICTURE_ELSEWHERE: 1, Why.ATTACHMENT: 2}


def test_old_backups_have_all_sessions_in_one_list_and_a_key_for_each_service() -> None:
    old = {
        "chat-sessions": [{"id": "o", "name": "Old", "messages": [{"id": "1", "role": "user", "content": "Hello"}]}],
        "settings": {"openaiKey": CANARY, "apiHost": "https://proxy.example.com", "claudeApiKey": CANARY},
    }
    found = everything(handed(old))
    assert [said(one) for one in conversations(handed(old))] == [[("user", "Hello")]]
    services = [one.connection.service for one in found if isinstance(one, FoundConnection)]
    assert services == ["compatible", "anthropic"]


def test_a_summary_is_the_memory_of_what_stood_before_it() -> None:
    messages = [
        text("1", "user", "Long"),
        text("2", "assistant", "Talk"),
        text("3", "assistant", "In short: talk", isSummary=True),
        text("4", "user", "More"),
    ]
    points = [{"summaryMessageId": "3", "boundaryMessageId": "2", "createdAt": 1_700_000_000_000}]
    source = handed({"session:x": {"id": "x", "name": "S", "messages": messages, "compactionPoints": points}})
    (found,) = conversations(source)
    assert [(one.through, one.text) for one in found.memories] == [("2", "In short: talk")]
    assert branch(found) == ["Long", "Talk", "More"]


def test_an_empty_session_and_one_that_is_none_are_told() -> None:
    source = handed({"session:a": {"id": "a", "name": "Empty", "messages": []}, "session:b": {"id": "b"}})
    assert unread(source) == {Why.EMPTY: 1, Why.CONVERSATION: 1}


def archived(session: dict[str, Any], form: str = "chatbox-backup") -> dict[str, Any]:
    """Chatbox 1.22's archive: what is where stands in a manifest, pictures are files."""
    picture = {"id": "r1", "path": "sessions/s1/resources/r1.png", "kind": "image", "mimeType": "image/png"}
    path, about = "sessions/s1/session.json", {"id": "s1", "name": "In Rome", "starred": True, "createdAt": 1_700_000}
    manifest = {
        "format": form,
        "formatVersion": 2,
        "data": {"settings": {"path": "settings.json"}, "copilots": {"path": "copilots.json"}},
        "sessions": [{"id": "s1", "path": path, "meta": about}, {"id": "s2", "path": "sessions/s2/session.json"}],
        "resources": [{**picture, "originalStorageKeys": ["picture:a"], "encoding": "data-url-base64"}],
    }
    copilots = [{"id": "c", "name": "Guide", "prompt": "Guide me."}]
    services = {"providers": {"deepseek": {"apiKey": CANARY, "models": []}}}
    files = {"manifest.json": manifest, "settings.json": services, "copilots.json": copilots, path: session}
    return {**files, "sessions/s1/resources/r1.png": PNG}


LOOK: dict[str, Any] = {
    "id": "s1",
    "messages": [
        {
            "id": "m1",
            "role": "user",
            "contentParts": [{"type": "image", "storageKey": "picture:a"}, {"type": "text", "text": "What is it?"}],
        },
        {"id": "m2", "role": "assistant", "contentParts": [], "content": "A dot."},
        {"id": "m3", "role": "user", "contentParts": [{"type": "image", "storageKey": "picture:b"}]},
    ],
}


def zipped(files: dict[str, Any]) -> Handed:
    return Handed("x.zip", files={n: v if isinstance(v, bytes) else json.dumps(v).encode() for n, v in files.items()})


def test_an_archive_holds_sessions_pictures_copilots_and_services() -> None:
    album = Album()
    source = zipped(archived(LOOK))
    (found,) = conversations(source, album)
    assert (found.head.title, found.head.pinned, found.head.id) == ("In Rome", True, "s1")
    assert [type(part) for part in found.messages[0].parts] == [Picture, Text]
    assert (found.messages[1].text, list(album.kept.values())) == ("A dot.", [PNG])
    assert [one.mask.name for one in masks(source)] == ["Guide"]
    assert [one.key for one in everything(source) if isinstance(one, FoundConnection)] == [CANARY]
    assert unread(source) == {Why.CONVERSATION: 1, Why.PICTURE_ELSEWHERE: 1}


def test_an_archive_of_something_else_with_a_manifest_is_told_as_unknown() -> None:
    assert unread(zipped(archived(LOOK, "extension"))) == {Why.UNKNOWN: 1}


def test_a_broken_member_does_not_keep_the_others_from_being_read() -> None:
    source = zipped({**archived(LOOK), "settings.json": b'{"providers"'})
    assert len(conversations(source)) == len(masks(source)) == 1
    assert unread(source)[Why.BROKEN] == 1


def test_whatever_is_wrong_with_an_archive_nothing_falls_over() -> None:
    bear_archives(chatbox.FORM, archived(LOOK))


def test_whatever_is_wrong_with_it_nothing_falls_over_and_no_key_is_seen() -> None:
    bear_all(chatbox.FORM, BACKUP)
