"""Enormous texts, opened whole and arriving: the window must go on listening all the while."""

from collections.abc import Iterator

from bench import tortures
from bench.feed import Feed, paced
from bench.heartbeat import Heartbeat
from bench.measure import Measure, smooth
from bench.scrolling import STEP, Wheel
from bench.stage import Stage, rest, staged
from nextchat_desktop.ui.transcript.entries import Entry

_PIECE, _EVERY = 4_000, 0.016
"""Characters of a piece, and seconds from one to the next."""

_PATIENCE = 6.0
"""Seconds beyond those the pieces need."""

_QUESTION = Entry("q", "user", "Show me all of it.")


def code(_quick: bool) -> Iterator[Measure]:
    """A block of Python that does not end."""
    return _answer("torture-code", "one 1 MB code block", tortures.code())


def table(_quick: bool) -> Iterator[Measure]:
    """More rows than anybody reads."""
    return _answer("torture-table", "a table of 5,000 rows", tortures.table())


def line(_quick: bool) -> Iterator[Measure]:
    """A word of two hundred thousand letters."""
    return _answer("torture-line", "a line of 200 KB without a space", tortures.line())


def formulas(_quick: bool) -> Iterator[Measure]:
    """Hardly two of them alike."""
    return _answer("torture-formulas", "500 formulas", tortures.formulas())


def log(_quick: bool) -> Iterator[Measure]:
    """Something a person has pasted, which does not arrive piece by piece."""
    entries = [Entry("q", "user", tortures.log()), Entry("a", "assistant", "I see.")]
    with staged() as stage:
        yield from _opened(stage, "torture-log", "a pasted log of 10 MB", entries)


def _answer(row: str, name: str, text: str) -> Iterator[Measure]:
    """An answer that is opened, and then one that arrives."""
    with staged() as stage:
        yield from _opened(stage, row, name, [_QUESTION, Entry("a", "assistant", text)])
        stage.close()
        yield _streamed(stage, row, name, text)


def _opened(stage: Stage, row: str, name: str, entries: list[Entry]) -> Iterator[Measure]:
    heart = Heartbeat()
    rest(0.3)
    heart.start()
    rest(0.1)
    seconds = stage.open(entries)
    rest(1.0)
    opened = heart.stop()
    if not stage.view.verticalScrollBar().maximum():
        raise RuntimeError("what was opened is not shown: nothing was measured")
    yield Measure(row, f"{name}, to first paint", "", f"{seconds:.3f} s", None, {"value": seconds})
    yield smooth(row, f"{name}, opened, p99 / max", opened)
    heart.start()
    _scroll(stage)
    yield smooth(row, f"{name}, opened and scrolled", heart.stop())


def _streamed(stage: Stage, row: str, name: str, text: str) -> Measure:
    stage.open([_QUESTION])
    rest(0.3)
    heart = Heartbeat()
    heart.start()
    needed = len(text) / _PIECE * _EVERY
    part = Feed(stage, text, paced(_PIECE / _EVERY, _PIECE)).run(needed + _PATIENCE)
    _scroll(stage)
    late = f", given up at {part:.0%}" if part < 1 else ""
    return smooth(row, f"{name}, streamed and scrolled", heart.stop(), late)


def _scroll(stage: Stage) -> None:
    """Up from where it is, from the top down, up from the middle and from the end."""
    bar, wheel = stage.view.verticalScrollBar(), Wheel(stage)
    wheel.turn(-STEP, 30, 3)
    for part, by in ((0.0, STEP), (0.5, -STEP), (1.0, -STEP)):
        bar.setValue(round(bar.maximum() * part))
        rest(0.1)
        wheel.turn(by, 30, 3)
