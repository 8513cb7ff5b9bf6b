"""What is looked for in all conversations, and what is found: frozen values. They do not know how it is found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from nextchat_desktop.core.ranges import Range
from nextchat_desktop.core.wire import Run


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that has what is looked for. `marks` are where in the `snippet`.

    `title` is that of its conversation, `author` the model that said it, empty where the person did; `created` is UTC
    milliseconds.
    """

    message: str
    conversation: str
    title: str
    snippet: str
    marks: tuple[Range, ...] = ()
    author: str = ""
    created: int = 0


@dataclass(frozen=True, slots=True)
class Titled:
    """A conversation whose title has what is looked for. `marks` are where in the title."""

    conversation: str
    title: str
    marks: tuple[Range, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for `text`: messages, the newest first, and conversations by their titles, the best first.

    `more` tells that there are more messages than were asked for, `titled` how many conversations there are altogether.
    """

    text: str
    hits: tuple[Hit, ...] = ()
    more: bool = False
    seconds: float = 0.0
    titles: tuple[Titled, ...] = ()
    titled: int = 0


class SearchMessages(Protocol):
    """Looks in every conversation that was not deleted, for at most so many messages and as many titles. The outcome
    comes once, on the owner's thread, not before this returns; nothing after `cancel`. An empty text finds nothing, but
    has what is needed for the next one be read."""

    def __call__(self, text: str, most: int, deliver: Callable[[Found], None]) -> Run: ...
