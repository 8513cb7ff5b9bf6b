"""Long work in threads of its own, called off one by one or all together. It does not know what is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import TypeVar

from nextchat_desktop.core.labour import CalledOff, Watch
from nextchat_desktop.core.wire import Run

T = TypeVar("T")

_FINE = 200
"""Into so many parts a bar of progress is divided."""


class Errand:
    """`cancel()` does not wait; nothing is told after it."""

    def __init__(self) -> None:
        self._called_off = Event()
        self._told = -1

    @property
    def is_called_off(self) -> bool:
        return self._called_off.is_set()

    def cancel(self) -> None:
        self._called_off.set()

    def is_new(self, part: float) -> bool:
        """Whether there is so much more than was told last that somebody would see it."""
        told, self._told = self._told, round(part * _FINE)
        return told != self._told

    def check(self) -> None:
        """Raises CalledOff."""
        if self.is_called_off:
            raise CalledOff


class Labour:
    """`post` runs something on the owner's thread; used there, too."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._begun: list[_Begun] = []

    def do(
        self,
        work: Callable[[Watch], T],
        progress: Callable[[float], object],
        done: Callable[[T | Exception], object],
        regret: Callable[[], object] = lambda: None,
    ) -> Run:
        """As `core.labour.Do`."""
        errand, outcomes = Errand(), list[T | Exception]()

        def show(part: float) -> None:
            if not errand.is_called_off:
                progress(part)

        def watch(part: float) -> None:
            errand.check()
            if errand.is_new(part):
                self._post(lambda: show(part))

        def end() -> None:
            if not outcomes:  # it was told already
                return
            outcome = outcomes.pop()
            if not errand.is_called_off:
                done(outcome)
            elif not isinstance(outcome, Exception):
                regret()

        def run() -> None:
            outcomes.append(_outcome(work, watch))
            self._post(end)

        thread = Thread(target=run, name="labour")
        self._begun = [*filter(_Begun.is_not_told, self._begun), _Begun(errand, thread, outcomes, end)]
        thread.start()
        return errand

    def close(self) -> None:
        """Calls everything off, and waits until it has been taken back."""
        for begun in self._begun:
            begun.errand.cancel()
        for begun in self._begun:
            begun.thread.join()
        for begun in self._begun:
            begun.end()


@dataclass(frozen=True, slots=True)
class _Begun:
    errand: Errand
    thread: Thread
    outcomes: Sequence[object]
    end: Callable[[], None]

    def is_not_told(self) -> bool:
        return self.thread.is_alive() or bool(self.outcomes)


def _outcome(work: Callable[[Watch], T], watch: Watch) -> T | Exception:
    try:
        return work(watch)
    except Exception as error:  # whatever it is, whoever waits for the work is to know
        return error
