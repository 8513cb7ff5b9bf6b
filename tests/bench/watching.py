"""The program, watched while nobody touches it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from bench.spending import Idle
from nextchat_desktop.app import Application


def watching(seconds: float) -> type[Application]:
    """A program that tells what so many seconds cost, and ends."""

    class Watching(Application):
        def _show(self, pause: Callable[[], object]) -> None:
            super()._show(pause)
            self._idle = Idle(seconds)
            QTimer.singleShot(0, self._idle.begin)

    return Watching
