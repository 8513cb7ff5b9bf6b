"""Frees cyclic garbage on the thread of the window alone: it may hold widgets, which must not die on another."""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE = 1000
"""Milliseconds between two looks."""


class GarbageCollector(QObject):
    """Takes Python's own collector's place until `close()`: that one works on whichever thread happens to run."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        """The oldest generation that is due, by Python's own thresholds."""
        counts = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [age for age, (count, most) in counts if count > most > 0]
        if due:
            gc.collect(due[-1])
