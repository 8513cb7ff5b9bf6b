"""A conversation as a whole: given out, and written anew in one step."""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QListWidget, QPlainTextEdit, QPushButton, QWidget

from end2end.person import Person
from nextchat_desktop.core.messages import Role

ALT = Qt.KeyboardModifier.AltModifier


def shown(person: Person) -> str:
    return person.app.window.page.transcript.plain_text()


def text(person: Person) -> str:
    return person.see("exportText", QPlainTextEdit).toPlainText()


def run(person: Person, command: str) -> None:
    person.app.window.commands.run(command)


def test_what_is_shown_is_what_is_copied(person: Person) -> None:
    run(person, "export")
    assert [word in text(person) for word in ("One?", "First.", "Two?", "Second.")] == [True] * 4
    person.click("pickNoneButton")
    person.wait(lambda: not person.see("exportCopyButton", QPushButton).isEnabled())
    turns = person.see("pickerTurns", QListWidget)
    turns.setFocus()
    turns.setCurrentRow(1)
    QTest.keyClick(turns, Qt.Key.Key_Space)
    turns.setCurrentRow(3)
    QTest.keyClick(turns, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert person.read("pickedCount") == "3 messages chosen"
    person.wait(lambda: "First." in text(person) and "One?" not in text(person).partition("\n\n")[2])
    person.click("exportCopyButton")
    assert QGuiApplication.clipboard().text() == text(person)


def test_a_file_holds_everything_that_is_known(person: Person, tmp_path: Path) -> None:
    run(person, "export")
    shapes = person.see("exportShape", QComboBox)
    shapes.setCurrentIndex(shapes.findData("json"))
    person.click("exportSaveButton")
    file = tmp_path / "kept.json"
    person.see("saveDialog", QFileDialog).fileSelected.emit(str(file))
    person.wait(lambda: str(file) in person.read("exportSaid"))
    (kept,) = json.loads(file.read_text("utf-8"))["conversations"]
    assert [one["content"] for one in kept["messages"]] == ["One?", "First.", "Two?", "Second."]


def test_all_messages_are_written_anew_in_one_step(person: Person) -> None:
    run(person, "edit_all")
    turns = person.see("rewriteTurns", QListWidget)
    assert not person.see("rewriteApplyButton", QPushButton).isEnabled()
    turns.setCurrentRow(1)
    person.type("rewriteText", "Another first.")
    turns.setCurrentRow(3)
    turns.setFocus()
    QTest.keyClick(turns, Qt.Key.Key_Up, ALT)
    person.click("rewriteAddButton")
    assert not person.see("rewriteApplyButton", QPushButton).isEnabled()
    person.type("rewriteText", "Three?")
    person.type("rewriteTitle", "All new")
    person.click("rewriteApplyButton")
    person.wait(lambda: shown(person) == "One?\n\nAnother first.\n\nSecond.\n\nThree?\n\nTwo?")
    assert person.session.conversation.title == "All new"
    run(person, "undo")
    person.wait(lambda: shown(person) == "One?\n\nFirst.\n\nTwo?\n\nSecond.")
    assert person.session.conversation.title == "One?"


def test_a_role_is_changed_and_a_turn_taken_out(person: Person) -> None:
    run(person, "edit_all")
    turns, roles = person.see("rewriteTurns", QListWidget), person.see("rewriteRole", QComboBox)
    turns.setCurrentRow(0)
    roles.setCurrentIndex(roles.findData("system"))
    roles.activated.emit(roles.currentIndex())
    turns.setCurrentRow(3)
    turns.setFocus()
    QTest.keyClick(turns, Qt.Key.Key_Delete)
    person.click("rewriteApplyButton")
    person.wait(lambda: shown(person) == "One?\n\nFirst.\n\nTwo?")
    assert [message.role for message in person.session.path] == [Role.SYSTEM, Role.ASSISTANT, Role.USER]


def test_a_turn_is_dragged_to_its_new_place(person: Person) -> None:
    run(person, "edit_all")
    turns = person.see("rewriteTurns", QListWidget)
    assert turns.model().moveRow(QModelIndex(), 3, QModelIndex(), 0)
    person.wait(lambda: turns.item(0).text() == "Second.")
    person.click("rewriteApplyButton")
    person.wait(lambda: shown(person) == "Second.\n\nOne?\n\nFirst.\n\nTwo?")


def test_to_cancel_changes_nothing(person: Person) -> None:
    run(person, "edit_all")
    person.type("rewriteText", "Nothing of this")
    person.type("rewriteTitle", "Nor this")
    person.click("rewriteCancelButton")
    assert shown(person) == "One?\n\nFirst.\n\nTwo?\n\nSecond."
    assert person.session.conversation.title == "One?"
    assert not any(part.isVisible() for part in person.app.window.findChildren(QWidget, "rewriteDialog"))


def test_a_slip_that_closes_the_window_in_which_all_is_written_anew_costs_nothing(person: Person) -> None:
    run(person, "edit_all")
    person.type("rewriteText", "The work of an hour")
    person.type("rewriteTitle", "A long title")
    person.see("rewriteDialog", QDialog).reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert person.read("toastText") == "All messages are as they were; what you wrote is set aside"
    person.click("undoButton")
    assert person.see("rewriteText", QPlainTextEdit).toPlainText() == "The work of an hour"
    person.click("rewriteApplyButton")
    assert "The work of an hour" in shown(person)
    assert person.session.conversation.title == "A long title"


def test_a_window_in_which_nothing_was_written_is_closed_without_a_word(person: Person) -> None:
    run(person, "edit_all")
    person.see("rewriteDialog", QDialog).reject()
    assert not person.see("toast", QWidget).isVisible()
