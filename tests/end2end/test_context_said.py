"""Somebody says in the settings of a conversation what goes before every question, and it does."""

from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit, QWidget

from end2end.person import Person
from nextchat_desktop.core.messages import Role
from scripted import ScriptedServer


def test_a_message_given_to_the_assistant_goes_before_the_question(chatting: Person, server: ScriptedServer) -> None:
    person = chatting
    person.app.window.commands.run("conversation_settings")
    person.see("contextAdd", QAbstractButton).click()
    person.see("contextText", QPlainTextEdit).setPlainText("I speak in verse.")
    role = person.see("contextRole", QComboBox)
    role.setCurrentIndex(role.findData(str(Role.ASSISTANT)))
    role.activated.emit(role.currentIndex())
    person.see("conversationSettings", QWidget).close()
    person.ask("Why is the sky blue?")
    assert person.wait_for_the_answer() == "Fine."
    assert server.requests[0].json["messages"] == [
        {"role": "assistant", "content": "I speak in verse."},
        {"role": "user", "content": "Why is the sky blue?"},
    ]
