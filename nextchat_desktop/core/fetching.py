"""A file that is fetched over HTTP, in one piece or in several: what is asked, and what is told meanwhile. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import HttpRequest, Run

MOST_BYTES = 2 << 30
"""Of a file that is fetched."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The place is there, and the file is not."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """So many bytes have come. `share` is how much of the whole that is, from 0 to 1; 0 where nobody knows."""

    bytes: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """All of it is there: so many bytes."""

    bytes: int


@dataclass(frozen=True, slots=True)
class Gained:
    """What one answer adds to the file, and what is asked next: nothing where the file is whole."""

    data: bytes = field(repr=False)
    next: "Stretch | None" = None
    share: float = 0.0
    """How much of the whole that is by now, from 0 to 1."""


Read = Callable[[bytes], Gained | Absent | Failed]
"""Says what of an answer belongs to the file. It takes any bytes."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One of the requests. Its answer is the file itself, or what `read` says belongs to that."""

    request: HttpRequest
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is wished for. `secrets` are what nobody needs to read of what is told about it."""

    first: Stretch
    secrets: tuple[str, ...] = field(default=(), repr=False)
    most: int = MOST_BYTES


Told = Arriving | Arrived | Absent | Failed
"""Any number of Arriving, and then exactly one of the others."""

Keep = Callable[[bytes], object]
"""Puts the next bytes into the file, in a thread of its own. Raises OSError."""


class Download(Protocol):
    """Fetches what is wished for. It is told on the owner's thread, and never after `cancel`."""

    def __call__(self, order: Order, keep: Keep, deliver: Callable[[Told], None]) -> Run: ...
