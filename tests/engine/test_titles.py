"""Conversations name themselves once, after the first exchange, and never against a person's will."""

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.messages import Role
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.titles import LONGEST, Titles, cleaned


@pytest.fixture
def asides(desk: Desk) -> Asides:
    return Asides(desk.world.start_reply)


@pytest.fixture
def titles(asides: Asides, library: Library) -> Titles:
    return Titles(library, asides, lambda: "Name it.", lambda choice: choice)


def begun(desk: Desk, library: Library) -> Session:
    session = library.new()
    desk.exchange(session, "What is love?", "Baby don't hurt me.")
    return session


def title(library: Library) -> str:
    return library.all()[0].title


def test_after_the_first_exchange_the_same_model_is_asked_for_a_title(
    desk: Desk, library: Library, titles: Titles, asides: Asides
) -> None:
    begun(desk, library)
    assert title(library) == "What is love?"
    assert asides.running(library.all()[0].id) == (Purpose.TITLE,)
    (turn,) = desk.asked[-1].messages
    assert desk.asked[-1].choice == MODEL
    assert (turn.role, turn.text) == (Role.USER, "Name it.\n\nuser: What is love?\n\nassistant: Baby don't hurt me.")
    desk.say(TextDelta('"On '), TextDelta('love."'), Finished())
    assert title(library) == "On love"
    assert not asides.busy


def test_it_is_asked_once_though_it_fails(desk: Desk, library: Library, titles: Titles, asides: Asides) -> None:
    session = begun(desk, library)
    desk.say(TextDelta("On"), Failed(FailureKind.INTERRUPTED))
    assert (title(library), asides.busy) == ("What is love?", False)
    desk.exchange(session, "More?", "More.")
    assert [len(chat.messages) for chat in desk.asked] == [1, 1, 3]


def test_a_name_given_meanwhile_wins(desk: Desk, library: Library, titles: Titles) -> None:
    session = begun(desk, library)
    library.rename(session.conversation.id, "Mine")
    desk.say(TextDelta("Theirs"), Finished())
    assert title(library) == "Mine"


def test_a_conversation_with_a_name_is_not_named(desk: Desk, library: Library, titles: Titles) -> None:
    session = library.new()
    session.rename("Mine")
    desk.exchange(session, "Hello?", "Hi.")
    assert len(desk.asked) == 1


def test_a_conversation_deleted_meanwhile_stays_deleted(desk: Desk, library: Library, titles: Titles) -> None:
    library.delete(begun(desk, library).conversation.id)
    desk.say(TextDelta("Theirs"), Finished())
    assert library.all() == []


def test_an_answer_that_failed_or_was_stopped_is_no_reason(
    desk: Desk, library: Library, titles: Titles, asides: Asides
) -> None:
    session = library.new()
    session.send("Hello?", MODEL, "GPT")
    desk.say(Failed(FailureKind.NETWORK))
    session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("Hi"))
    session.stop()
    assert len(desk.asked) == 2
    assert not asides.busy


def test_nobody_is_asked_where_it_is_not_wanted(desk: Desk, library: Library, asides: Asides) -> None:
    titles = Titles(library, asides, lambda: "Name it.", lambda _choice: None)
    session = begun(desk, library)
    assert len(desk.asked) == 1
    assert not titles.rename(session.conversation.id)


def test_the_model_that_was_chosen_for_it_is_asked(desk: Desk, library: Library, asides: Asides) -> None:
    small = ModelChoice("ours", "small")
    Titles(library, asides, lambda: "Name it.", lambda _choice: small)
    session = begun(desk, library)
    assert desk.asked[-1].choice == small
    assert session.conversation.choice == MODEL


def test_it_is_seen_as_what_it_is_beside_the_answer(desk: Desk, library: Library, titles: Titles) -> None:
    session = begun(desk, library)
    asked = desk.asked[-1]
    assert (asked.purpose, asked.conversation) == (Purpose.TITLE, session.conversation.id)
    assert asked.subject == session.path[-1].id


def test_another_title_is_found_on_demand_also_for_a_conversation_with_a_name(
    desk: Desk, library: Library, titles: Titles
) -> None:
    session = begun(desk, library)
    desk.say(TextDelta("On love"), Finished())
    assert titles.rename(session.conversation.id)
    desk.say(TextDelta("Love again"), Finished())
    assert title(library) == "Love again"


def test_another_title_is_found_though_none_is_wanted_by_itself(desk: Desk, library: Library, asides: Asides) -> None:
    titles = Titles(library, asides, lambda: "Name it.", lambda choice: choice, lambda: False)
    session = begun(desk, library)
    assert len(desk.asked) == 1
    assert titles.rename(session.conversation.id)
    desk.say(TextDelta("On love"), Finished())
    assert title(library) == "On love"


def test_another_title_is_about_how_it_began_and_how_it_ended(desk: Desk, library: Library, titles: Titles) -> None:
    session = begun(desk, library)
    desk.say(TextDelta("On love"), Finished())
    for question in ("And money?", "And death?"):
        desk.exchange(session, question, "Perhaps.")
    titles.rename(session.conversation.id)
    text = desk.asked[-1].messages[0].text
    assert [said in text for said in ("What is love?", "And money?", "And death?")] == [True, False, True]


def test_who_wanted_a_title_is_told_where_none_comes(desk: Desk, library: Library, titles: Titles) -> None:
    told: list[str] = []
    titles.failed.listen(told.append)
    session = begun(desk, library)
    desk.say(Failed(FailureKind.INTERRUPTED))
    assert told == []
    titles.rename(session.conversation.id)
    desk.say(Failed(FailureKind.INTERRUPTED))
    assert (told, title(library)) == ([session.conversation.id], "What is love?")


def test_a_greeting_of_a_mask_is_not_named_before_the_person_has_said_something(
    desk: Desk, library: Library, titles: Titles
) -> None:
    session = library.new()
    assert not titles.rename(session.conversation.id)
    assert desk.asked == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("On love", "On love"),
        ("“论爱情。”", "论爱情"),
        ("**On** love", "On love"),
        ("**On love**\n\nHere is why …", "On love"),
        ("<think>Hm,\nlove</think>\n\nOn love", "On love"),
        ("<think>never ended", ""),
        ("\n\n", ""),
        ('"', ""),
    ],
)
def test_a_title_is_freed_of_what_models_put_around_it(said: str, shown: str) -> None:
    assert cleaned(said) == shown


def test_a_title_is_never_long() -> None:
    assert len(cleaned("word " * 100)) <= LONGEST
