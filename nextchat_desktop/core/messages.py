"""The turns of a conversation: frozen values. They know nothing of how they are sent, stored or drawn."""

from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.choice import ModelChoice
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
    deleted: int | None = None
    """When it was deleted; it then is neither read nor sent, and keeps its place in the tree."""
    edited: int | None = None
    """When its words were last changed by a person, or went on after they had ended."""

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
