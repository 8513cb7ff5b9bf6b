"""Claude's export: what was said with what went along, every branch, and projects as masks and folders."""

import json
from typing import Any

from interchange.foreign.arrivals import Handed, conversations, form_of, handed, masks, unread
from interchange.foreign.mangling import bear_all, bear_archives
from interchange.foreign.samples import branch, said
from nextchat_desktop.core.found import FoundConversation, Why
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parts import Reasoning, ToolCall
from nextchat_desktop.interchange.foreign import claude_export

NOBODY = "00000000-0000-4000-8000-000000000000"


def row(id: str, sender: str, *blocks: Any, **more: Any) -> dict[str, Any]:
    """Texts become blocks."""
    content = [{"type": "text", "text": one, "citations": []} if isinstance(one, str) else one for one in blocks]
    whole = {"uuid": id, "sender": sender, "text": "", "content": content, "created_at": "2025-03-01T10:00:00.500000Z"}
    return {**whole, "attachments": [], "files": [], **more}


def talk(*rows: Any, **more: Any) -> dict[str, Any]:
    whole = {"uuid": "c1", "name": "Bread", "created_at": "2025-03-01T09:00:00Z", "updated_at": "2025-03-01T11:00:00Z"}
    return {**whole, "account": {"uuid": "me"}, "chat_messages": list(rows), **more}


def project(**more: Any) -> dict[str, Any]:
    whole = {"uuid": "p1", "name": "Bakery", "description": "About bread", "prompt_template": "You are a baker."}
    return {
        **whole,
        "is_private": True,
        "is_starter_project": False,
        "created_at": "2025-01-01T00:00:00Z",
        "docs": [],
        **more,
    }


def only(*rows: Any, **more: Any) -> FoundConversation:
    (found,) = conversations(handed([talk(*rows, **more)]))
    return found


def answered(*blocks: Any, **more: Any) -> Message:
    return only(row("a", "assistant", *blocks, **more)).messages[0]


def archive(**files: Any) -> Handed:
    return Handed("data.zip", files={name: json.dumps(value).encode() for name, value in files.items()})


def test_messages_under_one_id_follow_each_other() -> None:
    found = only(row("x", "human", "a"), row("y", "assistant", "b"), row("y", "human", "c"), row("y", "assistant", "d"))
    assert branch(found) == ["a", "b", "c", "d"]


def test_a_conversation_comes_with_its_title_its_times_and_its_words() -> None:
    found = only(row("u", "human", "Why does it rise?"), row("a", "assistant", "Yeast."), is_starred=True)
    assert said(found) == [("user", "Why does it rise?"), ("assistant", "Yeast.")]
    assert (found.head.title, found.head.pinned) == ("Bread", True)
    assert (found.head.created, found.head.updated) == (1_740_819_600_000, 1_740_826_800_000)
    assert found.messages[0].created == 1_740_823_200_500
    assert (found.messages[1].parent, found.messages[1].author, found.head.leaf) == ("u", "Claude", "a")


def test_older_exports_have_nothing_but_the_plain_text() -> None:
    whole = {"uuid": "u", "sender": "human", "text": "Hi", "created_at": "2023-09-01T10:00:00+00:00"}
    assert said(only(whole)) == [("user", "Hi")]


def test_the_plain_text_does_not_repeat_the_blocks() -> None:
    instead = "```\nThis block is not supported on your current device yet.\n```\n\nYeast."
    assert answered("Yeast.", text=instead).text == "Yeast."
    assert answered({"type": "token_budget"}, text=instead).text.strip() == "Yeast."


def test_an_answer_that_was_given_anew_is_a_branch_and_the_one_that_was_read_last_is_read() -> None:
    rows = (
        row("u", "human", "Hi", parent_message_uuid=NOBODY),
        row("a", "assistant", "One", parent_message_uuid="u"),
        row("b", "assistant", "Two", parent_message_uuid="u"),
    )
    found = only(*rows, current_leaf_message_uuid="a")
    assert {one.id: one.parent for one in found.messages} == {"u": None, "a": "u", "b": "u"}
    assert branch(found) == ["Hi", "One"]
    assert branch(only(*rows)) == ["Hi", "Two"]


def test_thoughts_stand_before_the_answer() -> None:
    answer = answered("Yeast.", {"type": "thinking", "thinking": "Gas?", "summaries": [{"summary": "s"}]})
    assert answer.parts[0] == Reasoning("Gas?")
    summed_up = answered({"type": "thinking", "thinking": "", "summaries": [{"summary": "Thought of gas"}]}, "Yeast.")
    assert summed_up.reasoning == "Thought of gas"


def test_uses_of_tools_are_kept_and_documents_are_read() -> None:
    search = {"type": "tool_use", "id": "t1", "name": "web_search", "input": {"query": "yeast"}}
    result = {
        "type": "tool_result",
        "tool_use_id": "t1",
        "name": "web_search",
        "content": [{"type": "text", "text": "x"}],
    }
    write = {
        "command": "create",
        "type": "application/vnd.ant.code",
        "language": "python",
        "title": "Oven",
        "content": "a=1",
    }
    answer = answered(search, result, "Here:", {"type": "tool_use", "id": "t2", "name": "artifacts", "input": write})
    assert [part for part in answer.parts if isinstance(part, ToolCall)] == [
        ToolCall("t1", "web_search", '{"query": "yeast"}')
    ]
    assert answer.text == "Here:\n\n**Oven**\n\n```python\na=1\n```"


def test_documents_and_thoughts_in_older_texts_are_read_as_such() -> None:
    text = (
        '<antThinking>A page.</antThinking>Look:\n\n<antArtifact identifier="x" type="text/html" title="Page">\n'
        "<p>Hi</p>\n</antArtifact>\n\nGood?"
    )
    answer = answered(text)
    assert answer.reasoning == "A page."
    assert "**Page**\n\n```html\n<p>Hi</p>\n```" in answer.text
    assert "antArtifact" not in answer.text
    assert answer.text.startswith("Look:")
    assert answer.text.endswith("Good?")


def test_sources_become_links_behind_the_words_they_are_for() -> None:
    cited = {"start_index": 0, "end_index": 9, "details": {"type": "web_search_citation", "url": "https://x.org"}}
    bad = {"end_index": 3, "details": {"url": "javascript:1"}}
    block = {"type": "text", "text": "Yeast is. And more.", "citations": [cited, cited, bad, {"end_index": 99}]}
    assert answered(block).text == "Yeast is. ([https://x.org](https://x.org)) And more."


def test_what_was_pasted_stands_behind_the_question() -> None:
    attachments = [
        {"file_name": "flour.txt", "extracted_content": "rye\n```\nwheat"},
        {"file_name": "", "extracted_content": "long paste"},
        {"file_name": "x.pdf", "extracted_content": ""},
    ]
    source = handed([talk(row("u", "human", "Which?", attachments=attachments))])
    assert conversations(source)[0].messages[0].text == (
        "Which?\n\n**flour.txt**\n\n````\nrye\n```\nwheat\n````\n\n```\nlong paste\n```"
    )
    assert unread(source) == {Why.ATTACHMENT: 1}


def test_files_that_are_not_in_the_export_are_told_once() -> None:
    picture = {"file_kind": "image", "file_uuid": "f", "file_name": "loaf"}
    files = {"files": [{"file_name": "loaf.png"}, {"file_name": "bill.pdf"}, picture], "files_v2": [picture]}
    source = handed([talk(row("u", "human", **files), row("a", "assistant", "A loaf."))])
    assert said(conversations(source)[0])[0] == ("user", "loaf.png\n\nbill.pdf\n\nloaf")
    assert unread(source) == {Why.PICTURE_ELSEWHERE: 2, Why.ATTACHMENT: 1}


def test_a_project_is_a_mask_and_the_folder_of_its_conversations() -> None:
    found = talk(row("u", "human", "Hi"), project={"uuid": "p1"})
    source = archive(**{"conversations.json": [found], "projects.json": [project()], "users.json": []})
    (mask,) = masks(source)
    assert (mask.mask.name, mask.mask.about, mask.mask.parameters.system) == (
        "Bakery",
        "About bread",
        "You are a baker.",
    )
    assert conversations(source)[0].head.folder == "Bakery"
    named = talk(row("u", "human", "Hi"), project={"uuid": "p9", "name": "Elsewhere"})
    assert conversations(handed([named]))[0].head.folder == "Elsewhere"


def test_short_documents_of_a_project_go_along_and_long_ones_are_told() -> None:
    short = handed([project(docs=[{"filename": "prices.txt", "content": "Rye 3"}])])
    assert masks(short)[0].mask.parameters.system == "You are a baker.\n\n**prices.txt**\n\n```\nRye 3\n```"
    long = handed([project(docs=[{"filename": "book.txt", "content": "x" * 50_000}])])
    assert masks(long)[0].mask.parameters.system == "You are a baker."
    assert unread(long) == {Why.ATTACHMENT: 1}


def test_projects_that_tell_the_model_nothing_are_no_masks() -> None:
    assert masks(handed([project(prompt_template=""), project(is_starter_project=True)])) == []


def test_archives_of_one_kind_of_thing_are_known_by_what_is_in_them() -> None:
    talks = archive(**{"conversations.json": [talk(row("u", "human", "Hi"))]})
    assert form_of(talks) is claude_export.FORM
    assert len(conversations(talks)) == 1
    projects = archive(**{"projects/p1.json": project()})
    assert form_of(projects) is claude_export.FORM
    assert len(masks(projects)) == 1
    nothing = archive(**{"conversations.json": [], "users.json": []})
    assert form_of(nothing) is claude_export.FORM


def test_an_answer_that_was_cut_is_interrupted() -> None:
    assert answered("Yea", truncated=True).state is State.INTERRUPTED


def test_what_is_no_message_and_no_conversation_is_told() -> None:
    source = handed([talk(row("u", "human", "Hi"), "x", row("s", "system", "Be")), {"uuid": "x"}, talk(name="Empty")])
    assert said(conversations(source)[0]) == [("user", "Hi")]
    assert unread(source) == {Why.MESSAGE: 2, Why.CONVERSATION: 1, Why.EMPTY: 1}


def test_nothing_that_is_wrong_in_a_file_breaks_it() -> None:
    cited = {"type": "text", "text": "Yes", "citations": [{"end_index": 1, "details": {"url": "https://x"}}]}
    tool = {"type": "tool_use", "id": "t", "name": "artifacts", "input": {"content": "x", "title": "t"}}
    file = {"file_name": "a.png", "file_uuid": "f"}
    pasted = {"file_name": "a", "extracted_content": "b"}
    whole = talk(
        row("u", "human", "Hi", attachments=[pasted], files=[file], parent_message_uuid=NOBODY),
        row("a", "assistant", {"type": "thinking", "thinking": "t"}, cited, tool, parent_message_uuid="u"),
        project={"uuid": "p1", "name": "P"},
        current_leaf_message_uuid="a",
    )
    shelf = [project(docs=[{"filename": "f", "content": "c"}])]
    bear_all(claude_export.FORM, [whole])
    bear_all(claude_export.FORM, shelf)
    bear_archives(claude_export.FORM, {"conversations.json": [whole], "projects.json": shelf, "users.json": [{}]})
