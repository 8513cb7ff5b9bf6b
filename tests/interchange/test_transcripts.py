"""A conversation as a text: for people with who said what, for programs with everything that is known."""

import json

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.transcripts import Sayings, Shape, Told, written

SAYINGS = Sayings(
    {Role.USER: "You", Role.ASSISTANT: "Answer", Role.SYSTEM: "System"},
    "Before",
    "Thoughts",
    "Picture",
    "zh_CN",
    lambda ms: f"at {ms}",
    lambda markdown: f"<p>{markdown}</p>\n",
    lambda markdown: markdown.replace("*", ""),
)
ASKED = Message("q", Role.USER, (Text("What is <b>?"), Picture("a" * 64, "image/png", name="cat.png")), created=1000)
SAID = Message(
    "r",
    Role.ASSISTANT,
    (Reasoning("Hm.\n\nYes.", 2.0), Text("It is *bold*.")),
    "q",
    2000,
    author="GPT",
    choice=ModelChoice("c", "gpt"),
    usage=Usage(3, 4),
)
HEAD = Conversation("c", "A \n title", created=500)
RULE = Message("s", Role.SYSTEM, (Text("Be brief."),))


def told(shape: Shape, thoughts: bool = False, with_context: bool = False) -> str:
    return written(shape, Told(HEAD, (ASKED, SAID), (RULE,) if with_context else (), thoughts), SAYINGS)


def test_markdown_has_a_heading_for_each_turn() -> None:
    assert told(Shape.MARKDOWN) == (
        "# A title\n\n## You · at 1000\n\n*[Picture: cat.png]*\n\nWhat is <b>?\n\n"
        "## Answer · GPT · at 2000\n\nIt is *bold*.\n"
    )


def test_thoughts_and_context_go_along_where_they_are_wanted() -> None:
    text = told(Shape.MARKDOWN, thoughts=True, with_context=True)
    assert "## Before: System\n\nBe brief." in text
    assert "> **Thoughts**\n>\n> Hm.\n>\n> Yes.\n\nIt is" in text
    assert "Hm." not in told(Shape.MARKDOWN)


def test_plain_text_has_no_marks() -> None:
    assert told(Shape.TEXT).endswith("Answer · GPT · at 2000\nIt is bold.\n")


def test_a_page_needs_nothing_else_and_runs_nothing_of_what_was_said() -> None:
    page = told(Shape.HTML, thoughts=True)
    assert '<html lang="zh-CN">' in page
    assert "<title>A title</title>" in page
    assert "<details><summary>Thoughts</summary>" in page
    assert "http" not in page
    assert "<script" not in page


def test_the_lossless_shape_has_everything_that_is_known() -> None:
    shape = json.loads(told(Shape.JSON, with_context=True))
    asked, said = shape["messages"]
    assert (shape["format"], shape["version"]) == ("nextchat-desktop/conversation", 1)
    assert (asked["id"], asked["role"], asked["created"]) == ("q", "user", "1970-01-01T00:00:01.000+00:00")
    assert [part["type"] for part in asked["parts"]] == ["text", "picture"]
    assert asked["parts"][1]["blob"] == "a" * 64
    assert (said["parent"], said["content"], said["model"]) == (
        "q",
        "It is *bold*.",
        {"connection": "c", "model": "gpt"},
    )
    assert said["parts"][0] == {"type": "reasoning", "text": "Hm.\n\nYes.", "seconds": 2.0}
    assert said["usage"]["reply"] == 4
    assert shape["context"][0]["content"] == "Be brief."


def test_a_failure_is_told_to_programs_and_not_to_people() -> None:
    failed = Message("f", Role.ASSISTANT, state=State.FAILED, failure=Failed(FailureKind.NETWORK, "gone"))
    both = Told(HEAD, (failed,))
    assert json.loads(written(Shape.JSON, both, SAYINGS))["messages"][0]["failure"]["kind"] == "network"
    assert "gone" not in written(Shape.MARKDOWN, both, SAYINGS)


def test_no_title_author_or_name_of_a_picture_becomes_part_of_the_page() -> None:
    evil = "<script>alert(1)</script>"
    message = Message("r", Role.ASSISTANT, (Picture("a" * 64, "image/png", name=evil), Text("Hi")), author=evil)
    page = written(Shape.HTML, Told(Conversation("c", evil), (message,)), SAYINGS)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4


def test_thoughts_stay_away_where_they_are_not_wanted() -> None:
    for shape in (Shape.MARKDOWN, Shape.TEXT, Shape.HTML):
        assert "Hm." not in told(shape)
        assert "Hm." in told(shape, thoughts=True)
    plain = written(Shape.TEXT, Told(HEAD, (ASKED,), thoughts=True), SAYINGS)
    assert "Thoughts" not in plain


def test_context_stands_before_what_was_said_in_every_shape_for_people() -> None:
    for shape in (Shape.MARKDOWN, Shape.TEXT, Shape.HTML):
        page = told(shape, with_context=True)
        assert 0 < page.index("Be brief.") < page.index("What is")


def test_what_is_not_known_of_a_message_is_not_there_and_what_is_nothing_is() -> None:
    head = Conversation("c", parameters=Parameters(temperature=0.0, memory=False))
    shape = json.loads(written(Shape.JSON, Told(head, (RULE,)), SAYINGS))
    (message,) = shape["messages"]
    assert {"created", "author", "usage", "seconds", "failure"}.isdisjoint(message)
    assert shape["conversation"]["parameters"] == {"temperature": 0.0, "memory": False}
    assert "at 0" not in written(Shape.MARKDOWN, Told(head, (RULE,)), SAYINGS)
