"""What is drawn of a conversation where the window goes from right to left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.sharing.drawn.studio import Dress
from nextchat_desktop.ui.theme.palette import LIGHT
from ui.studios import Desk, asked, opened, said, sheet

RIGHT, LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
"""Where what the reader says stands."""


@pytest.fixture(params=[RIGHT, LEFT])
def desk(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    qapp.setLayoutDirection(request.param)
    yield from opened(qtbot, tmp_path / "out")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def across(image: QImage, colour: str) -> list[int]:
    """How far from the left anything has exactly this colour."""
    wanted = QColor(colour)
    rows = range(0, image.height(), 3)
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == wanted for y in rows)]


def test_the_bubble_stands_at_the_side_where_the_window_has_it_and_code_as_ever(desk: Desk, qapp: QApplication) -> None:
    path = str(desk.folder / "out.png")
    talk = sheet(asked("short"), said("```python\nx = 1\n```\n\nmore"))
    assert desk.done(desk.studio.png(talk, path, Dress(scale=1))).is_done
    image = QImage(path)
    middle = image.width() // 2
    bubble, coloured = across(image, LIGHT.bubble), across(image, LIGHT.number)
    assert all((x < middle) is (qapp.layoutDirection() is LEFT) for x in bubble)
    assert bubble
    assert max(coloured) < middle
