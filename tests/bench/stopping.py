"""How soon a server that does not end is hung up on after Stop, in the real window over the real network."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TextIO

from keyring.backends.null import Keyring
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench.measure import Measure, bounded
from bench.stage import rest, until
from bench.stubborn import CASES
from nextchat_desktop.app import Application
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.garbage import GarbageCollector

MOST = 50.0
"""Milliseconds from the wish to stop until the server sees the line closed."""

_SETTLED = 0.7
"""Seconds of an answer before the wish."""


def stopping(quick: bool) -> Iterator[Measure]:
    with _window() as (app, gone):
        for case in CASES:
            times = [_stopped(app, case, gone) for _ in range(1 if quick else 7)]
            words = case.replace("-", " ")
            said = bounded("stop", f"Stop, a server that is {words}", median(times), MOST, "ms", 1)
            yield Measure(
                said.row, said.what, said.reach, f"{said.measured} (worst {max(times):.1f})", said.ok, said.values
            )


def _stopped(app: Application, case: str, gone: TextIO) -> float:
    """Milliseconds. The time that the window takes to hear of the wish counts."""
    app.window.new_chat()
    app.window.page.ask("Tell me everything.", ModelChoice(case, "tiny"))
    session = app.window.page.session
    assert session is not None
    wish = QTimer(app.window, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    wish.timeout.connect(session.stop)
    wished = time.monotonic() + _SETTLED
    wish.start(round(_SETTLED * 1000))
    if not until(lambda: not session.busy, 30):
        raise RuntimeError(f"{case} was not stopped")
    seen = float(gone.readline())
    wish.deleteLater()
    rest(0.2)
    return max(0.0, seen - wished) * 1000


@contextmanager
def _window() -> Iterator[tuple[Application, TextIO]]:
    """The application in a home of its own, connected to the server in each of its ways."""
    qt = QApplication.instance() or QApplication([])
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.stubborn"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    with TemporaryDirectory() as home:
        app = Application(Path(home), {}, Keyring())  # type: ignore[no-untyped-call]
        collector = GarbageCollector()
        app.program.settings[AUTO_TITLE] = False
        for case in CASES:
            app.program.setup.save(Connection(case, case, "compatible", f"{url}/{case}/v1", models=(Model("tiny"),)))
        app.window.resize(1000, 800)
        app.window.show()
        rest(0.5)
        yield app, server.stdout
        collector.close()
        app.close()
    server.communicate()
    qt.processEvents()
