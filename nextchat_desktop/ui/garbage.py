"""Frees cyclic garbage on the thread of the window alone: it may hold widgets, which must not die on another."""

import gc

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_PAUSE = 250
"""Milliseconds between two looks."""
_AWAY, _LONGEST = 30_000, 1_800_000
"""Everything is looked through so often, in milliseconds: when the person is elsewhere, and in any case."""


class GarbageCollector(QObject):
    """Takes Python's own collector's place until `close()`: that one works on whichever thread happens to run.

    What is there before it is set apart at once.
    """

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        gc.freeze()
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
        """Looks through what is new, when there is enough of it by Python's own threshold.

        What survives is set apart: looking through everything takes as long as several frames.
        """
        if gc.get_count()[0] <= gc.get_threshold()[0]:
            return
        is_away = QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive
        if self._since_all.elapsed() > (_AWAY if is_away else _LONGEST):
            self._since_all.restart()
            gc.unfreeze()
        gc.collect()
        gc.freeze()
