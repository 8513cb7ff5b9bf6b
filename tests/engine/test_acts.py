"""What a person does to a conversation while other things go on in it: answers, other windows, a disk that is full."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta, Usage
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.bin import DAYS, Bin
from nextchat_desktop.engine.briefing import Brief, unadorned
from nextchat_desktop.engine.deeds import MOST, Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.words.catalogue import Words

OTHER = ModelChoice("elsewhere", "other")
WORDS = Words(resource("locales"), "en")
DAY = 24 * 60 * 60 * 1000


class Room:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.library = Library(replace(desk.world, memories=desk.memories))
        self.deeds = Deeds()
        self.acts = Acts(self.library, self.deeds, WORDS, desk.world.clock, desk.world.new_id, desk.memories)
        self.session = self.library.new()
        desk.exchange(self.session, "One?", "One.")
        self.said: list[str] = []
        self.deeds.done.listen(self.said.append)

    @property
    def id(self) -> str:
        return self.session.conversation.id

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.session.path]

    def later(self) -> None:
        self.desk.now += 1000

    def after_a_start(self) -> Session:
        self.desk.reopen()
        session = Library(self.desk.world).open(self.id)
        assert session is not None
        return session


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


def test_going_on_that_is_undone_while_another_answer_comes_lets_that_come(room: Room) -> None:
    room.acts.go_on(room.session, room.session.path[-1].id, MODEL)
    room.desk.say(TextDelta(" More."), Finished())
    room.session.send("Two?", MODEL, "GPT")
    room.desk.say(TextDelta("Tw"))
    room.deeds.undo()
    room.desk.say(TextDelta("o."), Finished())
    assert room.texts == ["One?", "One.", "Two?", "Two."]


def test_going_on_that_is_undone_while_it_goes_on_is_stopped_and_done_again_with_all_that_came(room: Room) -> None:
    room.acts.go_on(room.session, room.session.path[-1].id, MODEL)
    room.desk.say(TextDelta(" Mo"))
    room.deeds.undo()
    assert (room.texts, room.session.busy) == (["One?", "One."], False)
    room.deeds.redo()
    assert room.texts == ["One?", "One. Mo"]


def test_what_an_answer_that_went_on_has_cost_and_lasted_is_told_of_all_of_it(room: Room) -> None:
    session, answer = room.session, room.session.path[-1].id
    room.acts.answer_again(session, answer, MODEL, "GPT")
    room.later()
    room.desk.say(TextDelta("Half"), Usage(10, 2), Failed(FailureKind.INTERRUPTED))
    room.acts.go_on(session, session.path[-1].id, MODEL)
    assert (session.path[-1].state, session.path[-1].failure) == (State.STREAMING, None)
    room.later()
    room.desk.say(TextDelta(" and half."), Usage(12, 3), Finished())
    last = session.path[-1]
    assert (last.text, last.usage, last.seconds) == ("Half and half.", Usage(22, 5), 2.0)


def test_an_answer_that_says_nothing_yet_cannot_go_on(room: Room) -> None:
    room.session.send("Two?", MODEL, "GPT")
    room.desk.say(Failed(FailureKind.QUOTA))
    assert not room.acts.go_on(room.session, room.session.path[-1].id, MODEL)


def test_another_answer_that_is_undone_on_its_way_is_stopped_and_comes_back_as_far_as_it_came(room: Room) -> None:
    room.acts.answer_again(room.session, room.session.path[-1].id, MODEL, "GPT")
    room.desk.say(TextDelta("Ei"))
    room.deeds.undo()
    assert (room.texts, room.desk.cancelled) == (["One?", "One."], 1)
    room.deeds.redo()
    assert room.texts == ["One?", "Ei"]
    assert room.session.path[-1].state is State.STOPPED


def test_deleting_something_else_lets_an_answer_come(room: Room) -> None:
    room.session.send("Two?", MODEL, "GPT")
    room.acts.delete(room.session, [room.session.path[0].id])
    room.desk.say(TextDelta("Two."), Finished())
    assert room.texts == ["One.", "Two?", "Two."]


def test_an_answer_whose_question_was_deleted_is_given_again_to_the_question_above(room: Room) -> None:
    room.session.send("Two?", MODEL, "GPT")
    room.desk.say(TextDelta("Two."), Finished())
    room.acts.delete(room.session, [message.id for message in room.session.path[1:3]])
    assert room.acts.answer_again(room.session, room.session.path[-1].id, MODEL, "GPT")
    assert [turn.text for turn in room.desk.asked[-1].messages] == ["One?"]


def test_an_answer_to_nothing_is_not_given_again(room: Room) -> None:
    room.acts.delete(room.session, [room.session.path[0].id])
    assert not room.acts.answer_again(room.session, room.session.path[0].id, MODEL, "GPT")


def test_an_answer_to_an_answer_is_not_given_again(room: Room) -> None:
    room.desk.exchange(room.session, "Two?", "Two.")
    room.acts.delete(room.session, [room.session.path[2].id])
    assert not room.acts.answer_again(room.session, room.session.path[2].id, MODEL, "GPT")


def test_an_answer_asked_for_with_an_option_is_given_with_it(room: Room) -> None:
    room.acts.answer_again(room.session, room.session.path[-1].id, MODEL, "GPT", {"temperature": 2})
    assert room.desk.asked[-1].options == {"temperature": 2}


def test_who_is_asked_otherwise_by_name_answers_from_now_on(room: Room) -> None:
    room.acts.ask_otherwise(room.session, room.session.path[0].id, "Eins?", OTHER, "Other", ())
    assert room.session.conversation.choice == OTHER


@pytest.mark.parametrize("is_wording", [False, True])
def test_the_words_of_an_answer_on_its_way_are_not_changed(room: Room, is_wording: bool) -> None:
    room.session.send("Two?", MODEL, "GPT")
    room.desk.say(TextDelta("Tw"))
    answer = room.session.path[-1].id
    if is_wording:
        assert not room.acts.put_wording(room.session, answer, (Text("Earlier"),))
    else:
        assert not room.acts.reword(room.session, answer, "Mine")
    room.desk.say(TextDelta("o."), Finished())
    assert room.texts[-1] == "Two."


def test_the_same_words_are_no_deed(room: Room) -> None:
    assert not room.acts.reword(room.session, room.session.path[0].id, "One?")
    assert room.said == []


def test_half_a_character_in_new_words_is_kept_as_a_whole_one(room: Room) -> None:
    assert room.acts.reword(room.session, room.session.path[0].id, "Hi \ud83d")
    assert room.after_a_start().path[0].text == "Hi ?"


def test_one_is_named_by_its_words_and_several_are_counted(room: Room) -> None:
    ids = [message.id for message in room.session.path]
    room.acts.delete(room.session, ids[:1])
    room.acts.delete(room.session, ids)
    assert "One?" in room.said[0]
    assert "One" not in room.said[1]


def test_what_was_undone_cannot_be_done_again_once_something_else_was_done(room: Room) -> None:
    room.acts.reword(room.session, room.session.path[0].id, "First")
    room.deeds.undo()
    room.acts.reword(room.session, room.session.path[1].id, "Second")
    assert room.deeds.redo() is None
    assert room.texts == ["One?", "Second"]


def test_of_very_many_deeds_the_last_are_remembered(room: Room) -> None:
    for number in range(MOST + 1):
        room.acts.reword(room.session, room.session.path[0].id, str(number))
    while room.deeds.undo():
        pass
    assert room.texts[0] == "0"


def test_what_the_disk_did_not_let_undo_can_be_undone_when_there_is_room(room: Room) -> None:
    room.library.delete(room.id)
    room.acts.restore_conversation(room.id, "One?")
    room.desk.database.execute("PRAGMA query_only = ON")
    with pytest.raises(NotWritten):
        room.deeds.undo()
    room.desk.database.execute("PRAGMA query_only = OFF")
    assert room.deeds.undo() is not None
    assert not room.library.has(room.id)


def test_what_was_deleted_a_month_ago_is_gone_for_good(room: Room) -> None:
    bin = Bin(BinStore(room.desk.database, lambda _blob: None), room.library, room.acts, room.desk.world.clock)
    room.library.delete(room.id)
    room.desk.now += DAYS * DAY
    bin.empty()
    room.library.restore(room.id)
    assert len(room.library.all()) == 1
    room.library.delete(room.id)
    room.desk.now += DAYS * DAY + 1
    bin.empty()
    room.library.restore(room.id)
    assert room.library.all() == []
    assert room.desk.store.messages(room.id) == []


def test_a_setting_that_the_disk_did_not_take_is_offered_again_at_the_end(room: Room) -> None:
    room.desk.database.execute("PRAGMA query_only = ON")
    room.acts.set_parameters(room.session, Parameters(temperature=0.5))
    room.desk.database.execute("PRAGMA query_only = OFF")
    room.library.close()
    assert room.after_a_start().conversation.parameters == Parameters(temperature=0.5)


def test_another_window_does_not_take_back_a_setting_that_the_disk_did_not_take(tmp_path: Path, room: Room) -> None:
    room.desk.database.execute("PRAGMA query_only = ON")
    room.acts.clear(room.session)
    with closing(Desk(tmp_path, first_id=100)) as other:
        elsewhere = Library(other.world)
        elsewhere.rename(room.id, "Theirs")
    assert room.library.take_in()
    assert room.session.conversation.cleared is not None
    room.desk.database.execute("PRAGMA query_only = OFF")
    room.acts.set_parameters(room.session, Parameters(temperature=0.5))
    kept = room.after_a_start().conversation
    assert (kept.title, kept.cleared is not None, kept.parameters.temperature) == ("Theirs", True, 0.5)


def test_what_was_done_in_a_conversation_that_is_gone_for_good_is_undone_without_a_word(room: Room) -> None:
    room.acts.reword(room.session, room.session.path[0].id, "First")
    room.desk.database.execute("DELETE FROM conversations")
    room.library.let_go(room.id)
    assert room.deeds.undo() is not None
    assert room.deeds.redo() is None


def test_whoever_looks_elsewhere_is_led_to_where_something_was_undone(room: Room) -> None:
    led: list[str] = []
    room.acts.turned.listen(led.append)
    room.acts.clear(room.session)
    room.deeds.undo()
    assert led == [room.id]


def test_a_title_that_comes_with_a_rewriting_is_the_persons_and_the_list_is_told_of_it(room: Room) -> None:
    told: list[str] = []
    room.library.changed.listen(lambda id: told.append(room.session.conversation.title))
    room.acts.rewrite(room.session, (), "Mine")
    assert (room.session.conversation.title, room.session.conversation.named) == ("Mine", True)
    assert told[-1] == "Mine"
    room.deeds.undo()
    assert told[-1] == "One?"


def test_nothing_is_rewritten_while_an_answer_comes(room: Room) -> None:
    room.session.send("Two?", MODEL, "GPT")
    assert not room.acts.rewrite(room.session, ())
    assert room.session.busy


def test_a_fork_remembers_from_the_same_divider_on(room: Room) -> None:
    room.acts.clear(room.session)
    divider = room.session.conversation.cleared
    room.desk.exchange(room.session, "Two?", "Two.")
    through = room.session.path[-1].id
    room.desk.memories.keep_memory(room.id, Memory("m", through, "They met.", room.desk.now, since=divider))
    fork = room.acts.fork(room.session, through)
    assert fork.memory is not None
    assert fork.memory.text == "They met."


def test_a_fork_does_not_remember_what_was_deleted(room: Room) -> None:
    room.desk.memories.keep_memory(room.id, Memory("m", room.session.path[1].id, "A secret.", room.desk.now))
    room.later()
    room.acts.delete(room.session, [room.session.path[0].id])
    fork = room.acts.fork(room.session, room.session.path[-1].id)
    assert [message.text for message in fork.path] == ["One."]
    assert (fork.memories, fork.memory) == ((), None)


def test_a_fork_of_something_archived_and_pinned_is_neither_and_nothing_in_it_is_on_its_way(room: Room) -> None:
    room.desk.database.execute("UPDATE conversations SET pinned = 1, archived = 1")
    room.session.reload()
    room.session.send("Two?", MODEL, "GPT")
    fork = room.acts.fork(room.session, room.session.path[-1].id)
    head = fork.conversation
    assert (head.pinned, head.archived, head.named) == (False, False, True)
    assert [message.state for message in fork.path][-1] is State.INTERRUPTED
    assert room.session.path[-1].state is State.STREAMING


def test_a_question_is_never_asked_twice_under_one_id(room: Room) -> None:
    assert room.session.send("Two?", MODEL, "GPT", id="mine")
    room.desk.say(TextDelta("Two."), Finished())
    assert not room.session.send("Two?", MODEL, "GPT", id="mine")


def test_nobody_turns_to_a_branch_that_was_deleted(room: Room) -> None:
    first = room.session.path[-1].id
    room.acts.answer_again(room.session, first, MODEL, "GPT")
    room.desk.say(TextDelta("Eins."), Finished())
    room.acts.delete(room.session, [first])
    room.session.turn_to(first)
    assert room.texts == ["One?", "Eins."]


def test_while_an_answer_comes_another_windows_words_wait_and_then_are_taken_in(tmp_path: Path, room: Room) -> None:
    room.session.send("Two?", MODEL, "GPT")
    room.desk.say(TextDelta("Tw"))
    with closing(Desk(tmp_path, first_id=100)) as other:
        Library(other.world).rename(room.id, "Theirs")
    room.library.take_in()
    room.desk.say(TextDelta("o."), Finished())
    assert (room.texts[-1], room.session.conversation.title) == ("Two.", "Theirs")


def test_each_window_reads_on_where_it_is_when_another_begins_a_branch(tmp_path: Path, room: Room) -> None:
    with closing(Desk(tmp_path, first_id=100)) as other:
        theirs = Library(other.world).open(room.id)
        assert theirs is not None
        theirs.answer_again(theirs.path[-1].id, MODEL, "GPT")
        other.say(TextDelta("Eins."), Finished())
        room.library.take_in()
        assert (room.texts, len(room.session.messages)) == (["One?", "One."], 3)


def test_answers_are_known_by_when_they_ended(room: Room) -> None:
    room.later()
    room.session.send("Two?", MODEL, "GPT")
    room.later()
    room.desk.say(TextDelta("Two."), Finished())
    assert room.session.conversation.updated == room.desk.now
    assert room.session.path[-1].role is Role.ASSISTANT


def test_an_answer_goes_on_with_what_it_goes_on_with_and_is_known_as_changed(desk: Desk) -> None:
    leasts: list[int] = []

    def brief(
        head: Conversation, path: Sequence[Message], memories: Iterable[Memory], choice: ModelChoice, least: int = 0
    ) -> Brief:
        leasts.append(least)
        return unadorned(head, path, memories, choice, least)

    session = Session(replace(desk.world, brief=brief), Conversation("c"))
    desk.exchange(session, "One?", "One.")
    desk.now += 1000
    assert session.go_on(session.path[-1].id, "Go on.", MODEL)
    assert (leasts, session.path[-1].edited) == ([0, 1], desk.now)


def test_what_is_wished_for_one_answer_counts_over_what_is_said_for_all(desk: Desk) -> None:
    def brief(
        head: Conversation, path: Sequence[Message], memories: Iterable[Memory], choice: ModelChoice, least: int = 0
    ) -> Brief:
        return replace(unadorned(head, path, memories, choice, least), options={"temperature": 1, "seed": 7})

    session = Session(replace(desk.world, brief=brief), Conversation("c"))
    desk.exchange(session, "One?", "One.")
    session.answer_again(session.path[-1].id, MODEL, "GPT", {"temperature": 2})
    assert desk.asked[-1].options == {"temperature": 2, "seed": 7}
