"""An icon before words stands as far from them as drawn, in windows of both directions."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.theme.theme import Theme

SIDE, APART = 16, 8


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def button(qtbot: QtBot, theme: Theme, direction: Qt.LayoutDirection) -> QPushButton:
    button = QPushButton("H")
    qtbot.addWidget(button)
    lead(button, theme, "close", "#ff0000", SIDE)
    button.resize(button.sizeHint())
    button.show()
    return button


def test_words_stand_eight_pixels_from_their_icon(button: QPushButton, direction: Qt.LayoutDirection) -> None:
    """The cross of the icon has a quarter of its side around it, and the letter hardly anything."""
    icon, letter = _columns(button.grab().toImage())
    apart = letter[0] - icon[-1] if direction is Qt.LayoutDirection.LeftToRight else icon[0] - letter[-1]
    assert APART + SIDE / 4 - 2 <= apart <= APART + SIDE / 4 + 3


def test_an_icon_and_its_words_have_room_in_their_button(button: QPushButton) -> None:
    icon, letter = _columns(button.grab().toImage())
    columns = sorted((*icon, *letter))
    assert columns[0] > 8
    assert columns[-1] < button.width() - 8


def _columns(image: QImage) -> tuple[list[int], list[int]]:
    """In which there is something red, and in which there are letters."""
    red, dark = [], []
    for x in range(4, image.width() - 4):
        colours = [image.pixelColor(x, y) for y in range(6, image.height() - 6)]
        if any(one.red() > 200 and one.green() < 120 for one in colours):
            red.append(x)
        if any(one.lightness() < 100 and one.red() < 150 for one in colours):
            dark.append(x)
    return red, dark
