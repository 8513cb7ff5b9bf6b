"""Does work in slices of a few milliseconds, between which the window lives. It does not know what is made."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from nextchat_desktop.ui.sharing.drawn.steps import Outcome, Refused, Steps

SLICE = 0.012
"""Seconds at a time."""
_REST, _PATIENCE = 1, 15
"""Milliseconds between slices, and where somebody is waited for."""
_WHOLE = 1000


class Work(QObject):
    """`progressed` tells how much is done of how much, `ended` how it ended, once."""

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, make: Callable[[], Steps], told: Callable[[Exception], str], parent: QObject, path: str = ""
    ) -> None:
        """`told` makes a sentence of why something could not be written."""
        super().__init__(parent)
        self._make = make
        self._told = told
        self._path = path
        self._steps: Steps | None = None
        self._is_over = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """What was made once is not made again."""
        if self._steps is None and not self._is_over:
            self._steps = self._make()
            self._timer.start(0)

    def cancel(self) -> None:
        """Nothing is left of what was begun."""
        if not self._is_over:
            self._end(Outcome(cancelled=True))

    def _on_time(self) -> None:
        try:
            self._go_on()
        except Refused as refused:
            self._end(Outcome(reason=str(refused)))
        except OSError as failed:
            self._end(Outcome(reason=self._told(failed)))
        except Exception as unexpected:
            self._end(Outcome(reason=self._told(unexpected)))
            raise

    def _go_on(self) -> None:
        steps, deadline, done = self._steps, time.monotonic() + SLICE, None
        while steps is not None and time.monotonic() < deadline:
            try:
                step = next(steps)
            except StopIteration as stop:
                self._end(Outcome(note=stop.value or "", path=self._path))
                return
            if step is None:
                break
            done = step
        if done is not None:
            self.progressed.emit(round(done * _WHOLE), _WHOLE)
        if not self._is_over:
            self._timer.start(_REST if done is not None else _PATIENCE)

    def _end(self, outcome: Outcome) -> None:
        self._is_over = True
        self._timer.stop()
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()
        self.ended.emit(outcome)
