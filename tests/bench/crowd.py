"""Eight conversations that stream behind the one being read, in the real window over the real network."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtWidgets import QApplication

from bench.feed import DELTA
from bench.heartbeat import Heartbeat
from bench.measure import Measure, Stalls, median_of, smooth
from bench.stage import Paints, rest, until
from nextchat_desktop.app import Application
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.engine.session import Session
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.garbage import GarbageCollector

RATE = 200
"""Deltas per second of each."""

BEHIND = 8
_CHOICE = ModelChoice("c", "tiny")


@dataclass(frozen=True, slots=True)
class Seen:
    """While it streamed: deltas per second of each conversation, pictures per second of the one that is read."""

    rates: tuple[float, ...]
    pictures: float
    stalls: Stalls


def eight(quick: bool) -> Iterator[Measure]:
    """Alone and with eight others, in turn."""
    seconds = 1.5 if quick else 2.5
    alone: list[Seen] = []
    among: list[Seen] = []
    with window(RATE) as app:
        for _ in range(1 if quick else 3):
            alone.append(_watched(app, 0, seconds))
            among.append(_watched(app, BEHIND, seconds))
    yield _throughput(alone, among)
    yield _pictures(alone, among)
    quiet, busy = (median_of(seen.stalls for seen in runs) for runs in (alone, among))
    yield Measure("eight", "stalls p99 / max of one alone", "", str(quiet))
    yield smooth("eight", f"the same with {BEHIND} behind it", busy)


def _throughput(alone: list[Seen], among: list[Seen]) -> Measure:
    """The slowest of the many counts."""
    one, worst = median(seen.rates[0] for seen in alone), median(min(seen.rates) for seen in among)
    said = f"{worst / one:.0%} (the slowest {worst:.0f}, one alone {one:.0f} deltas/s)"
    what = f"throughput of each of {BEHIND} + 1 conversations : one alone"
    return Measure("eight", what, "≥ 95 %", said, worst >= 0.95 * one, {"value": worst / one, "alone": one})


def _pictures(alone: list[Seen], among: list[Seen]) -> Measure:
    one, many = (median(seen.pictures for seen in runs) for runs in (alone, among))
    said = f"{many / one:.0%} ({many:.1f} : {one:.1f} per s)"
    return Measure("eight", "pictures of the visible one : alone", "≥ 95 %", said, many >= 0.95 * one)


@contextmanager
def window(rate: int) -> Iterator[Application]:
    """The application in a home of its own, connected to a pacer of so many deltas per second."""
    qt = QApplication.instance() or QApplication([])
    pacer = subprocess.Popen(
        [sys.executable, "-m", "bench.pacer", str(rate)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert pacer.stdout is not None
    url = pacer.stdout.readline().strip()
    with TemporaryDirectory() as home:
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        collector = GarbageCollector()
        app.program.settings[AUTO_TITLE] = False
        app.program.setup.save(Connection("c", "Lab", "compatible", url, models=(Model("tiny"),)))
        app.window.resize(1000, 800)
        app.window.show()
        rest(0.5)
        yield app
        collector.close()
        app.close()
    pacer.communicate()
    qt.processEvents()


def _watched(app: Application, behind: int, seconds: float) -> Seen:
    """Lets so many stream behind one more, which is looked at."""
    sessions = [asked(app) for _ in range(behind + 1)]
    if not until(lambda: all(_length(session) for session in sessions), 10):
        raise RuntimeError("not every conversation is answered")
    rest(1.0)
    heart, paints = Heartbeat(), Paints(app.window.page.transcript.viewport())
    before, began = [_length(session) for session in sessions], time.perf_counter()
    heart.start()
    rest(seconds)
    stalls, took = heart.stop(), time.perf_counter() - began
    rates = [(_length(one) - length) / DELTA / took for one, length in zip(sessions, before, strict=True)]
    for session in sessions:
        session.stop()
    rest(0.3)
    return Seen(tuple(rates), paints.count / took, stalls)


def asked(app: Application) -> Session:
    """A conversation of its own that is shown and answered without end."""
    app.window.new_chat()
    app.window.page.ask("Tell me everything.", _CHOICE)
    session = app.window.page.session
    assert session is not None
    return session


def _length(session: Session) -> int:
    return len(session.path[-1].text)
