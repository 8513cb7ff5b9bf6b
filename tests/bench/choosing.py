"""The palette with 50 conversations and with 50,000: how long opening it, a key, and what is found hold the window."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from keyring.backends.null import Keyring
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.measure import Measure, bounded
from bench.sidebar import FEW, MANY, fill, spent
from bench.stage import rest
from nextchat_desktop.app import Application
from nextchat_desktop.opening.start import SWITCH
from nextchat_desktop.storage.paths import paths
from nextchat_desktop.ui.garbage import GarbageCollector
from nextchat_desktop.ui.palette.panel import PalettePanel

_OPENED = 30.0
_KEY = 16.0
"""Milliseconds of the window's thread: a frame."""
_TEXTS = ("conversation 49", "zq wrap", "on 9")
"""What all of them have in their titles and then some, none, and what very many have."""
_WAIT = 0.3
"""Seconds after each key, in which what is found is shown."""


class Opened:
    """The window of the whole application, and its palette."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.first = self.open()
        self.keys = [self._key("c")]
        self.close()
        self.again = self.open()

    def open(self) -> float:
        took = spent(lambda: (self._app.window.commands.run("palette"), QApplication.processEvents()))
        rest(_WAIT)
        return took

    def close(self) -> None:
        self._panel.leave()
        rest(_WAIT)

    def write(self, text: str) -> None:
        self._panel.filter.setText("")
        rest(_WAIT)
        self.keys += [self._key(sign) for sign in text]

    def _key(self, sign: str) -> float:
        """The longest that it, or what is found later, holds the window."""
        longest = spent(lambda: (QTest.keyClicks(self._panel.filter, sign), QApplication.processEvents()))
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            longest = max(longest, spent(QApplication.processEvents))
            time.sleep(0.002)
        return longest

    @property
    def _panel(self) -> PalettePanel:
        panel = self._app.window.findChild(PalettePanel)
        assert panel is not None
        return panel


def choosing(quick: bool) -> Iterator[Measure]:
    """The same with few and with many, one after the other in one process."""
    sys.setswitchinterval(SWITCH)
    found: dict[int, Opened] = {}
    for turn, count in enumerate((FEW, FEW, MANY)):
        with _opened(count) as opened:
            for text in _TEXTS if turn and not quick else _TEXTS[1:]:
                opened.write(text)
            found[count] = opened
    few, many = found[FEW], found[MANY]
    yield _told("opening, the first time", few.first, many.first, _OPENED)
    yield _told("opening again", few.again, many.again, _OPENED)
    yield _told("the first key", few.keys[0], many.keys[0], _KEY)
    yield _told("a later key, median", median(few.keys[1:]), median(many.keys[1:]), _KEY)
    yield _told("a later key, the worst", max(few.keys[1:]), max(many.keys[1:]), _KEY)


def _told(what: str, few: float, many: float, most: float) -> Measure:
    told = bounded("palette", f"{what}, {MANY:,} conversations", many, most, "ms", 1)
    return Measure("palette", told.what, told.reach, f"{told.measured} ({few:.1f} with {FEW})", told.ok, told.values)


@contextmanager
def _opened(count: int) -> Iterator[Opened]:
    QApplication.instance() or QApplication([])
    with TemporaryDirectory() as home:
        database = paths({}, Path(home)).database
        database.parent.mkdir(parents=True, exist_ok=True)
        fill(database, count)
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        collector = GarbageCollector()
        app.window.resize(1000, 800)
        app.window.show()
        rest(3)  # until all of them are in the list
        yield Opened(app)
        collector.close()
        app.close()
