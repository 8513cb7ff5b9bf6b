"""Parts flow into further lines, and words of a box to be ticked too, where one line is too short."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.elided import FlowingLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.ui.tick_box import TickBox

APART = 10
LONG = "Give the keys along, protected by a passphrase that only the two of you know"

Show = Callable[..., list[tuple[int, int, int]]]


class Part(QWidget):
    """So wide, and twenty high."""

    def __init__(self, width: int, grows: bool = False, most: int = 0) -> None:
        super().__init__()
        self._width = width
        if most:
            self.setMaximumWidth(most)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._width, 20)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Where parts of these widths come to lie in a window so wide: left, top and width of each."""
    windows: list[QWidget] = []

    def show(width: int, *parts: Part | None, leftwards: bool = False) -> list[tuple[int, int, int]]:
        window = QWidget()
        windows.append(window)
        if leftwards:
            window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(Flow(*parts, apart=APART))
        column.addStretch(1)
        window.resize(width, 200)
        window.show()
        return [(part.x(), part.y(), part.width()) for part in parts if part is not None]

    yield show
    for window in windows:
        window.close()


def test_what_fits_stands_in_one_line(show: Show) -> None:
    assert show(300, Part(100), Part(50)) == [(0, 0, 100), (110, 0, 50)]


def test_what_does_not_goes_on_in_the_next(show: Show) -> None:
    assert show(155, Part(100), Part(50), Part(60)) == [(0, 0, 100), (0, 30, 50), (60, 30, 60)]


def test_a_gap_keeps_the_last_parts_at_the_end_of_their_line(show: Show) -> None:
    assert show(300, Part(100), None, Part(50)) == [(0, 0, 100), (250, 0, 50)]
    assert show(140, Part(100), None, Part(50)) == [(0, 0, 100), (90, 30, 50)]


def test_what_grows_takes_the_rest_of_its_line(show: Show) -> None:
    assert show(300, Part(40, grows=True), Part(50)) == [(0, 0, 240), (250, 0, 50)]


def test_what_has_grown_as_far_as_it_may_leaves_the_rest_to_the_gap(show: Show) -> None:
    """A field for searching stands beside the button at the end, not beside the title."""
    assert show(300, Part(60), None, Part(100, grows=True, most=100), Part(40)) == [
        (0, 0, 60),
        (150, 0, 100),
        (260, 0, 40),
    ]


def test_a_part_wider_than_all_the_room_is_made_narrower(show: Show) -> None:
    assert show(90, Part(100), Part(50)) == [(0, 0, 90), (0, 30, 50)]


def test_from_right_to_left_the_first_part_is_at_the_right(show: Show) -> None:
    assert show(300, Part(100), Part(50), leftwards=True) == [(200, 0, 100), (140, 0, 50)]


def test_what_is_hidden_takes_no_room(show: Show) -> None:
    hidden = Part(100)
    hidden.hide()
    assert show(300, hidden, Part(50))[1] == (0, 0, 50)


def test_a_window_is_as_high_as_the_lines_it_needs(qtbot: QtBot) -> None:
    flow = Flow(Part(100), Part(50), apart=APART)
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayout(flow)
    assert [flow.heightForWidth(width) for width in (160, 159)] == [20, 50]
    assert flow.minimumSize().width() <= 100


@pytest.fixture
def box(qtbot: QtBot) -> TickBox:
    box = TickBox(LONG)
    qtbot.addWidget(box)
    return box


def test_a_box_with_room_is_as_any_other(box: TickBox) -> None:
    assert box.heightForWidth(box.sizeHint().width()) == box.sizeHint().height()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_its_words_are_all_there_in_several_lines(box: TickBox, direction: Qt.LayoutDirection) -> None:
    box.setLayoutDirection(direction)
    width = box.sizeHint().width() // 3
    high = box.heightForWidth(width)
    assert high > 2 * box.fontMetrics().height()
    box.resize(width, high)
    box.setStyleSheet("background: white; color: black")
    image = box.grab().toImage()
    rows = range(0, image.height() - image.height() % 4, max(1, image.height() // 4))
    darks = [
        sum(image.pixelColor(x, y) != QColor("white") for x in range(width) for y in range(top, top + 8))
        for top in rows
    ]
    assert all(darks), "there are letters down to the last line"
    assert box.text() == LONG, "and it is heard whole"


def test_it_never_gets_narrower_than_its_longest_word(box: TickBox) -> None:
    box.setText("Freundschaftsbezeigung und mehr")
    least = box.minimumSizeHint().width()
    assert least >= box.fontMetrics().horizontalAdvance("Freundschaftsbezeigung")
    assert least < box.sizeHint().width()


def test_a_sentence_that_can_be_pressed_stands_in_one_line_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    """With the ring around it, which shows where the keyboard is."""
    window = QWidget()
    qtbot.addWidget(window)
    label = FlowingLabel("Sends 1 message · about 11 tokens and 3 pictures")
    set_property(label, "role", "pressed")
    window.setLayout(Flow(None, label))
    window.resize(700, 100)
    window.show()
    assert label.height() < 2 * label.fontMetrics().lineSpacing()


@pytest.fixture
def words(qtbot: QtBot) -> FlowingButton:
    button = FlowingButton("Share the set-up with others")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    return button


def test_the_words_on_a_button_stand_in_one_line_where_there_is_room(words: FlowingButton) -> None:
    assert words.text() == "Share the set-up with others"
    assert words.heightForWidth(words.width()) == words.sizeHint().height()


def test_where_there_is_none_they_go_on_below_and_are_heard_as_one_sentence(words: FlowingButton) -> None:
    width = words.sizeHint().width() * 2 // 3
    words.resize(width, words.heightForWidth(width))
    assert words.text().split("\n") == ["Share the set-up", "with others"]
    assert words.height() > words.sizeHint().height()
    assert words.accessibleName() == "Share the set-up with others"
    words.resize(words.sizeHint())
    assert "\n" not in words.text()


def test_words_without_spaces_go_on_where_a_line_may_end(words: FlowingButton) -> None:
    words.say("設定一式をほかの人と共有する")
    least = words.minimumSizeHint().width()
    assert least < words.sizeHint().width() // 2
    words.resize(words.sizeHint().width() * 2 // 3, 80)
    assert words.text().replace("\n", "") == "設定一式をほかの人と共有する"
    assert words.text().count("\n") == 1
