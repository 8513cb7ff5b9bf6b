"""A conversation and its turns: frozen values. They know nothing of how they are sent, stored or drawn."""

from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.events import Failed, Usage
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text, ToolCall


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class State(StrEnum):
    """Where a message stands. Everything but STREAMING is final."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    """The reader stopped it; what had arrived is kept."""
    INTERRUPTED = "interrupted"
    """It was cut off before its end; what had arrived is kept."""
    FAILED = "failed"
    """Nothing readable arrived."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model of which connection answers."""

    connection: str
    model: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn in the tree of a conversation. Times are UTC milliseconds.

    `failure` says why an answer is missing or cut; it is kept beside the parts, is never one of them and is never sent.
    """

    id: str
    role: Role
    parts: tuple[Part, ...] = ()
    parent: str | None = None
    created: int = 0
    state: State = State.COMPLETE
    author: str = ""
    """For an answer: the display name of the model that gave it."""
    failure: Failed | None = None
    usage: Usage | None = None
    finish: str = ""
    seconds: float | None = None
    """For an answer: from the request to its end."""
    choice: ModelChoice | None = None
    """For an answer: who gave it."""

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts if isinstance(part, Text))

    @property
    def reasoning(self) -> str:
        return "".join(part.text for part in self.parts if isinstance(part, Reasoning))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(part for part in self.parts if isinstance(part, Picture))

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it for a reader, or something the model wants done."""
        return bool(self.text.strip()) or any(isinstance(part, Picture | ToolCall) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The head of a conversation; its messages are kept apart. Times are UTC milliseconds.

    `leaf` is the last message of the branch being read. `named` tells that the title is not to be replaced by a
    machine's: a person wrote it, or a model has already been asked.
    """

    id: str
    title: str = ""
    named: bool = False
    created: int = 0
    updated: int = 0
    leaf: str | None = None
    choice: ModelChoice | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer of a conversation, and where its caret is, in UTF-16 units as Qt counts."""

    text: str = ""
    caret: int = 0
    pictures: tuple[Picture, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.text or self.pictures)
