"""Someone at the window: finds things by name, pastes, types, clicks and reads. Knows nothing of what is behind it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from keyring.backend import KeyringBackend
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.app import Application
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.picker.panel import PickerPanel
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow

W = TypeVar("W", bound=QWidget)

PATIENCE, PAUSE = 10_000, 10
"""Milliseconds."""


class Person:
    """Starts the program at once; `quit` and `start` it as often as they like."""

    def __init__(self, qtbot: QtBot, home: Path, keyring: KeyringBackend) -> None:
        self.environ: dict[str, str] = {}
        """In which the program is started."""
        self._qtbot = qtbot
        self._home = home
        self._keyring = keyring
        self._pause = QEventLoop()
        self._clock = QTimer(singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._pause.quit)
        self.start()

    def start(self) -> None:
        self.app = Application(self._home, self.environ, self._keyring)
        self.app.window.show()
        self._qtbot.waitExposed(self.app.window)

    def quit(self) -> None:
        self.app.close()
        QApplication.processEvents()

    @property
    def session(self) -> Session:
        session = self.app.window.page.session
        assert session is not None
        return session

    @property
    def answer(self) -> Message:
        return next(message for message in reversed(self.session.path) if message.role is Role.ASSISTANT)

    def see(self, name: str, kind: type[W]) -> W:
        """The widget of this name, in the window or in its dialog."""
        found: W | None = self.app.window.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def read(self, name: str) -> str:
        return self.see(name, QLabel).text()

    def is_seen(self, name: str) -> bool:
        """Whether there is such a widget, and it is shown."""
        found = self.app.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def titles(self) -> list[str]:
        """Of all conversations that are listed, by the alphabet."""
        shelf = self.app.program.shelf
        return sorted(card.title for id in shelf.ids() if (card := shelf.card(id)) is not None)

    def click(self, name: str) -> None:
        button = self.see(name, QAbstractButton)
        self.wait(lambda: button.isEnabled() and button.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def paste(self, name: str, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def type(self, name: str, text: str) -> None:
        """Writes over whatever stands in the field."""
        self.press(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(self.see(name, QWidget), text)

    def press(self, name: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = self.see(name, QWidget)
        widget.setFocus()
        QTest.keyClick(widget, key, held)

    def models(self) -> list[PickerRow]:
        """What the list of models shows, which is opened for it."""
        panel = self.app.window.findChild(PickerPanel)
        if panel is None or not panel.isVisible():
            self.click("modelPicker")
        model = self.see("modelList", QListView).model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    def choose_model(self, name: str) -> None:
        """By a click on its row."""
        place = next(place for place, row in enumerate(self.models()) if row.choice and row.title == name)
        view = self.see("modelList", QListView)
        rect = view.visualRect(view.model().index(place, 0))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    def ask(self, text: str) -> None:
        self.type("composer", text)
        self.press("composer", Qt.Key.Key_Return)

    def wait(self, until: Callable[[], bool]) -> None:
        """However often it asks, it makes no timer or event loop: PySide6 loses some references with every one."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not until():
            assert time.monotonic() < deadline, "it took too long"
            self._clock.start()
            self._pause.exec()

    def wait_for_the_answer(self) -> str:
        self.wait(lambda: not self.session.busy)
        return self.answer.text

    def wait_for_words(self, text: str) -> None:
        """Until this text stands in the transcript."""
        self.wait(lambda: text in self.app.window.page.transcript.plain_text())


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it becomes true, without the window being served meanwhile."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()
