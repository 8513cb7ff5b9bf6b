"""The data folder of Jan, or an archive of it: threads, what was said in them line by line, assistants."""

import json
from typing import Any

from interchange.foreign.arrivals import Handed, conversations, masks, unread
from interchange.foreign.mangling import bear_archives
from interchange.foreign.samples import PNG_URL, called, said
from nextchat_desktop.core.found import Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Picture, Reasoning, Text, ToolCall
from nextchat_desktop.interchange.foreign import jan

THREAD: dict[str, Any] = {
    "id": "t1",
    "object": "thread",
    "title": "Cooking",
    "assistants": [
        {
            "assistant_id": "cook",
            "assistant_name": "",
            "instructions": "Cook.",
            "model": {"id": "llama3", "engine": "x"},
        }
    ],
    "created": 1_700_000_000,
    "updated": 1_700_000_500_000,
    "metadata": {"is_favorite": True, "project": {"id": "p", "name": "Kitchen"}},
}
ASSISTANT = {
    "id": "cook",
    "name": "Cook",
    "avatar": "👨‍🍳",
    "instructions": "Cook.",
    "parameters": {"temperature": 0.2},
}


def line(id: str, role: str, *content: dict[str, Any], **more: Any) -> str:
    made = {"id": id, "object": "thread.message", "thread_id": "t1", "role": role, "content": list(content)}
    return json.dumps({**made, "status": "ready", "created_at": 1_700_000_000 + len(id), **more})


def text(words: str, kind: str = "text") -> dict[str, Any]:
    return {"type": kind, "text": {"value": words, "annotations": []}}


LINES = "\n".join(
    (
        line("m", "user", text("What now?"), {"type": "image_url", "image_url": {"url": PNG_URL}}),
        line(
            "mm",
            "assistant",
            text("Hm", "reasoning"),
            text("Stir."),
            {"type": "tool_call", "tool_call_id": "c", "tool_name": "timer", "input": {"m": 5}},
        ),
        "{ this is no line",
        line("mmm", "tool", text("done")),
        "",
        line("mmmm", "assistant", status="error", error_code="invalid_api_key", metadata={"error": "No"}),
        line("mmmmm", "assistant", text("Stir mo"), status="stopped"),
    )
)
FILES: dict[str, Any] = {
    "jan/threads/t1/thread.json": THREAD,
    "jan/threads/t1/messages.jsonl": LINES.encode(),
    "jan/threads/t2/thread.json": {"id": "t2", "title": "Empty"},
    "jan/assistants/cook/assistant.json": ASSISTANT,
    "jan/settings.json": b"{}",
}


def folder(**files: bytes) -> Handed:
    whole = {name: one if isinstance(one, bytes) else json.dumps(one).encode() for name, one in FILES.items()}
    return Handed("jan.zip", files={**whole, **files})


def test_a_thread_is_a_conversation_with_its_messages_one_after_the_other() -> None:
    (found,) = conversations(folder())
    assert said(found) == [("user", "What now?"), ("assistant", "Stir."), ("assistant", ""), ("assistant", "Stir mo")]
    assert [one.parent for one in found.messages] == [None, "m", "mm", "mmmm"]
    head = found.head
    assert (head.title, head.folder, head.pinned, found.model) == ("Cooking", "Kitchen", True, "llama3")
    assert (head.created, head.updated) == (1_700_000_000_000, 1_700_000_500_000)


def test_a_message_is_put_together_from_its_parts() -> None:
    (found,) = conversations(folder())
    assert called(found, "mm").parts == (Reasoning("Hm"), Text("Stir."), ToolCall("c", "timer", '{"m": 5}'))
    assert [type(part) for part in called(found, "m").parts] == [Text, Picture]
    assert [called(found, id).state for id in ("mmmm", "mmmmm")] == [State.FAILED, State.INTERRUPTED]


def test_an_assistant_is_a_mask_and_its_threads_began_with_it() -> None:
    (cook,) = masks(folder())
    assert (cook.mask.name, cook.mask.avatar, cook.mask.parameters.temperature) == ("Cook", "👨‍🍳", 0.2)
    mask = conversations(folder())[0].head.mask
    assert mask is not None
    assert (mask.name, mask.parameters.system) == ("Cook", "Cook.")


def test_what_is_missing_is_told() -> None:
    assert unread(folder()) == {Why.TOOL: 2, Why.MESSAGE: 1, Why.FAILURE: 1, Why.EMPTY: 1}


def test_a_broken_file_does_not_keep_the_others_from_being_read() -> None:
    broken = folder(**{"jan/threads/t0/thread.json": b'{"id": "t0", '})
    assert [one.head.title for one in conversations(broken)] == ["Cooking"]
    assert unread(broken)[Why.BROKEN] == 1


def test_whatever_is_wrong_with_it_nothing_falls_over() -> None:
    bear_archives(jan.FORM, FILES)
