"""Words that an input method makes: nothing runs in the middle of one, and none is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from end2end.person import Person

Key, Held = Qt.Key, Qt.KeyboardModifier
CARET = Qt.InputMethodQuery.ImCursorRectangle


def compose(widget: QWidget, pre_edit: str, commit: str = "") -> None:
    """What an input method tells the field that has the keyboard."""
    event = QInputMethodEvent(pre_edit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def text_of(widget: QWidget) -> str:
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def _renaming(person: Person) -> None:
    person.app.window.commands.run("rename")


def _tagging(person: Person) -> None:
    person.app.window.commands.run("tag")


def _run(command: str) -> Callable[[Person], None]:
    def run(person: Person) -> None:
        assert person.app.window.commands.run(command)

    return run


def _setting(page: str) -> Callable[[Person], None]:
    def open(person: Person) -> None:
        person.app.window.open_settings(page)

    return open


FIELDS: dict[str, Callable[[Person], None]] = {
    "composer": lambda person: None,
    "paletteFilter": _run("palette"),
    "modelFilter": _run("model"),
    "shortcutsFilter": _run("shortcuts"),
    "renameField": _renaming,
    "tagField": _tagging,
    "editField": _run("edit_last"),
    "findField": _run("find"),
    "maskSearch": _run("new_with_mask"),
    "binSearch": _run("bin"),
    "modelsFilter": _setting("models"),
    "pasteField": _setting("connections"),
    "connectionNameField": _setting("connections"),
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Down])
def test_nothing_runs_in_the_middle_of_a_word(person: Person, name: str, key: Qt.Key) -> None:
    FIELDS[name](person)
    found = person.app.window.findChildren(QWidget, name)
    field = next(one for one in found if one.isVisible())
    field.setFocus()
    before, turns = text_of(field), len(person.session.path)
    compose(field, "ni")
    if name != "connectionNameField":  # where Enter only tells what is written, and Tab goes on
        QTest.keyClick(field, key)
        assert field.isVisible()
        assert field.window().focusWidget() is field
    compose(field, "", "你")
    assert "你" in text_of(field)
    assert text_of(field).replace("你", "") in (before, "")
    assert len(person.session.path) == turns


def test_a_word_in_the_making_stays_where_it_was_begun(person: Person) -> None:
    field = person.see("composer", QPlainTextEdit)
    field.setFocus()
    first = person.session
    QTest.keyClicks(field, "One ")
    compose(field, "ni")
    person.app.window.new_chat()
    assert text_of(field) == ""
    person.app.window.show_session(first)
    assert text_of(field) == "One ni"


def test_a_word_in_the_making_is_sent_with_the_rest_by_the_button(person: Person) -> None:
    field = person.see("composer", QPlainTextEdit)
    field.setFocus()
    QTest.keyClicks(field, "One ")
    compose(field, "ni")
    person.click("sendButton")
    assert person.session.path[-2].text == "One ni"
    person.wait_for_the_answer()


def test_going_elsewhere_keeps_what_was_being_composed(person: Person) -> None:
    field = person.see("composer", QPlainTextEdit)
    field.setFocus()
    compose(field, "ni")
    person.see("transcript", QWidget).setFocus()
    assert text_of(field) == "ni"


def test_the_placeholder_goes_as_soon_as_a_word_begins(person: Person) -> None:
    field = person.see("composer", QPlainTextEdit)
    field.setFocus()
    field.setCursorWidth(0)
    behind = QRect(field.width() // 8, 0, field.width() // 2, field.height())

    def is_bare() -> bool:
        image = field.viewport().grab(behind).toImage()
        ground = image.pixelColor(image.width() - 1, 0)
        return all(image.pixelColor(x, image.height() // 2) == ground for x in range(image.width()))

    assert not is_bare()
    compose(field, "n")
    assert is_bare()
    compose(field, "")
    assert not is_bare()


@pytest.mark.parametrize("words", ["one two three", "שלום עולם"])
def test_the_candidates_stand_at_the_caret(person: Person, words: str) -> None:
    field = person.see("composer", QPlainTextEdit)
    field.setFocus()
    field.setPlainText("\n".join([words] * 40))
    field.moveCursor(field.textCursor().MoveOperation.End)
    assert field.verticalScrollBar().value() > 0
    caret = field.inputMethodQuery(CARET)
    at_caret = field.cursorRect().translated(field.viewport().mapTo(field, QPoint()))
    assert field.rect().contains(caret.center().toPoint())
    assert (caret.center().toPoint() - at_caret.center()).manhattanLength() < 4
    assert (caret.center().x() > field.width() / 2) == (words[0] == "ש")


def test_a_word_begun_in_the_conversation_is_made_in_the_composer(person: Person) -> None:
    transcript, field = person.see("transcript", QWidget), person.see("composer", QPlainTextEdit)
    transcript.setFocus()
    compose(transcript, "ni")
    assert transcript.hasFocus()
    caret = transcript.mapToGlobal(transcript.inputMethodQuery(CARET).center().toPoint())
    assert field.rect().contains(field.mapFromGlobal(caret))
    compose(transcript, "", "你")
    assert text_of(field) == "你"
    assert field.hasFocus()
