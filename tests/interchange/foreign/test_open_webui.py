"""Open WebUI's exports: trees of messages, with thoughts and tools folded away in their texts."""

from typing import Any

from interchange.foreign.arrivals import conversations, handed, unread
from interchange.foreign.mangling import bear_all
from interchange.foreign.samples import PNG_URL, branch, called, said
from nextchat_desktop.core.found import Why
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Reasoning, Text, ToolCall
from nextchat_desktop.interchange.foreign import open_webui


def message(id: str, parent: str | None, role: str, content: str, **more: Any) -> dict[str, Any]:
    made = {"id": id, "parentId": parent, "childrenIds": [], "role": role, "content": content}
    return {**made, "timestamp": 1_700_000_000 + len(id), **more}


THOUGHT = (
    '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n'
    "&gt; Is 2 &lt; 3?\n&gt; Yes.\n</details>\nFive."
)
TOOL = (
    'First.\n<details type="tool_calls" done="true" id="c1" name="weather" '
    'arguments="&quot;{\\&quot;city\\&quot;: \\&quot;Oslo\\&quot;}&quot;" result="&quot;21&quot;">\n'
    "<summary>Tool Executed</summary>\n</details>\nIt is warm."
)
CHAT: dict[str, Any] = {
    "id": "c-1",
    "user_id": "u1",
    "title": "Sums",
    "chat": {
        "title": "Sums",
        "models": ["deepseek-r1"],
        "params": {"system": "Count."},
        "tags": [],
        "history": {
            "currentId": "a1",
            "messages": {
                "q1": message("q1", None, "user", "2+3?", files=[{"type": "image", "url": PNG_URL}]),
                "a2x": message("a2x", "q1", "assistant", TOOL, model="gpt-4o", modelName="GPT-4o"),
                "a1": message("a1", "q1", "assistant", THOUGHT, model="deepseek-r1"),
                "q3xx": message("q3xx", "a2x", "user", "", files=[{"type": "file", "name": "x.pdf"}]),
                "a4xxx": message("a4xxx", "q3xx", "assistant", "", done=False, error={"content": "No such model"}),
            },
        },
    },
    "created_at": 1_700_000_000,
    "updated_at": 1_700_000_099,
    "share_id": None,
    "archived": True,
    "pinned": True,
    "meta": {"tags": ["maths", "short"]},
    "folder_id": "f-1",
}


def test_answers_side_by_side_are_branches_and_the_one_that_was_read_is_read() -> None:
    (found,) = conversations(handed([CHAT]))
    assert [one.id for one in found.messages if one.parent == "q1"] == ["a1", "a2x"]
    assert branch(found) == ["2+3?", "Five."]
    assert called(found, "a2x").author == "GPT-4o"
    assert len(called(found, "q1").pictures) == 1


def test_thoughts_that_were_folded_away_are_thoughts() -> None:
    (found,) = conversations(handed([CHAT]))
    assert called(found, "a1").parts == (Reasoning("Is 2 < 3?\nYes.", 3.0), Text("Five."))


def test_a_tool_that_was_folded_away_is_a_tool() -> None:
    (found,) = conversations(handed([CHAT]))
    told = (Text("First."), ToolCall("c1", "weather", '{"city": "Oslo"}'), Text("\n\nIt is warm."))
    assert called(found, "a2x").parts == told


def test_what_is_known_of_a_chat_comes_along() -> None:
    head = conversations(handed([CHAT]))[0].head
    assert (head.title, head.created, head.updated) == ("Sums", 1_700_000_000_000, 1_700_000_099_000)
    assert (head.pinned, head.archived, head.tags) == (True, True, ("maths", "short"))
    assert head.parameters.system == "Count."
    assert head.folder is None


def test_what_is_missing_is_told() -> None:
    (found,) = conversations(handed([CHAT]))
    assert called(found, "q3xx").text == "x.pdf"
    assert called(found, "a4xxx").state is State.FAILED
    assert unread(handed([CHAT])) == {Why.TOOL: 1, Why.ATTACHMENT: 1, Why.FAILURE: 1}


def test_a_chat_alone_is_read_and_so_is_one_without_a_tree() -> None:
    assert [one.head.id for one in conversations(handed(CHAT))] == ["c-1"]
    flat = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    (found,) = conversations(handed([{"id": "x", "title": "Old", "chat": {"messages": flat}}]))
    assert [(one.text, one.parent) for one in found.messages] == [("a", None), ("b", "0")]


def test_a_thought_that_never_ended_is_one() -> None:
    text = '<details type="reasoning" done="false">\n<summary>Thinking…</summary>\n> Hm'
    tree = {"messages": {"a": message("a", None, "assistant", text)}, "currentId": "a"}
    (found,) = conversations(handed([{"id": "x", "chat": {"history": tree}}]))
    assert found.messages[0].parts == (Reasoning("Hm"),)


def test_thoughts_said_aloud_are_thoughts() -> None:
    tree = {"messages": {"a": message("a", None, "assistant", "<think>\nHm\n</think>\n\nYes")}}
    (found,) = conversations(handed([{"id": "x", "chat": {"history": tree}}]))
    assert (found.messages[0].reasoning, said(found)) == ("Hm", [("assistant", "Yes")])


def test_an_answer_that_is_only_there_in_pieces_is_put_together() -> None:
    output = [
        {"type": "reasoning", "content": [{"type": "output_text", "text": "Hm"}], "duration": 3},
        {"type": "function_call", "call_id": "c", "name": "sum", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_text", "text": "5"}]},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Five."}]},
    ]
    tree = {"q": message("q", None, "user", "2+3?"), "aa": message("aa", "q", "assistant", "", output=output)}
    (found,) = conversations(handed([{**CHAT, "chat": {"history": {"currentId": "aa", "messages": tree}}}]))
    assert called(found, "aa").parts == (Reasoning("Hm", 3.0), ToolCall("c", "sum", "{}"), Text("Five."))


def test_whatever_is_wrong_with_it_nothing_falls_over() -> None:
    bear_all(open_webui.FORM, [CHAT, CHAT])
    bear_all(open_webui.FORM, CHAT)
