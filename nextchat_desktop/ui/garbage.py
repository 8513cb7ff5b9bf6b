"""Frees cyclic garbage on the thread of the window alone: it may hold widgets, which must not die on another."""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_PAUSE = 250
"""Milliseconds after which there is enough of it that is looked through."""
_AWAY, _LONGEST = 30_000, 1_800_000
"""Everything is looked through so often, in milliseconds: when the person is elsewhere, and in any case."""


class GarbageCollector(QObject):
    """Takes Python's own collector's place until `close()`: that one works on whichever thread happens to run.

    What is there before it is set apart at once. Where nothing happens, nothing is looked at.
    """

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._collect)
        self._events = QAbstractEventDispatcher.instance()
        self._events.aboutToBlock.connect(self._on_all_done)
        self._since_all = QElapsedTimer()
        self._since_all.start()

    def close(self) -> None:
        self._events.aboutToBlock.disconnect(self._on_all_done)
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _on_all_done(self) -> None:
        """Every event has been dealt with; there is enough by Python's own threshold."""
        if gc.get_count()[0] > gc.get_threshold()[0] and not self._timer.isActive():
            self._timer.start()

    def _collect(self) -> None:
        """What survives is set apart: looking through everything takes as long as several frames."""
        is_away = QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive
        if self._since_all.elapsed() > (_AWAY if is_away else _LONGEST):
            self._since_all.restart()
            gc.unfreeze()
        gc.collect()
        gc.freeze()
