"""Writing on while an answer streams: the messages wait in sight, can be changed there, and go out by themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from end2end.person import Person
from nextchat_desktop.core.messages import Role
from nextchat_desktop.ui.composer.incoming import Incoming
from nextchat_desktop.ui.composer.queue_rows import QueueRow
from scripted import DONE, STALL, Reply, ScriptedServer, delta, finish
from ui.test_pictures import png


def asked(person: Person) -> list[str]:
    return [message.text for message in person.session.path if message.role is Role.USER]


def rows(person: Person) -> tuple[QueueRow, ...]:
    return person.app.window.writing.queueing.rows.rows


def waiting(person: Person) -> list[str]:
    is_seen = person.see("queue", QWidget).isVisible()
    return [row.message.text for row in rows(person)] if is_seen else []


@pytest.fixture
def streaming(chatting: Person, server: ScriptedServer) -> Person:
    """An answer is on its way, and two messages wait."""
    server.queue(Reply([delta("Half"), STALL]))
    chatting.ask("first")
    chatting.wait_for_words("Half")
    chatting.ask("second")
    chatting.ask("third")
    return chatting


def press(row: QueueRow, name: str) -> None:
    button = row.findChild(QToolButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_queues_and_the_field_is_free(streaming: Person) -> None:
    assert waiting(streaming) == ["second", "third"]
    assert (streaming.app.window.page.composer.text(), asked(streaming)) == ("", ["first"])
    assert streaming.read("queueTitle") == "2 messages go out after the answer"


def test_when_the_answer_is_there_the_next_goes_out_by_itself(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("One."), 0.5, finish(), DONE]))
    chatting.ask("first")
    chatting.wait_for_words("One.")
    chatting.ask("second")
    assert waiting(chatting) == ["second"]
    chatting.wait(lambda: asked(chatting) == ["first", "second"] and not chatting.session.busy)
    assert waiting(chatting) == []


def test_it_goes_out_in_a_conversation_that_is_not_looked_at(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("One."), 0.5, finish(), DONE]))
    chatting.ask("first")
    chatting.wait_for_words("One.")
    chatting.ask("second")
    first = chatting.session.conversation.id
    chatting.app.window.new_chat()
    chatting.wait(lambda: len(server.requests) == 2)
    chatting.wait(lambda: not chatting.app.program.library.is_busy(first))
    chatting.app.window.sidebar.chosen.emit(first)
    assert asked(chatting) == ["first", "second"]


def test_whoever_is_quicker_than_the_window_queues_too(chatting: Person, server: ScriptedServer) -> None:
    server.queue(Reply([delta("One."), STALL]))
    for text in ("first", "second"):
        chatting.app.window.page.composer.field.insertPlainText(text)
        chatting.app.window.page.composer.field.submitted.emit()
    assert (asked(chatting), waiting(chatting)) == (["first"], ["second"])


def test_after_stop_it_waits_says_so_and_goes_on_when_asked(streaming: Person) -> None:
    streaming.click("stopButton")
    assert waiting(streaming) == ["second", "third"]
    assert streaming.read("queueTitle") == "2 messages wait for you"
    streaming.click("queueGoOn")
    streaming.wait(lambda: asked(streaming) == ["first", "second", "third"] and not streaming.session.busy)
    assert waiting(streaming) == []


def test_a_message_comes_back_into_the_field_before_what_stands_there(streaming: Person) -> None:
    streaming.type("composer", "draft")
    text = rows(streaming)[0].findChild(QPushButton, "queueText")
    assert text is not None
    QTest.mouseClick(text, Qt.MouseButton.LeftButton)
    assert streaming.app.window.page.composer.text() == "second\n\ndraft"
    assert waiting(streaming) == ["third"]


def test_a_removed_one_comes_back_with_undo(streaming: Person) -> None:
    press(rows(streaming)[0], "queueRemove")
    assert waiting(streaming) == ["third"]
    streaming.click("undoButton")
    assert waiting(streaming) == ["second", "third"]


def test_the_order_is_changed_by_buttons_and_keys(streaming: Person) -> None:
    press(rows(streaming)[1], "queueEarlier")
    assert waiting(streaming) == ["third", "second"]
    QTest.keyClick(rows(streaming)[0].text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert waiting(streaming) == ["second", "third"]


def test_one_can_be_sent_in_place_of_the_answer(streaming: Person) -> None:
    press(rows(streaming)[1], "queueNow")
    streaming.wait(lambda: asked(streaming) == ["first", "third", "second"] and not streaming.session.busy)
    assert streaming.session.path[1].text == "Half"


def test_each_conversation_has_its_own(streaming: Person) -> None:
    first = streaming.session.conversation.id
    streaming.app.window.new_chat()
    assert waiting(streaming) == []
    streaming.app.window.show_session(streaming.app.program.library.open(first) or streaming.session)
    assert waiting(streaming) == ["second", "third"]


def test_after_a_new_start_it_still_waits_and_nothing_was_sent(streaming: Person, server: ScriptedServer) -> None:
    sent = len(server.requests)
    streaming.quit()
    streaming.start()
    assert waiting(streaming) == ["second", "third"]
    assert streaming.read("queueTitle") == "2 messages wait for you"
    assert (asked(streaming), len(server.requests)) == (["first"], sent)


def test_pictures_wait_with_their_message_and_come_back_with_it(streaming: Person) -> None:
    attachments = streaming.app.window.page.composer.attachments
    streaming.app.window.page.attaching.attach([Incoming("cat.png", lambda: png(300, 200))])
    streaming.wait(lambda: len(attachments.ready) == 1)
    streaming.ask("with a cat")
    assert (attachments.all, waiting(streaming)[-1]) == ((), "with a cat")
    streaming.quit()
    streaming.start()
    attachments = streaming.app.window.page.composer.attachments
    text = rows(streaming)[-1].findChild(QPushButton, "queueText")
    assert text is not None
    QTest.mouseClick(text, Qt.MouseButton.LeftButton)
    assert [picture.name for picture in attachments.pictures] == ["cat.png"]
    assert streaming.app.program.conversations.draft(streaming.session.conversation.id).pictures
    assert waiting(streaming) == ["second", "third"]
