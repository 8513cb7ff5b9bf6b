"""A heartbeat of the UI thread: how late it comes tells how long a click would have waited. It knows no widget."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

from bench.measure import Stalls, percentile

BEAT = 5
"""Milliseconds."""


class Heartbeat(QObject):
    """Counts from `start()` to `stop()`; the Qt loop must run meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._gaps: list[tuple[float, float]] = []
        self._clock = self._spent = 0.0

    def start(self) -> None:
        self._gaps.clear()
        self._clock, self._spent = time.perf_counter(), time.process_time()
        self._timer.start()

    def stop(self) -> Stalls:
        self._on_beat()
        self._timer.stop()
        return stalls_of(self._gaps)

    def _on_beat(self) -> None:
        clock, spent = time.perf_counter(), time.process_time()
        self._gaps.append(((clock - self._clock) * 1000, (spent - self._spent) * 1000))
        self._clock, self._spent = clock, spent


def stalls_of(gaps: list[tuple[float, float]]) -> Stalls:
    """From the milliseconds between two beats, and those of them in which this process had a processor.

    A process that waits for its turn is not to blame: it is late by no more than it has worked, on all its threads.
    One that waits for a disk or a lock goes free, which only the figures by the clock show.
    """
    clock = [max(0.0, gap - BEAT) for gap, _ in gaps]
    own = [min(late, spent) for late, (_, spent) in zip(clock, gaps, strict=True)]
    return Stalls(percentile(own, 0.99), max(own), percentile(clock, 0.99), max(clock), len(gaps))
