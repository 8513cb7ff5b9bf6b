"""Conversations on their way out: what is told of them, in which shape, and which of them. Frozen values; no file."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from nextchat_desktop.core.context import living, path_to
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture


class Shape(StrEnum):
    """How conversations are given out."""

    MARKDOWN = "md"
    TEXT = "txt"
    HTML = "html"
    PDF = "pdf"
    PICTURE = "png"
    JSON = "json"
    """Everything that is known; what comes back is the same."""
    NEXTCHAT = "nextchat"
    LINES = "jsonl"
    """Lines that models are trained on."""

    @property
    def ending(self) -> str:
        """How the name of a file ends that has it."""
        return "json" if self is Shape.NEXTCHAT else self.value


class Extra(StrEnum):
    """What may come along with what was said."""

    CONTEXT = "context"
    THOUGHTS = "thoughts"
    PICTURES = "pictures"


DATA = frozenset((Shape.JSON, Shape.NEXTCHAT, Shape.LINES))
"""For programs. Several conversations are one file."""
DRAWN = frozenset((Shape.PDF, Shape.PICTURE))
"""Only a window can make these."""
SHOWN_DRAWN = DRAWN | {Shape.HTML}
"""Of one conversation a window shows these as they will look, and makes them."""

_EVERY = frozenset(Extra)
OPEN: Mapping[Shape, frozenset[Extra]] = {
    Shape.MARKDOWN: _EVERY,
    Shape.TEXT: frozenset((Extra.CONTEXT, Extra.THOUGHTS)),
    Shape.HTML: _EVERY,
    Shape.PDF: _EVERY,
    Shape.PICTURE: _EVERY,
    Shape.JSON: frozenset((Extra.PICTURES,)),
    Shape.NEXTCHAT: _EVERY,
    Shape.LINES: frozenset((Extra.CONTEXT, Extra.PICTURES)),
}
"""What may be left out of each or come along. The rest is always in it, or never."""
ALWAYS: Mapping[Shape, frozenset[Extra]] = {Shape.JSON: frozenset((Extra.CONTEXT, Extra.THOUGHTS))}


@dataclass(frozen=True, slots=True)
class Manner:
    """A shape, and what comes along in it."""

    shape: Shape
    extras: frozenset[Extra] = _EVERY

    def has(self, extra: Extra) -> bool:
        return extra in ALWAYS.get(self.shape, ()) or (extra in self.extras and extra in OPEN[self.shape])


@dataclass(frozen=True, slots=True)
class Whole:
    """A conversation with all its branches. `folder` is the name of its folder."""

    head: Conversation
    messages: tuple[Message, ...]
    memories: tuple[Memory, ...] = ()
    folder: str = ""

    @property
    def path(self) -> tuple[Message, ...]:
        """The branch that is read, the oldest first, with what was deleted."""
        return path_to(self.head.leaf, {one.id: one for one in self.messages})

    @property
    def branch(self) -> tuple[Message, ...]:
        """What is read of it, the oldest first."""
        return living(self.path)

    @property
    def says_something(self) -> bool:
        return any(message.says_something for message in self.branch)

    def only(self, ids: Collection[str]) -> "Whole":
        """These turns of what is read. What was said in short is not in it, for that may be of others."""
        kept: list[Message] = []
        cleared = None
        for one in self.path:
            if one.id in ids and one.deleted is None:
                kept.append(replace(one, parent=kept[-1].id if kept else None))
            if one.id == self.head.cleared:
                cleared = kept[-1].id if kept else None
        head = replace(self.head, leaf=kept[-1].id if kept else None, cleared=cleared)
        return replace(self, head=head, messages=tuple(kept), memories=())


@dataclass(frozen=True, slots=True)
class Told:
    """What is written for people. `context` are the messages that go before everything, empty where they are not
    wanted."""

    head: Conversation
    messages: tuple[Message, ...]
    context: tuple[Message, ...] = ()
    thoughts: bool = False


def told(whole: Whole, manner: Manner) -> Told:
    has_thoughts = manner.has(Extra.THOUGHTS)
    context = whole.head.context if manner.has(Extra.CONTEXT) else ()
    return Told(whole.head, shown(whole.branch, has_thoughts), shown(context, has_thoughts), has_thoughts)


def shown(messages: Iterable[Message], has_thoughts: bool = False) -> tuple[Message, ...]:
    """Without those in which there is nothing to read: that an answer failed is nobody else's business."""
    return tuple(
        one for one in messages if one.text.strip() or one.pictures or (has_thoughts and one.reasoning.strip())
    )


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words around those of others. `when` makes a time out of UTC milliseconds, `plain` words out of Markdown,
    `says` a line out of what something is and what it is called."""

    roles: Mapping[Role, str]
    context: str
    thoughts: str
    picture: str
    language: str
    when: Callable[[int], str]
    plain: Callable[[str], str]
    says: Callable[[str, str], str] = "{}: {}".format
    is_leftwards: bool = False
    """Whether the language is written from right to left."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which conversations: these, or those in a folder, by its id; without either all of them."""

    ids: tuple[str, ...] | None = None
    folder: str = ""


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written. `here` are conversations as they are in memory, which counts before what the disk says.

    `services` are the services of connections, by the ids of these. Masks and prompts go along where the shape has room
    for them.
    """

    scope: Scope
    manner: Manner
    here: Mapping[str, Whole] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    masks: tuple[Mask, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    is_packed: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it: how many conversations, and how many pictures that nobody has any more."""

    conversations: int = 0
    lost: int = 0


ReadPicture = Callable[[Picture], bytes | None]


def is_packed(manner: Manner, whole: Whole | None) -> bool:
    """Whether it has to be a zip: several files, which None stands for, or one with pictures beside it."""
    if manner.shape in DATA:
        return False
    return whole is None or (manner.shape is Shape.MARKDOWN and manner.has(Extra.PICTURES) and _has_pictures(whole))


def _has_pictures(whole: Whole) -> bool:
    return any(message.pictures for message in (*whole.head.context, *whole.branch))
