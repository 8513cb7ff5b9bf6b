"""Somebody opens the bin, reads what lies there, brings it back and erases it for good."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QWidget

from end2end.person import Person
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.ui.two_lines import NOTE_ROLE


def acts(person: Person) -> Acts:
    return person.app.program.acts


def look(person: Person) -> None:
    person.app.window.commands.run("bin")
    person.wait(person.see("binDialog", QWidget).isVisible)


def rows(person: Person) -> list[tuple[str, str]]:
    shown = person.see("binList", QListWidget)
    items = [shown.item(row) for row in range(shown.count())]
    return [(item.text(), item.data(NOTE_ROLE).split(" · ")[0]) for item in items]


def shown(person: Person) -> str:
    return person.app.window.page.transcript.plain_text()


def test_an_empty_bin_says_what_belongs_there(person: Person) -> None:
    look(person)
    assert "waits here for 30 days" in person.see("binText", QPlainTextEdit).toPlainText()
    assert not person.see("binRestoreButton", QPushButton).isEnabled()


def test_a_deleted_message_comes_back_and_that_is_undone_too(person: Person) -> None:
    acts(person).delete(person.session, [person.session.path[1].id])
    look(person)
    assert rows(person) == [("First.", "Answer in “One?”")]
    person.click("binRestoreButton")
    person.wait(lambda: shown(person) == "One?\n\nFirst.\n\nTwo?\n\nSecond.")
    assert rows(person) == []
    person.app.window.commands.run("undo")
    person.wait(lambda: shown(person) == "One?\n\nTwo?\n\nSecond.")
    person.wait(lambda: len(rows(person)) == 1)


def test_an_earlier_wording_comes_back_and_the_later_one_lies_there_then(person: Person) -> None:
    acts(person).reword(person.session, person.session.path[1].id, "Better.")
    look(person)
    assert rows(person) == [("First.", "Answer in “One?”, earlier wording")]
    person.click("binRestoreButton")
    person.wait(lambda: shown(person).startswith("One?\n\nFirst."))
    assert "Better." in [title for title, _ in rows(person)]


def test_a_deleted_conversation_comes_back(person: Person) -> None:
    id = person.session.conversation.id
    person.app.program.shelving.delete([id])
    look(person)
    assert rows(person) == [("One?", "Conversation, 4 messages")]
    person.click("binRestoreButton")
    person.wait(lambda: person.app.program.library.has(id))


def test_the_search_finds_words_that_were_said(person: Person) -> None:
    acts(person).delete(person.session, [message.id for message in person.session.path[:2]])
    look(person)
    assert len(rows(person)) == 2
    person.type("binSearch", "first")
    person.wait(lambda: [title for title, _ in rows(person)] == ["First."])


def test_erasing_for_good_asks_and_then_it_is_gone(person: Person) -> None:
    acts(person).delete(person.session, [person.session.path[1].id])
    look(person)
    person.click("binEraseButton")
    assert person.see("binAsking", QWidget).isVisible()
    person.press("binKeepButton", Qt.Key.Key_Space)
    assert len(rows(person)) == 1
    person.click("binEraseButton")
    person.click("binReallyButton")
    assert rows(person) == []
    person.app.window.commands.run("undo")
    assert "First." not in shown(person)
