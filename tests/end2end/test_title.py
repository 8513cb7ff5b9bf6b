"""The line above a conversation: what it is called, how long it is, and what can be done with its name."""

from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget

from end2end.person import Person
from nextchat_desktop.settings.schema import THEME
from scripted import ScriptedServer, answer


def exchange(person: Person, server: ScriptedServer, question: str) -> None:
    server.queue(answer("Fine."))
    person.ask(question)
    person.wait_for_the_answer()


def count(person: Person) -> str:
    button = person.see("countButton", QAbstractButton)
    return button.text() if button.isVisible() else ""


def test_the_title_says_how_many_messages_there_are_and_leads_to_them(chatting: Person, server: ScriptedServer) -> None:
    assert count(chatting) == ""
    exchange(chatting, server, "First?")
    exchange(chatting, server, "Second?")
    assert count(chatting) == "4 messages"
    chatting.click("countButton")
    opened = [one for one in chatting.app.window.findChildren(QDialog) if one.isVisible()]
    assert len(opened) == 1
    opened[0].close()
    chatting.app.window.new_chat()
    assert count(chatting) == ""


def test_a_narrow_window_keeps_its_room_for_the_title(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "A rather long first question?")
    assert count(chatting) == "2 messages"
    chatting.app.window.resize(600, 500)
    chatting.wait(lambda: count(chatting) == "")
    chatting.wait(lambda: chatting.see("conversationTitle", QLabel).width() > 80)


def test_a_long_title_leaves_how_many_messages_there_are_to_be_read(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "A question without an end " * 20)
    chatting.app.window.resize(980, 500)
    button = chatting.see("countButton", QAbstractButton)
    chatting.wait(lambda: button.isVisible() and button.width() >= button.sizeHint().width())


def test_another_title_is_found_on_demand_and_undone(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?")
    server.queue(answer("On firsts"))
    assert chatting.app.window.commands.run("retitle")
    chatting.wait(lambda: chatting.read("conversationTitle") == "On firsts")
    chatting.click("undoButton")
    assert chatting.read("conversationTitle") == "First?"


def test_a_new_name_is_undone(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?")
    chatting.app.window.sidebar.renamed.emit(chatting.session.conversation.id, " Mine ")
    assert chatting.read("conversationTitle") == "Mine"
    chatting.app.window.commands.run("undo")
    assert chatting.read("conversationTitle") == "First?"
    chatting.app.window.commands.run("redo")
    assert chatting.read("conversationTitle") == "Mine"


def test_where_nobody_finds_a_title_it_is_said(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?")
    server.queue(answer(""))
    chatting.app.window.commands.run("retitle")
    chatting.wait(lambda: "No title came" in chatting.read("toastText"))
    assert chatting.read("conversationTitle") == "First?"


def test_the_colours_go_around(person: Person) -> None:
    seen = []
    for _ in range(3):
        person.app.window.commands.run("colours")
        seen.append(person.app.program.settings[THEME])
    assert seen == ["light", "dark", "auto"]
    assert person.see("toast", QWidget).isVisible()
    assert "As the system" in person.read("toastText")
