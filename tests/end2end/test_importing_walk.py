"""Somebody brings conversations along: by the welcome, a drop, the menu; looks, brings in, undoes, leaves early."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from keyring.backends.fail import Keyring
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver
from nextchat_desktop.ui.importing.dialog import ImportDialog
from scripted import Reply, ScriptedServer, delta, finish
from test_importing import KEY, backup, session

Write = Callable[..., Path]
TAB = Qt.FocusPolicy.TabFocus


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*sessions: dict[str, Any], name: str = "backup.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(backup(*sessions)))
        return path

    return write


@pytest.fixture
def file(write: Write) -> Path:
    return write(session("a", "Hi", "Hello"), session("b", "Bye", "Goodbye"))


def drop(person: Person, *paths: Path, onto: QWidget | None = None) -> None:
    """On the window, or on a part of it that takes some itself."""
    mime, widget = QMimeData(), onto or person.app.window
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), *held))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), *held))


def dialog(person: Person) -> ImportDialog:
    return person.see("importDialog", ImportDialog)


def look_at(person: Person, *paths: Path) -> None:
    drop(person, *paths)
    person.wait(lambda: person.is_seen("importButton"))


def bring_in(person: Person) -> None:
    person.click("importButton")
    person.wait(lambda: not at_work(person))


def at_work(person: Person) -> bool:
    return dialog(person).is_bringing


def test_a_file_that_is_dropped_is_looked_at_then_brought_in_then_taken_back(person: Person, file: Path) -> None:
    look_at(person, file)
    assert person.read("importKind.0") == "NextChat"
    assert person.read("importAbout") == "New here: 2 conversations, 4 messages, 1 mask"
    assert person.titles() == []
    bring_in(person)
    assert person.titles() == ["About a", "About b"]
    person.click("importUndoButton")
    person.wait(lambda: person.titles() == [])
    assert person.read("importHeading") == "Taken back"
    assert not person.is_seen("importFile.0")
    person.app.window.commands.run("redo")
    person.wait(lambda: person.titles() == ["About a", "About b"])
    assert person.read("importHeading") == "Done"
    person.wait(lambda: person.read("importNote.0.0").startswith("Brought in: 2 conversations"))


def test_what_is_undone_elsewhere_is_not_offered_any_more(person: Person, file: Path) -> None:
    look_at(person, file)
    bring_in(person)
    person.app.window.commands.run("undo")
    person.wait(lambda: person.titles() == [])
    assert person.read("importHeading") == "Taken back"
    assert not person.is_seen("importShowButton")
    assert not person.is_seen("importUndoButton")


def test_where_all_of_it_is_here_only_what_is_ticked_can_be_brought_in(person: Person, file: Path) -> None:
    look_at(person, file)
    bring_in(person)
    look_at(person, file)
    button = person.see("importButton", QAbstractButton)
    assert not button.isEnabled()
    person.see("line.connection.0", QCheckBox).click()
    assert button.isEnabled()
    bring_in(person)
    assert len(person.app.program.setup.all()) == 1
    assert person.read("importAbout") == "Brought in: 1 connection"


def test_no_widget_of_it_is_without_a_name(person: Person, file: Path) -> None:
    look_at(person, file)
    reached = [one for one in dialog(person).findChildren(QWidget) if one.isVisible() and one.focusPolicy() & TAB]
    unnamed = [one.objectName() for one in reached if not one.accessibleName()]
    assert [name for name in unnamed if not person.see(name, QAbstractButton).text()] == []


def test_show_them_leads_to_one_of_them(person: Person, file: Path) -> None:
    look_at(person, file)
    bring_in(person)
    person.click("importShowButton")
    assert person.session.conversation.title in ("About a", "About b")
    assert not dialog(person).isVisible()


def test_whoever_reads_one_of_them_is_not_left_with_it_when_that_is_undone(person: Person, file: Path) -> None:
    look_at(person, file)
    bring_in(person)
    person.click("importShowButton")
    read = person.session.conversation.id
    person.app.window.commands.run("undo")
    assert person.session.conversation.id != read
    person.app.window.commands.run("redo")
    person.wait(lambda: person.session.conversation.id == read)


def test_the_welcome_and_the_menu_lead_there_and_the_guide_on(person: Person) -> None:
    person.click("welcomeImportButton")
    assert dialog(person).isVisible()
    person.click("importCloseButton")
    assert not dialog(person).isVisible()
    menu = person.see("fileMenu", QMenu)
    menu.aboutToShow.emit()  # without a display none can be popped up
    action = menu.findChild(QAction, "file.import")
    assert action is not None
    action.trigger()
    assert dialog(person).isVisible()
    person.click("importGuideButton")
    person.wait_for_words("Drop it here as it is")


def test_nothing_shows_a_key_and_none_is_kept_unasked(person: Person, file: Path) -> None:
    look_at(person, file)
    shown = [label.text() + label.toolTip() for label in dialog(person).findChildren(QLabel)]
    shown += [box.text() + box.accessibleDescription() for box in dialog(person).findChildren(QCheckBox)]
    assert KEY not in " ".join(shown)
    assert not any(box.isChecked() for box in dialog(person).findChildren(QCheckBox))
    bring_in(person)
    assert person.app.program.setup.all() == ()


def test_a_connection_comes_with_its_key_where_both_are_ticked(person: Person, file: Path) -> None:
    look_at(person, file)
    person.see("line.connection.0", QCheckBox).click()
    person.see("line.connection.0.key", QCheckBox).click()
    bring_in(person)
    (connection,) = person.app.program.setup.all()
    assert person.app.program.keys.get(connection.id, connection.base_url) == KEY
    person.click("importUndoButton")
    assert person.app.program.setup.all() == ()


def test_the_keyboard_comes_by_all_lines_before_it_comes_to_the_buttons(person: Person, file: Path) -> None:
    look_at(person, file)
    at, passed = person.see("importLines", QWidget), list[str]()
    while at.objectName() != "importButton":
        at = at.nextInFocusChain()
        passed.append(at.objectName())
    lines = [box.objectName() for box in dialog(person).findChildren(QCheckBox) if box.objectName().startswith("line.")]
    assert lines
    assert set(lines) <= set(passed)
    assert passed.index("importCloseButton") > max(map(passed.index, lines))


def test_where_there_is_no_keyring_the_person_says_how_keys_are_kept(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    eve = Person(qtbot, tmp_path / "eve", Keyring())
    look_at(eve, file)
    eve.see("line.connection.0", QCheckBox).click()
    eve.see("line.connection.0.key", QCheckBox).click()
    eve.click("importButton")
    assert eve.titles() == []
    assert "key" in eve.read("importSaid")
    assert dialog(eve).focusWidget() is eve.see("import.keepSessionButton", QAbstractButton)
    eve.click("import.keepSessionButton")
    eve.wait(lambda: len(eve.titles()) == 2)
    (connection,) = eve.app.program.setup.all()
    assert eve.app.program.keys.get(connection.id, connection.base_url) == KEY
    eve.quit()


def test_it_goes_on_while_an_answer_streams_and_its_window_is_closed(
    chatting: Person, server: ScriptedServer, write: Write
) -> None:
    many = [session(f"s{number}", *(["Hi", "Hello"] * 5)) for number in range(300)]
    look_at(chatting, write(*many))
    server.queue(Reply([delta("One "), 0.2, delta("two "), 0.2, delta("three"), finish()]))
    chatting.ask("Count")
    chatting.wait_for_words("One")
    chatting.click("importButton")
    chatting.wait(lambda: at_work(chatting))
    dialog(chatting).close()
    assert chatting.read("toastText") == "The import goes on."
    assert chatting.wait_for_the_answer() == "One two three"
    chatting.wait(lambda: not at_work(chatting))
    chatting.wait(lambda: len(chatting.titles()) == 301)
    assert chatting.read("toastText") == "Imported 300 conversations, 1 mask"
    chatting.see("leadButton", QAbstractButton).click()
    assert dialog(chatting).isVisible()
    assert chatting.read("importHeading") == "Done"


def test_stopping_takes_back_what_had_come(person: Person, write: Write) -> None:
    many = [session(f"s{number}", *(["Hi", "Hello"] * 5)) for number in range(400)]
    look_at(person, write(*many))
    person.click("importButton")
    person.click("importStopButton")
    person.wait(lambda: not at_work(person))
    assert person.read("importHeading") == "Nothing came in"
    assert person.titles() == []


def test_what_another_window_writes_meanwhile_is_there_when_it_ends(person: Person, write: Write) -> None:
    look_at(person, write(*(session(f"s{number}", "Hi", "Hello") for number in range(300))))
    person.click("importButton")
    with closing(SqliteDriver().connect(person.app.program.paths.database)) as other:
        ConversationStore(other).save(Conversation("mine", "Written elsewhere", updated=1))
    person.click("importStopButton")
    person.wait(lambda: not at_work(person))
    assert person.titles() == ["Written elsewhere"]


def test_quitting_in_the_middle_is_told_once_and_then_done(person: Person, write: Write, qtbot: QtBot) -> None:
    many = [session(f"s{number}", *(["Hi", "Hello"] * 10)) for number in range(800)]
    look_at(person, write(*many))
    person.click("importButton")
    person.app.window.close()
    assert person.app.window.isVisible()
    assert "nothing of it comes in" in person.read("importSaid")
    person.app.window.close()
    assert not person.app.window.isVisible()
    person.quit()
    person.start()
    assert person.titles() == []


def test_what_nobody_knows_is_told_and_nothing_can_be_brought_in(person: Person, tmp_path: Path) -> None:
    strange = tmp_path / "strange.bin"
    strange.write_bytes(b"\0\1\2")
    look_at(person, strange)
    assert person.read("importNote.0.0") == "Nobody here knows this kind of file"
    assert not person.see("importButton", QAbstractButton).isEnabled()


def test_a_set_up_of_a_friend_is_opened_as_one(person: Person, tmp_path: Path) -> None:
    setup = tmp_path / "ours.nextchat-setup"
    setup.write_text("{}")
    drop(person, setup)
    assert person.app.window.findChild(ImportDialog) is None
    assert person.read("toastText")


def test_pictures_that_are_dropped_on_a_conversation_are_attached_and_all_else_is_imported(
    chatting: Person, file: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"no picture at all")
    drop(chatting, picture, file, onto=chatting.app.window.page)
    chatting.wait(lambda: chatting.is_seen("importButton"))
    assert chatting.read("importName.0") == "backup.json"
    assert "cat.png" in chatting.read("toastText")


def test_the_model_that_is_called_the_same_goes_on_with_it(chatting: Person, file: Path) -> None:
    program = chatting.app.program
    program.setup.save(Connection("d", "Ours", "compatible", "https://x.example/v1", models=(Model("gpt-4o"),)))
    look_at(chatting, file)
    bring_in(chatting)
    assert {one.choice.connection for one in program.library.all() if one.choice is not None} == {"d"}
