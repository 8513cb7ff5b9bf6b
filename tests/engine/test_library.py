"""All conversations: the list, names, deleting with a way back, and what a crash left behind."""

import weakref
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.events import Delta, FailureKind, Finished, ReasoningDelta, TextDelta
from nextchat_desktop.core.messages import State
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session


@dataclass
class Left:
    message: str
    deltas: tuple[Delta, ...] = ()


def begun(desk: Desk, library: Library, question: str = "Hello?") -> Session:
    desk.now += 1000
    session = library.new()
    desk.exchange(session, question, "Hi.")
    return session


def titles(library: Library) -> list[str]:
    return [conversation.title for conversation in library.all()]


def test_a_new_conversation_is_kept_from_its_first_message_on(desk: Desk, library: Library) -> None:
    session = library.new()
    assert library.all() == []
    desk.exchange(session, "Hello?", "Hi.")
    assert [conversation.id for conversation in library.all()] == [session.conversation.id]


def test_the_last_used_comes_first(desk: Desk, library: Library) -> None:
    first = begun(desk, library, "One?")
    begun(desk, library, "Two?")
    assert titles(library) == ["Two?", "One?"]
    desk.now += 1000
    desk.exchange(first, "Again?", "Yes.")
    assert titles(library) == ["One?", "Two?"]


def test_a_conversation_that_begins_with_a_picture_is_called_by_what_is_said_of_it(
    desk: Desk, library: Library
) -> None:
    session = library.new()
    session.send("", MODEL, "GPT", (Picture("b" * 64, "image/png"),))
    assert session.conversation.title == ""
    desk.say(TextDelta("A cat.\nIt sleeps."), Finished())
    assert titles(library) == ["A cat."]


def test_a_conversation_is_called_by_its_first_line(desk: Desk, library: Library) -> None:
    begun(desk, library, "\n## What is\nlove?")
    assert titles(library) == ["What is"]


def test_a_name_given_by_a_person_stays(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    library.rename(session.conversation.id, "  Greetings ")
    desk.exchange(session, "More?", "More.")
    assert titles(library) == ["Greetings"]
    assert library.all()[0].named


def test_an_empty_name_changes_nothing(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    library.rename(session.conversation.id, "  ")
    assert titles(library) == ["Hello?"]


def test_the_list_is_told_when_a_conversation_begins_to_answer_and_when_it_ends(desk: Desk, library: Library) -> None:
    busy: list[tuple[str, bool]] = []
    library.changed.listen(lambda id: busy.append((id, library.is_busy(id))))
    session = library.new()
    id = session.conversation.id
    session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("a"), TextDelta("b"), Finished())
    assert busy == [(id, True), (id, False)]


def test_deleting_stops_the_answer_and_can_be_taken_back(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    id = session.conversation.id
    session.send("More?", MODEL, "GPT")
    desk.say(TextDelta("Half"))
    library.delete(id)
    assert desk.cancelled == 1
    assert (library.all(), library.open(id)) == ([], None)
    library.restore(id)
    again = library.open(id)
    assert again is not None
    assert [message.text for message in again.path] == ["Hello?", "Hi.", "More?", "Half"]
    assert again.path[-1].state is State.STOPPED


def test_an_open_conversation_is_opened_once(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    assert library.open(session.conversation.id) is session
    assert library.open("nowhere") is None


def test_closing_keeps_what_arrived(desk: Desk, library: Library) -> None:
    session = library.new()
    session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("Half"))
    library.close()
    kept = desk.store.messages(session.conversation.id)[-1]
    assert (kept.text, kept.state) == ("Half", State.STOPPED)
    assert desk.journal.open == {}


def test_what_a_crash_left_is_put_back_and_marked(desk: Desk, library: Library) -> None:
    crashed = library.new()
    crashed.send("Hello?", MODEL, "GPT")
    answer = crashed.path[-1].id
    afterwards = Library(desk.world)
    afterwards.recover([Left(answer, (ReasoningDelta("Hm."), TextDelta("Hal"), TextDelta("f")))])
    session = afterwards.open(crashed.conversation.id)
    assert session is not None
    message = session.path[-1]
    assert message.parts == (Reasoning("Hm."), Text("Half"))
    assert message.state is State.INTERRUPTED
    assert message.failure is not None
    assert message.failure.kind is FailureKind.CRASHED


def test_an_answer_that_had_not_begun_has_failed(desk: Desk, library: Library) -> None:
    crashed = library.new()
    crashed.send("Hello?", MODEL, "GPT")
    Library(desk.world).recover([Left(crashed.path[-1].id)])
    assert desk.store.messages(crashed.conversation.id)[-1].state is State.FAILED


def test_an_answer_that_no_journal_knows_of_does_not_stream_for_ever(desk: Desk, library: Library) -> None:
    crashed = library.new()
    crashed.send("Hello?", MODEL, "GPT")
    Library(desk.world).recover([])
    assert desk.store.messages(crashed.conversation.id)[-1].state is State.FAILED


def test_an_answer_that_arrives_in_another_window_is_left_alone(desk: Desk, library: Library) -> None:
    elsewhere = library.new()
    elsewhere.send("Hello?", MODEL, "GPT")
    Library(desk.world).recover([], alive={elsewhere.path[-1].id})
    assert desk.store.messages(elsewhere.conversation.id)[-1].state is State.STREAMING


def test_an_answer_that_was_safe_before_the_crash_is_left_alone(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    Library(desk.world).recover([Left(session.path[-1].id, (TextDelta("H"),)), Left("unknown")])
    assert desk.store.messages(session.conversation.id)[-1].text == "Hi."


def test_what_another_window_wrote_is_seen(tmp_path: Path, desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    assert not library.take_in()
    with closing(Desk(tmp_path, first_id=100)) as other:
        elsewhere = Library(other.world).open(session.conversation.id)
        assert elsewhere is not None
        other.exchange(elsewhere, "More?", "More.")
    assert library.take_in()
    assert session.path[-1].text == "More."
    assert not library.take_in()


@pytest.fixture
def elsewhere(tmp_path: Path, desk: Desk) -> Iterator[Desk]:
    """A second window on the same home."""
    with closing(Desk(tmp_path, first_id=100)) as elsewhere:
        yield elsewhere


def opened(desk: Desk, id: str) -> Session:
    return opened_in(Library(desk.world), id)


def opened_in(library: Library, id: str) -> Session:
    session = library.open(id)
    assert session is not None
    return session


def test_what_another_window_does_meanwhile_survives_the_end_of_an_answer(
    desk: Desk, library: Library, elsewhere: Desk
) -> None:
    session = begun(desk, library)
    id = session.conversation.id
    session.send("More?", MODEL, "GPT")
    opened(elsewhere, id).rename("Their name")
    assert library.take_in()
    desk.say(TextDelta("More."), Finished())
    assert session.conversation.title == "Their name"
    assert session.path[-1].text == "More."
    stored = desk.store.get(id)
    assert stored is not None
    assert (stored.title, stored.leaf) == ("Their name", session.path[-1].id)


def test_a_question_asked_elsewhere_meanwhile_is_beside_ones_own(desk: Desk, library: Library, elsewhere: Desk) -> None:
    session = begun(desk, library)
    their_view = opened(elsewhere, session.conversation.id)
    session.send("Mine?", MODEL, "GPT")
    elsewhere.exchange(their_view, "Theirs?", "Theirs.")
    assert library.take_in()
    desk.say(TextDelta("Mine."), Finished())
    assert [message.text for message in session.path][-2:] == ["Mine?", "Mine."]
    theirs = next(message for message in session.messages.values() if message.text == "Theirs?")
    session.turn_to(theirs.id)
    assert session.path[-1].text == "Theirs."


def test_where_another_window_goes_on_the_reader_is_taken_along(desk: Desk, library: Library, elsewhere: Desk) -> None:
    session = begun(desk, library)
    session.send("Mine?", MODEL, "GPT")
    elsewhere.exchange(opened(elsewhere, session.conversation.id), "Theirs?", "Theirs.")
    assert library.take_in()
    desk.say(TextDelta("Mine."), Finished())
    assert [message.text for message in session.path][-4:] == ["Mine?", "Mine.", "Theirs?", "Theirs."]


def test_what_could_not_be_kept_survives_deleting_and_undoing(desk: Desk, library: Library) -> None:
    session = begun(desk, library)
    id = session.conversation.id
    desk.fill_disk()
    desk.exchange(session, "More?", "words " * 10_000)
    desk.free_disk()
    del session
    library.delete(id)
    library.restore(id)
    library.close()
    assert desk.store.messages(id)[-1].text.startswith("words ")


def test_going_on_with_what_another_window_deleted_brings_it_back(
    desk: Desk, library: Library, elsewhere: Desk
) -> None:
    session = begun(desk, library)
    id = session.conversation.id
    Library(elsewhere.world).delete(id)
    library.take_in()
    assert library.all() == []
    desk.exchange(session, "More?", "More.")
    assert [one.id for one in library.all()] == [id]


def test_a_conversation_that_nobody_reads_is_let_go(desk: Desk, library: Library) -> None:
    id = begun(desk, library).conversation.id
    afterwards = Library(desk.world)
    reading = weakref.ref(opened_in(afterwards, id))
    assert reading() is None


def test_one_that_is_busy_or_not_kept_is_held(desk: Desk, library: Library) -> None:
    session = library.new()
    busy = weakref.ref(session)
    session.send("Hello?", MODEL, "GPT")
    del session
    assert busy() is not None
    desk.fill_disk()
    desk.say(TextDelta("words " * 10_000), Finished())
    assert busy() is not None
    desk.free_disk()
    library.close()
    assert desk.store.messages(library.all()[0].id)[-1].state is State.COMPLETE
