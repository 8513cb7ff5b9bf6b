"""Opening a conversation of ten thousand messages: how long, and how much memory after a walk through all of it."""

import time
from collections.abc import Iterator
from statistics import median

from PySide6.QtWidgets import QApplication

from bench import memory
from bench.generator import Writer
from bench.measure import Measure, bounded
from bench.stage import Stage, entries_of, rest, staged

MANY, FEW = 10_000, 200
_PATIENCE = 30.0
"""Seconds a walk may take."""


def opening(quick: bool) -> Iterator[Measure]:
    """To the first paint, of many messages and of few in turn; never twice the same end."""
    texts = Writer(21).conversation(MANY)
    many: list[float] = []
    few: list[float] = []
    with staged() as stage:
        for turn in range(2 if quick else 5):
            turned = texts[turn * 40 :] + texts[: turn * 40]
            for entries, times in ((entries_of(turned[-FEW:]), few), (entries_of(turned), many)):
                times.append(stage.open(entries))
                stage.close()
    most, least = median(many), median(few)
    yield bounded("open", f"open {MANY:,} messages, to first paint", most, 0.2, "s", 3)
    ratio = most / least
    said = f"{ratio:.2f} ({most * 1000:.0f} : {least * 1000:.0f} ms)"
    yield Measure("open", f"the same : {FEW} messages", "≤ 1.5", said, ratio <= 1.5, {"value": ratio})


def tour(quick: bool) -> Iterator[Measure]:
    """Memory after opening and after seeing pages from one end to the other; the messages themselves do not count."""
    crowd, few = entries_of(Writer(22).conversation(MANY)), entries_of(Writer(23).conversation(FEW))
    with staged() as stage:
        stage.open(few)
        rest(0.5)
        before = memory.held()
        stage.open(crowd)
        rest(0.5)
        opened = memory.held()
        seen = _walk(stage, 200 if quick else 1200)
        rest(1.5)
        toured = memory.held()
    if before is None or opened is None or toured is None:
        yield Measure("memory", "memory after a tour", "≤ 60 MB", "this system does not say")
        return
    yield bounded("memory", f"memory for {MANY:,} open messages", opened - before, 60, "MB", 1)
    yield bounded("memory", f"memory after a tour, {seen}", toured - before, 60, "MB", 1)
    most = (memory.peak() or toured) - before
    yield Measure("memory", "at its highest", "", f"{most:.1f} MB", None, {"value": most})


def _walk(stage: Stage, pages: int) -> str:
    """From the first page to the last, so many of them evenly spread; how far it came in time."""
    bar, end = stage.view.verticalScrollBar(), time.perf_counter() + _PATIENCE
    for page in range(pages):
        if time.perf_counter() > end:
            return f"given up after {page:,} of {pages:,} pages"
        bar.setValue(bar.maximum() * page // pages)
        QApplication.processEvents()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    return f"{pages:,} pages from end to end"
