"""What the tests of the transcript, of the form of connections and of windows beside a conversation are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from end2end.person import Person
from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.engine.ports import Examine
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.view import Transcript
from scripted import ScriptedServer, answer
from ui.forms import Form, Open
from ui.transcripts import WORDS, open_window


@pytest.fixture(autouse=True)
def _nothing_is_laid_over_the_application(qapp: QApplication) -> None:
    """A program that ran before has left its style sheet, which would keep room for a ring around every part."""
    if qapp.styleSheet():
        qapp.setStyleSheet("")


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
def plain_theme(qapp: QApplication, tmp_path: Path) -> Iterator[Theme]:
    """Laid over nothing: with a style sheet a window of many fields takes three times as long to come."""
    qapp.setStyle("Fusion")  # as with one, on every system
    theme = Theme(resource("icons"), tmp_path / "icons")
    yield theme
    theme.close()
    QGuiApplication.clipboard().clear()  # Qt's memory clipboard must not outlive Python


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Iterator[Theme]:
    """As it is laid over the application."""
    theme = Theme(resource("icons"), tmp_path / "icons")
    theme.apply(qapp, Look("light"))
    yield theme
    theme.close()
    qapp.setStyleSheet("")
    QGuiApplication.clipboard().clear()  # Qt's memory clipboard must not outlive Python


@pytest.fixture
def program(tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Program]:
    """With nothing in it, and nobody who serves it."""
    program = Program(lambda: None, {"LANG": "en_US"}, tmp_path / "home", memory_keyring)
    yield program
    program.close()


@pytest.fixture
def open_form(qtbot: QtBot, plain_theme: Theme, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Open]:
    forms: list[Form] = []

    def opened(
        connection: Connection | None = None,
        keyring: KeyringBackend = memory_keyring,
        doctor: Examine | None = None,
    ) -> Form:
        program = Program(lambda: None, {"LANG": "en_US"}, tmp_path / "home", keyring)
        if connection is not None:
            program.setup.save(connection)
        forms.append(Form(program, plain_theme, qtbot, doctor))
        return forms[-1]

    yield opened
    for form in forms:
        form.dialog.close()
        form.dialog.close()
        form.program.close()


@pytest.fixture
def person(qtbot: QtBot, home: Path, memory_keyring: KeyringBackend, server: ScriptedServer) -> Iterator[Person]:
    """Somebody who has asked twice and been answered."""
    someone = Person(qtbot, home, memory_keyring)
    someone.app.program.settings[AUTO_TITLE] = False
    someone.app.program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny"),)))
    for question, said in (("One?", "First."), ("Two?", "Second.")):
        server.queue(answer(said))
        someone.ask(question)
        someone.wait_for_the_answer()
    yield someone
    someone.quit()
