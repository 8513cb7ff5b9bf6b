"""Whatever is done to a conversation: undone it is as before, done again as after, and every word said is kept."""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.world import MODEL, Desk
from nextchat_desktop.core.context import branches
from nextchat_desktop.core.editing import Wording
from nextchat_desktop.core.events import Finished, ReasoningDelta, TextDelta
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.session import Session
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.parts_text import parts_of
from nextchat_desktop.words.catalogue import Words

WORDS = Words(resource("locales"), "en")
PICTURE = Picture("0" * 64, "image/png")
ROLES = st.sampled_from([Role.SYSTEM, Role.USER, Role.ASSISTANT])
NUMBER = st.integers(0, 1000)

_OFTEN = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to look for the shortest way to a fault takes minutes
)

Sight = dict[str, Any]


def sight(session: Session, library: Library) -> Sight:
    """Everything a person can see of a conversation, wherever they turn, and which others there are."""
    head = replace(session.conversation, updated=0, leaf=None, choice=None)
    alive = {id: replace(message, parent=None) for id, message in session.messages.items() if message.deleted is None}
    return {
        "head": head,
        "messages": alive,
        "siblings": branches(session.messages.values()),
        "conversations": {conversation.id for conversation in library.all()},
    }


class Conversation(RuleBasedStateMachine):
    """What is sent and where one turns is not undone: it is the ground on which the rest is."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._said: set[str] = set()
        self._number = 0
        self._desk = Desk(Path(self._folder.name))

    @initialize()
    def begin(self) -> None:
        self._library = Library(self._desk.world)
        self.session = self._library.new()
        self._open_acts()
        self.send(with_picture=True, finishes=True)

    def teardown(self) -> None:
        self._library.close()
        self._desk.close()
        self._folder.cleanup()

    @rule(with_picture=st.booleans(), finishes=st.booleans())
    def send(self, with_picture: bool, finishes: bool) -> None:
        self.finish()
        if self.session.send(self._words(), MODEL, "GPT", (PICTURE,) if with_picture else ()):
            self.hear(finishes)
        self._lay_ground()

    @precondition(lambda self: self.session.messages)
    @rule(which=NUMBER)
    def turn(self, which: int) -> None:
        self.finish()
        self.session.turn_to(self._one(list(self.session.path) or list(self.session.messages.values()), which).id)
        siblings = [id for ids in branches(self.session.messages.values()).values() for id in ids]
        if siblings:
            self.session.turn_to(siblings[which % len(siblings)])
        self._has_turned = True

    @precondition(lambda self: self.session.path)
    @rule(which=NUMBER, finishes=st.booleans())
    def answer_again(self, which: int, finishes: bool) -> None:
        self.finish()
        message = self._one(self.session.path, which)
        if self.acts.answer_again(self.session, message.id, MODEL, "GPT"):
            self.hear(finishes)

    @precondition(lambda self: self._questions())
    @rule(which=NUMBER, finishes=st.booleans())
    def ask_otherwise(self, which: int, finishes: bool) -> None:
        self.finish()
        question = self._one(self._questions(), which)
        if self.acts.ask_otherwise(self.session, question.id, self._words(), MODEL, "GPT", question.pictures):
            self.hear(finishes)

    @precondition(lambda self: self.session.path)
    @rule(which=NUMBER)
    def go_on(self, which: int) -> None:
        message = self._one(self.session.path, which)
        if message.role is Role.ASSISTANT and self.acts.go_on(self.session, message.id, MODEL):
            self.hear(True)

    @precondition(lambda self: self.session.path)
    @rule(which=NUMBER)
    def reword(self, which: int) -> None:
        self.finish()
        self.acts.reword(self.session, self._one(self.session.path, which).id, self._words())

    @precondition(lambda self: self.session.path)
    @rule(which=st.lists(NUMBER, min_size=1, max_size=3))
    def delete(self, which: list[int]) -> None:
        self.acts.delete(self.session, list(dict.fromkeys(self._one(self.session.path, one).id for one in which)))

    @rule(which=NUMBER)
    def restore(self, which: int) -> None:
        gone = [message for message in self.session.messages.values() if message.deleted is not None]
        if gone:
            self.acts.restore(self.session, [self._one(gone, which).id])

    @rule()
    def clear(self) -> None:
        self.acts.clear(self.session)

    @precondition(lambda self: self.session.path)
    @rule(which=NUMBER)
    def pin(self, which: int) -> None:
        self.acts.pin(self.session, self._one(self.session.path, which).id)

    @rule(temperature=st.sampled_from([None, 0.2, 1.0]), turns=st.sampled_from([None, 0, 3]))
    def set_parameters(self, temperature: float | None, turns: int | None) -> None:
        self.acts.set_parameters(self.session, Parameters(temperature=temperature, turns=turns))

    @precondition(lambda self: self.session.path)
    @rule(which=NUMBER)
    def fork(self, which: int) -> None:
        self.acts.fork(self.session, self._one(self.session.path, which).id)

    @rule(order=st.randoms(use_true_random=False), roles=st.lists(ROLES, max_size=2))
    def rewrite(self, order: Any, roles: list[Role]) -> None:
        self.finish()
        wanted = [Wording(one.id, one.role, one.parts) for one in self.session.path]
        order.shuffle(wanted)
        wanted = wanted[: order.randint(0, len(wanted))]
        wanted += [Wording(None, role, (Text(self._words()),)) for role in roles]
        self.acts.rewrite(self.session, wanted)

    @rule()
    def finish(self) -> None:
        if self.session.busy:
            self._desk.say(TextDelta(f" {self._words()}"), Finished())

    @rule()
    def undo_one(self) -> None:
        self.deeds.undo()

    @rule()
    def redo_one(self) -> None:
        self.deeds.redo()

    @rule()
    def all_undone_is_as_before_and_all_done_again_as_after(self) -> None:
        self.finish()
        while self.deeds.redo():
            pass
        after, path_after = sight(self.session, self._library), self.session.path
        self._undo_all()
        while self.deeds.redo():
            pass
        assert sight(self.session, self._library) == after
        if not self._has_turned:
            assert self.session.path == path_after

    @rule()
    def start_again(self) -> None:
        """As after quitting: what was kept is what was seen, and what was done is no longer undone by a key."""
        self.finish()
        before, path = sight(self.session, self._library), self.session.path
        id = self.session.conversation.id
        self._library.close()
        self._desk.reopen()
        self._library = Library(self._desk.world)
        session = self._library.open(id)
        assert session is not None
        self.session = session
        assert sight(session, self._library) == before
        assert session.path == path
        self._open_acts()

    @invariant()
    def something_is_read_as_long_as_there_is_something(self) -> None:
        session = self.session
        assert bool(session.path) == any(one.deleted is None for one in session.messages.values())

    @invariant()
    def every_word_is_kept(self) -> None:
        if not self.session.busy:
            assert {word for word in self._said if word not in self._kept_words()} == set()

    def hear(self, finishes: bool) -> None:
        self._desk.now += 1
        self._desk.say(ReasoningDelta("Hm."), TextDelta(self._words()))
        self._desk.say(*([Finished()] if finishes else []))

    def _undo_all(self) -> None:
        while self.deeds.undo():
            pass
        assert sight(self.session, self._library) == self._ground
        if not self._has_turned:
            assert self.session.path == self._read

    def _open_acts(self) -> None:
        self.deeds = Deeds()
        self.acts = Acts(self._library, self.deeds, WORDS, self._desk.world.clock, self._desk.world.new_id)
        self._lay_ground()

    def _lay_ground(self) -> None:
        """What is done from here on is undone to here."""
        self.finish()
        self.deeds = Deeds()
        self.acts = Acts(self._library, self.deeds, WORDS, self._desk.world.clock, self._desk.world.new_id)
        self._ground, self._read = sight(self.session, self._library), self.session.path
        self._has_turned = False

    def _words(self) -> str:
        self._number += 1
        self._desk.now += 1
        word = f"word{self._number:04}"
        self._said.add(word)
        return word

    def _questions(self) -> list[Message]:
        return [message for message in self.session.path if message.role is Role.USER]

    def _one(self, among: Sequence[Message], which: int) -> Message:
        return among[which % len(among)]

    def _kept_words(self) -> str:
        """All that is on disk of this conversation and of what was said otherwise in it."""
        query = "SELECT parts FROM messages UNION ALL SELECT parts FROM wordings"
        with closing(sqlite3.connect(Path(self._folder.name) / "conversations.db")) as database:
            rows = database.execute(query).fetchall()
        return " ".join(part.text for (text,) in rows for part in parts_of(text) if isinstance(part, Text))


def test_nothing_is_lost() -> None:
    run_state_machine_as_test(Conversation, settings=_OFTEN)  # type: ignore[no-untyped-call]
