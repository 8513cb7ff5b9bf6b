"""What the engine asks of the world, as protocols. The composition root hands in what answers them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.conversation import Conversation, Draft, Memory, Place, Queued
from nextchat_desktop.core.events import Delta, Failed
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.wire import Listed, Run

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Checked, Report

Clock = Callable[[], int]
"""UTC milliseconds."""

NewId = Callable[[], str]


class AskModels(Protocol):
    """Asks a service which models it has. The outcome comes once, on the owner's thread, not before this returns."""

    def __call__(self, connection: Connection, deliver: Callable[[Listed | Failed], None]) -> Run: ...


class AskBalance(Protocol):
    """Asks a service what has been used and what is left. The outcome comes as for `AskModels`."""

    def __call__(self, connection: Connection, deliver: Callable[[Balance | Failed], None]) -> Run: ...


class Examine(Protocol):
    """Tests a connection, with its first model where none is named. Steps are told as soon as they are known, and again
    if they turn out otherwise; `done` is called once. Nothing is told before this returns, nor after `cancel`."""

    def test(
        self,
        connection: Connection,
        model: str,
        on_step: "Callable[[Checked], None]",
        done: "Callable[[Report], None]",
    ) -> Run: ...


class Conversations(Protocol):
    def all(self) -> list[Conversation]: ...
    def get(self, id: str) -> Conversation | None: ...
    def messages(self, conversation: str) -> list[Message]: ...
    def save(self, conversation: Conversation, *messages: Message, since: Conversation | None = None) -> None: ...
    def delete(self, id: str, now: int) -> None: ...
    def restore(self, id: str) -> None: ...
    def streaming(self) -> list[tuple[Conversation, Message]]: ...
    def changed_elsewhere(self) -> bool: ...


class LeftPieces(Protocol):
    @property
    def message(self) -> str: ...
    @property
    def deltas(self) -> tuple[Delta, ...]: ...


class Journal(Protocol):
    def begin(self, message: str) -> None: ...
    def add(self, message: str, delta: Delta) -> None: ...
    def end(self, message: str) -> None: ...


class Memories(Protocol):
    """What was said, in short. Writing may raise NotWritten."""

    def memories(self, conversation: str) -> Sequence[Memory]: ...
    def keep_memory(self, conversation: str, memory: Memory) -> None: ...
    def forget_memory(self, id: str) -> None: ...


class NoMemories:
    """Where nothing is remembered."""

    def memories(self, conversation: str) -> Sequence[Memory]:
        return ()

    def keep_memory(self, conversation: str, memory: Memory) -> None:
        """Lets it go."""

    def forget_memory(self, id: str) -> None:
        """There is none."""


NO_MEMORIES = NoMemories()


class Drafts(Protocol):
    def draft(self, conversation: str) -> Draft: ...
    def keep_draft(self, conversation: str, draft: Draft) -> None: ...


class Places(Protocol):
    """Where somebody was reading. Writing may raise NotWritten."""

    def place(self, conversation: str) -> Place | None: ...
    def keep_place(self, conversation: str, place: Place | None) -> None: ...


class KeptQueue(Protocol):
    """Messages that wait, by conversation, without those that are among its messages. Writing may raise NotWritten."""

    def queued(self, conversation: str) -> Sequence[Queued]: ...
    def put(self, conversation: str, message: Queued, place: int | None = None) -> None: ...
    def order(self, ids: Sequence[str]) -> None: ...
    def remove(self, id: str) -> None: ...


class KeptPrompts(Protocol):
    """Writing may raise NotWritten."""

    def own(self) -> Sequence[Prompt]: ...
    def shipped(self, language: str) -> Sequence[Prompt]: ...
    def keep(self, prompts: Iterable[Prompt]) -> None: ...
    def delete(self, ids: Iterable[str], now: int) -> None: ...
