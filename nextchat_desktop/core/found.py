"""What files of other programs hold, as values of this one. Nothing here reads or keeps anything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.sources import Source

KeepPicture = Callable[[bytes], Picture | None]
"""None where these bytes are no picture. May raise OSError."""


class Sort(StrEnum):
    """The sorts of things that are counted. The words for one are `import.sort.<sort>`, a plural."""

    CONVERSATIONS = "conversations"
    MESSAGES = "messages"
    MASKS = "masks"
    PROMPTS = "prompts"
    CONNECTIONS = "connections"
    SETTINGS = "settings"


class Why(StrEnum):
    """Why something in a file was not taken as it was. The words are `import.why.<why>`, a plural."""

    UNKNOWN = "unknown"
    """Nobody here knows this kind of file."""
    UNREADABLE = "unreadable"
    """The disk, or the archive, does not give it out."""
    DATABASE = "database"
    """A copy of the other program's own database, which nobody but that program reads."""
    NOTHING = "nothing"
    """Files, archives and folders without anything in them."""
    BROKEN = "broken"
    """It ends in the middle, or makes no sense from somewhere on; what stood before that was read."""
    EMPTY = "empty"
    """Conversations in which nothing was said."""
    MESSAGE = "message"
    """Messages of a shape, or by somebody, that cannot be told here."""
    CONVERSATION = "conversation"
    """What should be a conversation and is none."""
    NAMELESS = "nameless"
    """Masks and prompts without a name or a text."""
    PICTURE_ELSEWHERE = "picture_elsewhere"
    """Pictures of which the file says only where the other program had them."""
    PICTURE = "picture"
    """Pictures that are none."""
    ATTACHMENT = "attachment"
    """Files that went along with a message."""
    LETTERS = "letters"
    """Letters that the program which wrote the file had destroyed, or that are no text."""
    FAILURE = "failure"
    """Errors that the other program had kept as if they were answers; they are marked and not sent."""
    TIME = "time"
    """Times that can be read in two ways or not at all, and were guessed from what is around."""
    TOOL = "tool"
    """Uses of tools that are kept and not yet shown."""
    NO_ADDRESS = "no_address"
    """Keys and access codes of which the file does not say which server they are for."""


HARMLESS = frozenset((Why.EMPTY, Why.FAILURE, Why.TIME, Why.TOOL, Why.NO_ADDRESS))
"""Of these nothing is lost that comes in by itself."""


@dataclass(frozen=True, slots=True)
class FoundConversation:
    """A conversation with its whole tree.

    All ids are those of the program it comes from: of the head, the messages, their parents and the leaf. So is what
    the head names: `head.folder` is the folder's name. A time of 0 is not known. `model` is what the model is called
    there. `is_ours` tells that this program wrote it, and that the ids are to stay.
    """

    head: Conversation
    messages: tuple[Message, ...]
    memories: tuple[Memory, ...] = ()
    model: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class FoundMask:
    """`mask.id` is the other program's, or empty."""

    mask: Mask


@dataclass(frozen=True, slots=True)
class FoundPrompt:
    """`prompt.id` is the other program's, or empty."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class FoundConnection:
    """A way to a service, with the key it was used with, if that was there. It is never taken without asking."""

    connection: Connection
    key: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """Settings that a person has changed. Readers tell parameters as `chat.<name>` and the others by NextChat's names;
    `settings/nextchat.py` makes this program's of them, and a report holds those, by their keys. They are never taken
    without asking."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not taken as it was: so many of one kind, `where` in the words of the file, empty where that says
    nothing."""

    why: Why
    where: str = ""
    count: int = 1


Found = FoundConversation | FoundMask | FoundPrompt | FoundConnection | FoundSettings | Unread


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose kind is known: the id of that, what it is called, and what is in it, read as it is asked for."""

    form: str
    label: str
    found: Iterator[Found]


class OpenFile(Protocol):
    def __call__(self, source: Source, keep: KeepPicture) -> Opened | None:
        """None where nobody knows this kind of file. Raises OSError, as reading on does."""
        ...
