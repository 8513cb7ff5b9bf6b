"""Someone sees what their questions cost: below the answer, at the title, and in a word when it is too much."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel

from end2end.person import Person
from nextchat_desktop.core.connections import Limit
from nextchat_desktop.core.ledger import By, Outcome
from nextchat_desktop.core.prices import Price
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import ScriptedServer, answer, azure_answer


def priced(person: Person) -> Person:
    """Nine tokens of a question and three of an answer cost $0.0021."""
    person.app.program.ledger.prices.put(Price("tiny", connection="c", input=100.0, output=400.0))
    return person


def tip(person: Person) -> str:
    """What is said to whoever rests on the title of the conversation."""
    title = person.see("conversationTitle", QLabel)
    QApplication.sendEvent(title, QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), title.mapToGlobal(QPoint(3, 3))))
    return title.toolTip()


def caption(person: Person) -> str:
    """What stands below the last answer."""
    return "".join(entry.caption for entry in [*person.app.window.page.transcript._canvas.turns.entries()][-1:])


def test_the_tokens_and_the_money_stand_below_the_answer(chatting: Person, server: ScriptedServer) -> None:
    server.queue(azure_answer("It ", "is ", "fine."))
    priced(chatting).ask("How is it?")
    chatting.wait(lambda: "3 tokens · $0.0021" in caption(chatting))
    assert "1 request, 12 tokens, $0.0021" in tip(chatting)


def test_without_a_price_there_are_tokens_only(chatting: Person, server: ScriptedServer) -> None:
    server.queue(azure_answer("It ", "is ", "fine."))
    chatting.ask("How is it?")
    chatting.wait(lambda: "3 tokens" in caption(chatting))
    assert "$" not in caption(chatting)


def test_what_the_service_does_not_count_is_an_estimate(chatting: Person, server: ScriptedServer) -> None:
    server.queue(answer("It ", "is ", "fine."))
    priced(chatting).ask("How is it?")
    chatting.wait(lambda: "≈ 4 tokens · ≈ $0.002" in caption(chatting))


def test_a_title_is_seen_in_the_ledger(chatting: Person, server: ScriptedServer) -> None:
    program = priced(chatting).app.program
    program.settings[AUTO_TITLE] = True
    server.queue(azure_answer("It ", "is ", "fine."), answer("The state of it"))
    chatting.ask("How is it?")
    chatting.wait(lambda: len(program.ledger.sums(By.PURPOSE)) == 2)
    assert {entry.outcome for entry in program.ledger.entries()} == {Outcome.FINISHED}
    assert program.ledger.of_conversation(chatting.session.conversation.id).requests == 2


def test_a_limit_that_is_reached_is_told_and_nothing_is_held_back(chatting: Person, server: ScriptedServer) -> None:
    setup = priced(chatting).app.program.setup
    setup.save(replace(setup.all()[0], monthly_limit=Limit(0.002)))
    for question in ("How is it?", "And now?"):
        server.queue(azure_answer("It ", "is ", "fine."))
        chatting.ask(question)
        assert chatting.wait_for_the_answer() == "It is fine."
    assert "“Lab” has used $0.0021 this month" in chatting.read("toastText")
    assert chatting.see("toastText", QLabel).isVisible()


def test_what_a_deleted_conversation_has_cost_is_not_forgotten(chatting: Person, server: ScriptedServer) -> None:
    program = priced(chatting).app.program
    server.queue(azure_answer("It ", "is ", "fine."))
    chatting.ask("How is it?")
    chatting.wait_for_the_answer()
    chatting.quit()
    chatting.start()
    program = chatting.app.program
    program.shelving.delete([chatting.session.conversation.id])
    assert program.ledger.sum().tokens == 12
