"""Long work in threads of its own, called off one by one or all together. It does not know what is done."""

from collections.abc import Callable
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
        self._threads: list[tuple[Errand, Thread]] = []

    def do(
        self, work: Callable[[Watch], T], progress: Callable[[float], object], done: Callable[[T | Exception], object]
    ) -> Run:
        """As `core.labour.Do`."""
        errand = Errand()

        def tell(job: Callable[[], object]) -> None:
            self._post(lambda: None if errand.is_called_off else _ignored(job()))

        def watch(part: float) -> None:
            errand.check()
            if errand.is_new(part):
                tell(lambda: progress(part))

        def run() -> None:
            outcome = _outcome(work, watch)
            tell(lambda: done(outcome))

        thread = Thread(target=run, name="labour")
        self._threads = [one for one in self._threads if one[1].is_alive()] + [(errand, thread)]
        thread.start()
        return errand

    def close(self) -> None:
        """Calls everything off, and waits until it has been taken back."""
        for errand, _ in self._threads:
            errand.cancel()
        for _, thread in self._threads:
            thread.join()


def _outcome(work: Callable[[Watch], T], watch: Watch) -> T | Exception:
    try:
        return work(watch)
    except Exception as error:  # whatever it is, whoever waits for the work is to know
        return error


def _ignored(_value: object) -> None:
    """What a job returns is of no use to the mailbox."""
