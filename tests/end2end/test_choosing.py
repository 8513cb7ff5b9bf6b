"""Who answers in a conversation stays who it is, until a person chooses somebody else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.ui.picker.panel import PickerPanel
from scripted import ScriptedServer


def begun(person: Person) -> Person:
    person.ask("Hello?")
    person.wait_for_the_answer()
    return person


def add_another(person: Person, server: ScriptedServer) -> None:
    person.app.program.setup.save(Connection("d", "Other", "compatible", server.base_url, models=(Model("large"),)))


def close_the_list(person: Person) -> None:
    """The list of models, which has come of itself."""
    person.wait(lambda: is_open(person))
    person.press("modelFilter", Qt.Key.Key_Escape)
    assert not is_open(person)


def is_open(person: Person) -> bool:
    panel = person.app.window.findChild(PickerPanel)
    return panel is not None and panel.isVisible()


def test_a_conversation_whose_model_is_gone_is_not_handed_to_another(chatting: Person, server: ScriptedServer) -> None:
    begun(chatting)
    add_another(chatting, server)
    chatting.app.program.setup.remove("c")
    picker = chatting.see("modelPicker", QPushButton)
    assert picker.text() == "tiny"
    assert "“tiny” is no longer set up." in picker.accessibleDescription()
    asked = len(server.requests)
    chatting.ask("And now?")
    close_the_list(chatting)
    assert (len(server.requests), len(chatting.session.path)) == (asked, 2)
    assert chatting.app.window.page.composer.text() == "And now?"
    chatting.choose_model("large")
    chatting.press("composer", Qt.Key.Key_Return)
    chatting.wait_for_the_answer()
    assert server.requests[-1].json["model"] == "large"
    assert picker.accessibleDescription() == ""


def test_answering_again_waits_for_a_choice_too(chatting: Person, server: ScriptedServer) -> None:
    begun(chatting)
    add_another(chatting, server)
    chatting.app.program.setup.remove("c")
    asked = len(server.requests)
    answer = chatting.session.path[-1].id
    chatting.app.window.page.transcript.action_requested.emit("again", answer)
    close_the_list(chatting)
    assert len(server.requests) == asked


def test_where_nothing_is_left_to_choose_sending_leads_to_the_settings(
    chatting: Person, server: ScriptedServer
) -> None:
    begun(chatting)
    chatting.app.program.setup.remove("c")
    chatting.ask("And now?")
    assert chatting.see("settingsDialog", QDialog).isVisible()
    assert chatting.app.window.page.composer.text() == "And now?"


def test_a_new_conversation_takes_whoever_is_there(chatting: Person, server: ScriptedServer) -> None:
    begun(chatting)
    add_another(chatting, server)
    chatting.app.program.setup.remove("c")
    chatting.app.window.new_chat()
    assert chatting.see("modelPicker", QPushButton).text() == "large"
    begun(chatting)
    assert server.requests[-1].json["model"] == "large"


def test_a_model_taken_from_the_list_still_answers_where_it_was_chosen(
    connected: Connected, server: ScriptedServer
) -> None:
    person = begun(connected(server.base_url))
    person.app.program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=(Model("large"),)))
    begun(person)
    assert server.requests[-1].json["model"] == "tiny"
