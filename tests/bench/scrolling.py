"""Scrolling with the wheel through turns nobody has measured: what a step costs, and whether the text stays put."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench.generator import Writer
from bench.measure import P99, Measure, percentile
from bench.pixels import moved, rows_of
from bench.stage import Stage, entries_of, rest, staged

STEP = 144
"""Pixels of one click of a wheel."""

_PAUSE = 12
"""Milliseconds from one click to the next."""


class Wheel(QObject):
    """Turns and notes the milliseconds each click took, painting included, and without what others did meanwhile."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.steps: list[float] = []
        self._stage, self._by, self._left = stage, 0, 0
        self._loop = QEventLoop(self)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_click)

    def turn(self, by: int, clicks: int, seconds: float = 30) -> None:
        self._by, self._left = by, clicks
        self._timer.start()
        QTimer.singleShot(round(seconds * 1000), self._loop.quit)
        self._loop.exec()
        self._timer.stop()

    def _on_click(self) -> None:
        bar = self._stage.view.verticalScrollBar()
        clock, spent = time.perf_counter(), time.process_time()
        bar.setValue(bar.value() + self._by)
        QApplication.processEvents()
        self.steps.append(min(time.perf_counter() - clock, time.process_time() - spent) * 1000)
        self._left -= 1
        if self._left > 0:
            self._timer.start()
        else:
            self._loop.quit()


def scrolling(quick: bool) -> Iterator[Measure]:
    """In a short and a long conversation, up from the end and down from the beginning."""
    clicks = 100 if quick else 300
    with staged() as stage:
        for count in (200, 10_000):
            entries = entries_of(Writer(31).conversation(count))
            for where, start, by in (("up from the end", False, -STEP), ("down from the top", True, STEP)):
                stage.open(entries)
                if start:
                    stage.view.verticalScrollBar().setValue(0)
                rest(0.3)
                wheel = Wheel(stage)
                wheel.turn(by, clicks)
                yield _steps(f"a step of the wheel, p99, {count:,} messages, {where}", wheel.steps)
            stage.open(entries)
            rest(0.3)
            yield _drift(stage, f"drift of what is read, {count:,} messages, up from the end", clicks // 2)


def _steps(what: str, steps: list[float]) -> Measure:
    p99, worst, typical = percentile(steps, 0.99), max(steps), percentile(steps, 0.5)
    said = f"{p99:.1f} ms (median {typical:.1f}, max {worst:.1f})"
    values = {"value": p99, "max": worst, "median": typical}
    return Measure("scroll", what, f"≤ {P99:g} ms", said, p99 <= P99, values)


def _drift(stage: Stage, what: str, steps: int) -> Measure:
    """How far the text moved that should have moved by one step."""
    bar, viewport = stage.view.verticalScrollBar(), stage.view.viewport()
    drifts: list[int] = []
    before = rows_of(viewport)
    for _ in range(steps):
        bar.setValue(bar.value() - STEP)
        QApplication.processEvents()
        after = rows_of(viewport)
        move = moved(before, after)
        drifts += [abs(move - STEP)] if move is not None else []
        before = after
    told, worst = len(drifts), max(drifts, default=0)
    said = f"{worst} px (told in {told} of {steps} steps)"
    return Measure("scroll", what, "≤ 1 px", said, worst <= 1 and told >= steps * 0.7, {"value": worst, "told": told})
