"""Another language is spoken at once: the window is made anew around the same program, and goes on where it was."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QListWidget,
    QWidget,
)

from end2end.person import Person
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.main_window import MainWindow
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words
from scripted import DONE, Reply, ScriptedServer, answer, delta, finish

BOX = f"setting-{LANGUAGE.key}"
CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(80))


def choose(person: Person, language: str) -> None:
    """In the settings, which stand open."""
    before, box = person.app.window, person.see(BOX, QComboBox)
    box.setCurrentIndex(box.findData(language))
    person.wait(lambda: person.app.window is not before)


def speak(person: Person, language: str) -> None:
    """Another way to the same."""
    before = person.app.window
    person.app.program.settings[LANGUAGE] = language
    person.wait(lambda: person.app.window is not before)


@pytest.fixture
def in_settings(chatting: Person) -> Person:
    """Where the language is chosen."""
    chatting.app.window.open_settings("appearance")
    chatting.see(BOX, QWidget).setFocus()
    return chatting


def test_a_running_answer_and_a_draft_go_on_through_one_language_after_the_other(
    in_settings: Person, server: ScriptedServer
) -> None:
    person = in_settings
    server.queue(Reply([delta("One "), 2.0, delta("two "), 2.0, delta("three."), finish(), DONE]))
    person.ask("Count.")
    person.wait_for_words("One")
    person.type("composer", "A half-written thought")
    person.see("composer", ComposerField).moveCursor(QTextCursor.MoveOperation.Left)
    seen = []
    for language in ("zh_CN", "ar", "en"):
        choose(person, language)
        field = person.see("composer", ComposerField)
        seen.append(
            (
                person.see("newChatButton", QWidget).accessibleName() == said(language)("sidebar.new"),
                QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft,
                field.toPlainText(),
                field.textCursor().position(),
            )
        )
    draft = ("A half-written thought", len("A half-written thought") - 1)
    assert seen == [(True, False, *draft), (True, True, *draft), (True, False, *draft)]
    assert person.wait_for_the_answer() == "One two three."
    person.wait_for_words("three.")
    assert len(server.requests) == 1


def said(language: str) -> Words:
    return Words(resource("locales"), language)


def test_the_settings_come_again_where_they_were_left(in_settings: Person) -> None:
    place = in_settings.see("settingsDialog", QDialog).geometry()
    choose(in_settings, "zh_CN")
    dialog = in_settings.see("settingsDialog", QDialog)
    assert dialog.isVisible()
    assert dialog.windowTitle() == said("zh_CN")("settings.title")
    assert in_settings.see("settingsPages", QListWidget).currentItem().text() == said("zh_CN")(
        "settings.page.appearance"
    )
    assert in_settings.see(BOX, QComboBox).currentData() == "zh_CN"
    assert dialog.focusWidget() is in_settings.see(BOX, QComboBox)
    assert dialog.geometry() == place


def test_typing_can_be_undone_that_was_typed_in_another_language(chatting: Person) -> None:
    chatting.type("composer", "First")
    chatting.see("composer", ComposerField).moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(chatting.see("composer", QWidget), "Second ")
    speak(chatting, "de")
    field = chatting.see("composer", ComposerField)
    assert field.toPlainText() == "Second First"
    chatting.press("composer", Qt.Key.Key_Z, CONTROL)
    assert field.toPlainText() == "First"
    QTest.keyClicks(field, "!")
    assert field.height() == field.sizeHint().height()


def top_of(view: Transcript) -> tuple[str, int]:
    """The first paragraph that begins in sight, and where."""
    canvas, top = view.canvas, view.verticalScrollBar().value()
    placed = next(
        one for one in canvas.turns[1].between(top - canvas.top(1), top + 600) if one.top > top - canvas.top(1)
    )
    return str(placed.leaf.length), round(canvas.top(1) + placed.top - top)


def test_what_is_read_and_selected_stays(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer(LONG))
    chatting.ask("Tell me much.")
    chatting.wait_for_the_answer()
    view = chatting.app.window.page.transcript
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.select_all()
    at, selected = top_of(view), view.selected_words()
    speak(chatting, "zh_CN")
    view = chatting.app.window.page.transcript
    assert top_of(view) == at
    assert view.selected_words() == selected


def english_left(window: QWidget) -> set[str]:
    """What is still said in English of what is said otherwise in Chinese."""
    english, chinese = (dict(said(language)._texts) for language in ("en", "zh_CN"))
    other = {text for id, (text, *_) in english.items() if id and chinese[id][0] != text and "{" not in text}
    spoken = set[str]()
    for widget in (window, *window.findChildren(QWidget)):
        spoken |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()}
        for name in ("text", "placeholderText", "title"):
            if callable(tell := getattr(widget, name, None)):
                spoken.add(str(tell()))
    return spoken & other


def test_nothing_is_said_in_the_language_before(chatting: Person, server: ScriptedServer) -> None:
    """Neither in the window nor in those that are opened again beside it."""
    server.queue(answer("```python\nprint()\n```"))
    chatting.ask("What was I going to ask?")
    chatting.wait_for_the_answer()
    window = chatting.app.window
    window.open_settings("appearance")
    beside = ("new_with_mask", "prompts", "conversation_settings", "bin", "context", "inspect")
    assert all(window.commands.run(command) for command in beside)
    shown = visible(window)
    assert len(shown) == len(beside) + 1
    assert len(english_left(window)) > 100
    speak(chatting, "zh_CN")
    assert visible(chatting.app.window) == shown
    assert english_left(chatting.app.window) == set()


def visible(window: QWidget) -> list[str]:
    """The windows beside it."""
    return sorted(one.objectName() for one in window.findChildren(QDialog) if one.isVisible())


def listeners(program: object) -> int:
    """Of all notices of a program and of its settings."""
    notices = [thing for thing in gc.get_objects() if isinstance(thing, Notice)]
    return sum(len(notice._listeners) for notice in notices)


def test_no_window_stays_and_none_that_is_gone_hears_anything(in_settings: Person) -> None:
    choose(in_settings, "zh_CN")
    gc.collect()
    before = listeners(in_settings.app.program), len(in_settings.app.program.settings._listeners)
    for language in ("ar", "en") * 5:
        choose(in_settings, language)
    gc.collect()
    assert (listeners(in_settings.app.program), len(in_settings.app.program.settings._listeners)) == before
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)] == [in_settings.app.window]
    assert [one for one in gc.get_objects() if isinstance(one, MainWindow)] == [in_settings.app.window]
