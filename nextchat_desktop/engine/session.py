"""One conversation being held. It lives on the owner's thread and knows nothing of Qt, HTTP or SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from nextchat_desktop.core import assembly
from nextchat_desktop.core.context import newest_leaf, path_to, sent
from nextchat_desktop.core.events import Delta, Failed, Finished, StreamEvent
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.messages import Conversation, Message, ModelChoice, Role, State
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text
from nextchat_desktop.core.wire import ChatRequest, Run, StartReply
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, Conversations, Journal, NewId


@dataclass(frozen=True, slots=True)
class World:
    """What every session is handed."""

    start_reply: StartReply
    store: Conversations
    journal: Journal
    clock: Clock
    new_id: NewId


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
        self._messages = {message.id: message for message in world.store.messages(conversation.id)}
        self._on_disk = conversation if self._messages else None
        self._behind = False
        self._run: Run | None = None
        self._answer: str | None = None

    @property
    def messages(self) -> Mapping[str, Message]:
        return MappingProxyType(self._messages)

    @property
    def path(self) -> tuple[Message, ...]:
        """The branch being read, oldest first."""
        return path_to(self.conversation.leaf, self._messages)

    @property
    def busy(self) -> bool:
        return self._run is not None

    @property
    def is_kept(self) -> bool:
        """Whether the disk has taken everything."""
        return not self._unkept

    def send(self, text: str, choice: ModelChoice, author: str, pictures: tuple[Picture, ...] = ()) -> bool:
        """Asks. False, and nothing happens, while an answer is on its way or when there is nothing to say."""
        if self.busy or not (text.strip() or pictures):
            return False
        whole = text.encode("utf-8", "replace").decode()  # half a surrogate pair can be neither kept nor sent
        said = (Text(whole),) if whole.strip() else ()
        question = self._new(Role.USER, self.conversation.leaf, (*said, *pictures))
        self._ask(question, choice, author)
        return True

    def answer_again(
        self, answer: str, choice: ModelChoice, author: str, options: Mapping[str, Any] | None = None
    ) -> bool:
        """Another answer to the same question; the first stays as its sibling."""
        question = self._messages.get(self._messages[answer].parent or "")
        if self.busy or question is None:
            return False
        self._ask(question, choice, author, options or {})
        return True

    def turn_to(self, message: str) -> None:
        """Reads on along the branch through this message. Not while an answer is on its way."""
        if self.busy or message not in self._messages:
            return
        self.conversation = replace(self.conversation, leaf=newest_leaf(message, self._messages.values()))
        self._keep()
        self.changed.tell(message)

    def stop(self) -> None:
        """Ends the answer at once and keeps what arrived. Nothing if none is on its way."""
        if self._run is not None and self._answer is not None:
            self._run.cancel()
            self._end(assembly.stopped(self._messages[self._answer]))

    def close(self) -> None:
        """Stops, and offers the disk once more what it did not take."""
        self.stop()
        if self._unkept:
            self._keep()

    def reload(self) -> None:
        """Takes in what another process has written. A conversation it has deleted stays as it is here."""
        self._behind = self.busy or bool(self._unkept)
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

    def _ask(
        self, question: Message, choice: ModelChoice, author: str, options: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        blank = self._new(Role.ASSISTANT, question.id, ())
        answer = replace(blank, state=State.STREAMING, author=author, choice=choice)
        self._messages |= {question.id: question, answer.id: answer}
        self.conversation = replace(self.conversation, leaf=answer.id, choice=choice, updated=answer.created)
        told = sent(path_to(question.id, self._messages), choice)
        request = ChatRequest(choice, told, options, question=question, subject=answer.id)
        self._world.journal.begin(answer.id)
        self._keep(question, answer)
        self._answer = answer.id
        self._run = self._world.start_reply(request, self._on_event)
        self.changed.tell(question.id)
        self.changed.tell(answer.id)

    def _new(self, role: Role, parent: str | None, parts: tuple[Part, ...]) -> Message:
        return Message(self._world.new_id(), role, parts, parent, self._world.clock())

    def _on_event(self, event: StreamEvent) -> None:
        if self._answer is None:
            return
        before = self._messages[self._answer]
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
        message = replace(message, seconds=(now - message.created) / 1000)
        self._run = self._answer = None
        self._messages[message.id] = message
        self.conversation = replace(self.conversation, updated=now)
        self._keep(message)
        self.changed.tell(message.id)
        self.ended.tell(message.id)

    def rename(self, title: str, named: bool = True) -> None:
        self.conversation = replace(self.conversation, title=title, named=named)
        self._keep()

    def choose(self, choice: ModelChoice) -> None:
        """Who answers from now on."""
        self.conversation = replace(self.conversation, choice=choice)
        if self._messages:
            self._keep()

    def _keep(self, *messages: Message) -> None:
        """Puts the conversation's head and these messages on disk. The journal holds an answer until it is there."""
        self._unkept |= {message.id: message for message in messages}
        try:
            self._world.store.save(self.conversation, *self._unkept.values(), since=self._on_disk)
        except NotWritten as error:
            self.not_kept.tell(str(error))
            return
        self._on_disk = self.conversation
        kept, self._unkept = self._unkept, {}
        for message in kept.values():
            if message.role is Role.ASSISTANT and message.state is not State.STREAMING:
                self._world.journal.end(message.id)
        if self._behind and not self.busy:
            self.reload()
