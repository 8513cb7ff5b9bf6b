"""One conversation: what is asked, what arrives, what Stop and failures leave, and what is on disk afterwards."""

from contextlib import closing
from pathlib import Path

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, TextDelta, Usage
from nextchat_desktop.core.messages import Role, State
from nextchat_desktop.core.parts import Reasoning
from nextchat_desktop.engine.session import Session


@pytest.fixture
def session(desk: Desk) -> Session:
    return Session(desk.world, Conversation("c"))


def texts(session: Session) -> list[str]:
    return [message.text for message in session.path]


def on_disk(desk: Desk) -> list[tuple[Role, State, str]]:
    return [(message.role, message.state, message.text) for message in desk.store.messages("c")]


def test_an_answer_grows_piece_by_piece_and_is_kept(desk: Desk, session: Session) -> None:
    assert session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("Hel"))
    assert texts(session) == ["Hello?", "Hel"]
    assert session.busy
    desk.say(TextDelta("lo."), Usage(prompt=3, reply=2), Finished("stop"))
    assert not session.busy
    answer = session.path[-1]
    assert (answer.text, answer.state, answer.author, answer.usage) == ("Hello.", State.COMPLETE, "GPT", Usage(3, 2))
    assert on_disk(desk) == [(Role.USER, State.COMPLETE, "Hello?"), (Role.ASSISTANT, State.COMPLETE, "Hello.")]


def test_the_question_is_on_disk_before_anything_arrives(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    assert on_disk(desk) == [(Role.USER, State.COMPLETE, "Hello?"), (Role.ASSISTANT, State.STREAMING, "")]
    assert desk.store.get("c") == session.conversation


def test_the_journal_has_every_piece_until_the_answer_is_safe(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(ReasoningDelta("Hm."), TextDelta("Hel"))
    assert desk.journal.open == {session.path[-1].id: [ReasoningDelta("Hm."), TextDelta("Hel")]}
    desk.say(Finished())
    assert desk.journal.open == {}


def test_whoever_listens_is_told_of_each_change(desk: Desk, session: Session) -> None:
    changed: list[str] = []
    ended: list[str] = []
    session.changed.listen(changed.append)
    session.ended.listen(ended.append)
    session.send("Hello?", MODEL, "GPT")
    question, answer = session.path
    assert changed == [question.id, answer.id]
    desk.say(TextDelta("Hi"), Finished())
    assert changed[2:] == [answer.id, answer.id]
    assert ended == [answer.id]


def test_while_an_answer_arrives_nothing_else_is_asked(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    assert not session.send("Hello??", MODEL, "GPT")
    assert not session.answer_again(session.path[-1].id, MODEL, "GPT")
    assert len(desk.asked) == 1


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_not_sent(desk: Desk, session: Session, text: str) -> None:
    assert not session.send(text, MODEL, "GPT")
    assert desk.asked == []


def test_the_model_is_shown_the_whole_branch_and_no_thoughts(desk: Desk, session: Session) -> None:
    desk.exchange(session, "One?", "One.")
    session.send("Two?", MODEL, "GPT")
    assert [(turn.role.value, turn.text) for turn in desk.asked[-1].messages] == [
        ("user", "One?"),
        ("assistant", "One."),
        ("user", "Two?"),
    ]


def test_stop_keeps_what_arrived_and_takes_no_more(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("Hel"))
    session.stop()
    desk.say(TextDelta("lo"))
    assert desk.cancelled == 1
    assert not session.busy
    assert on_disk(desk)[-1] == (Role.ASSISTANT, State.STOPPED, "Hel")


def test_stop_without_an_answer_does_nothing(desk: Desk, session: Session) -> None:
    session.stop()
    desk.exchange(session, "Hello?", "Hi.")
    session.stop()
    assert session.path[-1].state is State.COMPLETE


def test_a_cut_answer_keeps_its_text_and_says_so(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(TextDelta("Hel"), Failed(FailureKind.INTERRUPTED))
    answer = session.path[-1]
    assert (answer.text, answer.state, answer.failure) == ("Hel", State.INTERRUPTED, Failed(FailureKind.INTERRUPTED))


def test_a_failure_is_beside_the_text_and_never_sent(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(Failed(FailureKind.QUOTA, "No credit"))
    assert (session.path[-1].text, session.path[-1].state) == ("", State.FAILED)
    session.send("Please?", MODEL, "GPT")
    assert [turn.text for turn in desk.asked[-1].messages] == ["Hello?\n\nPlease?"]


def test_an_answer_that_says_nothing_has_failed(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(Finished())
    assert session.path[-1].failure == Failed(FailureKind.EMPTY)


def test_answering_again_adds_a_sibling_and_destroys_nothing(desk: Desk, session: Session) -> None:
    desk.exchange(session, "Hello?", "First.")
    first = session.path[-1]
    other = ModelChoice("elsewhere", "other")
    assert session.answer_again(first.id, other, "Other")
    desk.say(TextDelta("Second."), Finished())
    second = session.path[-1]
    assert texts(session) == ["Hello?", "Second."]
    assert first.parent == second.parent
    assert session.messages[first.id] == first
    assert (second.choice, session.conversation.choice) == (other, MODEL)
    assert [turn.text for turn in desk.asked[-1].messages] == ["Hello?"]


def test_the_time_a_model_thought_is_kept_with_its_thoughts(desk: Desk, session: Session) -> None:
    session.send("Hello?", MODEL, "GPT")
    desk.say(ReasoningDelta("Hm."))
    desk.now += 3000
    desk.say(TextDelta("Hi"))
    desk.now += 1000
    desk.say(TextDelta("."), Finished())
    assert session.path[-1].parts[0] == Reasoning("Hm.", 3.0)
    assert session.path[-1].seconds == 4.0
    assert desk.store.messages("c")[-1] == session.path[-1]


def test_a_conversation_opened_again_is_as_it_was_left(desk: Desk, session: Session) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    kept = desk.store.get("c")
    assert kept is not None
    again = Session(desk.world, kept)
    assert again.path == session.path
    assert again.conversation == session.conversation


def test_what_another_process_wrote_is_taken_in(desk: Desk, session: Session) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    elsewhere = Session(desk.world, session.conversation)
    desk.exchange(elsewhere, "More?", "More.")
    session.reload()
    assert texts(session) == ["Hello?", "Hi.", "More?", "More."]


def test_half_a_character_is_sent_as_a_whole_one(desk: Desk, session: Session) -> None:
    assert session.send("Hi \ud83d", MODEL, "GPT")
    assert desk.asked[-1].messages[-1].text == "Hi ?"


def test_an_empty_conversation_is_not_kept_for_its_model(desk: Desk, session: Session) -> None:
    session.choose(ModelChoice("a", "b"))
    assert desk.store.all() == []


LONG = "words " * 10_000


def test_what_the_disk_does_not_take_stays_on_screen_and_is_kept_with_the_next_change(
    desk: Desk, session: Session
) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    told: list[str] = []
    session.not_kept.listen(told.append)
    desk.fill_disk()
    desk.exchange(session, "And then?", LONG)
    assert texts(session) == ["Hello?", "Hi.", "And then?", LONG]
    assert told[-1] == "database or disk is full"
    assert session.path[-1].id in desk.journal.open
    desk.free_disk()
    session.rename("Kept")
    assert [text for _, _, text in on_disk(desk)] == ["Hello?", "Hi.", "And then?", LONG]
    assert desk.journal.open == {}


def test_closing_offers_the_disk_once_more_what_it_did_not_take(desk: Desk, session: Session) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    desk.fill_disk()
    desk.exchange(session, "And then?", LONG)
    desk.free_disk()
    session.close()
    assert [text for _, _, text in on_disk(desk)][-1] == LONG


def test_another_window_does_not_undo_what_is_not_kept_yet(desk: Desk, session: Session) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    desk.fill_disk()
    desk.exchange(session, "And then?", LONG)
    session.reload()
    assert texts(session)[-1] == LONG


def test_once_everything_is_kept_another_windows_words_are_taken_in(
    tmp_path: Path, desk: Desk, session: Session
) -> None:
    desk.exchange(session, "Hello?", "Hi.")
    desk.fill_disk()
    desk.exchange(session, "And then?", LONG)
    desk.free_disk()
    with closing(Desk(tmp_path, first_id=100)) as other:
        theirs = other.store.get("c")
        assert theirs is not None
        Session(other.world, theirs).rename("Theirs")
    session.reload()
    session.choose(MODEL)
    assert session.conversation.title == "Theirs"
    assert texts(session)[-1] == LONG
