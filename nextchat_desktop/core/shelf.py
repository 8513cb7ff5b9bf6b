"""What the list of conversations shows of each: frozen values. They know nothing of how they are kept."""

from dataclasses import dataclass

from nextchat_desktop.core.choice import ModelChoice


@dataclass(frozen=True, slots=True)
class Card:
    """A conversation as it stands in the list; everything else of it is left unread. Times are UTC milliseconds.

    `avatar` and `mask` are the emoji and the name of the mask it began with, empty where there is none. `rank` orders
    it among its neighbours where people put things in order, the lowest first. `failed` tells that the last answer of
    the branch being read is a failure, `unread` that an answer has come which nobody has looked at.
    """

    id: str
    title: str = ""
    updated: int = 0
    pinned: bool = False
    archived: bool = False
    folder: str | None = None
    tags: tuple[str, ...] = ()
    rank: float = 0.0
    choice: ModelChoice | None = None
    avatar: str = ""
    mask: str = ""
    unread: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some cards, the last used first, and where the next page begins; None after the last one."""

    cards: tuple[Card, ...]
    after: tuple[int, str] | None = None
