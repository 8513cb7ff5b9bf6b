"""What is copied out of sentences in a language that goes from right to left."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.directions import APART, without_marks
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.selectable import make_selectable
from nextchat_desktop.ui.settings.fields import AddressText
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from ui.transcripts import open_window

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sentence() -> Iterator[str]:
    words = Words(resource("locales"), "ar")
    words.be_for_eyes()
    said = words("storage.not_written", detail="[Errno 28] No space left on device")
    assert APART in said
    yield said
    QGuiApplication.clipboard().clear()


def test_a_sentence_of_a_label_is_copied_without_marks(sentence: str, qtbot: QtBot) -> None:
    label = QLabel(sentence)
    label.setTextFormat(Qt.TextFormat.PlainText)
    make_selectable(label)
    qtbot.addWidget(label)
    open_window(label, qtbot)
    label.setSelection(0, len(sentence))
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == without_marks(sentence)


def test_so_is_what_stands_in_the_details_of_a_test(sentence: str, plain_theme: Theme, qtbot: QtBot) -> None:
    field = AddressText(plain_theme)
    qtbot.addWidget(field)
    field.show_text(f"{sentence}\n{sentence}")
    open_window(field, qtbot)
    field.selectAll()
    field.copy()
    assert QGuiApplication.clipboard().text() == without_marks(f"{sentence}\n{sentence}")


def test_what_others_have_copied_is_left_as_it_is(sentence: str, qtbot: QtBot) -> None:
    label = QLabel(sentence)
    make_selectable(label)
    qtbot.addWidget(label)
    QGuiApplication.clipboard().setText(sentence)
    assert QGuiApplication.clipboard().text() == sentence
