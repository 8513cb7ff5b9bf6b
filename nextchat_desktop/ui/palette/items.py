"""What stands in the palette: frozen rows. They know neither how they are painted nor where they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Act = Callable[[], object]
Range = tuple[int, int]
"""First place, and the one behind the last."""


class Kind(StrEnum):
    """The groups, in the order in which they are shown; their heads are `palette.group.<kind>`."""

    RECENT = "recent"
    MESSAGES = "messages"
    CONVERSATIONS = "conversations"
    COMMANDS = "commands"
    MASKS = "masks"
    PROMPTS = "prompts"
    MODELS = "models"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be chosen, or, if it `is_head`, what stands above a group.

    `key` tells it from all others, today and at the next start. `below` is a second line, `beside` stands behind the
    title, `end` at the end of the row; `keys` are shortcuts as this system writes them. `avatar` is an emoji in place
    of the icon. `hint` and `other_hint` say what Enter does, and Ctrl+Enter if there is `other`.
    """

    key: str
    kind: Kind
    title: str
    icon: str = ""
    act: Act | None = None
    marks: tuple[Range, ...] = ()
    below: str = ""
    beside: str = ""
    end: str = ""
    keys: tuple[str, ...] = ()
    avatar: str = ""
    spoken: str = ""
    hint: str = ""
    other: Act | None = None
    other_hint: str = ""
    stays: bool = False
    """The list stays open when it is chosen."""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with what it is found by: its names, the title first, and whatever else is said of it."""

    item: Item
    names: tuple[str, ...]
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What was found by a search, and of how many `conversations` those are the best."""

    messages: tuple[Item, ...] = ()
    conversations: tuple[Item, ...] = ()
    of_conversations: int = 0
