"""A conversation as a text for people, with who said what."""

from dataclasses import replace

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.exporting import Manner, Sayings, Shape, Told, Whole, told
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.transcripts import markdown, text

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


def sheet(thoughts: bool = False, with_context: bool = False) -> Told:
    return Told(HEAD, (ASKED, SAID), (RULE,) if with_context else (), thoughts)


def test_markdown_has_a_heading_for_each_turn() -> None:
    assert markdown(sheet(), SAYINGS) == (
        "# A title\n\n## You · at 1000\n\n*[Picture: cat.png]*\n\nWhat is <b>?\n\n"
        "## Answer · GPT · at 2000\n\nIt is *bold*.\n"
    )


def test_thoughts_and_context_go_along_where_they_are_wanted() -> None:
    written = markdown(sheet(thoughts=True, with_context=True), SAYINGS)
    assert "## Before: System\n\nBe brief." in written
    assert "> **Thoughts**\n>\n> Hm.\n>\n> Yes.\n\nIt is" in written
    assert "Hm." not in markdown(sheet(), SAYINGS)


def test_plain_text_has_no_marks() -> None:
    assert text(sheet(), SAYINGS).endswith("Answer · GPT · at 2000\nIt is bold.\n")


def test_thoughts_stay_away_where_they_are_not_wanted() -> None:
    assert "Hm." not in text(sheet(), SAYINGS)
    assert "Hm." in text(sheet(thoughts=True), SAYINGS)
    assert "Thoughts" not in text(Told(HEAD, (ASKED,), thoughts=True), SAYINGS)


def test_context_stands_before_what_was_said_in_every_shape_for_people() -> None:
    for write in (markdown, text):
        written = write(sheet(with_context=True), SAYINGS)
        assert 0 < written.index("Be brief.") < written.index("What is")


def test_a_time_that_is_not_known_is_not_told() -> None:
    assert "at 0" not in markdown(Told(HEAD, (RULE,)), SAYINGS)


def test_a_picture_that_lies_somewhere_is_shown_from_there() -> None:
    odd = Message("o", Role.USER, (Picture("a" * 64, "image/png", name="a]b.png"), Text("Look.")))
    written = markdown(Told(HEAD, (odd,)), SAYINGS, lambda one: f"pictures/{one.blob[:4]}.png")
    assert "![Picture: a\\]b.png](pictures/aaaa.png)\n\nLook." in written


def test_a_failure_is_not_told_to_people() -> None:
    failed = Message("f", Role.ASSISTANT, state=State.FAILED, failure=Failed(FailureKind.NETWORK, "gone"))
    empty, thought = replace(failed, id="e", state=State.COMPLETE), replace(SAID, id="t", parts=(Reasoning("Hm."),))
    whole = Whole(replace(HEAD, leaf="t"), chained(ASKED, failed, empty, thought))
    assert told(whole, Manner(Shape.MARKDOWN, frozenset())).messages == (ASKED,)
    assert [one.id for one in told(whole, Manner(Shape.MARKDOWN)).messages] == ["q", "t"]


def chained(*messages: Message) -> tuple[Message, ...]:
    """Each hangs on the one before."""
    above = (None, *(one.id for one in messages))
    return tuple(replace(one, parent=parent) for one, parent in zip(messages, above, strict=False))
