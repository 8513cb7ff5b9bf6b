"""Around the conversation: the guide and its links, names for those who hear, the list, the model menu."""

import gc
import os
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.messages import State
from nextchat_desktop.settings.schema import TEXT_SIZE
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.ui.garbage import GarbageCollector
from nextchat_desktop.ui.settings.dialog import SettingsDialog

ROOT = Path(__file__).parents[2]
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
REQUIRED = "conversationList newChatButton modelPicker transcript composer sendButton stopButton settingsButton"


def is_part_of_another(widget: QWidget) -> bool:
    """The line of a combo box or a spin box, the buttons in a field: Qt's own."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit):
            return True
        parent = parent.parentWidget()
    return False


def nameless(root: QWidget) -> list[str]:
    """Interactive widgets without a name for tests or for people who hear the window."""
    widgets = [widget for kind in INTERACTIVE for widget in root.findChildren(kind)]
    own = [widget for widget in widgets if not is_part_of_another(widget)]
    return [str(widget) for widget in own if not (widget.objectName() and widget.accessibleName())]


def test_everything_one_can_act_on_has_a_name(chatting: Person) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    assert nameless(chatting.app.window) == []
    dialog = chatting.app.window.open_settings()
    for page in ("connections", "conversation", "appearance", "network", "about"):
        dialog.open_page(page)
        assert nameless(dialog) == []


def test_the_promised_names_are_there(chatting: Person) -> None:
    chatting.app.window.open_settings()
    assert chatting.app.window.objectName() == "mainWindow"
    for name in [*REQUIRED.split(), "settingsDialog"]:
        assert chatting.see(name, QWidget)


def test_the_guide_answers_without_key_and_network(person: Person) -> None:
    person.click("welcomeGuideButton")
    person.wait_for_the_answer()
    assert person.answer.state is State.COMPLETE
    assert person.answer.author == "Guide"
    person.ask("Where is my key kept?")
    assert "keyring" in person.wait_for_the_answer()


@pytest.mark.parametrize("page", ["connections", "conversation", "appearance", "network", "about"])
def test_a_link_of_the_guide_opens_the_right_settings_page(person: Person, page: str) -> None:
    person.app.window.page.transcript.link_activated.emit(f"nextchat:settings/{page}")
    assert person.see("settingsDialog", QDialog).isVisible()
    pages = person.see("settingsPages", QAbstractItemView)
    words = person.app.program.words
    assert pages.currentIndex().data() == words(f"settings.page.{page}")


def test_a_link_to_another_page_of_the_guide_asks_for_it(person: Person) -> None:
    person.app.window.page.transcript.link_activated.emit("nextchat:guide/proxy")
    person.wait_for_the_answer()
    assert "proxy" in person.answer.text.lower()


def test_two_conversations_answer_at_once_and_the_other_one_is_marked(chatting: Person) -> None:
    chatting.ask("First")
    chatting.app.window.new_chat()
    chatting.ask("Second")
    chatting.wait_for_the_answer()
    library = chatting.app.program.library
    chatting.wait(lambda: not any(library.is_busy(one.id) for one in library.all()))
    first = library.open(library.all()[-1].id)
    assert first is not None
    assert first.path[-1].text == "Fine."


def test_renaming_in_the_list_shows_in_the_head(chatting: Person) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    chatting.press("conversationList", Qt.Key.Key_F2)
    chatting.type("renameField", "Greetings")
    chatting.press("renameField", Qt.Key.Key_Return)
    chatting.wait(lambda: chatting.read("conversationTitle") == "Greetings")


def test_a_connection_added_elsewhere_comes_into_the_model_menu(chatting: Person) -> None:
    elsewhere = ConnectionStore(chatting.app.program.paths.connections_file)
    elsewhere.save(replace(elsewhere.all()[0], models=(Model("tiny", "Renamed elsewhere"),)))
    picker = chatting.see("modelPicker", QAbstractButton)
    chatting.wait(lambda: picker.text() == "Renamed elsewhere")


def test_the_settings_are_one_dialog_however_often_they_are_opened(person: Person) -> None:
    first = person.app.window.open_settings()
    assert person.app.window.open_settings("about") is first
    assert len(person.app.window.findChildren(SettingsDialog)) == 1


def test_what_went_wrong_inside_is_told_and_noted_without_its_words(
    chatting: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "words of a person"
    try:
        raise RuntimeError(secret)
    except RuntimeError as error:
        chatting.app.on_unexpected(type(error), error, error.__traceback__)
    assert chatting.see("toastText", QLabel).text().startswith("Something in the program went wrong")
    log = chatting.app.program.paths.logs / "errors.log"
    assert "RuntimeError" in log.read_text()
    assert secret not in log.read_text()
    capsys.readouterr()
    chatting.click("dismissButton")
    assert not chatting.app.window.toast.isVisible()


def test_a_disk_that_takes_nothing_is_told(chatting: Person) -> None:
    chatting.app.program.library.not_kept.tell("database or disk is full")
    assert "database or disk is full" in chatting.see("toastText", QLabel).text()


def test_what_invites_to_write_is_as_large_as_what_is_written(chatting: Person) -> None:
    field = chatting.see("composer", QPlainTextEdit)
    chatting.app.program.settings[TEXT_SIZE] = 30
    assert field.placeholderText()
    assert field.viewport().font().pixelSize() == field.font().pixelSize() == 30


def test_escape_puts_a_word_of_trouble_away(chatting: Person) -> None:
    chatting.app.program.library.not_kept.tell("database or disk is full")
    assert chatting.app.window.toast.isVisible()
    chatting.press("composer", Qt.Key.Key_Escape)
    assert not chatting.app.window.toast.isVisible()


def test_files_that_could_not_be_read_are_told(person: Person) -> None:
    person.quit()
    file = person.app.program.paths.connections_file
    file.write_text("{broken")
    person.start()
    assert str(file.with_name("connections.json.broken-1")) in person.see("toastText", QLabel).text()


COPYING = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from nextchat_desktop.app import Application
from nextchat_desktop.engine.models import GUIDE_CHOICE

qt = QApplication(sys.argv[:1])
application = Application(Path(sys.argv[1]))
application.window.show()
page = application.window.page
page.ask("Hello", GUIDE_CHOICE)
QTest.qWait(300)
for key in (Qt.Key.Key_A, Qt.Key.Key_C):
    QTest.keyClick(page.transcript, key, Qt.KeyboardModifier.ControlModifier)
print(qt.clipboard().text().startswith("Hello"))
application.close()
"""


def test_quitting_after_copying_is_quiet(home: Path) -> None:
    """Qt's memory clipboard once outlived Python and crashed at the very end."""
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", COPYING, str(home)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def test_closing_leaves_no_widget_for_another_thread_to_clean_up(chatting: Person) -> None:
    """Widgets in reference cycles that a collection on the network's thread frees would crash the next window."""
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    chatting.app.window.open_settings()
    gc.collect()
    gc.disable()
    try:
        chatting.quit()
        del chatting.app
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = [thing for thing in gc.garbage if isinstance(thing, QObject) and shiboken6.isValid(thing)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
        chatting.start()
    assert [type(thing).__name__ for thing in left] == []


def test_what_a_start_has_made_is_not_looked_through_for_garbage(qtbot: QtBot) -> None:
    before = len(gc.get_objects())
    with closing(GarbageCollector()):
        assert len(gc.get_objects()) < before / 100
    assert len(gc.get_objects()) > before / 2


def test_garbage_is_freed_on_the_windows_thread(qtbot: QtBot) -> None:
    class Ring:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            freed.append(threading.current_thread())

    freed: list[threading.Thread] = []
    with closing(GarbageCollector()):
        assert not gc.isenabled()
        for _ in range(3000):
            Ring()
        qtbot.waitUntil(lambda: bool(freed))
    assert gc.isenabled()
    assert set(freed) == {threading.main_thread()}


@pytest.mark.parametrize(
    ("on", "back"),
    [
        ((Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)),
        (
            (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier),
            (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        ),
    ],
)
def test_the_keys_for_the_next_find_work_wherever_one_is(
    chatting: Person, on: tuple[Qt.Key, Qt.KeyboardModifier], back: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    chatting.ask("pear one, pear two, pear three")
    chatting.wait_for_the_answer()
    chatting.press("composer", Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    chatting.type("findField", "pear")
    chatting.wait(lambda: chatting.read("findPlace").startswith("1 of "))
    for name in ("composer", "transcript", "conversationList"):
        chatting.press(name, *on)
        chatting.wait(lambda: chatting.read("findPlace").startswith("2 of "))
        assert chatting.see(name, QWidget).hasFocus()
        chatting.press(name, *back)
        chatting.wait(lambda: chatting.read("findPlace").startswith("1 of "))
    chatting.press("findField", Qt.Key.Key_Escape)
    assert not chatting.see("findBar", QWidget).isVisible()
    chatting.press("composer", *on)
    chatting.wait(lambda: chatting.read("findPlace").startswith("1 of "))
    assert chatting.see("findField", QLineEdit).text() == "pear"
