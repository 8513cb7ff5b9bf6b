"""Keeps for the next start where the window stood and what was read in it. It knows no part of the window."""

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from nextchat_desktop.settings.schema import LAST_CONVERSATION, WINDOW_GEOMETRY
from nextchat_desktop.ui.desk import Desk

_PAUSE = 1000
"""Milliseconds after which what is read is kept: whoever goes from one to another is not to wait for the disk."""
_WIDTH, _HEIGHT = 1280, 820


class Resuming(QObject):
    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._read = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_pause)

    def restore(self) -> None:
        """Where the window stood the last time; one that is seen already stays where it is."""
        if not self._window.isVisible():
            self._window.resize(_WIDTH, _HEIGHT)
            self._window.restoreGeometry(QByteArray.fromHex(self._desk.settings[WINDOW_GEOMETRY].encode()))

    def read(self, id: str) -> None:
        """This conversation is shown; an empty id stands for one that has not begun."""
        self._read = id
        self._pause.start()

    def wrote(self, id: str) -> None:
        """Something was said in it, and it is there after a crash."""
        self._read = id
        self._on_pause()

    def keep(self) -> None:
        """The window is about to be gone."""
        self._desk.remember(WINDOW_GEOMETRY, bytes(self._window.saveGeometry().toHex().data()).decode())
        if self._pause.isActive():
            self._on_pause()

    def _on_pause(self) -> None:
        self._pause.stop()
        self._desk.remember(LAST_CONVERSATION, self._read)
