"""Typing into the bar that finds words, and the ticks beside the scroll bar."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.finding import Query
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.theme.sizes import TARGET
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.find_bar import FindBar, FindWords
from nextchat_desktop.ui.transcript.find_marks import FindMarks
from ui.transcripts import open_window

WORDS = FindWords(
    name="Find in this conversation",
    field="Find in this conversation",
    place="{current} of {total}",
    place_so_far="{current} of {total}…",
    found="{total} found",
    found_so_far="{total} found…",
    searching="Searching…",
    nothing="Nothing found",
    previous="Previous",
    next="Next",
    match_case="Match case",
    whole_words="Whole words",
    close="Close",
)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> FindBar:
    bar = FindBar(WORDS, theme)
    qtbot.addWidget(bar)
    open_window(bar, qtbot)
    bar.open_with()
    return bar


@pytest.fixture
def asked(bar: FindBar) -> list[object]:
    """What the bar has asked for, in order: queries, steps, and to be closed."""
    said: list[object] = []
    bar.query_changed.connect(said.append)
    bar.next_asked.connect(lambda: said.append("next"))
    bar.previous_asked.connect(lambda: said.append("previous"))
    bar.closed.connect(lambda: said.append("closed"))
    return said


def button(bar: FindBar, name: str) -> QToolButton:
    found = bar.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def place(bar: FindBar) -> str:
    label = bar.findChild(QLabel, "findPlace")
    assert isinstance(label, QLabel)
    assert label.accessibleName() == label.text()
    return label.text()


def test_what_is_typed_in_one_go_is_one_query(bar: FindBar, asked: list[object], qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "mean")
    assert asked == []
    qtbot.waitUntil(lambda: asked == [Query("mean")])


def test_an_emptied_field_asks_for_nothing_at_once(bar: FindBar, asked: list[object]) -> None:
    bar.open_with("mean")
    bar.show_count(1, 3, True)
    QTest.keyClick(bar.field, Qt.Key.Key_Backspace)
    assert asked == [Query("mean"), Query("")]
    assert place(bar) == ""
    assert not button(bar, "findNext").isEnabled()


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        (Qt.Key.Key_Return, NONE, "next"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "next"),
        (Qt.Key.Key_F3, NONE, "next"),
        (Qt.Key.Key_G, CONTROL, "next"),
        (Qt.Key.Key_Return, SHIFT, "previous"),
        (Qt.Key.Key_F3, SHIFT, "previous"),
        (Qt.Key.Key_G, CONTROL | SHIFT, "previous"),
        (Qt.Key.Key_Escape, NONE, "closed"),
    ],
)
def test_the_usual_keys_step_and_close(
    bar: FindBar, asked: list[object], key: Qt.Key, held: Qt.KeyboardModifier, said: str
) -> None:
    bar.open_with("mean")
    QTest.keyClick(bar.field, key, held)
    assert asked == [Query("mean"), said]
    assert bar.isVisible() == (said != "closed")


def test_the_query_is_told_before_the_step_even_when_one_types_fast(bar: FindBar, asked: list[object]) -> None:
    QTest.keyClicks(bar.field, "mean")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked == [Query("mean"), "next"]


def test_without_words_there_is_no_next(bar: FindBar, asked: list[object]) -> None:
    QTest.keyClick(bar.field, Qt.Key.Key_F3)
    assert asked == []


def test_enter_while_an_input_method_composes_does_not_step(bar: FindBar, asked: list[object]) -> None:
    bar.open_with("中")
    bar.field.end(False)
    QApplication.sendEvent(bar.field, QInputMethodEvent("wei", []))
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked == [Query("中")]
    commit = QInputMethodEvent("", [])
    commit.setCommitString("位")
    QApplication.sendEvent(bar.field, commit)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked[1:] == [Query("中位"), "next"]


def test_a_key_with_a_chinese_letter_on_it_is_typed(bar: FindBar) -> None:
    QApplication.sendEvent(bar.field, QKeyEvent(QKeyEvent.Type.KeyPress, ord("中"), NONE, "中"))
    assert bar.field.text() == "中"


def test_the_buttons_step_and_close(bar: FindBar, asked: list[object]) -> None:
    bar.open_with("mean")
    bar.show_count(1, 3, True)
    for name in ("findNext", "findPrevious", "findClose"):
        QTest.mouseClick(button(bar, name), LEFT)
    assert asked == [Query("mean"), "next", "previous", "closed"]
    assert not bar.isVisible()


def test_the_toggles_ask_anew_at_once(bar: FindBar, asked: list[object]) -> None:
    bar.open_with("mean")
    QTest.mouseClick(button(bar, "findMatchCase"), LEFT)
    QTest.mouseClick(button(bar, "findWholeWords"), LEFT)
    QTest.mouseClick(button(bar, "findMatchCase"), LEFT)
    assert asked[1:] == [Query("mean", True), Query("mean", True, True), Query("mean", False, True)]


def test_it_opens_with_what_was_selected_on_one_line_ready_to_be_typed_over(bar: FindBar, asked: list[object]) -> None:
    bar.open_with(" the\nmean\u2029value ")
    assert asked == [Query("the mean value")]
    assert bar.field.selectedText() == "the mean value"


def test_it_opens_again_with_what_was_there_and_asks_for_it_again(bar: FindBar, asked: list[object]) -> None:
    bar.open_with("mean")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    bar.open_with()
    assert asked == [Query("mean"), "closed", Query("mean")]
    assert bar.field.selectedText() == "mean"
    assert bar.isVisible()


def test_nothing_is_asked_after_it_was_closed(bar: FindBar, asked: list[object], qtbot: QtBot) -> None:
    QTest.keyClicks(bar.field, "mean")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert asked == ["closed"]


@pytest.mark.parametrize(
    ("current", "total", "done", "words"),
    [
        (3, 17, True, "3 of 17"),
        (3, 17, False, "3 of 17…"),
        (None, 1700, True, "1,700 found"),
        (None, 17, False, "17 found…"),
        (None, 0, False, "Searching…"),
        (None, 0, True, "Nothing found"),
    ],
)
def test_it_says_how_many_there_are(bar: FindBar, current: int | None, total: int, done: bool, words: str) -> None:
    bar.open_with("mean")
    bar.show_count(current, total, done)
    assert place(bar) == words
    assert button(bar, "findNext").isEnabled() == button(bar, "findPrevious").isEnabled() == (total > 0)


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    pixels = (QPoint(x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(pixel).name().upper() for pixel in pixels}


def test_that_nothing_was_found_is_said_in_the_colour_of_trouble_and_only_then(bar: FindBar) -> None:
    bar.open_with("mean")
    for total, is_bad in ((3, False), (0, True), (3, False)):
        bar.show_count(None, total, True)
        assert (LIGHT.bad in colours(bar)) == is_bad


def test_the_count_does_not_move_the_buttons(bar: FindBar) -> None:
    bar.open_with("mean")
    bar.resize(bar.sizeHint())
    places = set()
    for total in (0, 1, 10**15):
        bar.show_count(1, total, True)
        bar.resize(bar.sizeHint())
        QApplication.processEvents()
        places.add(button(bar, "findNext").pos().toTuple())
    assert len(places) == 1


def test_the_keys_stay_in_the_bar_when_its_button_can_no_longer_be_pressed(bar: FindBar) -> None:
    bar.open_with("mean")
    bar.show_count(1, 3, True)
    button(bar, "findNext").setFocus()
    bar.show_count(None, 0, True)
    assert bar.field.hasFocus()


def test_everything_in_it_has_a_name_and_is_large_enough_to_be_hit(bar: FindBar) -> None:
    parts = [*bar.findChildren(QToolButton), *bar.findChildren(QLineEdit)]
    assert len(parts) == 6
    assert all(part.objectName() and part.accessibleName() for part in parts)
    assert bar.accessibleName() == "Find in this conversation"
    assert min(min(part.width(), part.height()) for part in parts) >= TARGET


def test_the_tab_key_goes_from_left_to_right(bar: FindBar) -> None:
    bar.open_with("mean")
    bar.show_count(1, 3, True)
    way: list[str] = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        way.append(focus.objectName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert way == ["findField", "findMatchCase", "findWholeWords", "findPrevious", "findNext", "findClose"]


@pytest.mark.parametrize("keys", ["Esc", "F3", "Ctrl+G"])
def test_its_keys_are_its_own_though_the_window_has_a_use_for_them(qtbot: QtBot, theme: Theme, keys: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = FindBar(WORDS, theme, window)
    QVBoxLayout(window).addWidget(bar)
    used: list[bool] = []
    QShortcut(keys, window).activated.connect(lambda: used.append(True))
    open_window(window, qtbot)
    assert not bar.isVisible()
    bar.open_with("mean")
    with qtbot.waitSignals([bar.closed if keys == "Esc" else bar.next_asked]):
        QTest.keySequence(bar.field, keys)
    assert used == []


def test_a_press_beside_the_buttons_does_not_reach_what_lies_below(qtbot: QtBot, theme: Theme) -> None:
    pressed: list[object] = []

    class Below(QWidget):
        def mousePressEvent(self, event: object) -> None:
            pressed.append(event)

    below = Below()
    qtbot.addWidget(below)
    below.resize(600, 200)
    bar = FindBar(WORDS, theme, below)
    below.show()
    bar.open_with()
    QTest.mouseClick(bar, LEFT, NONE, QPoint(3, bar.height() // 2))
    assert pressed == []
    QTest.mouseClick(below, LEFT, NONE, QPoint(300, 190))
    assert len(pressed) == 1


@pytest.fixture
def marks(qtbot: QtBot) -> FindMarks:
    marks = FindMarks(LIGHT)
    qtbot.addWidget(marks)
    marks.resize(8, 200)
    return marks


def test_there_is_a_tick_at_the_height_of_each_find(marks: FindMarks) -> None:
    marks.show_marks([0.0, 0.5, 1.0], None)
    assert marks.rows() == [0, 99, 198]
    image = marks.grab().toImage()
    ticks = {y for y in range(200) if image.pixelColor(4, y) == QColor(LIGHT.warn)}
    assert ticks == {0, 1, 99, 100, 198, 199}


def test_thousands_of_finds_are_no_more_ticks_than_there_is_room_for(marks: FindMarks) -> None:
    marks.show_marks([index / 50_000 for index in range(50_000)], None)
    assert len(marks.rows()) == 199


def test_the_find_one_is_at_stands_out_in_the_accent_of_each_look(marks: FindMarks) -> None:
    marks.show_marks([0.5], 0.5)
    assert LIGHT.accent in colours(marks)
    marks.set_palette(DARK)
    assert DARK.accent in colours(marks)
    marks.show_marks([0.5], None)
    assert DARK.accent not in colours(marks)
    assert DARK.warn in colours(marks)


def test_the_ticks_move_with_the_height(marks: FindMarks) -> None:
    marks.show_marks([1.0], None)
    assert marks.rows() == [198]
    marks.resize(8, 100)
    assert marks.rows() == [98]


@pytest.mark.parametrize("fraction", [-1.0, 2.0])
def test_a_find_beyond_the_ends_is_shown_at_the_end(marks: FindMarks, fraction: float) -> None:
    marks.show_marks([fraction], fraction)
    assert marks.rows() == [0 if fraction < 0 else 198]


def test_the_ticks_leave_the_mouse_to_the_scroll_bar(qtbot: QtBot) -> None:
    below = QToolButton()
    qtbot.addWidget(below)
    below.resize(20, 200)
    marks = FindMarks(LIGHT, below)
    marks.resize(20, 200)
    below.show()
    assert below.childAt(10, 100) is None
