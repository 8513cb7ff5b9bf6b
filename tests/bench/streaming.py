"""What an arriving answer costs the UI thread: in all, per piece, late in a long answer, and in stalls."""

import time
from collections.abc import Iterator
from statistics import median

from PySide6.QtWidgets import QApplication

from bench.feed import DELTA, Feed, Flood, paced
from bench.generator import Writer
from bench.heartbeat import Heartbeat
from bench.measure import Measure, bounded, median_of, smooth
from bench.stage import Stage, entries_of, rest, staged
from nextchat_desktop.ui.transcript.entries import Entry

LONG = 100_000
_FAST = 20_000
"""Characters per second of an answer that nobody can follow."""

_RATE = 200
"""Deltas per second of a model that is quick."""

_QUIET = 2.0
"""Seconds after which what has been opened is also read ahead: that is not what an arriving answer costs."""

_PATIENCE = 30.0
"""Seconds after which two runs of the longest row are enough."""


def cpu(quick: bool) -> Iterator[Measure]:
    """The processor time of a whole answer, and of one that arrives at the pace of a model."""
    text = Writer(11).answer(LONG)[:LONG]
    with staged() as stage:
        before = entries_of(Writer(12).conversation(50))
        stage.open(before)
        spent = _spent(Feed(stage, text, paced(_FAST), "paced"))
        yield bounded("cpu", "UI-thread CPU of a 100 KB answer, 4-character deltas at 20 KB/s", spent, 1.5, "s")
        spent = _spent(Feed(stage, text, Flood(LONG), "flood"))
        yield bounded("cpu", "the same as fast as the loop takes them", spent, 1.5, "s")
        for where, start in (("first", 0), ("after 90 KB", 90_000)):
            shares: list[float] = []
            for _ in range(1 if quick else 3):
                stage.open(before)
                shares.append(_share(stage, text, start))
            share = median(shares)
            yield bounded("cpu", f"of a core at {_RATE} deltas/s, {where}", share * 100, 6, "%", 1)


def _spent(feed: Feed) -> float:
    rest(0.3)
    began = time.thread_time()
    feed.run(60)
    return time.thread_time() - began


def _share(stage: Stage, text: str, start: int) -> float:
    """Which part of its time the UI thread works while an answer goes on from `start` at the pace of a model."""
    if start:
        Feed(stage, text[:start], lambda: start).run(5, ends=False)
    rest(_QUIET)
    clock, began = time.perf_counter(), time.thread_time()
    Feed(stage, text, paced(_RATE * DELTA, start=start)).run(2.0, ends=False)
    return (time.thread_time() - began) / (time.perf_counter() - clock)


def delta(quick: bool) -> Iterator[Measure]:
    """The same ten kilobytes at the beginning and at the end of an answer of a hundred, every delta laid out."""
    part, middle = Writer(13).answer(10_000), Writer(14).answer(80_000)
    before = entries_of([Writer(15).question(), middle[-5_000:]])
    first: list[list[float]] = []
    last: list[list[float]] = []
    with staged() as stage:
        began = time.perf_counter()
        while len(first) < (1 if quick else 3) and (len(first) < 2 or time.perf_counter() < began + _PATIENCE):
            stage.open(before)
            first.append(_costs(stage, "", part, DELTA))
            stage.view.put(_streaming(part + middle))
            rest(0.5)
            last.append(_costs(stage, part + middle, part, DELTA))
    early, late = _typical(first), _typical(last)
    what = "cost per delta, last 10 KB : first 10 KB of 100 KB"
    yield _ratio("delta", what, early, late, len(first[0]))


def long(quick: bool) -> Iterator[Measure]:
    """The same stream into a conversation of thousands of messages and into none."""
    opening, part = Writer(16).answer(4_000), Writer(17).answer(10_000)
    crowd = entries_of(Writer(18).conversation(5_000))
    alone: list[list[float]] = []
    among: list[list[float]] = []
    with staged() as stage:
        for _ in range(1 if quick else 3):
            for entries, costs in (([], alone), (crowd, among)):
                stage.view.show_entries(entries)
                stage.view.put(_streaming(opening))
                rest(0.3)
                costs.append(_costs(stage, opening, part, 4 * DELTA))
    what = "the same stream into 5,000 messages : into none"
    yield _ratio("long", what, _typical(alone), _typical(among), len(alone[0]))


def _costs(stage: Stage, before: str, text: str, step: int) -> list[float]:
    """Seconds of the UI thread for each piece: put, laid out at once, and painted."""
    view, costs, height = stage.view, [], stage.view.verticalScrollBar().maximum()
    for end in range(step, len(text) + step, step):
        entry = _streaming(before + text[:end])
        began = time.thread_time()
        view.put(entry)
        view.follow()
        QApplication.processEvents()
        costs.append(time.thread_time() - began)
    if view.verticalScrollBar().maximum() <= height:
        raise RuntimeError("follow() does not lay out what was put: nothing was measured")
    return costs


def _streaming(text: str) -> Entry:
    return Entry("streamed", "assistant", text, accessible_name="tiny at 14:32", streaming=True)


def _typical(runs: list[list[float]]) -> float:
    """All pieces together, each with the middle one of its costs."""
    pieces: Iterator[tuple[float, ...]] = zip(*runs, strict=True)
    return sum(median(costs) for costs in pieces)


def _ratio(row: str, what: str, one: float, other: float, pieces: int) -> Measure:
    ratio = other / one
    each = [cost / pieces * 1000 for cost in (one, other)]
    said = f"{ratio:.2f} ({each[1]:.2f} : {each[0]:.2f} ms)"
    return Measure(row, what, "≤ 1.1", said, ratio <= 1.1, {"value": ratio, "ms": each[0], "ms_other": each[1]})


def stalls(quick: bool) -> Iterator[Measure]:
    """How long the UI thread does not listen while an answer arrives, beside the machine's own noise."""
    seconds, length = (1.0, 20_000) if quick else (3.0, 60_000)
    text, heart = Writer(19).answer(length)[:length], Heartbeat()
    with staged() as stage:
        stage.open(entries_of(Writer(20).conversation(200)))
        rest(0.5)
        heart.start()
        rest(seconds)
        idle = heart.stop()
        yield Measure("stalls", "stalls p99 / max of this machine alone, nothing running", "", str(idle))
        runs = []
        for number in range(1 if quick else 3):
            heart.start()
            Feed(stage, text, paced(_FAST), f"run {number}").run(30)
            runs.append(heart.stop())
        yield smooth("stalls", "stalls p99 / max while streaming at 20 KB/s", median_of(runs))
