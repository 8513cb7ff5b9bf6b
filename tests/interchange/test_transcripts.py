"""A conversation as a text for people, with who said what."""

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.exporting import Sayings, Shape, Told
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.transcripts import markdown, written

SAYINGS = Sayings(
    {Role.USER: "You", Role.ASSISTANT: "Answer", Role.SYSTEM: "System"},
    "Before",
    "Thoughts",
    "Picture",
    "zh_CN",
    lambda ms: f"at {ms}",
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


def test_a_picture_that_lies_somewhere_is_shown_from_there() -> None:
    odd = Message("o", Role.USER, (Picture("a" * 64, "image/png", name="a]b.png"), Text("Look.")))
    text = markdown(Told(HEAD, (odd,)), SAYINGS, lambda one: f"pictures/{one.blob[:4]}.png")
    assert "![Picture: a\\]b.png](pictures/aaaa.png)\n\nLook." in text


def test_a_failure_is_not_told_to_people() -> None:
    failed = Message("f", Role.ASSISTANT, state=State.FAILED, failure=Failed(FailureKind.NETWORK, "gone"))
    assert "gone" not in written(Shape.MARKDOWN, Told(HEAD, (failed,)), SAYINGS)
