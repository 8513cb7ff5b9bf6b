"""The head of the window: how much of the name of the model stands on its button, whatever stood there before."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

WIDE, NARROW = 1000, 420
LONG = "a-model-with-a-name-that-nobody-would-ever-learn-by-heart"


@pytest.fixture
def header(theme: Theme, qtbot: QtBot) -> Iterator[Header]:
    made = Header(Words(resource("locales"), "en"), theme)
    qtbot.addWidget(made)
    made.resize(WIDE, 48)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.mark.parametrize("before", ["", "o3", "Azure-gpt-4", LONG])
def test_a_name_stands_whole_as_soon_as_its_model_is_chosen(header: Header, before: str) -> None:
    header.picker.show_label(before)
    header.picker.show_label("Azure-gpt-4-turbo")
    assert header.picker.text() == "Azure-gpt-4-turbo"
    assert header.picker.width() >= header.picker.sizeHint().width()


def test_the_button_is_no_wider_than_its_name(header: Header) -> None:
    header.picker.show_label("Azure-gpt-4-turbo")
    before = header.picker.width()
    header.picker.show_label("o3")
    assert header.picker.width() == pytest.approx(header.picker.sizeHint().width(), abs=1)
    assert header.picker.width() < before


@pytest.mark.parametrize("before", ["o3", "Azure-gpt-4-turbo"])
def test_where_room_is_short_a_name_keeps_its_two_ends(header: Header, qtbot: QtBot, before: str) -> None:
    header.resize(NARROW, 48)
    header.picker.show_label(before)
    header.picker.show_label("Azure-gpt-4-turbo")
    start, end = header.picker.text().split("…")
    assert 0 < len(start) < len("Azure-gpt-4-turbo")
    assert "Azure-gpt-4-turbo".startswith(start)
    assert "Azure-gpt-4-turbo".endswith(end or "nothing")
    assert header.picker.toolTip() == plain_tip("Azure-gpt-4-turbo")
    header.resize(WIDE, 48)
    qtbot.waitUntil(lambda: header.picker.text() == "Azure-gpt-4-turbo")


def test_a_name_that_came_before_the_window_was_seen_fits_its_button(theme: Theme, qtbot: QtBot) -> None:
    header = Header(Words(resource("locales"), "en"), theme)
    qtbot.addWidget(header)
    header.resize(NARROW, 48)
    header.picker.show_label("Azure-gpt-4-turbo")
    header.show()
    qtbot.waitExposed(header)
    words = header.picker.fontMetrics().horizontalAdvance(header.picker.text())
    assert "…" in header.picker.text()
    assert words < header.picker.width()
