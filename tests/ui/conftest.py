"""What the tests of the transcript are given."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript.view import Transcript
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
