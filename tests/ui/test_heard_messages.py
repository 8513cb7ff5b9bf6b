"""Whose buttons, thoughts and words are heard in a transcript."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.transcript.entries import Action
from nextchat_desktop.ui.transcript.view import Transcript
from reader.heard import Heard
from reader.in_process import read
from ui.transcripts import answer, put, question, show

PRESS = QAccessibleActionInterface.pressAction()
COPY = (Action("copy", "Copy", icon="copy"),)
CODE = "Look:\n\n```python\nx = 1\n```\n\nDone."


def messages(view: Transcript) -> list[Heard]:
    return [one for one in read(view.viewport()).children if one.role == "list item"]


def node(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def roles(heard: Heard) -> list[str]:
    return [f"{one.role}: {one.name}" for one in heard.children]


def test_buttons_stand_where_the_eye_finds_them(view: Transcript) -> None:
    show(view, [answer(CODE, actions=COPY)])
    (message,) = messages(view)
    assert roles(message) == [
        "paragraph: Look:",
        "section: Code, python",
        "grouping: Code, python",
        "paragraph: Done.",
        "grouping: ",
    ]
    assert message.children[2].names("push button") == ["Save as a file…", "Copy"]
    assert message.children[4].names("push button") == ["Copy"]


def test_who_comes_to_a_button_hears_whose_it_is(view: Transcript) -> None:
    show(view, [question("Who?"), answer("Me.", actions=COPY, accessible_name="Model, 14:30")])
    read(view.viewport())
    button = view.findChild(QToolButton, "action-copy")
    assert button is not None
    above = node(button).parent().parent()
    assert above.role() is QAccessible.Role.ListItem
    assert above.text(QAccessible.Text.Name) == "Model, 14:30"
    assert above.indexOfChild(node(button).parent()) == 1


def test_a_button_belongs_to_another_message_when_it_lies_over_that(view: Transcript) -> None:
    show(view, [answer("One.", actions=COPY, accessible_name="First")])
    read(view.viewport())
    show(view, [answer("Two.", "b", actions=COPY, accessible_name="Second")])
    (message,) = messages(view)
    assert (message.name, message.names("push button")) == ("Second", ["Copy"])


def test_a_thought_is_unfolded_and_read_by_ear(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("Yes.", reasoning="They ask *twice*.", reasoning_label="Thought for 2 s")])
    (message,) = messages(view)
    chip = message.find("push button", "Thought for 2 s")
    assert chip.states >= {"expandable", "focusable"}
    assert "expanded" not in chip.states
    widget = view.findChild(QWidget, "reasoningChip")
    assert widget is not None
    node(widget).actionInterface().doAction(PRESS)
    qtbot.waitUntil(lambda: "expanded" in messages(view)[0].find("push button", "Thought for 2 s").states)
    thought = messages(view)[0].find("blockquote", "Thought for 2 s")
    assert thought.names("paragraph") == ["They ask twice."]


@pytest.mark.parametrize("text", ["Hello.", "# Hello."])
def test_an_answer_is_in_parts_when_it_is_whole(view: Transcript, text: str) -> None:
    put(view, answer(text[:3], streaming=True))
    assert messages(view)[0].children == ()
    assert messages(view)[0].text == text[:3].removeprefix("# ")
    put(view, answer(text))
    assert messages(view)[0].children[0].text == "Hello."


def test_what_belongs_to_no_message_stays_beside_them(view: Transcript) -> None:
    show(view, [answer(f"{number}\n\n" * 9, str(number)) for number in range(30)])
    view.go_home()
    view._on_frame()
    assert read(view.viewport()).children[-1].name == "Latest"


def test_parts_in_view_have_a_place_and_others_have_none(view: Transcript) -> None:
    show(view, [answer("First.\n\n" + "And on.\n\n" * 200 + "Last.")])
    message = node(view.viewport()).child(0)
    first, last = message.child(0), message.child(message.childCount() - 1)
    assert first.rect().isEmpty()
    assert first.state().offscreen
    assert last.text(QAccessible.Text.Name) == "Last."
    assert view.viewport().rect().translated(view.viewport().mapToGlobal(view.viewport().pos())).intersects(last.rect())
