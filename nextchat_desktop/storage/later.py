"""Something that is done once, some time after a start, when the window is idle. It does not know what that is."""

from collections.abc import Callable
from threading import Event, Thread

PAUSE = 60.0
"""Seconds after the start before it begins."""

IsOver = Callable[[], bool]
"""Tells whether the program ends."""


class Later:
    """In a thread of its own until `close()`; none where nothing is due."""

    def __init__(self, name: str, work: Callable[[IsOver], None], is_due: bool, pause: float) -> None:
        self._work, self._pause = work, pause
        self._closing = Event()
        self._thread = Thread(target=self._run, name=name) if is_due else None
        if self._thread is not None:
            self._thread.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        self._closing.set()
        self.wait()

    def _run(self) -> None:
        if not self._closing.wait(self._pause):
            self._work(self._closing.is_set)
