"""What can be done at a turn, as somebody at the window does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.messages import Role, State
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import STALL, Reply, ScriptedServer, answer, delta

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Menus take the keyboard where there is a screen."""


@pytest.fixture
def person(qtbot: QtBot, home: Path, memory_keyring: KeyringBackend, server: ScriptedServer) -> Iterator[Person]:
    """Connected to a scripted server."""
    someone = Person(qtbot, home, memory_keyring)
    someone.app.program.settings[AUTO_TITLE] = False
    connection = Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny"), Model("large")))
    someone.app.program.setup.save(connection)
    yield someone
    someone.quit()


def exchange(person: Person, server: ScriptedServer, question: str, said: str) -> None:
    server.queue(answer(said))
    person.ask(question)
    person.wait_for_the_answer()


def shown(person: Person) -> str:
    return person.app.window.page.transcript.plain_text()


def asked(server: ScriptedServer) -> str:
    """What was sent last."""
    return server.requests[-1].body.decode()


def see(person: Person, *texts: str) -> None:
    """Waits until these turns are what is read, and no others."""
    person.wait(lambda: shown(person) == "\n\n".join(texts))


def row(person: Person, at: int) -> QWidget:
    """The buttons below a turn."""
    view = person.app.window.page.transcript
    id = person.session.path[at].id
    found = [part for part in view.findChildren(QWidget, "actionRow") if part.property("entry") == id]
    person.wait(lambda: bool(part_of(person, id)))
    return found[0] if found else part_of(person, id)[0]


def part_of(person: Person, id: str) -> list[QWidget]:
    rows = person.app.window.page.transcript.findChildren(QWidget, "actionRow")
    return [part for part in rows if part.property("entry") == id and part.isVisible()]


def press(person: Person, action: str, at: int) -> None:
    person.wait(lambda: row(person, at).findChild(QToolButton, f"action-{action}") is not None)
    button = row(person, at).findChild(QToolButton, f"action-{action}")
    assert button is not None, action
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(person: Person, action: str, at: int) -> None:
    """Out of the menu behind … at this turn."""
    press(person, "more", at)
    menu = person.see("turnMenu", QMenu)
    chosen = next(one for one in menu.actions() if one.objectName() == f"menu-{action}")
    chosen.trigger()
    menu.close()


def undo(person: Person) -> None:
    person.app.window.commands.run("undo")


def redo(person: Person) -> None:
    person.app.window.commands.run("redo")


def test_every_turn_has_its_buttons_those_of_a_question_only_where_one_is(
    person: Person, server: ScriptedServer
) -> None:
    exchange(person, server, "One?", "First.")
    named = [button.objectName() for button in row(person, 0).findChildren(QToolButton)]
    assert named == ["action-copy", "action-again", "action-edit", "action-fork", "action-more"]
    assert not row(person, 0).is_seen  # type: ignore[attr-defined]
    assert row(person, 1).is_seen  # type: ignore[attr-defined]
    row(person, 0).findChild(QToolButton, "action-edit").setFocus()  # type: ignore[union-attr]
    person.wait(lambda: row(person, 0).is_seen)  # type: ignore[attr-defined]


def test_the_mouse_at_a_question_brings_its_buttons(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    view = person.app.window.page.transcript
    place = view.turn_rect(0).center()
    QTest.mouseMove(view.viewport(), QPoint(place.x(), place.y() - 6))
    person.wait(lambda: row(person, 0).is_seen)  # type: ignore[attr-defined]


def test_a_question_asked_otherwise_stands_beside_the_first_with_its_own_answer(
    person: Person, server: ScriptedServer
) -> None:
    exchange(person, server, "One?", "First.")
    exchange(person, server, "Two?", "Second.")
    press(person, "edit", 0)
    assert not person.app.window.page.composer.isVisible()
    server.queue(answer("Another first."))
    person.type("editField", "One, please?")
    person.press("editField", Key.Key_Return, CONTROL)
    see(person, "One, please?", "Another first.")
    assert person.app.window.page.composer.isVisible()
    undo(person)
    see(person, "One?", "First.", "Two?", "Second.")
    redo(person)
    see(person, "One, please?", "Another first.")
    press(person, "earlier", 0)
    see(person, "One?", "First.", "Two?", "Second.")


def test_an_answer_is_reworded_in_place_and_is_as_it_was_when_undone(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    press(person, "edit", 1)
    person.type("editField", "Better.")
    person.click("editSaveButton")
    see(person, "One?", "Better.")
    undo(person)
    see(person, "One?", "First.")


def test_what_was_typed_into_an_edit_waits_there_after_leaving(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.commands.run("edit_last")
    person.type("editField", "Half a thought")
    person.press("editField", Key.Key_Escape)
    assert not person.see("editPanel", QWidget).isVisible()
    see(person, "One?", "First.")
    person.app.window.commands.run("edit_last")
    assert person.see("editField", QPlainTextEdit).toPlainText() == "Half a thought"
    person.click("editAfreshButton")
    assert person.see("editField", QPlainTextEdit).toPlainText() == "One?"
    person.press("editField", Key.Key_Escape)
    person.app.window.commands.run("edit_last")
    assert person.see("editField", QPlainTextEdit).toPlainText() == "One?"


def test_what_was_typed_into_an_edit_is_there_tomorrow_until_it_is_saved(
    person: Person, server: ScriptedServer
) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.commands.run("edit_last")
    person.type("editField", "Half a thought")
    person.quit()
    person.start()
    person.app.window.commands.run("edit_last")
    assert person.see("editField", QPlainTextEdit).toPlainText() == "Half a thought"
    person.click("editSaveButton")
    see(person, "Half a thought", "First.")
    undo(person)
    see(person, "One?", "First.")
    person.app.window.commands.run("edit_last")
    assert person.see("editField", QPlainTextEdit).toPlainText() == "One?"


def test_what_is_typed_into_an_edit_is_kept_soon(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.commands.run("edit_last")
    person.type("editField", "Half a thought")
    question = person.session.path[0].id
    person.wait(lambda: person.app.program.conversations.draft(question).text == "Half a thought")


def test_what_is_undone_by_a_key_is_said_though_it_may_be_out_of_sight(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.turns.turning.bar.deleted.emit([person.session.path[1].id])
    undo(person)
    assert person.read("toastText") == "Undone: Deleted “First.”"
    assert not person.see("undoButton", QPushButton).isVisible()
    redo(person)
    assert person.read("toastText") == "Done again: Deleted “First.”"


def test_turns_are_chosen_and_deleted_without_a_mouse(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.commands.run("choose_turns")
    for key in (Key.Key_Space, Key.Key_Backtab, Key.Key_Space, Key.Key_Delete):
        here = QApplication.focusWidget()
        assert isinstance(here, QCheckBox)
        QTest.keyClick(here, key)
    person.wait(lambda: not person.session.path)
    undo(person)
    see(person, "One?", "First.")


def test_a_turn_is_deleted_and_comes_back(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    exchange(person, server, "Two?", "Second.")
    pick(person, "delete", 1)
    see(person, "One?", "Two?", "Second.")
    undo(person)
    see(person, "One?", "First.", "Two?", "Second.")


def test_delete_works_where_the_keyboard_is(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    exchange(person, server, "Two?", "Second.")
    view = person.app.window.page.transcript
    view.setFocus()
    QTest.keyClick(view, Key.Key_Delete)
    see(person, "One?", "First.", "Two?", "Second.")
    view.ways.to_turn(0)
    QTest.keyClick(view, Key.Key_Delete)
    see(person, "First.", "Two?", "Second.")


def test_several_turns_are_chosen_with_boxes_and_a_range(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    exchange(person, server, "Two?", "Second.")
    pick(person, "select", 0)
    view = person.app.window.page.transcript
    boxes = [box for box in view.findChildren(QCheckBox, "turnBox") if box.isVisible()]
    assert [box.isChecked() for box in boxes] == [True, False, False, False]
    QTest.mouseClick(boxes[2], Qt.MouseButton.LeftButton, SHIFT, QPoint(8, 11))
    assert person.read("chosenCount") == "3 messages chosen"
    person.click("chooseCopyButton")
    copied = QGuiApplication.clipboard().text()
    assert [word in copied for word in ("One?", "First.", "Two?", "Second.")] == [True, True, True, False]
    person.click("chooseDeleteButton")
    see(person, "Second.")
    undo(person)
    see(person, "One?", "First.", "Two?", "Second.")


def test_a_branch_goes_on_as_a_conversation_of_its_own(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    exchange(person, server, "Two?", "Second.")
    before = person.session.conversation.id
    press(person, "fork", 1)
    assert person.session.conversation.id != before
    see(person, "One?", "First.")
    undo(person)
    person.wait(lambda: person.session.conversation.id == before)


def test_what_is_above_a_cleared_context_is_not_sent_until_it_is_again(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.app.window.commands.run("clear")
    person.wait(lambda: any(part.isVisible() for part in person.app.window.findChildren(QWidget, "notice")))
    exchange(person, server, "Two?", "Second.")
    assert "One?" not in asked(server)
    assert person.read("noticeText") == "Context cleared: nothing above is sent"
    person.click("action-unclear")
    exchange(person, server, "Three?", "Third.")
    assert "One?" in asked(server)


def test_a_stopped_answer_goes_on_where_it_ended(person: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Half an"), STALL]))
    person.ask("One?")
    person.wait_for_words("Half an")
    person.app.window.commands.run("stop")
    assert person.answer.state is State.STOPPED
    server.queue(answer(" answer."))
    press(person, "go_on", 1)
    see(person, "One?", "Half an answer.")
    undo(person)
    see(person, "One?", "Half an")


def test_another_model_answers_the_same_question(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    pick(person, "again_with", 1)
    server.queue(answer("By the large one."))
    person.choose_model("large")
    see(person, "One?", "By the large one.")
    assert person.answer.choice == ModelChoice("c", "large")
    assert person.session.conversation.choice == ModelChoice("c", "tiny")
    undo(person)
    see(person, "One?", "First.")


def test_pinned_words_go_before_every_question(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "Always be brief.", "Yes.")
    pick(person, "pin", 0)
    assert [one.text for one in person.session.conversation.context] == ["Always be brief."]
    undo(person)
    assert person.session.conversation.context == ()


def test_all_answers_are_stopped_at_once(person: Person, server: ScriptedServer) -> None:
    for question in ("One?", "Two?"):
        server.queue(Reply([delta("Half"), STALL]))
        person.app.window.new_chat()
        person.ask(question)
        person.wait_for_words("Half")
    assert person.read("busyCount") == "2 conversations are being answered"
    person.click("stopAllButton")
    person.wait(lambda: person.app.program.library.busy_count == 0)
    assert not person.see("busyBar", QWidget).isVisible()
    assert person.answer.role is Role.ASSISTANT
    assert isinstance(person.see("busyCount", QLabel), QLabel)


def test_what_was_pinned_can_be_seen_at_once(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "Always be brief.", "Yes.")
    pick(person, "pin", 0)
    person.click("leadButton")
    person.wait(
        lambda: any(part.isVisible() for part in person.app.window.findChildren(QWidget, "conversationSettings"))
    )


def test_beside_the_title_is_what_is_done_with_the_whole(person: Person, server: ScriptedServer) -> None:
    exchange(person, server, "One?", "First.")
    person.click("moreButton")
    menu = person.see("conversationMenu", QMenu)
    offered = {row.objectName(): row for row in menu.actions()}
    assert all(row.isEnabled() for row in offered.values())
    offered["menu-choose_turns"].trigger()
    menu.close()
    assert person.see("choosingBar", QWidget).isVisible()
