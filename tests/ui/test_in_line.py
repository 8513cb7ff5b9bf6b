"""What stands below one another begins and ends in line, whether it is scrolled, pressed or written in."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.number_boxes import WholeBox
from nextchat_desktop.ui.paste_field import PasteField
from nextchat_desktop.ui.scrolled import EdgeKeeper, scrolled
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

MARGIN = 24
ENGLISH = Words(resource("locales"), "en")


@pytest.fixture
def column(qtbot: QtBot, theme: Theme) -> tuple[QWidget, QLabel, QScrollArea]:
    """A tall thing in an area, in a column that keeps its edge."""
    inside = QWidget()
    box = QVBoxLayout(inside)
    tall = QLabel("tall")
    box.addWidget(tall)
    area = scrolled(inside)
    EdgeKeeper(area, box, (MARGIN, 0, MARGIN, 0))
    window = QWidget()
    qtbot.addWidget(window)
    around = QVBoxLayout(window)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    window.resize(300, 200)
    window.show()
    return window, tall, area


def test_a_column_ends_in_line_with_or_without_a_bar(column: tuple[QWidget, QLabel, QScrollArea], qtbot: QtBot) -> None:
    window, tall, area = column
    ends = [_end(tall, window)]
    tall.setMinimumHeight(900)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    qtbot.wait(1)
    ends.append(_end(tall, window))
    assert ends == [300 - MARGIN] * 2


def test_a_link_in_a_column_begins_where_the_fields_begin(qtbot: QtBot, theme: Theme) -> None:
    link = QPushButton("More")
    set_property(link, "role", "flush")
    qtbot.addWidget(link)
    link.resize(200, 32)
    link.show()
    image = link.grab().toImage()
    ground = image.pixelColor(150, 16)
    first = next(x for x in range(200) if any(image.pixelColor(x, y) != ground for y in range(4, 28)))
    assert first <= theme.room.focus + 2


def test_boxes_for_numbers_are_as_high_as_other_fields(qtbot: QtBot, theme: Theme) -> None:
    window, number, line = QWidget(), WholeBox(ENGLISH), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(number)
    column.addWidget(line)
    window.show()
    assert number.height() == line.height()


def test_words_pictures_and_hints_of_the_composer_begin_in_line(qtbot: QtBot, theme: Theme) -> None:
    composer = Composer(ENGLISH, theme)
    qtbot.addWidget(composer)
    composer.set_hints("Enter sends", "")
    composer.resize(600, 160)
    composer.show()
    field, hint = composer.field, composer.findChild(QLabel, "composerHint")
    written = field.mapTo(composer, QPoint(0, 0)).x() + round(field.document().documentMargin())
    assert hint is not None
    assert written == hint.mapTo(composer, QPoint(0, 0)).x()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_what_is_pasted_leaves_room_for_the_key_before_it(
    qapp: QApplication, qtbot: QtBot, theme: Theme, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    field = PasteField(theme)
    qtbot.addWidget(field)
    field.keep_free(30, 70)
    field.resize(400, field.height())
    field.show()
    words = field.viewport().geometry()
    sides = words.left(), field.width() - 1 - words.right()
    before, behind = sides if direction is Qt.LayoutDirection.LeftToRight else reversed(sides)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert 30 <= before < 50
    assert 70 <= behind < 80


def _end(part: QWidget, window: QWidget) -> int:
    return part.mapTo(window, QPoint(part.width(), 0)).x()
