"""Icons and the style sheet in a window that goes from right to left."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.theme.icons import MIRRORED, Icons
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.theme.rules import mirrored
from nextchat_desktop.ui.theme.theme import Theme, inset
from ui.transcripts import differing, open_window


@pytest.fixture
def turn_round(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def leftwards(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def test_icons_that_point_to_a_side_turn_round_and_no_others(qapp: QApplication, turn_round: None) -> None:
    icons = Icons(resource("icons"), LIGHT)

    def drawn() -> dict[str, QImage]:
        return {name: icons.pixmap(name, "#000000", 48).toImage() for name in icons.names()}

    before = drawn()
    leftwards(qapp)
    after = drawn()
    turned = {name for name in before if before[name] != after[name]}
    assert turned == MIRRORED
    for name in turned:
        assert differing(after[name], before[name].flipped(Qt.Orientation.Horizontal)) == []


def test_what_points_up_stays_and_is_in_no_list(qapp: QApplication) -> None:
    assert not MIRRORED & {"arrow-up", "play", "retry", "wrap", "code", "search", "check"}


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("padding-right: 30px;", "padding-left: 30px;"),
        ("margin-left: 2px; color: red;", "margin-right: 2px; color: red;"),
        ("padding: 6px 24px 6px 10px;", "padding: 6px 10px 6px 24px;"),
        ("padding: 6px 10px;", "padding: 6px 10px;"),
        ("border-left: 1px solid #000;", "border-right: 1px solid #000;"),
        ("subcontrol-position: top right; text-align: left;", "subcontrol-position: top right; text-align: left;"),
    ],
)
def test_padding_turns_round_and_what_qt_turns_round_itself_does_not(there: str, here: str) -> None:
    assert mirrored(("QWidget", there)) == ("QWidget", here)
    assert mirrored(mirrored(("QWidget", there))) == ("QWidget", there)
    assert mirrored(("QMenu::item", there)) == ("QMenu::item", there)


def test_a_theme_turns_round_with_the_window(theme: Theme, qapp: QApplication, turn_round: None) -> None:
    before = qapp.styleSheet()
    leftwards(qapp)
    assert qapp.styleSheet() != before
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert qapp.styleSheet() == before


def ink(widget: QComboBox | QSpinBox) -> tuple[int, int]:
    """How far from the left and the right edge of the middle of a field anything is written."""
    image = widget.grab().toImage()
    y = range(5, image.height() - 8)
    ground = image.pixelColor(image.width() // 2, image.height() // 2)
    written = [x for x in range(5, image.width() - 8) if any(image.pixelColor(x, at) != ground for at in y)]
    return written[0], image.width() - 1 - written[-1]


@pytest.mark.parametrize("kind", [QComboBox, QSpinBox])
def test_the_words_of_a_field_begin_as_far_from_its_other_edge(
    kind: type[QComboBox | QSpinBox], theme: Theme, qapp: QApplication, qtbot: QtBot, turn_round: None
) -> None:
    seen = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        qapp.setLayoutDirection(direction)
        field = kind()
        qtbot.addWidget(field)
        if isinstance(field, QComboBox):
            field.addItem("OO")
        else:
            inset(field)
            field.setValue(8)
        field.resize(220, field.sizeHint().height())
        field.move(200, 200)  # from under the mouse
        open_window(field, qtbot)
        field.clearFocus()
        seen.append(ink(field))
    (left, right), (other_left, other_right) = seen
    assert (other_left, other_right) == pytest.approx((right, left), abs=4)
