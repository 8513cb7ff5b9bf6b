"""The head of a conversation and what belongs to one: memories, a folder, what waits, a draft, where it is read.

Frozen values. They know nothing of how they are kept.
"""

from dataclasses import dataclass

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters
from nextchat_desktop.core.parts import Picture


@dataclass(frozen=True, slots=True)
class Conversation:
    """The head of a conversation; its messages are kept apart. Times are UTC milliseconds.

    `leaf` is the last message of the branch being read. `named` tells that the title is not to be replaced by a
    machine's: a person wrote it, or a model has already been asked. `cleared` is the message up to which nothing is
    sent any more. `mask` is the mask it began with, as that was then; `context` are the messages that go before
    everything, the mask's at first. `parameters` are what is said here and nowhere else. `rank` orders conversations
    among their neighbours where the person has put them in order, the lowest first.
    """

    id: str
    title: str = ""
    named: bool = False
    created: int = 0
    updated: int = 0
    leaf: str | None = None
    choice: ModelChoice | None = None
    cleared: str | None = None
    mask: Mask | None = None
    context: tuple[Message, ...] = ()
    hides_context: bool = False
    parameters: Parameters = NOTHING_SAID
    folder: str | None = None
    tags: tuple[str, ...] = ()
    pinned: bool = False
    archived: bool = False
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said up to the message `through`, in short: from the beginning of a branch, or from where the context
    had been cleared then, behind the message `since`.

    It belongs to every branch that goes through that message, and to no other.
    """

    id: str
    through: str
    text: str
    created: int = 0
    choice: ModelChoice | None = None
    """Who wrote it; None where the person did."""
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A place for conversations. `rank` orders folders, the lowest first."""

    id: str
    name: str
    rank: float = 0.0
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that waits until the answer before it is there."""

    id: str
    text: str
    pictures: tuple[Picture, ...] = ()
    created: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer of a conversation, and where its caret is, in UTF-16 units as Qt counts."""

    text: str = ""
    caret: int = 0
    pictures: tuple[Picture, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.text or self.pictures)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads in a conversation: the message at the top of the view, and what of it is there.

    `offset` counts the characters of its Markdown before the block that is at the top of the view, the part of that
    which is above the view as a fraction. It is negative where the message begins below the top.
    """

    message: str
    offset: float = 0.0
