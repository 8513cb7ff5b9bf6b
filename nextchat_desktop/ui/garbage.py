"""Frees cyclic garbage on the thread of the window alone: it may hold widgets, which must not die on another."""

import gc

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_PAUSE = 1000
"""Milliseconds between two looks."""
_OLDEST, _LONGEST = 2, 300_000
"""The oldest generation is looked through as a whole at least so often, in milliseconds."""


class GarbageCollector(QObject):
    """Takes Python's own collector's place until `close()`: that one works on whichever thread happens to run."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._since_all = QElapsedTimer()
        self._since_all.start()

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        """The oldest generation that is due, by Python's own thresholds.

        What survives the oldest is set apart: looking through everything takes as long as several frames. It is looked
        through when the person is elsewhere, or has been here for long.
        """
        counts = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [age for age, (count, most) in counts if count > most > 0]
        if not due:
            return
        is_away = QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive
        if due[-1] == _OLDEST and (is_away or self._since_all.elapsed() > _LONGEST):
            gc.unfreeze()
            self._since_all.restart()
        gc.collect(due[-1])
        if due[-1] == _OLDEST:
            gc.freeze()
