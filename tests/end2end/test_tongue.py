"""Another language is spoken at once: the window is made anew around the same program, and goes on where it was."""

import base64
import gc
from contextlib import closing
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.app import Application
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.composer.incoming import from_files
from nextchat_desktop.ui.elided import ElidedLabel
from nextchat_desktop.ui.main_window import MainWindow
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.ui.viewer.window import PictureViewer
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


def top_of(view: Transcript) -> tuple[int, int]:
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


@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
def test_whoever_cannot_read_the_first_page_finds_their_language_there(person: Person) -> None:
    person.paste("welcomePasteField", "half an address")
    person.click("languageButton")
    row = next(one for one in person.see("languageMenu", QMenu).actions() if one.text() == "简体中文")
    before = person.app.window
    row.trigger()
    person.see("languageMenu", QMenu).close()
    person.wait(lambda: person.app.window is not before)
    assert person.app.program.settings[LANGUAGE] == "zh_CN"
    assert person.see("languageButton", QAbstractButton).text() == "简体中文"
    assert person.see("welcomePasteField", QPlainTextEdit).toPlainText() == "half an address"


def test_a_language_that_somebody_else_has_settled_is_not_offered_there(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "nextchat.policy.toml"
    file.write_text(f'[locked]\n"{LANGUAGE.key}" = "en"\n', "utf-8")
    person.quit()
    person.environ["NEXTCHAT_POLICY"] = str(file)
    person.start()
    assert person.see("welcome", QWidget).isVisible()
    assert not person.see("languageButton", QAbstractButton).isVisible()


def test_all_of_the_window_is_as_large_as_before(person: Person) -> None:
    size = person.app.window.size()
    speak(person, "zh_CN")
    assert person.app.window.size() == size


def test_what_is_half_written_elsewhere_is_waited_for(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer("Fine."))
    chatting.ask("How are you?")
    chatting.wait_for_the_answer()
    chatting.app.window.commands.run("edit_all")
    chatting.type("rewriteTitle", "Another title")
    window = chatting.app.window
    window.open_settings("appearance")
    box = chatting.see(BOX, QComboBox)
    box.setCurrentIndex(box.findData("zh_CN"))
    chatting.wait(lambda: chatting.read("toastText") == said("en")("language.waits"))
    assert chatting.see(f"held-{LANGUAGE.key}", QLabel).text() == said("en")("language.waits")
    assert chatting.app.window is window
    chatting.click("rewriteApplyButton")
    chatting.wait(lambda: chatting.app.window is not window)
    assert chatting.see("conversationTitle", ElidedLabel).text() == "Another title"


def test_who_takes_the_language_back_waits_no_longer(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer("Fine."))
    chatting.ask("How are you?")
    chatting.wait_for_the_answer()
    chatting.app.window.commands.run("edit_all")
    window = chatting.app.window
    window.open_settings("appearance")
    box = chatting.see(BOX, QComboBox)
    box.setCurrentIndex(box.findData("zh_CN"))
    held = chatting.see(f"held-{LANGUAGE.key}", QLabel)
    chatting.wait(lambda: bool(held.text()))
    box.setCurrentIndex(box.findData("auto"))
    chatting.wait(lambda: not held.text())
    assert chatting.app.window is window


def test_what_was_left_can_be_gone_on_with_in_another_language(chatting: Person, server: ScriptedServer) -> None:
    """An undo may outlive the window in which it was offered."""
    server.queue(answer("Fine."))
    chatting.ask("How are you?")
    chatting.wait_for_the_answer()
    chatting.app.window.commands.run("edit_all")
    chatting.type("rewriteTitle", "Another title")
    chatting.click("rewriteCancelButton")
    speak(chatting, "zh_CN")
    chatting.app.program.deeds.undo()
    assert chatting.see("rewriteTitle", QLineEdit).text() == "Another title"


def test_a_list_that_floats_goes_with_its_window(chatting: Person) -> None:
    chatting.app.window.commands.run("model")
    assert chatting.see("modelPanel", QWidget).isVisible()
    speak(chatting, "ar")
    QTest.qWait(10)
    assert not any(panel.isVisible() for panel in chatting.app.window.findChildren(QWidget, "modelPanel"))
    assert chatting.see("composer", QWidget).hasFocus()


def test_a_turn_that_is_being_edited_goes_on_being_edited(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer("Fine."))
    chatting.ask("How are you?")
    chatting.wait_for_the_answer()
    chatting.app.window.commands.run("edit_last")
    chatting.type("editField", "How do you do?")
    speak(chatting, "de")
    assert chatting.see("editField", QPlainTextEdit).isVisible()
    assert chatting.see("editField", QPlainTextEdit).toPlainText() == "How do you do?"


def test_the_systems_language_is_followed_while_the_program_runs(
    qtbot: QtBot, home: Path, memory_keyring: KeyringBackend
) -> None:
    spoken = ["en_US"]
    app = Application(home, {}, memory_keyring, system=lambda: (spoken, spoken))
    with closing(app):
        window = app.window
        spoken[:] = ["zh-Hans-CN"]
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LocaleChange))
        qtbot.waitUntil(lambda: app.window is not window)
        assert app.program.words.language == "zh_CN"
        app.program.settings[LANGUAGE] = "en"
        qtbot.waitUntil(lambda: app.program.words.language == "en")
        window = app.window
        spoken[:] = ["de_DE"]
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LocaleChange))
        qtbot.wait(50)
        assert app.window is window


def test_qt_is_as_it_was_when_the_program_is_closed(person: Person) -> None:
    before = QLocale()
    speak(person, "ar")
    assert QLocale() != before
    person.quit()
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"
    person.start()


def test_a_picture_that_is_looked_at_stays_open(chatting: Person) -> None:
    address = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    chatting.app.window.page.transcript.picture_opened.emit(address, "A square")
    chatting.wait(lambda: chatting.is_seen("pictureViewer"))
    speak(chatting, "zh_CN")
    viewer = chatting.see("pictureViewer", PictureViewer)
    assert viewer.isVisible()
    assert viewer.windowTitle() == "A square"
    assert english_left(viewer) == set()


def picture() -> bytes:
    image, data = QImage(8, 8, QImage.Format.Format_RGB32), QBuffer()
    image.fill(Qt.GlobalColor.red)
    image.save(data, "PNG")
    return bytes(data.data().data())


def test_pictures_that_were_attached_stay_and_one_taken_away_can_come_back(chatting: Person, tmp_path: Path) -> None:
    for name in ("first.png", "second.png"):
        (tmp_path / name).write_bytes(picture())
    files = from_files([str(tmp_path / name) for name in ("first.png", "second.png")])
    chatting.app.window.page.attaching.attach(files)
    attachments = chatting.app.window.page.composer.attachments
    chatting.wait(lambda: len(attachments.ready) == 2)
    attachments.remove(attachments.all[0])
    speak(chatting, "zh_CN")
    assert [one.name for one in chatting.app.window.page.composer.attachments.all] == ["second.png"]
    chatting.app.program.deeds.undo()
    assert [one.name for one in chatting.app.window.page.composer.attachments.all] == ["first.png", "second.png"]


def test_pictures_that_are_still_being_prepared_are_attached_after_all(chatting: Person, tmp_path: Path) -> None:
    (tmp_path / "first.png").write_bytes(picture())
    window = chatting.app.window
    window.page.attaching.attach(from_files([str(tmp_path / "first.png")]))
    assert window.page.composer.attachments.are_preparing
    chatting.app.program.settings[LANGUAGE] = "zh_CN"
    QApplication.processEvents()
    chatting.wait(lambda: chatting.app.window is not window)
    attachments = chatting.app.window.page.composer.attachments
    chatting.wait(lambda: len(attachments.ready) == 1)
