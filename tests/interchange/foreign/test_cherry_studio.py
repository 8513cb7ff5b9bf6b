"""Cherry Studio's backups: topics with what lies apart from them, answers side by side, pictures in the archive."""

import json
from typing import Any

from interchange.foreign.arrivals import Album, Handed, conversations, everything, form_of, handed, masks, prompts
from interchange.foreign.arrivals import unread as missed
from interchange.foreign.mangling import CANARY, bear_all, bear_archives
from interchange.foreign.samples import PNG, PNG_URL, branch, called, said
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.found import FoundConnection, FoundConversation, Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Picture, Reasoning, Text, ToolCall
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.interchange.foreign import cherry_studio


def block(id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "messageId": "x", "type": kind, "createdAt": "2025-05-01T10:00:00.000Z", **more}


def message(id: str, role: str, *blocks: str, **more: Any) -> dict[str, Any]:
    made = {"createdAt": "2025-05-01T10:00:00.000Z", "status": "success", "topicId": "t1", "assistantId": "a1"}
    return {"id": id, "role": role, "blocks": list(blocks), **made, **more}


STORE = {
    "assistants": json.dumps(
        {
            "assistants": [
                {
                    "id": "a1",
                    "name": "Translator",
                    "emoji": "🌐",
                    "prompt": "Translate.",
                    "settings": {"temperature": 0.3, "enableTemperature": True, "topP": 0.9, "contextCount": 5},
                    "topics": [
                        {"id": "t1", "name": "Words", "pinned": True, "updatedAt": "2025-05-02T10:00:00.000Z"},
                        {"id": "t2", "name": "Nothing"},
                    ],
                    "regularPhrases": [{"id": "p", "title": "Short", "content": "In one word, please."}],
                },
                {"id": "default", "name": "Default", "prompt": "", "topics": []},
            ]
        }
    ),
    "llm": json.dumps(
        {
            "providers": [
                {"id": "silicon", "type": "openai", "name": "Silicon", "apiKey": CANARY, "enabled": True},
                {
                    "id": "mine",
                    "type": "openai",
                    "name": "Mine",
                    "apiKey": f"{CANARY},{CANARY}2",
                    "apiHost": "https://llm.example.com/gate/",
                    "models": [{"id": "m-1", "name": "M One", "provider": "mine"}],
                },
                {"id": "ollama", "type": "ollama", "name": "Ollama", "apiKey": "", "apiHost": "http://localhost:11434"},
                {"id": "vertexai", "type": "vertexai", "name": "Vertex", "apiKey": CANARY, "apiHost": ""},
            ]
        }
    ),
    "settings": json.dumps({"webdavPass": CANARY}),
    "_persist": "{}",
}

DATA: dict[str, Any] = {
    "time": 1_746_000_000_000,
    "version": 5,
    "localStorage": {"persist:cherry-studio": json.dumps(STORE)},
    "indexedDB": {
        "files": [],
        "topics": [
            {
                "id": "t1",
                "messages": [
                    message("m1", "user", "b1", "b2", "b2f"),
                    message("m2", "assistant", "b3", "b4", askId="m1", model={"id": "a", "name": "Model A"}),
                    message("m3", "assistant", "b5", askId="m1", modelId="model-b", useful=True),
                    message("c1", "user", type="clear"),
                    message("m4", "user", "b6"),
                    message("m5", "assistant", "b7", "b8", "b9", "b10", askId="m4"),
                    message("m6", "assistant", "b11", askId="m4", status="error"),
                ],
            },
            {"id": "t2", "messages": []},
        ],
        "message_blocks": [
            block("b1", "main_text", content="What is this?"),
            block("b2", "image", file={"id": "f1", "ext": ".png", "type": "image", "origin_name": "a.png"}),
            block("b2f", "file", file={"id": "f2", "ext": ".pdf", "type": "document", "origin_name": "a.pdf"}),
            block("b3", "thinking", content="Hm", thinking_millsec=1500),
            block("b4", "main_text", content="A cat."),
            block("b5", "main_text", content="A dog."),
            block("b6", "main_text", content="Draw and compute"),
            block("b7", "tool", toolId="w", toolName="sum", arguments={"a": 1}, content={"r": 2}),
            block("b8", "code", content="print(1)", language="python"),
            block("b9", "image", url="https://example.com/x.png"),
            block("b10", "citation", response={"results": []}),
            block("b11", "error", error={"message": f"Wrong key {CANARY}", "status": 401, "requestBody": CANARY}),
        ],
        "quick_phrases": [{"id": "q", "title": "Bye", "content": "Good bye"}, {"id": "r", "title": "", "content": "x"}],
    },
}


def archive(data: Any = DATA) -> Handed:
    return Handed("cherry.zip", files={"data.json": json.dumps(data).encode(), "Data/Files/f1.png": PNG})


def words() -> FoundConversation:
    return conversations(archive())[0]


def test_answers_side_by_side_are_branches_and_the_useful_one_goes_on() -> None:
    found = words()
    assert [one.id for one in found.messages if one.parent == "m1"] == ["m2", "m3"]
    assert called(found, "m4").parent == "m3"
    assert [called(found, id).author for id in ("m2", "m3")] == ["Model A", "model-b"]
    assert branch(found)[:3] == ["What is this?", "A dog.", "Draw and compute"]
    assert found.head.leaf == "m5"


def test_a_message_is_put_together_from_its_pieces() -> None:
    found = words()
    assert called(found, "m2").parts == (Reasoning("Hm", 1.5), Text("A cat."))
    assert called(found, "m5").parts == (ToolCall("w", "sum", '{"a": 1}'), Text("```python\nprint(1)\n```"))
    assert called(found, "m1").created == 1_746_093_600_000


def test_pictures_come_out_of_the_archive() -> None:
    album = Album()
    found = conversations(archive(), album)[0]
    assert [type(part) for part in called(found, "m1").parts] == [Text, Picture]
    assert list(album.kept.values()) == [PNG]


def test_what_is_not_sent_any_more_is_not_sent_here() -> None:
    assert words().head.cleared == "m3"


def test_an_error_is_one_and_no_key_is_in_it() -> None:
    error = called(words(), "m6")
    assert error.state is State.FAILED
    assert error.failure is not None
    assert (error.failure.status, error.failure.detail) == (401, "Wrong key •••")


def test_what_is_known_of_a_topic_lies_with_its_assistant() -> None:
    head = words().head
    assert (head.title, head.pinned, head.updated) == ("Words", True, 1_746_180_000_000)
    assert head.mask is not None
    assert head.mask.id == own_id("cherry-studio", "mask", "a1")


def test_assistants_are_masks_and_phrases_are_prompts() -> None:
    (translator,) = masks(archive())
    assert (translator.mask.name, translator.mask.avatar) == ("Translator", "🌐")
    told = translator.mask.parameters
    assert (told.system, told.temperature, told.top_p) == ("Translate.", 0.3, None)
    assert [one.prompt.title for one in prompts(archive())] == ["Short", "Bye"]


def test_services_in_use_come_with_their_keys() -> None:
    found = [one for one in everything(archive()) if isinstance(one, FoundConnection)]
    assert [(one.connection.service, one.connection.base_url, one.connection.name) for one in found] == [
        ("siliconflow", "https://api.siliconflow.cn/v1", "Silicon"),
        ("compatible", "https://llm.example.com/gate", "Mine"),
    ]
    assert [one.key for one in found] == [CANARY, f"{CANARY},{CANARY}2"]


def test_what_is_missing_is_told() -> None:
    lost = {Why.ATTACHMENT: 1, Why.TOOL: 1, Why.PICTURE_ELSEWHERE: 1, Why.FAILURE: 1, Why.EMPTY: 1, Why.NAMELESS: 1}
    assert missed(archive()) == lost


def test_the_data_alone_is_read_too() -> None:
    assert [one.head.title for one in conversations(handed(DATA))] == ["Words"]


def test_the_first_backups_keep_everything_in_one_list_and_messages_say_it_themselves() -> None:
    old = [
        {"key": "topic:t9", "value": {"id": "t9", "messages": [
            {"id": "1", "role": "user", "content": "Hi", "images": [PNG_URL]},
            {"id": "2", "role": "assistant", "content": "Ho", "reasoning_content": "Hm", "askId": "1"},
        ]}},
        {"key": "image://avatar", "value": "data:,"},
    ]  # fmt: skip
    source = handed({"time": 1, "version": 1, "localStorage": {"persist:cherry-studio": "{}"}, "indexedDB": old})
    (found,) = conversations(source)
    assert said(found) == [("user", "Hi"), ("assistant", "Ho")]
    assert len(found.messages[0].pictures) == 1
    assert found.messages[1].reasoning == "Hm"


def test_a_copy_of_the_whole_database_is_told_as_such() -> None:
    source = Handed("new.zip", files={"metadata.json": b"{}", "IndexedDB/x/000003.log": b"\0\1"})
    form = form_of(source)
    assert form is not None
    assert (form.label, missed(source)) == ("Cherry Studio", {Why.DATABASE: 1})


def test_an_archive_with_data_of_something_else_is_told_as_unknown() -> None:
    for data in (b"{}", b"[1, 2]", b'{"time": 1, "version": 2, "localStorage": {}}'):
        source = Handed("data.zip", files={"data.json": data})
        assert missed(source) == {Why.UNKNOWN: 1}


def test_whatever_is_wrong_with_it_nothing_falls_over_and_no_key_is_seen() -> None:
    bear_all(cherry_studio.FORM, DATA)
    bear_all(cherry_studio.FORM, {**DATA, "localStorage": {"persist:cherry-studio": STORE}})
    bear_archives(cherry_studio.FORM, {"data.json": DATA, "Data/Files/f1.png": PNG})


def test_what_the_person_stopped_is_no_error() -> None:
    stopped = block("b1", "error", error={"name": "Error", "message": "pause_placeholder", "stack": None})
    talk = [message("m1", "user", "b0"), message("m2", "assistant", "b2", "b1", status="paused", askId="m1")]
    blocks = [block("b0", "main_text", content="Go on"), block("b2", "main_text", content="I will"), stopped]
    source = handed({**DATA, "indexedDB": {"topics": [{"id": "t", "messages": talk}], "message_blocks": blocks}})
    (found,) = conversations(source)
    answer = called(found, "m2")
    assert (answer.text, answer.state, answer.failure) == ("I will", State.INTERRUPTED, None)
    assert Why.FAILURE not in missed(source)


def test_an_error_of_a_newer_version_tells_its_status() -> None:
    error = {"name": "AI_APICallError", "message": "Slow down", "stack": None, "statusCode": 429, "responseBody": "{}"}
    talk = [message("m1", "user", "b0"), message("m2", "assistant", "b1", status="error", askId="m1")]
    blocks = [block("b0", "main_text", content="Hi"), block("b1", "error", error=error)]
    source = handed({**DATA, "indexedDB": {"topics": [{"id": "t", "messages": talk}], "message_blocks": blocks}})
    failure = called(conversations(source)[0], "m2").failure
    assert failure is not None
    assert (failure.kind, failure.status) == (FailureKind.RATE_LIMIT, 429)
