"""What will be sent can be seen before it is, piece by piece."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget

from end2end.person import Person
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.ui.two_lines import NOTE_ROLE


def pieces(person: Person) -> list[tuple[str, str]]:
    shown = person.see("contextPieces", QListWidget)
    items = [shown.item(row) for row in range(shown.count())]
    return [(item.text(), item.data(NOTE_ROLE)) for item in items]


def look(person: Person) -> None:
    person.app.window.commands.run("context")


def say(person: Person, parameters: Parameters) -> None:
    person.app.program.acts.set_parameters(person.session, parameters)


def test_every_piece_is_shown_as_it_goes_and_the_question_as_it_is_typed(person: Person) -> None:
    say(person, Parameters(system="Be brief.", temperature=0.3))
    person.type("composer", "Three?")
    look(person)
    assert [title for title, _ in pieces(person)] == [
        "System prompt · System",
        "Conversation · You",
        "Conversation · Answer",
        "Conversation · You",
        "Conversation · Answer",
        "Conversation · You",
    ]
    assert person.see("contextText", QPlainTextEdit).toPlainText() == "Three?"
    person.type("composer", "Hm?")
    person.wait(lambda: pieces(person)[-1] == ("Conversation · You", "about 1 token"))
    assert "temperature = 0.3" in person.read("contextOptions")
    person.type("composer", "Three or four?")
    person.wait(lambda: person.see("contextText", QPlainTextEdit).toPlainText() == "Three or four?")


def test_what_stays_here_says_why(person: Person) -> None:
    say(person, Parameters(turns=1))
    person.type("composer", "Three?")
    look(person)
    assert [note for _, note in pieces(person)][-2:] == ["Not sent: only 1 earlier question goes along"] * 2
    person.app.window.commands.run("clear")
    person.wait(lambda: pieces(person)[-1][1] == "Not sent: the context was cleared below it")


def test_the_line_below_the_composer_counts_what_goes_and_leads_to_all_of_it(person: Person) -> None:
    say(person, Parameters(system="Be brief.", turns=1))
    person.type("composer", "Three?")
    assert person.read("composerForecast").startswith("Sends 4 messages")
    person.press("composerForecast", Qt.Key.Key_Return)
    assert person.see("contextWindow", QWidget).isVisible()


def test_a_line_shows_up_to_where_nothing_is_sent_while_somebody_writes(person: Person) -> None:
    def lines() -> list[str]:
        turns = person.app.window.page.transcript.canvas.turns
        return [entry.text for entry in turns.entries() if entry.divider is not None]

    say(person, Parameters(turns=1))
    assert lines() == []
    person.type("composer", "Three?")
    assert lines() == ["First."]
    person.app.window.page.composer.clear()
    assert lines() == []
