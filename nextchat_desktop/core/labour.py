"""Long work beside the window: how it tells how far it is, and how it is called off. It does none."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from nextchat_desktop.core.wire import Run

T = TypeVar("T")

Watch = Callable[[float], None]
"""Is told how much is done, from 0 to 1, again and again by whoever works. Raises CalledOff where that is to end."""


class CalledOff(Exception):
    """Somebody wants the work no more. What was half done has been taken back."""


class Do(Protocol):
    """Has work done in a thread of its own. How far it is and what comes of it are told on the owner's thread: the
    answer or the exception, once, and neither after `cancel`. Where that came too late, `regret` takes back what was
    done, there, too."""

    def __call__(
        self,
        work: Callable[[Watch], T],
        progress: Callable[[float], object],
        done: Callable[[T | Exception], object],
        regret: Callable[[], object] = lambda: None,
    ) -> Run: ...


def unwatched(_done: float) -> None:
    """For work that nobody waits for."""


def part(watch: Watch, start: float, end: float) -> Watch:
    """For work that is one part of another."""
    return lambda done: watch(start + (end - start) * done)
