"""Tab comes by everything that can be used, in the order of the eye, and one sees where it is, on every screen."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nextchat_desktop.settings.schema import MOTION
from nextchat_desktop.ui.keyboard.order import reading_order
from screens.tabbing import called, missed, out_of_order, scope_of, walked
from screens.table import SCREENS, Screen, walk
from screens.world import Dress

TAKING_TAB = frozenset({"suggestions", "suggested-commands", "settings-keyboard-pressing"})
"""Where Tab itself is what one types."""
NOTHING = frozenset({"inspector-nothing", "dragged"})
"""Where there is nothing to use yet, and where the mouse holds something."""


PARTS = 6


def found(dress: Dress, folder: Path, screens: Iterable[Screen]) -> list[str]:
    """What is wrong with the ways of Tab on these screens."""
    wrong: list[str] = []
    for screen, widget, world in walk(dress, folder, screens):
        window = widget.window()
        world.program.settings[MOTION] = "reduced"  # what is still fading in is not to be compared
        window.activateWindow()
        QApplication.processEvents()
        halts = walked(window)
        scope, met = scope_of(window), [halt.widget for halt in halts]
        wrong += [f"{screen.name}: {called(one)} is missed" for one in missed(scope, met)]
        wrong += [f"{screen.name}: {called(one)} before {called(other)}" for one, other in out_of_order(scope, met)]
        wrong += [f"{screen.name}: {called(halt.widget)} looks the same" for halt in halts if not halt.is_seen]
    return wrong


def some(*beginnings: str) -> list[Screen]:
    """The screens whose names begin so, but for menus, which the arrows go through, and the system's own boxes."""
    left_out = TAKING_TAB | NOTHING
    shown = [one for one in SCREENS if one.name not in left_out and not one.name.startswith(("menu", "trouble"))]
    return [one for one in shown if one.name.startswith(beginnings)]


@pytest.mark.parametrize("part", range(PARTS))
def test_everything_is_come_by_in_the_order_of_the_eye_and_shows_it(part: int, qtbot: QtBot, tmp_path: Path) -> None:
    assert found(Dress("en"), tmp_path, some("")[part::PARTS]) == []


def test_so_it_is_from_right_to_left(qtbot: QtBot, tmp_path: Path) -> None:
    assert found(Dress("ar"), tmp_path, some("conversation", "find", "settings-connections", "set-up")) == []


def test_in_the_dark_one_sees_it_too(qtbot: QtBot, tmp_path: Path) -> None:
    assert found(Dress("en", "dark"), tmp_path, some("conversation", "settings-appearance", "models")) == []


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ([(0, 0, 10, 10), (20, 0, 10, 10), (0, 20, 10, 10)], [0, 1, 2]),
        ([(0, 20, 10, 10), (0, 0, 10, 10)], [1, 0]),
        ([(40, 0, 20, 10), (40, 20, 20, 10), (0, 0, 30, 30), (0, 40, 60, 10)], [2, 0, 1, 3]),
        ([(0, 0, 30, 30), (5, 5, 10, 10)], [0, 1]),
        ([], []),
    ],
)
def test_lines_are_read_from_above_and_columns_one_after_the_other(
    places: list[tuple[int, int, int, int]], order: list[int]
) -> None:
    assert reading_order([QRect(*place) for place in places]) == order


def test_from_right_to_left_a_line_begins_at_the_right() -> None:
    assert reading_order([QRect(0, 0, 10, 10), QRect(20, 0, 10, 10), QRect(0, 20, 10, 10)], True) == [1, 0, 2]
