"""What the tests of the transcript and of the form of connections are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.engine.ports import Examine
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.view import Transcript
from ui.forms import Form, Open
from ui.transcripts import WORDS, open_window


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Transcript]:
    transcript = Transcript(LIGHT, WORDS)
    qtbot.addWidget(transcript)
    transcript.resize(900, 600)
    open_window(transcript, qtbot)
    transcript.setFocus()
    yield transcript
    transcript.close()
    QToolTip.hideText()
    QGuiApplication.clipboard().clear()  # Qt's memory clipboard must not outlive Python


@pytest.fixture
def open_form(qtbot: QtBot, qapp: QApplication, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Open]:
    forms: list[Form] = []
    theme = Theme(resource("icons"), tmp_path / "icons")
    theme.apply(qapp, "light")

    def opened(
        connection: Connection | None = None,
        keyring: KeyringBackend = memory_keyring,
        doctor: Examine | None = None,
    ) -> Form:
        program = Program(lambda: None, {"LANG": "en_US"}, tmp_path / "home", keyring)
        if connection is not None:
            program.setup.save(connection)
        forms.append(Form(program, theme, qtbot, doctor))
        return forms[-1]

    yield opened
    for form in forms:
        form.dialog.close()
        form.dialog.close()
        form.program.close()
    theme.close()
    qapp.setStyleSheet("")
    QGuiApplication.clipboard().clear()
