"""Another language is spoken at once: the window is made anew around the same program, and goes on where it was."""

import gc
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget

from end2end.person import Person
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.main_window import MainWindow
from scripted import STALL, ScriptedServer, answer

BOX = f"setting-{LANGUAGE.key}"


def choose(person: Person, language: str) -> None:
    """In the settings, as they stand open."""
    before, box = person.app.window, person.see(BOX, QComboBox)
    box.setCurrentIndex(box.findData(language))
    person.wait(lambda: person.app.window is not before)


def open_language(person: Person) -> None:
    person.app.window.open_settings("appearance")
    person.see(BOX, QWidget).setFocus()


def test_a_switch(chatting: Person, server: ScriptedServer) -> None:
    open_language(chatting)
    t = time.monotonic()
    choose(chatting, "zh_CN")
    print("took", time.monotonic() - t)
    assert chatting.see("settingsDialog", QDialog).windowTitle() == "设置"
