"""The sidebar in the whole program: what arrives elsewhere is marked, and where things were put they are tomorrow."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from end2end.person import Person
from nextchat_desktop.engine.shelf import Entry
from nextchat_desktop.ui.sidebar.model import ID_ROLE
from scripted import Reply, ScriptedServer, answer, delta


def exchange(person: Person, server: ScriptedServer, question: str, said: str = "Fine.") -> str:
    server.queue(answer(said))
    person.ask(question)
    person.wait_for_the_answer()
    return person.session.conversation.id


def row(person: Person, id: str) -> Entry:
    shelf = person.app.program.shelf
    found = shelf.row(shelf.row_of(id))
    assert isinstance(found, Entry)
    return found


def rows(person: Person) -> list[str]:
    model = person.see("conversationList", QAbstractItemView).model()
    indexes = [model.index(place, 0) for place in range(model.rowCount())]
    return [index.data() if index.data(ID_ROLE) else f"[{index.data()}]" for index in indexes]


def test_an_answer_that_comes_elsewhere_is_unread_until_it_is_looked_at(
    chatting: Person, server: ScriptedServer
) -> None:
    server.queue(Reply([delta("Half"), 0.3, delta(" an answer")]))
    chatting.ask("First?")
    chatting.wait_for_words("Half")
    first = chatting.session.conversation.id
    assert row(chatting, first).busy
    chatting.app.window.new_chat()
    chatting.wait(lambda: row(chatting, first).card.unread)
    assert not row(chatting, first).busy
    chatting.quit()
    chatting.start()
    assert row(chatting, first).card.unread
    chatting.app.window.sidebar.chosen.emit(first)
    assert not row(chatting, first).card.unread


def test_a_failed_answer_is_marked_in_the_list(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([b""], status=500))
    chatting.ask("First?")
    chatting.wait(lambda: not chatting.session.busy)
    assert row(chatting, chatting.session.conversation.id).card.failed


def test_a_new_chat_in_a_folder_stands_there_from_its_first_message_on(
    chatting: Person, server: ScriptedServer
) -> None:
    folder = chatting.app.program.shelving.new_folder()
    chatting.app.window.sidebar.chat_asked.emit(folder.id)
    exchange(chatting, server, "First?")
    assert rows(chatting) == ["[New folder]", "First?"]
    chatting.quit()
    chatting.start()
    assert rows(chatting) == ["[New folder]", "First?"]


def test_commands_are_about_the_conversation_that_is_read(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?")
    chatting.app.window.new_chat()
    exchange(chatting, server, "Second?")
    commands = chatting.app.window.commands
    assert commands.run("pin")
    assert rows(chatting)[:2] == ["[Pinned]", "Second?"]
    assert commands.run("pin")
    assert "[Pinned]" not in rows(chatting)
    assert commands.run("archive")
    assert rows(chatting) == ["[Today]", "First?"]
    assert commands.run("show_archive")
    assert rows(chatting) == ["[Today]", "Second?"]
    assert commands.run("delete")
    assert rows(chatting) == []
    chatting.press("composer", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(chatting) == ["[Today]", "Second?"]


def test_nothing_can_be_pinned_before_anything_was_said(chatting: Person) -> None:
    assert not chatting.app.window.commands.is_enabled("pin")


def test_with_the_keys_that_lead_to_the_next_conversation_only_that_one_is_marked(
    chatting: Person, server: ScriptedServer
) -> None:
    for question in ("First?", "Second?", "Third?"):
        chatting.app.window.new_chat()
        exchange(chatting, server, question)
    seen = chatting.app.window.sidebar.list
    for _ in range(2):
        chatting.press("composer", Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert seen.ids() == [chatting.session.conversation.id]


def test_whoever_opens_a_conversation_goes_on_with_it_at_once(chatting: Person, server: ScriptedServer) -> None:
    exchange(chatting, server, "First?")
    first = chatting.session.conversation.id
    chatting.app.window.new_chat()
    exchange(chatting, server, "Second?")
    seen, field = chatting.app.window.sidebar.list, chatting.app.window.page.composer.field
    place = seen.model().index(chatting.app.program.shelf.row_of(first), 0)
    seen.setFocus()
    QTest.mouseClick(seen.viewport(), Qt.MouseButton.LeftButton, pos=seen.visualRect(place).center())
    assert (chatting.session.conversation.id, field.hasFocus()) == (first, True)
    seen.setFocus()
    QTest.keyClick(seen, Qt.Key.Key_Up)
    QTest.keyClick(seen, Qt.Key.Key_Return)
    assert (chatting.session.conversation.id == first, field.hasFocus()) == (False, True)


def test_rows_that_are_selected_with_control_keep_the_keyboard_for_what_is_done_with_them(
    chatting: Person, server: ScriptedServer
) -> None:
    exchange(chatting, server, "First?")
    seen = chatting.app.window.sidebar.list
    place = seen.visualRect(seen.model().index(1, 0)).center()
    QTest.mouseClick(seen.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert seen.hasFocus()


def test_words_being_looked_for_do_not_take_the_keyboard_from_who_writes(
    chatting: Person, server: ScriptedServer
) -> None:
    exchange(chatting, server, "First?")
    chatting.app.window.new_chat()
    exchange(chatting, server, "Second?")
    chatting.app.window.commands.run("find")
    field = chatting.app.window.page.composer.field
    chatting.press("composer", Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    chatting.app.window.commands.run("find")
    chatting.press("composer", Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_what_was_being_read_is_read_again_when_many_that_were_deleted_come_back(
    chatting: Person, server: ScriptedServer
) -> None:
    ids = [exchange(chatting, server, "First?")]
    chatting.app.window.new_chat()
    ids.append(exchange(chatting, server, "Second?"))
    shelving = chatting.app.program.shelving
    shelving.delete(ids)
    assert not chatting.session.messages
    chatting.app.window.commands.run("undo")
    assert chatting.session.conversation.id == ids[1]
    shelving.delete(ids)
    chatting.app.window.new_chat()
    third = exchange(chatting, server, "Third?")
    chatting.app.window.commands.run("undo")
    assert chatting.session.conversation.id == third
