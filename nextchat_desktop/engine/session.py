"""One conversation being held. It lives on the owner's thread and knows nothing of Qt, HTTP or SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from nextchat_desktop.core import assembly
from nextchat_desktop.core.changes import Change, applied
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import living, living_parent, newest_leaf, path_to, sent
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.editing import Tree, put_back
from nextchat_desktop.core.events import Delta, Failed, Finished, StreamEvent, Usage
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text, written
from nextchat_desktop.core.plan import memory_of
from nextchat_desktop.core.wire import ChatRequest, Run, StartReply
from nextchat_desktop.engine.briefing import Brief, MakeBrief, unadorned
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import NO_MEMORIES, Clock, Conversations, Journal, Memories, NewId


@dataclass(frozen=True, slots=True)
class World:
    """What every session is handed."""

    start_reply: StartReply
    store: Conversations
    journal: Journal
    clock: Clock
    new_id: NewId
    brief: MakeBrief = unadorned
    memories: Memories = NO_MEMORIES


@dataclass(frozen=True, slots=True)
class _Asked:
    """The answer that is on its way: what it was before it went on, if it did, and since when it is waited for."""

    answer: str
    before: Message | None
    since: int
    """UTC milliseconds."""


class Session:
    """Sends, stops and answers again. `changed` tells the id of each message that is new or different.

    What the disk does not take stays here, is offered to it again with the next change, and `not_kept` tells why.
    What another process writes is taken in by `reload`, while an answer is on its way only after its end.
    """

    def __init__(self, world: World, conversation: Conversation) -> None:
        self._world = world
        self.conversation = conversation
        self.changed = Notice()
        self.ended = Notice()
        self.not_kept = Notice()
        self._unkept: dict[str, Message] = {}
        self._is_kept = True
        self._messages = {message.id: message for message in world.store.messages(conversation.id)}
        self._on_disk = conversation if self._messages else None
        self._behind = False
        self._run: Run | None = None
        self._asked: _Asked | None = None

    @property
    def messages(self) -> Mapping[str, Message]:
        return MappingProxyType(self._messages)

    @property
    def path(self) -> tuple[Message, ...]:
        """The branch being read, oldest first."""
        return living(self.tree.path)

    @property
    def tree(self) -> Tree:
        """All branches, with what was deleted."""
        return Tree(self.conversation, self.messages)

    @property
    def memories(self) -> Sequence[Memory]:
        """Of all branches."""
        return self._world.memories.memories(self.conversation.id)

    @property
    def memory(self) -> Memory | None:
        """What is remembered on the branch being read."""
        return memory_of(self.conversation, self.tree.path, self.memories)

    @property
    def busy(self) -> bool:
        return self._run is not None

    @property
    def is_kept(self) -> bool:
        """Whether the disk has taken everything."""
        return self._is_kept

    def send(
        self, text: str, choice: ModelChoice, author: str, pictures: tuple[Picture, ...] = (), id: str = ""
    ) -> bool:
        """Asks, under this id where one is given that nothing has yet.

        False, and nothing happens, while an answer is on its way or when there is nothing to say.
        """
        return self._question(text, choice, author, pictures, self.conversation.leaf, id) is not None

    def answer_again(
        self, id: str, choice: ModelChoice, author: str, options: Mapping[str, Any] | None = None
    ) -> Change | None:
        """Another answer to the question `id`, or to the question of the answer `id`; those there are stay beside it.

        None, and nothing happens, while an answer is on its way or where there is no question.
        """
        message = self._messages[id]
        above = living_parent(id, self._messages)
        question = message if message.role is Role.USER else self._messages.get(above or "")
        if self.busy or question is None or question.role is not Role.USER:
            return None
        return self._ask(question, choice, author, options or {})

    def ask_otherwise(
        self, question: str, text: str, choice: ModelChoice, author: str, pictures: tuple[Picture, ...] = ()
    ) -> Change | None:
        """The question in other words, with an answer of its own; the first stays beside it, with all that followed.

        None, and nothing happens, while an answer is on its way or when there is nothing to say.
        """
        return self._question(text, choice, author, pictures, self._messages[question].parent)

    def go_on(self, answer: str, wish: str, choice: ModelChoice) -> Message | None:
        """Has an answer that was cut off go on where it ends; `wish` asks for that and is not kept.

        Gives the answer as it was, for `put_back`. None, and nothing happens, while an answer is on its way.
        """
        before = self._messages[answer]
        if self.busy or not before.says_something:
            return None
        going = replace(before, state=State.STREAMING, failure=None, finish="", edited=self._world.clock())
        told = (*path_to(answer, self._messages), Message("", Role.USER, (Text(wish),), created=self._world.clock()))
        brief = self._world.brief(self.conversation, told, self.memories, choice, least=1)
        self._messages[answer] = going
        self._start(going, before, choice, brief, {}, told[-1])
        self.changed.tell(answer)
        return before

    def put_back(self, before: Message) -> Message:
        """Makes a message what it was, and gives what it was until now. What it loses is kept as a wording of it.

        If it is the answer on its way, that is stopped; one to something else goes on.
        """
        if self._asked is not None and self._asked.answer == before.id:
            self.stop()
        now = self._messages[before.id]
        self.apply(put_back(self.tree, before))
        return now

    def apply(self, change: Change) -> Change:
        """Does or undoes something, and gives what undoes that. An answer that it deletes is stopped."""
        if self._asked is not None and any(self._asked.answer == new.id and new.deleted for _, new in change.messages):
            self.stop()
        self.conversation, moved = applied(change, self.conversation, self._messages)
        self._messages |= {message.id: message for message in moved}
        self._keep(*moved)
        self.changed.tell(moved[-1].id if moved else "")
        return change.back(self._world.clock())

    def brief(self, text: str, pictures: tuple[Picture, ...], choice: ModelChoice) -> Brief:
        """What would go along with this question now."""
        question = Message("", Role.USER, (*_said(text), *pictures), created=self._world.clock())
        return self._world.brief(self.conversation, (*self.tree.path, question), self.memories, choice)

    def turn_to(self, message: str) -> None:
        """Reads on along the branch through this message. Not while an answer is on its way."""
        if self.busy or message not in self._messages or self._messages[message].deleted is not None:
            return
        self.conversation = replace(self.conversation, leaf=newest_leaf(message, self._messages.values()))
        self._keep()
        self.changed.tell(message)

    def rename(self, title: str, named: bool = True) -> None:
        self.conversation = replace(self.conversation, title=title, named=named)
        self._keep()

    def choose(self, choice: ModelChoice) -> None:
        """Who answers from now on."""
        self.conversation = replace(self.conversation, choice=choice)
        if self._messages:
            self._keep()

    def stop(self) -> None:
        """Ends the answer at once and keeps what arrived. Nothing if none is on its way."""
        if self._run is not None and self._asked is not None:
            self._run.cancel()
            self._end(assembly.stopped(self._messages[self._asked.answer]))

    def close(self) -> None:
        """Stops, and offers the disk once more what it did not take."""
        self.stop()
        if not self._is_kept:
            self._keep()

    def reload(self) -> None:
        """Takes in what another process has written. A conversation it has deleted stays as it is here."""
        self._behind = self.busy or not self._is_kept
        conversation = None if self._behind else self._world.store.get(self.conversation.id)
        if conversation is None:
            return
        self._on_disk = conversation
        self._messages = {message.id: message for message in self._world.store.messages(conversation.id)}
        self.conversation = replace(conversation, leaf=self._leaf_to_read(conversation.leaf))

    def _leaf_to_read(self, theirs: str | None) -> str | None:
        """The end of the branch that is read here, which goes on where another process has gone on with it."""
        mine = self.conversation.leaf
        goes_on = any(message.id == mine for message in path_to(theirs, self._messages))
        return theirs if goes_on or mine not in self._messages else mine

    def _question(
        self,
        text: str,
        choice: ModelChoice,
        author: str,
        pictures: tuple[Picture, ...],
        parent: str | None,
        id: str = "",
    ) -> Change | None:
        if self.busy or not (text.strip() or pictures) or id in self._messages:
            return None
        question = self._new(Role.USER, parent, (*_said(text), *pictures))
        return self._ask(replace(question, id=id) if id else question, choice, author)

    def _ask(
        self, question: Message, choice: ModelChoice, author: str, options: Mapping[str, Any] = MappingProxyType({})
    ) -> Change:
        head, is_new = self.conversation, question.id not in self._messages
        blank = self._new(Role.ASSISTANT, question.id, ())
        answer = replace(blank, state=State.STREAMING, author=author, choice=choice)
        self._messages |= {question.id: question, answer.id: answer}
        asked = choice if is_new else head.choice or choice  # one answer by another model is no change of mind
        self.conversation = replace(head, leaf=answer.id, choice=asked, updated=answer.created)
        path = path_to(question.id, self._messages)
        brief = self._world.brief(self.conversation, path, self.memories, choice)
        self._start(answer, None, choice, brief, options, question)
        self.changed.tell(question.id)
        self.changed.tell(answer.id)
        new = (question, answer) if is_new else (answer,)
        return Change(head, replace(head, leaf=answer.id), tuple((None, message) for message in new))

    def _start(
        self,
        answer: Message,
        before: Message | None,
        choice: ModelChoice,
        brief: Brief,
        options: Mapping[str, Any],
        question: Message,
    ) -> None:
        request = ChatRequest(
            choice,
            sent(brief.plan.messages, choice),
            {**brief.options, **options},
            question=question,
            subject=answer.id,
            conversation=self.conversation.id,
        )
        self._world.journal.begin(answer.id)
        self._keep(*(message for message in (self._messages.get(question.id), answer) if message is not None))
        self._asked = _Asked(answer.id, before, self._world.clock())
        self._run = self._world.start_reply(request, self._on_event)

    def _new(self, role: Role, parent: str | None, parts: tuple[Part, ...]) -> Message:
        return Message(self._world.new_id(), role, parts, parent, self._world.clock())

    def _on_event(self, event: StreamEvent) -> None:
        if self._asked is None:
            return
        before = self._messages[self._asked.answer]
        if isinstance(event, Usage) and self._asked.before is not None:
            event = event + (self._asked.before.usage or Usage())
        message = self._timed(before, assembly.apply(before, event))
        if isinstance(event, Finished | Failed):
            self._end(message)
            return
        if isinstance(event, Delta):
            self._world.journal.add(message.id, event)
        self._messages[message.id] = message
        self.changed.tell(message.id)

    def _timed(self, before: Message, after: Message) -> Message:
        """Notes how long the model thought, when its first word comes."""
        if before.text or not after.text:
            return after
        seconds = (self._world.clock() - after.created) / 1000
        parts = (replace(part, seconds=seconds) if isinstance(part, Reasoning) else part for part in after.parts)
        return replace(after, parts=tuple(parts))

    def _end(self, message: Message) -> None:
        now = self._world.clock()
        message = replace(message, seconds=self._spent(now))
        self._run = self._asked = None
        self._messages[message.id] = message
        self.conversation = replace(self.conversation, updated=now)
        self._keep(message)
        self.changed.tell(message.id)
        self.ended.tell(message.id)

    def _spent(self, now: int) -> float:
        """Seconds from the request to its end; of an answer that went on, all together."""
        if self._asked is None:
            return 0.0
        first = self._asked.before.seconds if self._asked.before is not None else None
        return (first or 0.0) + (now - self._asked.since) / 1000

    def _keep(self, *messages: Message) -> None:
        """Puts the conversation's head and these messages on disk. The journal holds an answer until it is there."""
        self._unkept |= {message.id: message for message in messages}
        try:
            self._world.store.save(self.conversation, *self._unkept.values(), since=self._on_disk)
        except NotWritten as error:
            self._is_kept = False
            self.not_kept.tell(str(error))
            return
        self._is_kept = True
        self._on_disk = self.conversation
        kept, self._unkept = self._unkept, {}
        for message in kept.values():
            if message.role is Role.ASSISTANT and message.state is not State.STREAMING:
                self._world.journal.end(message.id)
        if self._behind and not self.busy:
            self.reload()


def _said(text: str) -> tuple[Text, ...]:
    return (written(text),) if text.strip() else ()
