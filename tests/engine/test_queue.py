"""Writing on while an answer streams: what waits goes out in order and once, and nothing goes out unasked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.world import MODEL, Desk
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Role
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.queue import Queue
from nextchat_desktop.engine.session import Session
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.queue import QueueStore
from nextchat_desktop.words.catalogue import Words

WORDS = Words(resource("locales"), "en")
CAT = Picture("a" * 64, "image/png")


class Chat:
    """One conversation with its queue; `restart` is what a new start of the program finds."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.answering: ModelChoice | None = MODEL
        self.told: list[str] = []
        self.deeds = Deeds()
        self.store = QueueStore(self.desk.database)
        self.restart()
        self.session = self.library.new()
        self.id = self.session.conversation.id

    def restart(self) -> None:
        self.library = Library(self.desk.world)
        self.library.recover([])
        self.queue = Queue(
            self.library,
            self.store,
            lambda _: (self.answering, "GPT") if self.answering else None,
            self.deeds,
            WORDS,
            lambda: self.desk.now,
            self.desk.world.new_id,
        )
        self.queue.not_kept.listen(self.told.append)

    def opened(self) -> Session:
        session = self.library.open(self.id)
        assert session is not None
        return session

    def ask(self, text: str) -> None:
        assert self.session.send(text, MODEL, "GPT")

    def answer(self, text: str = "Fine.") -> None:
        self.desk.say(TextDelta(text), Finished())

    @property
    def asked(self) -> list[str]:
        return [message.text for message in self.session.path if message.role is Role.USER]

    @property
    def is_held(self) -> bool:
        """Whether messages wait for the person, not for an answer."""
        return any(not (self.session.busy and self.queue.flows(one.id)) for one in self.queue.waiting(self.session))

    @property
    def waiting(self) -> list[str]:
        return [one.text for one in self.queue.waiting(self.session)]

    def id_of(self, text: str) -> str:
        return next(one.id for one in self.queue.waiting(self.session) if one.text == text)


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    chat = Chat(tmp_path)
    yield chat
    chat.desk.close()


@pytest.fixture
def busy(chat: Chat) -> Chat:
    """An answer is on its way, and two messages wait."""
    chat.ask("first")
    chat.queue.put(chat.session, "second", (CAT,))
    chat.queue.put(chat.session, "third")
    return chat


def test_what_waits_goes_out_one_by_one_when_the_answer_is_there(busy: Chat) -> None:
    assert (busy.asked, busy.waiting) == (["first"], ["second", "third"])
    busy.answer()
    assert (busy.asked, busy.waiting) == (["first", "second"], ["third"])
    busy.answer()
    busy.answer()
    assert (busy.asked, busy.waiting, busy.session.busy) == (["first", "second", "third"], [], False)


def test_its_pictures_go_with_it(busy: Chat) -> None:
    busy.answer()
    assert busy.session.path[-2].pictures == (CAT,)


def test_a_conversation_that_nobody_looks_at_goes_on_too(busy: Chat) -> None:
    del busy.session
    busy.answer()
    assert [message.text for message in busy.opened().path if message.role is Role.USER] == ["first", "second"]


@pytest.mark.parametrize("end", ["stopped", "failed"])
def test_after_an_answer_that_did_not_come_it_waits_for_the_person(busy: Chat, end: str) -> None:
    if end == "stopped":
        busy.session.stop()
    else:
        busy.desk.say(Failed(FailureKind.QUOTA, "no money"))
    assert (busy.waiting, busy.session.busy, busy.is_held) == (["second", "third"], False, True)
    assert busy.queue.go_on(busy.session)
    assert (busy.asked[-1], busy.waiting) == ("second", ["third"])
    busy.answer()
    assert busy.asked[-1] == "third"


def test_after_a_new_start_nothing_goes_out_by_itself(busy: Chat) -> None:
    busy.session.stop()
    busy.restart()
    busy.session = busy.opened()
    assert busy.waiting == ["second", "third"]
    busy.ask("something else")
    busy.answer()
    assert busy.asked == ["first", "something else"]
    assert busy.is_held


def test_what_is_queued_now_does_not_wait_for_what_was_left_from_before(busy: Chat) -> None:
    busy.session.stop()
    busy.ask("something else")
    busy.queue.put(busy.session, "and this")
    busy.answer()
    assert (busy.asked[-1], busy.waiting) == ("and this", ["second", "third"])


def test_one_can_be_sent_at_once_in_place_of_the_answer(busy: Chat) -> None:
    busy.desk.say(TextDelta("Half an answer"))
    assert busy.queue.send_now(busy.session, busy.id_of("third"))
    assert busy.session.path[1].text == "Half an answer"
    assert (busy.asked, busy.waiting) == (["first", "third"], ["second"])
    busy.answer()
    assert busy.asked == ["first", "third", "second"]


def test_one_that_was_removed_comes_back_to_its_place(busy: Chat) -> None:
    busy.queue.remove(busy.session, busy.id_of("second"))
    assert busy.waiting == ["third"]
    busy.deeds.undo()
    assert busy.waiting == ["second", "third"]
    busy.answer()
    assert busy.asked == ["first", "second"]


def test_undone_too_late_it_waits_for_the_person(busy: Chat) -> None:
    for text in ("third", "second"):
        busy.queue.remove(busy.session, busy.id_of(text))
    busy.answer()
    busy.deeds.undo()
    assert (busy.asked, busy.waiting, busy.is_held) == (["first"], ["second"], True)


def test_the_order_can_be_changed(busy: Chat) -> None:
    assert busy.queue.move(busy.session, busy.id_of("third"), -1)
    assert not busy.queue.move(busy.session, busy.id_of("third"), -1)
    busy.answer()
    assert busy.asked == ["first", "third"]


def test_while_nobody_answers_it_waits(busy: Chat) -> None:
    busy.answering = None
    busy.answer()
    assert (busy.asked, busy.waiting) == (["first"], ["second", "third"])
    assert not busy.queue.go_on(busy.session)


def test_what_the_disk_does_not_take_is_not_queued_and_told(busy: Chat) -> None:
    busy.desk.fill_disk()
    assert not busy.queue.put(busy.session, "x" * 100_000)
    assert busy.waiting == ["second", "third"]
    assert busy.told
    busy.desk.free_disk()


class Stuck(QueueStore):
    """A crash, or a full disk, just when a message has been sent."""

    def remove(self, id: str) -> None:
        raise NotWritten("no room")


def test_one_that_went_out_right_before_a_crash_does_not_go_out_again(busy: Chat) -> None:
    busy.store = Stuck(busy.desk.database)
    busy.restart()
    busy.session = busy.opened()
    busy.session.stop()
    assert busy.queue.go_on(busy.session)
    assert (busy.asked, busy.waiting) == (["first", "second"], ["third"])
    busy.restart()
    busy.session = busy.opened()
    assert (busy.asked, busy.waiting) == (["first", "second"], ["third"])


def test_nothing_but_spaces_does_not_wait(busy: Chat) -> None:
    assert not busy.queue.put(busy.session, "  ")


KINDS = ("put", "answer", "stop", "fail", "remove", "undo", "restart", "move", "now", "go_on")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 5)),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_whatever_happens_no_message_is_lost_or_sent_twice(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        chat = Chat(Path(folder))
        chat.ask("begin")
        said: list[str] = ["begin"]
        removed: list[str] = []
        for number, (step, at) in enumerate(steps):
            _do(chat, step, at, number, said, removed)
            everywhere = sorted([*_sent(chat), *chat.waiting, *removed])
            assert everywhere == sorted(said), step
        chat.desk.close()


def _sent(chat: Chat) -> list[str]:
    return [message.text for message in chat.session.messages.values() if message.role is Role.USER]


def _do(chat: Chat, step: str, at: int, number: int, said: list[str], removed: list[str]) -> None:
    session, waiting = chat.session, chat.queue.waiting(chat.session)
    one = waiting[at % len(waiting)] if waiting else None
    acts: dict[str, Callable[[], object]] = {
        "answer": chat.answer,
        "stop": session.stop,
        "fail": lambda: chat.desk.say(Failed(FailureKind.QUOTA, "")),
        "go_on": lambda: chat.queue.go_on(session),
        "move": lambda: one and chat.queue.move(session, one.id, at - 2),
        "now": lambda: one and chat.queue.send_now(session, one.id),
    }
    if step == "put":
        said.append(f"{number}")
        if session.busy:
            assert chat.queue.put(session, said[-1])
        else:
            chat.ask(said[-1])
    elif step == "remove" and one is not None:
        chat.queue.remove(session, one.id)
        removed.append(one.text)
    elif step == "undo" and removed:
        assert chat.deeds.undo()
        removed.pop()
    elif step == "restart":
        chat.desk.runs[-1].cancel()
        chat.restart()
        chat.session = chat.opened()
    elif step in acts:
        acts[step]()


def test_what_the_disk_did_not_let_come_back_comes_back_when_there_is_room(busy: Chat) -> None:
    busy.queue.remove(busy.session, busy.id_of("second"))
    busy.desk.database.execute("PRAGMA query_only = ON")
    with pytest.raises(NotWritten):
        busy.deeds.undo()
    busy.desk.database.execute("PRAGMA query_only = OFF")
    busy.deeds.undo()
    assert busy.waiting == ["second", "third"]


def test_what_was_removed_from_a_conversation_that_is_gone_does_not_come_back(busy: Chat) -> None:
    busy.queue.remove(busy.session, busy.id_of("second"))
    busy.library.delete(busy.id)
    busy.deeds.undo()
    assert busy.deeds.redo() is None


def test_the_person_sees_whether_something_waits_for_them_or_for_an_answer(busy: Chat) -> None:
    assert not busy.is_held
    busy.session.stop()
    assert busy.is_held
    busy.queue.go_on(busy.session)
    assert not busy.is_held


def test_to_go_on_sends_all_of_them_one_after_the_other(busy: Chat) -> None:
    busy.session.stop()
    assert busy.queue.go_on(busy.session)
    busy.answer()
    busy.answer()
    assert (busy.asked, busy.waiting) == (["first", "second", "third"], [])


def test_to_go_on_while_an_answer_comes_sends_them_after_it(busy: Chat) -> None:
    busy.session.stop()
    busy.ask("between")
    assert busy.queue.go_on(busy.session)
    assert busy.asked == ["first", "between"]
    busy.answer()
    assert busy.asked == ["first", "between", "second"]


def test_nothing_is_moved_beyond_the_last(busy: Chat) -> None:
    assert not busy.queue.move(busy.session, busy.id_of("third"), 1)
    assert not busy.queue.move(busy.session, "nowhere", 1)
    assert busy.waiting == ["second", "third"]


def test_when_nobody_can_answer_an_answer_is_not_stopped_for_one_that_waits(busy: Chat) -> None:
    busy.answering = None
    assert not busy.queue.send_now(busy.session, busy.id_of("third"))
    assert busy.session.busy


def test_after_nobody_could_answer_it_waits_for_the_person_although_somebody_can_again(busy: Chat) -> None:
    busy.answering = None
    busy.answer()
    busy.answering = MODEL
    busy.ask("between")
    busy.answer()
    assert (busy.asked, busy.waiting) == (["first", "between"], ["second", "third"])


def test_what_is_queued_when_no_answer_is_on_its_way_goes_out_at_once(chat: Chat) -> None:
    chat.ask("first")
    chat.answer()
    assert chat.queue.put(chat.session, "second")
    assert (chat.asked, chat.waiting) == (["first", "second"], [])


def test_one_that_went_out_while_the_disk_took_nothing_is_still_there_after_a_crash(busy: Chat) -> None:
    refuse = "CREATE TEMP TRIGGER refuse BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'no room'); END"
    busy.desk.database.execute(refuse)
    busy.answer()
    assert busy.asked == ["first", "second"]
    busy.desk.database.execute("DROP TRIGGER refuse")
    busy.restart()
    busy.session = busy.opened()
    assert (busy.asked, busy.waiting) == (["first"], ["second", "third"])
