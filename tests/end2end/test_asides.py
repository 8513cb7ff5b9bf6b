"""Requests beside a conversation: seen while they are on their way, ended by Esc, and found again in the inspector."""

from PySide6.QtCore import Qt

from end2end.person import Person
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.settings.saying import keep_parameters
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import STALL, Reply, ScriptedServer, answer, delta

LONG = "word " * 60


def asked(server: ScriptedServer, place: int) -> list[str]:
    return [turn["content"] for turn in server.requests[place].json["messages"]]


def talk_at_length(person: Person, server: ScriptedServer, third: Reply) -> None:
    """Until the first turn no longer goes along; `third` is what whoever sums it up is answered."""
    keep_parameters(person.app.program.settings, Parameters(turns=1, memory_threshold=100))
    for reply in (answer(LONG), answer(LONG), third):
        server.queue(reply)
    person.ask("First " + LONG)
    person.wait_for_the_answer()
    person.ask(LONG)


def test_a_title_on_its_way_is_told_and_esc_ends_it(chatting: Person, server: ScriptedServer) -> None:
    chatting.app.program.settings[AUTO_TITLE] = True
    server.queue(answer("Hi."))
    server.queue(Reply([delta("Gree"), STALL]))
    chatting.ask("Hello?")
    chatting.wait_for_the_answer()
    chatting.wait(lambda: "title" in chatting.read("composerHint"))
    chatting.wait(lambda: len(server.requests) == 2)
    chatting.press("composer", Qt.Key.Key_Escape)
    chatting.wait(lambda: chatting.read("composerHint").startswith("Enter sends"))
    chatting.wait(server.hung_up.is_set)
    assert chatting.session.conversation.title == "Hello?"


def test_what_no_longer_goes_along_is_summed_up_told_and_sent(chatting: Person, server: ScriptedServer) -> None:
    talk_at_length(chatting, server, Reply([delta("They met."), 0.3, *answer().script]))
    server.queue(answer("Fine."))
    chatting.wait(lambda: "Summing up" in chatting.read("composerHint"))
    chatting.wait(lambda: chatting.session.memory is not None)
    assert asked(server, 2)[0].count("First word") == 1
    chatting.ask("And now?")
    chatting.wait_for_the_answer()
    assert asked(server, 3)[0].endswith("They met.")
    assert len(asked(server, 3)) == 4
    exchanges = chatting.app.program.inspector.exchanges(chatting.session.path[3].id)
    assert [one.purpose for one in exchanges] == [Purpose.CHAT, Purpose.MEMORY]
    entries = chatting.app.program.ledger.of_conversation(chatting.session.conversation.id)
    assert entries.requests >= 4


def test_a_summary_that_fails_is_told_in_plain_words(chatting: Person, server: ScriptedServer) -> None:
    talk_at_length(chatting, server, Reply(status=500))
    chatting.wait(lambda: "could not be summed up" in chatting.read("toastText"))
    assert chatting.session.memory is None
