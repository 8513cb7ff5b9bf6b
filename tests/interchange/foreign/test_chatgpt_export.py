"""OpenAI's export of a ChatGPT account: every branch, every picture that is there, and none of the window's marks."""

import json
from typing import Any

import pytest

from interchange.foreign.arrivals import Album, Handed, conversations, everything, form_of, handed, unread
from interchange.foreign.mangling import bear_all, bear_archives
from interchange.foreign.samples import PNG, branch, said
from nextchat_desktop.core.found import FoundConversation, Unread, Why
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Reasoning, ToolCall
from nextchat_desktop.core.settling import settled
from nextchat_desktop.interchange.foreign import chatgpt_export

BEGAN = 1_700_000_000.25


def node(id: str, parent: str | None, role: str = "", content: Any = "", **more: Any) -> dict[str, Any]:
    """`content` is a text, or all of it."""
    if not role:
        return {"id": id, "message": None, "parent": parent, "children": []}
    whole = {"content_type": "text", "parts": [content]} if isinstance(content, str) else content
    metadata = more.pop("metadata", {})
    author = {"role": role, "name": more.pop("name", None), "metadata": {}}
    message = {"id": id, "author": author, "create_time": None, "content": whole, "metadata": metadata, **more}
    return {"id": id, "message": message, "parent": parent, "children": []}


def talk(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    mapping = {one["id"]: one for one in nodes}
    for one in nodes:
        if one["parent"] in mapping:
            mapping[one["parent"]]["children"].append(one["id"])
    whole = {"title": "Bridges", "create_time": BEGAN, "update_time": BEGAN + 60, "mapping": mapping}
    return {**whole, "current_node": nodes[-1]["id"], "conversation_id": "c1", "id": "c1", **more}


def only(*nodes: dict[str, Any], files: dict[str, bytes] | None = None, **more: Any) -> FoundConversation:
    (found,) = conversations(export([talk(*nodes, **more)], **(files or {})))
    return found


def export(found: Any, **files: bytes) -> Handed:
    data = json.dumps(found).encode()
    return Handed("export.zip", files={"conversations.json": data, "chat.html": b"<html>", "user.json": b"{}", **files})


def answer_of(found: FoundConversation) -> Message:
    return next(one for one in found.messages if one.role is Role.ASSISTANT)


def pointer(address: str) -> dict[str, Any]:
    return {"content_type": "image_asset_pointer", "asset_pointer": address, "width": 3, "height": 2, "size_bytes": 9}


def shown(*parts: Any) -> dict[str, Any]:
    return {"content_type": "multimodal_text", "parts": list(parts)}


ROOT = node("root", None)
HIDDEN = node("sys", "root", "system", metadata={"is_visually_hidden_from_conversation": True})


def test_a_conversation_comes_with_its_title_its_times_and_its_models() -> None:
    found = only(
        ROOT,
        HIDDEN,
        node("u", "sys", "user", "Which is the longest?", create_time=BEGAN + 1),
        node("a", "u", "assistant", "Danyang–Kunshan.", create_time=BEGAN + 2, metadata={"model_slug": "gpt-4o"}),
        default_model_slug="gpt-4o-mini",
        is_starred=True,
        is_archived=True,
    )
    assert said(found) == [("user", "Which is the longest?"), ("assistant", "Danyang–Kunshan.")]
    assert (found.head.title, found.head.created, found.head.updated) == (
        "Bridges",
        1_700_000_000_250,
        1_700_000_060_250,
    )
    assert [one.created for one in found.messages] == [1_700_000_001_250, 1_700_000_002_250]
    assert (found.model, found.messages[1].author) == ("gpt-4o-mini", "gpt-4o")
    assert (found.head.pinned, found.head.archived, found.head.leaf) == (True, True, "a")
    assert found.messages[0].parent is None


def test_it_comes_from_the_archive_from_parts_of_it_and_from_a_single_file() -> None:
    one, other = talk(ROOT, node("u", "root", "user", "hi")), talk(ROOT, node("v", "root", "user", "ho"), id="d")
    other["conversation_id"] = "c2"
    split = {"out/conversations-001.json": json.dumps([other]).encode(), "out/conversations-000.json": b""}
    split["out/conversations-000.json"] = json.dumps([one]).encode()
    shadow = {"__MACOSX/out/._conversations-000.json": b"\0\5\x16\7"}
    whole = handed({"conversations": [one, other]})
    for source in (handed([one, other]), whole, export([one, other]), Handed("e.zip", files={**shadow, **split})):
        assert [found.head.id for found in conversations(source)] == ["c1", "c2"]
    assert [found.head.id for found in conversations(handed(one))] == ["c1"]


def test_one_broken_file_of_an_archive_does_not_keep_the_next_from_being_read() -> None:
    whole = json.dumps([talk(ROOT, node("u", "root", "user", "hi"))]).encode()
    source = Handed("e.zip", files={"conversations-000.json": whole[:-40], "conversations-001.json": whole})
    assert len(conversations(source)) == 1
    (told,) = [one for one in everything(source) if isinstance(one, Unread)]
    assert told.why is Why.BROKEN
    assert told.where.startswith("conversations-000.json")


def test_an_archive_without_conversations_is_known() -> None:
    assert everything(export([])) == []


def test_a_question_that_was_asked_anew_and_an_answer_that_was_given_anew_are_branches() -> None:
    found = only(
        ROOT,
        node("u1", "root", "user", "First"),
        node("a1", "u1", "assistant", "One"),
        node("a2", "u1", "assistant", "Two"),
        node("u2", "a1", "user", "Go on"),
        node("u3", "root", "user", "Second"),
        node("a3", "u3", "assistant", "Three"),
        current_node="a1",
    )
    parents = {one.id: one.parent for one in found.messages}
    assert parents == {"u1": None, "a1": "u1", "a2": "u1", "u2": "a1", "u3": None, "a3": "u3"}
    assert branch(found) == ["First", "One"]


def test_nodes_that_know_only_their_parents_and_stand_in_any_order_make_the_same_tree() -> None:
    nodes = [
        node("z", None, "user", "Hi", create_time=1.0),
        node("b", "z", "assistant", "Later", create_time=3.0),
        node("c", "z", "assistant", "Sooner", create_time=2.0),
    ]
    whole = talk(*nodes)
    whole["mapping"] = {
        id: {"parent": one["parent"], "message": one["message"]} for id, one in whole["mapping"].items()
    }
    whole["mapping"] = dict(sorted(whole["mapping"].items()))
    (found,) = conversations(handed([whole]))
    assert [one.text for one in found.messages] == ["Hi", "Sooner", "Later"]


def test_where_the_last_node_is_hidden_the_branch_ends_before_it() -> None:
    gone = node("h", "a", "assistant", "aside", metadata={"is_visually_hidden_from_conversation": True})
    found = only(
        ROOT,
        node("u", "root", "user", "Hi"),
        node("a", "u", "assistant", "Hello"),
        gone,
        node("e", "h", "user", ""),
        node("x", "u", "assistant", "Other"),
        current_node="e",
    )
    assert branch(found) == ["Hi", "Hello"]


def test_all_that_a_model_did_for_one_answer_is_one_message() -> None:
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "Counting", "content": "One, two."}, {"x": 1}]}
    found = only(
        ROOT,
        node("u", "root", "user", "How many?"),
        node("t", "u", "assistant", thoughts),
        node("r", "t", "assistant", {"content_type": "reasoning_recap", "content": "Thought for 12 seconds"},
             metadata={"finished_duration_sec": 12}),
        node("c", "r", "assistant", {"content_type": "code", "language": "unknown", "text": "print(2)"},
             recipient="python"),
        node("o", "c", "tool", {"content_type": "execution_output", "text": "2\n"}, name="python"),
        node("a", "o", "assistant", "Two.", recipient="all", metadata={"model_slug": "o3"}),
    )  # fmt: skip
    question, answer = found.messages
    assert answer.id == "t"
    assert answer.parent == question.id
    assert answer.text == "```python\nprint(2)\n```\n\n```\n2\n```\n\nTwo."
    assert answer.parts[0] == Reasoning("**Counting**\n\nOne, two.", 12)
    assert (answer.author, found.head.leaf) == ("o3", "t")


def test_an_answer_that_forks_in_its_middle_keeps_both_ends() -> None:
    found = only(
        ROOT,
        node("u", "root", "user", "Hi"),
        node("b", "u", "assistant", "Begin"),
        node("e1", "b", "assistant", "End one"),
        node("e2", "b", "assistant", "End two"),
    )
    assert [(one.text, one.parent) for one in found.messages[1:]] == [
        ("Begin", "u"),
        ("End one", "b"),
        ("End two", "b"),
    ]


def test_a_use_of_a_tool_is_kept_and_what_tools_told_the_model_is_not_shown() -> None:
    browsing = {"content_type": "tether_browsing_display", "result": "secret words of a page"}
    quote = {"content_type": "tether_quote", "url": "https://x.org/a b", "title": "A [page]", "text": "much"}
    found = only(
        ROOT,
        node("u", "root", "user", "News?"),
        node("c", "u", "assistant", {"content_type": "code", "text": 'search("news")'}, recipient="browser"),
        node("d", "c", "tool", browsing, name="browser"),
        node("q", "d", "tool", quote, name="browser"),
        node("m", "q", "assistant", "likes news", recipient="bio"),
        node("n", "m", "tool", "Model set context updated.", name="bio"),
        node("a", "n", "assistant", "None."),
    )
    answer = answer_of(found)
    assert answer.text == "None."
    assert [(one.name, one.arguments) for one in answer.parts if isinstance(one, ToolCall)] == [
        ("browser", 'search("news")'),
        ("bio", "likes news"),
    ]
    assert answer.reasoning == r"[A \[page\]](https://x.org/a%20b)"


def test_a_document_beside_the_conversation_is_read_in_it() -> None:
    document = {"name": "Letter", "type": "document", "content": "Dear Ann,\n```\nx\n```"}
    code = {"name": "tool.py", "type": "code/python", "content": "a = '```'"}
    found = only(
        ROOT,
        node("u", "root", "user", "Write."),
        node("c", "u", "assistant", json.dumps(document), recipient="canmore.create_textdoc"),
        node("d", "c", "assistant", json.dumps(code), recipient="canmore.create_textdoc"),
    )
    assert answer_of(found).text == (
        "**Letter**\n\nDear Ann,\n```\nx\n```\n\n**tool.py**\n\n````python\na = '```'\n````"
    )


@pytest.mark.parametrize(
    ("address", "member"),
    [
        ("file-service://file-AbC123", "file-AbC123-cat.png"),
        ("file-service://file-AbC123", "dalle-generations/file-AbC123-0f.webp"),
        ("sediment://file_00000000e724", "user-x/file_00000000e724-sanitized.png"),
        ("sediment://file_00000000e724", "file_00000000e724.dat"),
        ("sediment://file_0aaa#file_00000000e724#p_1.png", "file_00000000e724.jpeg"),
    ],
)
def test_pictures_are_found_in_the_archive_by_what_their_names_begin_with(address: str, member: str) -> None:
    album = Album()
    whole = talk(ROOT, node("u", "root", "user", shown(pointer(address), "What is this?")))
    source = export([whole], **{member: PNG, "file-AbC1234.png": b"another", "file_00000000e7245.png": b"another"})
    (found,) = conversations(source, album)
    assert [type(part).__name__ for part in found.messages[0].parts] == ["Picture", "Text"]
    assert list(album.kept.values()) == [PNG]


def test_a_picture_that_the_model_drew_is_in_its_answer() -> None:
    found = only(
        ROOT,
        node("u", "root", "user", "Draw a cat."),
        node("c", "u", "assistant", '{"prompt":"a cat"}', recipient="dalle.text2im"),
        node("d", "c", "tool", shown(pointer("file-service://file-Cat")), name="dalle.text2im"),
        node("a", "d", "assistant", "There."),
        files={"dalle-generations/file-Cat-1.webp": PNG},
    )
    answer = answer_of(found)
    assert len([part for part in answer.parts if isinstance(part, Picture)]) == 1
    assert answer.text == "There."


def test_a_picture_that_code_drew_is_in_its_answer() -> None:
    drawn = {"aggregate_result": {"messages": [{"message_type": "image", "image_url": "file-service://file-Plot"}]}}
    found = only(
        ROOT,
        node("u", "root", "user", "Plot."),
        node("o", "u", "tool", {"content_type": "execution_output", "text": ""}, name="python", metadata=drawn),
        files={"file-Plot-x.png": PNG},
    )
    assert len(answer_of(found).pictures) == 1


def test_pictures_that_are_not_there_and_files_that_are_none_are_told() -> None:
    attached = {"attachments": [{"id": "file-Doc", "name": "report.pdf"}, {"id": "file-Gone", "name": "gone.png"}]}
    spoken = {"content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_1", "format": "wav"}
    words = {"content_type": "audio_transcription", "text": "Good morning", "direction": "in"}
    source = export(
        [
            talk(
                ROOT,
                node("u", "root", "user", shown(pointer("file-service://file-Gone"), "Look"), metadata=attached),
                node("v", "u", "user", shown(spoken, words)),
                node("w", "v", "user", shown(pointer("file-service://file-Bad"))),
            )
        ],
        **{"file-Bad-1.png": b"no picture"},
    )
    (found,) = conversations(source)
    assert said(found) == [("user", "Look"), ("user", "Good morning"), ("user", "file-Bad")]
    assert unread(source) == {Why.PICTURE_ELSEWHERE: 1, Why.ATTACHMENT: 2, Why.PICTURE: 1}


def test_a_question_that_is_only_a_picture_which_is_not_there_is_called_as_that_was() -> None:
    sent = {"attachments": [{"id": "file-Gone", "name": "cat.png"}]}
    question = node("u", "root", "user", shown(pointer("file-service://file-Gone")), metadata=sent)
    found = only(ROOT, question, node("a", "u", "assistant", "A cat."))
    assert said(found) == [("user", "cat.png"), ("assistant", "A cat.")]
    assert branch(found) == ["cat.png", "A cat."]


def test_a_question_that_was_only_a_file_still_stands_before_its_answer() -> None:
    attached = {"attachments": [{"id": "file-Doc", "name": "report.pdf"}]}
    found = only(ROOT, node("u", "root", "user", "", metadata=attached), node("a", "u", "assistant", "It says no."))
    assert said(found) == [("user", "report.pdf"), ("assistant", "It says no.")]


CITE = "\ue200cite\ue202turn0search0\ue202turn0search1\ue201"


def marked(text: str, **metadata: Any) -> str:
    return answer_of(only(ROOT, node("a", "root", "assistant", text, metadata=metadata))).text


def test_marks_of_sources_become_links() -> None:
    with_words = {"matched_text": CITE, "type": "grouped_webpages", "alt": "([X](https://x.org))"}
    with_pages = {"matched_text": CITE, "alt": None, "items": [{"title": "X", "url": "https://x.org/(a)"}]}
    assert marked(f"So it is {CITE}.", content_references=[with_words]) == "So it is ([X](https://x.org))."
    assert marked(f"So it is {CITE}.", content_references=[with_pages]) == "So it is ([X](https://x.org/%28a%29))."
    old = {"start_ix": 9, "end_ix": 20, "metadata": {"title": "Old", "url": "https://old.org"}}
    assert marked("So it is 【11†source】.", citations=[old]) == "So it is ([Old](https://old.org))."


def test_marks_that_nothing_explains_are_not_read() -> None:
    assert marked(f"So it is {CITE}.") == "So it is."
    assert marked("So it is【11†source】.") == "So it is."
    entity = '\ue200entity\ue202["company","Motorola","maker"]\ue201'
    assert marked(f"By {entity} \ue203in Chicago\ue204\ue206.") == "By Motorola in Chicago."
    assert marked("See \ue200url\ue202this page\ue202turn0fetch1\ue201.") == "See this page."
    assert marked("Half \ue200cite\ue202turn0") == "Half citeturn0"
    assert marked(f"A {CITE}", content_references=[{"matched_text": CITE, "alt": "", "type": "hidden"}]) == "A"
    bad = {"matched_text": CITE, "items": [{"title": "X", "url": "javascript:alert(1)"}]}
    assert marked(f"A {CITE}", content_references=[bad, {"matched_text": " ", "alt": "everything"}]) == "A"


def test_a_box_around_a_letter_is_not_read() -> None:
    text = 'Here:\n\n:::writing{variant="email" id="7"}\nDear Ann,\n:::\nGood?'
    assert marked(text) == "Here:\n\nDear Ann,\n\nGood?"


def test_brackets_that_are_no_marks_stay() -> None:
    assert marked("【重要】请看 [1]。") == "【重要】请看 [1]。"


def test_blanks_that_belong_to_code_stay_beside_marks() -> None:
    assert marked(f"Type `cd .` {CITE}  \nand `ls .`") == "Type `cd .`  \nand `ls .`"


def test_instructions_of_the_person_go_along_with_the_conversation() -> None:
    hidden = {"is_visually_hidden_from_conversation": True}
    plain = {"about_user_message": "I am a baker.", "about_model_message": "Be brief."}
    context = {"content_type": "user_editable_context", "user_profile": "x", "user_instructions": "y"}
    instructions = node("i", "root", "user", context, metadata={**hidden, "user_context_message_data": plain})
    found = only(ROOT, instructions, node("u", "i", "user", "Hi"))
    assert found.head.parameters.system == "I am a baker.\n\nBe brief."
    assert said(found) == [("user", "Hi")]
    quoted = {"content_type": "user_editable_context", "user_profile": "The user said:\n```I bake.```", "x": 1}
    noted = {"content_type": "model_editable_context", "model_set_context": "1. Likes rye."}
    found = only(ROOT, node("i", "root", "user", quoted), node("j", "i", "user", noted), node("u", "j", "user", "Hi"))
    assert found.head.parameters.system == "I bake.\n\n1. Likes rye."


def test_an_answer_that_failed_or_was_cut_is_told_and_marked() -> None:
    error = {"content_type": "system_error", "name": "ChatGPTAgentToolException", "text": "Error: sk-canary0123456789"}
    source = export([talk(ROOT, node("u", "root", "user", "Hi"), node("e", "u", "tool", error, name="browser"))])
    answer = conversations(source)[0].messages[1]
    assert (answer.state, answer.parts) == (State.FAILED, ())
    assert answer.failure is not None
    assert "canary" not in answer.failure.detail
    assert unread(source) == {Why.FAILURE: 1}
    cut = answer_of(only(ROOT, node("a", "root", "assistant", "Half", status="in_progress")))
    assert cut.state is State.INTERRUPTED
    stopped = {"finish_details": {"type": "interrupted"}}
    assert answer_of(only(ROOT, node("a", "root", "assistant", "Half", metadata=stopped))).state is State.INTERRUPTED


def test_circles_and_gaps_in_the_tree_lose_nobody() -> None:
    whole = talk(node("a", "b", "user", "A"), node("b", "a", "assistant", "B"), node("c", "gone", "user", "C"))
    (found,) = conversations(handed([whole]))
    assert {one.text for one in found.messages} == {"A", "B", "C"}
    assert {one.text for one in settled(found, "chatgpt", 1).messages} == {"A", "B", "C"}


def test_what_is_no_conversation_and_what_says_nothing_is_told() -> None:
    source = handed([talk(ROOT, HIDDEN), {"title": "x"}, 5, {"title": "y", "mapping": []}])
    assert form_of(source) is chatgpt_export.FORM
    assert conversations(source) == []
    assert unread(source) == {Why.EMPTY: 1, Why.CONVERSATION: 3}


def test_a_conversation_without_an_id_has_the_same_one_whenever_it_is_read() -> None:
    whole = talk(ROOT, node("u", "root", "user", "Hi"), conversation_id=None, id=None, title="New chat")
    one, other = conversations(handed([whole]))[0], conversations(handed([whole]))[0]
    assert one.head.id == other.head.id != ""
    assert (one.head.title, one.head.named) == ("", False)


def test_nothing_that_is_wrong_in_a_file_breaks_it() -> None:
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "s", "content": "c"}]}
    whole = talk(
        ROOT,
        node("u", "root", "user", shown(pointer("file-service://file-A"), "Hi"), create_time=BEGAN),
        node("t", "u", "assistant", thoughts),
        node("c", "t", "assistant", '{"content":"x","type":"code/py","name":"n"}', recipient="canmore.create_textdoc"),
        node("a", "c", "assistant", f"A {CITE} 【1†s】", metadata={
            "citations": [{"start_ix": 1, "end_ix": 3, "metadata": {"url": "https://x"}}],
            "content_references": [{"matched_text": CITE, "items": [{"title": "x", "url": "https://x"}]}],
            "attachments": [{"id": "file-B", "name": "b"}], "model_slug": "m",
        }),
    )  # fmt: skip
    bear_all(chatgpt_export.FORM, [whole])
    bear_archives(chatgpt_export.FORM, {"conversations.json": [whole], "file-A-1.png": PNG, "user.json": {}})
