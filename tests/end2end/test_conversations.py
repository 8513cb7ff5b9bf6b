"""Several conversations, several answers to one question, and two windows: nothing is lost or mixed up by a click."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.settings.schema import TEXT_SIZE
from nextchat_desktop.ui.sidebar.model import ID_ROLE
from scripted import STALL, Reply, ScriptedServer, answer, delta

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def rows(person: Person) -> list[QModelIndex]:
    model = person.see("conversationList", QAbstractItemView).model()
    return [model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data(ID_ROLE)]


def titles(person: Person) -> list[str]:
    return [row.data() for row in rows(person)]


def exchange(person: Person, server: ScriptedServer, question: str, said: str) -> None:
    server.queue(answer(said))
    person.ask(question)
    person.wait_for_the_answer()


def shown(person: Person) -> str:
    return person.app.window.page.transcript.plain_text()


def act(person: Person, action: str, at: int) -> None:
    """As the button of this action under a turn does, be it in view or not."""
    person.app.window.page.transcript.action_requested.emit(action, person.session.path[at].id)


def test_answering_an_earlier_question_again_hides_nothing_for_good(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "One?", "First.")
    exchange(chatting, server, "Two?", "Second.")
    server.queue(answer("Another first."))
    act(chatting, "again", 1)
    chatting.wait_for_the_answer()
    assert shown(chatting) == "One?\n\nAnother first."
    act(chatting, "earlier", 1)
    chatting.wait(lambda: shown(chatting) == "One?\n\nFirst.\n\nTwo?\n\nSecond.")
    act(chatting, "later", 1)
    chatting.wait(lambda: shown(chatting) == "One?\n\nAnother first.")
    chatting.quit()
    chatting.start()
    assert shown(chatting) == "One?\n\nAnother first."
    assert chatting.read("place") == "2/2"
    chatting.see("action-earlier", QToolButton).click()
    chatting.wait(lambda: "Second." in shown(chatting))


def test_nobody_leafs_through_answers_while_another_is_written(chatting: Person, server: ScriptedServer) -> None:
    def ways() -> list[tuple[bool, str]]:
        buttons = [chatting.app.window.findChild(QToolButton, f"action-{name}") for name in ("earlier", "later")]
        return [(button.isEnabled(), button.toolTip()) for button in buttons if button is not None]

    exchange(chatting, server, "One?", "First.")
    server.queue(answer("Another first."))
    act(chatting, "again", 1)
    chatting.wait_for_the_answer()
    chatting.wait(lambda: [enabled for enabled, _ in ways()] == [True, False])
    before = ways()
    server.queue(Reply([delta("Half"), STALL]))
    chatting.ask("Two?")
    chatting.wait_for_words("Half")
    chatting.wait(lambda: ways() == [(False, "<p>Not while an answer is being written</p>")] * 2)
    chatting.click("stopButton")
    chatting.wait(lambda: ways() == before)


def test_who_wants_another_answer_too_early_is_told(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "One?", "First.")
    server.queue(Reply([delta("Half"), STALL]))
    chatting.ask("Two?")
    chatting.wait_for_words("Half")
    act(chatting, "again", 1)
    assert chatting.read("toastText") == "Not while an answer is being written"
    chatting.click("stopButton")
    chatting.wait_for_the_answer()
    assert shown(chatting) == "One?\n\nFirst.\n\nTwo?\n\nHalf"


def test_sending_elsewhere_keeps_the_draft_of_a_new_chat(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    old = chatting.session.conversation.id
    chatting.app.window.new_chat()
    chatting.type("composer", "A thought")
    chatting.app.window._on_conversation_chosen(old)
    exchange(chatting, server, "More?", "More.")
    chatting.app.window.new_chat()
    assert chatting.app.window.page.composer.text() == "A thought"


def test_asking_the_guide_takes_the_draft_along_once(person: Person) -> None:
    person.click("guideButton")
    person.wait_for_the_answer()
    person.app.window.new_chat()
    person.type("composer", "A thought")
    person.click("guideButton")
    person.wait_for_the_answer()
    assert person.app.window.page.composer.text() == "A thought"
    person.app.window.new_chat()
    assert person.app.window.page.composer.text() == ""


def test_a_new_name_shows_in_the_list(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.press("conversationList", Qt.Key.Key_F2)
    chatting.type("renameField", "Greetings")
    chatting.press("renameField", Qt.Key.Key_Return)
    chatting.wait(lambda: titles(chatting) == ["Greetings"])


def test_what_happens_while_a_name_is_typed_does_not_write_over_it(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.press("conversationList", Qt.Key.Key_F2)
    chatting.type("renameField", "Mine")
    chatting.app.program.library.rename(chatting.session.conversation.id, "Meanwhile")
    assert chatting.see("renameField", QLineEdit).text() == "Mine"
    chatting.press("renameField", Qt.Key.Key_Escape)
    chatting.wait(lambda: titles(chatting) == ["Meanwhile"])


def test_the_row_one_looks_for_stays_marked_when_an_answer_ends(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?", "One.")
    first = chatting.session.conversation.id
    chatting.app.window.new_chat()
    server.queue(Reply([delta("Half"), 0.3, delta(" an answer")]))
    chatting.ask("Second?")
    view = chatting.see("conversationList", QAbstractItemView)
    view.setFocus()
    place = next(row for row in rows(chatting) if row.data(ID_ROLE) == first)
    view.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    chatting.wait_for_the_answer()
    assert view.currentIndex().data(ID_ROLE) == first


def test_each_deletion_can_be_undone(chatting: Person, server: ScriptedServer) -> None:
    for question in ("First?", "Second?"):
        exchange(chatting, server, question, "Fine.")
        chatting.app.window.new_chat()
    for _ in range(2):
        chatting.see("conversationList", QAbstractItemView).setCurrentIndex(rows(chatting)[0])
        chatting.press("conversationList", Qt.Key.Key_Delete)
    assert titles(chatting) == []
    for _ in range(2):
        chatting.app.window.toast.undo()
    assert sorted(titles(chatting)) == ["First?", "Second?"]


def test_the_way_back_is_in_reach_however_long_the_title(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.app.program.library.rename(chatting.session.conversation.id, "W" * 500)
    chatting.app.window.resize(780, 420)
    chatting.press("conversationList", Qt.Key.Key_Delete)
    undo = chatting.see("undoButton", QPushButton)
    chatting.wait(lambda: undo.visibleRegion().boundingRect().width() == undo.width())


def test_a_title_shows_its_letters_and_draws_nothing(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "<img src='/etc/x.png'><b>Hello</b>", "Hi.")
    tip = rows(chatting)[0].data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "<img" not in tip
    assert chatting.see("conversationTitle", QLabel).textFormat() is Qt.TextFormat.PlainText


def test_a_name_is_one_line(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.app.program.library.rename(chatting.session.conversation.id, "Two\n lines ")
    assert titles(chatting) == ["Two lines"]


@pytest.mark.parametrize("address", ["nextchat:settings/nowhere", "NEXTCHAT:settings/connections"])
def test_a_link_to_a_page_that_is_not_there_opens_the_first(person: Person, address: str) -> None:
    person.app.window.page.transcript.link_activated.emit(address)
    assert person.see("settingsDialog", QDialog).isVisible()


def test_answering_again_without_any_connection_leads_to_the_settings(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.app.program.setup.remove("c")
    act(chatting, "again", 1)
    assert chatting.see("settingsDialog", QDialog).isVisible()


def test_messages_are_as_large_as_chosen_from_the_start(chatting: Person) -> None:
    chatting.app.program.settings[TEXT_SIZE] = 30
    chatting.quit()
    chatting.start()
    assert chatting.app.window.page.transcript._canvas.kit.look.size == 30
    assert chatting.app.window.page.composer.field.font().pixelSize() == 30


def test_in_a_narrow_window_everything_of_the_first_screen_is_in_reach(person: Person) -> None:
    """By the keyboard, which brings into view what it comes to."""
    person.app.window.resize(560, 420)
    for name in ("welcomeSettingsButton", "welcomeSetupButton", "welcomeGuideButton", "welcomeImportButton"):
        button = person.see(name, QPushButton)
        for _ in range(40):
            if not button.hasFocus():
                QTest.keyClick(person.app.window.focusWidget(), Qt.Key.Key_Tab)
        assert button.visibleRegion().boundingRect().size() == button.size(), name
    assert not person.app.window.sidebar.isVisible()
    person.app.window.resize(1280, 820)
    person.wait(person.app.window.sidebar.isVisible)


def test_a_long_model_name_leaves_room_for_everything_else(chatting: Person, server: ScriptedServer) -> None:
    name = "M" * 300
    chatting.app.program.setup.save(
        Connection("c", "Lab & Co", "compatible", server.base_url, models=(Model("tiny", name),))
    )
    exchange(chatting, server, "Hello?", "Hi.")
    picker = chatting.see("modelPicker", QPushButton)
    assert picker.width() < 400
    assert name in picker.accessibleName()
    for action in ("action-copy", "action-again"):
        button = chatting.see(action, QToolButton)
        chatting.wait(lambda button=button: button.width() >= 28)  # type: ignore[misc]


def test_the_model_menu_says_whose_models_they_are(chatting: Person, server: ScriptedServer) -> None:
    chatting.app.program.setup.save(Connection("d", "R&D", "compatible", server.base_url, models=(Model("tiny"),)))
    heads = [row.title for row in chatting.models() if row.choice is None]
    assert heads[:2] == ["Lab", "R&D"]


def test_choosing_in_the_menu_chooses(chatting: Person, server: ScriptedServer) -> None:
    chatting.app.program.setup.save(Connection("d", "Other", "compatible", server.base_url, models=(Model("large"),)))
    chatting.choose_model("large")
    assert chatting.see("modelPicker", QPushButton).text() == "large"
    exchange(chatting, server, "Hello?", "Hi.")
    assert server.requests[-1].json["model"] == "large"
    assert [row.title for row in chatting.models() if row.current] == ["large"]


def test_a_model_is_found_by_typing_and_chosen_by_enter(chatting: Person, server: ScriptedServer) -> None:
    models = (Model("tiny"), Model("grand-1", "Grand piano"), Model("grand-2"))
    chatting.app.program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=models))
    chatting.press("composer", Qt.Key.Key_M, CONTROL_SHIFT)
    chatting.type("modelFilter", "piano LAB")
    assert [row.title for row in chatting.models() if row.choice] == ["Grand piano"]
    chatting.press("modelFilter", Qt.Key.Key_Return)
    assert chatting.see("modelPicker", QPushButton).text() == "Grand piano"
    chatting.wait(chatting.see("composer", QPlainTextEdit).hasFocus)


def test_a_favourite_stands_at_the_top_of_every_menu(chatting: Person, server: ScriptedServer) -> None:
    chatting.app.program.setup.save(Connection("d", "Other", "compatible", server.base_url, models=(Model("large"),)))
    chatting.press("composer", Qt.Key.Key_M, CONTROL_SHIFT)
    chatting.type("modelFilter", "large")
    chatting.press("modelFilter", Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    chatting.press("modelFilter", Qt.Key.Key_Escape)
    assert [row.title for row in chatting.models()][:3] == ["Favourites", "large", "Lab"]


def test_buttons_and_rows_do_what_they_say(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?", "One.")
    chatting.click("newChatButton")
    assert chatting.session.path == ()
    exchange(chatting, server, "Second?", "Two.")
    view = chatting.see("conversationList", QAbstractItemView)
    place = view.visualRect(rows(chatting)[1]).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    chatting.wait(lambda: chatting.session.path[0].text == "First?")
    chatting.press("composer", Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert chatting.session.path == ()
    chatting.click("settingsButton")
    assert chatting.see("settingsDialog", QDialog).isVisible()


def test_the_model_chosen_last_begins_the_next_conversation(chatting: Person, server: ScriptedServer) -> None:
    models = (Model("tiny"), Model("large"))
    chatting.app.program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=models))
    chatting.choose_model("large")
    chatting.quit()
    chatting.start()
    chatting.app.window.new_chat()
    assert chatting.see("modelPicker", QPushButton).text() == "large"


def test_an_answer_is_drawn_as_markdown(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "**Bold** and `code`")
    chatting.wait_for_words("Bold")
    (leaf,) = chatting.app.window.page.transcript.canvas.turns[1].leaves
    assert leaf.text == "Bold and code"


def test_a_conversation_is_renamed_from_wherever_one_is(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.press("composer", Qt.Key.Key_F2)
    chatting.type("renameField", "Greetings")
    chatting.press("renameField", Qt.Key.Key_Return)
    chatting.wait(lambda: titles(chatting) == ["Greetings"])


def test_a_deletion_is_undone_from_an_empty_message_field(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    chatting.press("conversationList", Qt.Key.Key_Delete)
    assert titles(chatting) == []
    chatting.press("composer", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(chatting) == ["Hello?"]


def test_while_an_answer_arrives_it_says_how_to_stop_it(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("Half"), STALL]))
    assert chatting.read("composerHint").startswith("Enter sends")
    chatting.ask("Hello?")
    chatting.wait(lambda: chatting.read("composerHint") == "Enter queues · Esc stops the answer")
    chatting.press("composer", Qt.Key.Key_Escape)
    assert chatting.read("composerHint").startswith("Enter sends")


def test_an_empty_conversation_invites_and_says_who_answers(chatting: Person, server: ScriptedServer) -> None:
    chatting.app.window.new_chat()
    assert chatting.see("emptyTitle", QLabel).isVisible()
    assert "tiny" in chatting.read("emptyText")
    exchange(chatting, server, "Hello?", "Hi.")
    assert not chatting.see("emptyTitle", QLabel).isVisible()


def test_a_question_is_on_its_way_even_where_the_disk_takes_no_draft(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    with closing(sqlite3.connect(chatting.app.program.paths.database)) as database:
        database.execute("BEGIN IMMEDIATE")
        chatting.ask("More?")
        chatting.wait(lambda: chatting.answer.text == "Fine.")
        database.rollback()
    assert chatting.app.window.page.composer.text() == ""
    assert "More?" in shown(chatting)
    chatting.app.program.library.rename(chatting.session.conversation.id, "Kept")
    chatting.quit()
    chatting.start()
    assert chatting.answer.text == "Fine."


def test_start_chatting_means_the_connection_it_stands_below(chatting: Person, server: ScriptedServer) -> None:
    dialog = chatting.app.window.open_settings()
    dialog.begin_with(f"base_url={server.base_url}\nmodel=large")
    dialog.show_connection("c")
    chatting.click("startChattingButton")
    assert chatting.see("modelPicker", QPushButton).text() == "tiny"


def test_a_picture_pasted_by_mistake_erases_nothing(person: Person) -> None:
    person.type("welcomePasteField", "https")
    QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    person.press("welcomePasteField", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert person.see("welcomePasteField", QPlainTextEdit).toPlainText() == "https"


# Two windows


@pytest.fixture
def other(chatting: Person, qtbot: QtBot, home: Path, memory_keyring: KeyringBackend) -> Iterator[Person]:
    """A second window on the same home."""
    someone = Person(qtbot, home, memory_keyring)
    yield someone
    someone.quit()


def test_what_is_written_in_the_other_window_shows_here(
    chatting: Person, other: Person, server: ScriptedServer
) -> None:
    exchange(other, server, "Hello?", "Hi.")
    chatting.wait(lambda: titles(chatting) == ["Hello?"])


def test_going_on_with_what_the_other_window_deleted_brings_it_back(
    chatting: Person, other: Person, server: ScriptedServer
) -> None:
    exchange(chatting, server, "Hello?", "Hi.")
    other.wait(lambda: titles(other) == ["Hello?"])
    other.app.program.library.delete(chatting.session.conversation.id)
    chatting.wait(lambda: titles(chatting) == [])
    exchange(chatting, server, "More?", "More.")
    assert titles(chatting) == ["Hello?"]


def test_the_window_that_closes_last_leaves_the_others_settings_alone(chatting: Person, other: Person) -> None:
    other.app.program.settings[TEXT_SIZE] = 20
    chatting.quit()
    chatting.start()
    assert chatting.app.program.settings[TEXT_SIZE] == 20


def test_an_open_form_takes_over_what_the_other_window_changed(chatting: Person, other: Person) -> None:
    dialog = chatting.app.window.open_settings()
    dialog.show_connection("c")
    stored = other.app.program.setup.get("c")
    assert stored is not None
    other.app.program.setup.save(Connection("c", "Renamed", stored.service, stored.base_url, "", stored.models))
    name = chatting.see("connectionNameField", QDialog.__mro__[1])
    chatting.wait(lambda: name.property("text") == "Renamed")
    other.app.program.setup.remove("c")
    chatting.wait(lambda: name.property("text") != "Renamed")
    dialog.close()
    assert chatting.app.program.setup.all() == ()
