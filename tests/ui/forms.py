"""The form of connections in its dialog, used by name; knows nothing of what is tested with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.app import desk_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.engine.ports import Examine
from nextchat_desktop.ui.settings.dialog import SettingsDialog
from nextchat_desktop.ui.settings.fields import AddressText
from nextchat_desktop.ui.settings.pages import PAGES
from nextchat_desktop.ui.theme.theme import Theme

W = TypeVar("W", bound=QWidget)

LAB = Connection("c", "Lab", "compatible", "https://lab.example/v1", models=(Model("tiny"),))


def within(window: QWidget, kind: type[W], name: str) -> W:
    """The part of the window that has this name, be it on a page of the settings that nobody has opened yet."""
    found = window.findChild(kind, name)
    if found is None and isinstance(window, SettingsDialog):
        see_all(window)
        found = window.findChild(kind, name)
    assert found is not None, name
    return found


def see_all(dialog: SettingsDialog) -> None:
    """Goes through all pages, and comes back."""
    page = dialog.place.partition("/")[0]
    for name in (*PAGES, page):
        dialog.open_page(name)


class Form:
    """The dialog over a real program with one connection, its widgets by name."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot, doctor: Examine | None = None) -> None:
        self.program = program
        self._qtbot = qtbot
        desk = desk_of(program)
        self.dialog = SettingsDialog(replace(desk, doctor=doctor or desk.doctor), theme, "")
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    @property
    def connection(self) -> Connection:
        (connection,) = self.program.setup.all()
        return connection

    @property
    def file(self) -> str:
        """What is written down of the connections."""
        (path,) = self.program.paths.config.rglob("connections.json")
        return path.read_text("utf-8")

    def find(self, kind: type[W], name: str) -> W:
        return within(self.dialog, kind, name)

    def press(self, name: str) -> None:
        self.find(QAbstractButton, name).click()

    def type(self, name: str, text: str) -> None:
        """Over what stands there, and on to the next field."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text) if text else field.clear()
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def write(self, text: str) -> None:
        """Into the extra fields, and on."""
        field = self.find(QPlainTextEdit, "extraBodyField")
        field.setFocus()
        field.setPlainText(text)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def choose(self, name: str, text: str) -> None:
        box = self.find(QComboBox, name)
        index = box.findText(text)
        assert index >= 0, [box.itemText(place) for place in range(box.count())]
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def choose_service(self, id: str) -> None:
        box = self.find(QComboBox, "serviceField")
        box.setCurrentIndex(box.findData(id))
        box.activated.emit(box.currentIndex())

    def hint(self, name: str) -> str:
        label = self.find(QLabel, name)
        return label.text() if label.isVisible() else ""

    def url(self) -> str:
        return self.find(AddressText, "requestUrlLabel").text()

    def wait(self, holds: Callable[[], bool]) -> None:
        def drained() -> bool:
            self.program.mailbox.drain()
            return holds()

        self._qtbot.waitUntil(drained, timeout=10_000)


Open = Callable[..., Form]
