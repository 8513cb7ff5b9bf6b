"""The outline as a reader uses it: what stands in it, how one moves, filters, jumps and leaves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.outline_panel import TURN, OutlinePanel
from nextchat_desktop.ui.transcript.outline_rows import OutlineWords

WORDS = OutlineWords(
    name="Outline",
    filter="Filter the outline",
    rows="Questions and headings",
    empty="Nothing here yet.",
    nothing_found="Nothing with these words.",
    wordless="(no words)",
    question="Question: {title}",
    heading="Heading, level {level}: {title}",
    here="{title} (you are here)",
)
TURNS = [
    ("q", "user", "How is pasta made?"),
    ("a", "assistant", "## The **dough**\n\nWords.\n\n### Eggs\n\n## The water"),
    ("r", "user", ""),
    ("b", "assistant", "No headings."),
]
TITLES = ["How is pasta made?", "The dough", "Eggs", "The water", "(no words)"]
DOWN, UP, HOME, END = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End
RETURN, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


class Window(QWidget):
    """A field in which the reader was writing, the button of the outline, and the outline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Outline")
        column = QVBoxLayout(self)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        column.addWidget(self.field)
        self.panel = OutlinePanel(WORDS, theme, self)
        self.jumps: list[tuple[str, int]] = []
        self.panel.jumped.connect(lambda entry, ordinal: self.jumps.append((entry, ordinal)))

    def titles(self) -> list[str]:
        model = self.panel.list.model()
        return [model.index(place, 0).data() for place in range(model.rowCount())]

    def current(self) -> str:
        return str(self.panel.list.currentIndex().data() or "")

    def sentence(self) -> str:
        """What stands in place of the rows."""
        return "".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())

    def under(self, widget: QWidget) -> QWidget:
        """What a pointer over the widget meets."""
        return self.childAt(widget.mapTo(self, QPoint(5, 5))) or self

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.panel.filter, key)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    window = Window(theme)
    qtbot.addWidget(window)
    window.resize(640, 480)
    window.show()
    window.activateWindow()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    return window


@pytest.fixture
def opened(window: Window, qtbot: QtBot) -> Window:
    window.panel.open_below(window.button, TURNS, ("a", 1))
    qtbot.waitUntil(lambda: window.panel.filter.hasFocus() and window.titles() == TITLES)
    return window


def painted(window: Window) -> QImage:
    return window.panel.list.viewport().grab().toImage()


def test_questions_stand_with_their_headings_below_them(window: Window, qtbot: QtBot) -> None:
    window.panel.open_below(window.button, TURNS, ("a", 1))
    qtbot.waitUntil(lambda: window.titles() == TITLES)


def test_it_opens_where_the_reader_is_and_says_so(opened: Window) -> None:
    assert opened.current() == "Eggs"
    assert opened.panel.filter.accessibleDescription() == "Heading, level 2: Eggs (you are here)"
    opened.press(HOME)
    assert opened.panel.filter.accessibleDescription() == "Question: How is pasta made?"


def test_the_place_of_the_reader_has_a_bar_that_stays_when_they_look_elsewhere(opened: Window) -> None:
    opened.press(HOME)
    accent = QColor(LIGHT.accent)
    rect = opened.panel.list.visualRect(opened.panel.list.model().index(2, 0))
    image = painted(opened)
    here = [image.pixelColor(rect.left() + 5, y) for y in range(rect.top(), rect.bottom())]
    below = [image.pixelColor(rect.left() + 5, y + rect.height()) for y in range(rect.top(), rect.bottom())]
    assert accent in here
    assert accent not in below


def test_arrows_home_and_end_move_while_one_may_go_on_typing(opened: Window) -> None:
    seen = []
    for key in (DOWN, DOWN, DOWN, UP, HOME, UP, END):
        opened.press(key)
        seen.append(opened.current())
    assert seen == ["The water", "(no words)", "(no words)", "The water", TITLES[0], TITLES[0], "(no words)"]
    assert opened.panel.filter.hasFocus()


def test_enter_jumps_to_a_heading_and_closes(opened: Window) -> None:
    opened.press(DOWN, RETURN)
    assert opened.jumps == [("a", 2)]
    assert not opened.panel.isVisible()


def test_a_question_is_jumped_to_as_a_turn(opened: Window) -> None:
    opened.press(HOME, RETURN)
    assert opened.jumps == [("q", TURN)]


def test_a_click_jumps(opened: Window) -> None:
    view = opened.panel.list
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.jumps == [("a", 0)]
    assert not opened.panel.isVisible()


def test_escape_closes_and_one_is_back_where_one_was(opened: Window) -> None:
    opened.press(ESCAPE)
    assert not opened.panel.isVisible()
    assert opened.field.hasFocus()
    assert opened.jumps == []


def test_escape_means_the_outline_while_it_is_open(opened: Window) -> None:
    meant: list[str] = []
    QShortcut(QKeySequence("Esc"), opened).activated.connect(lambda: meant.append("window"))
    opened.press(ESCAPE)
    assert (opened.panel.isVisible(), meant) == (False, [])
    QTest.keyClick(opened.field, ESCAPE)
    assert meant == ["window"]


def test_a_click_beside_it_closes_it_and_presses_nothing(opened: Window) -> None:
    presses: list[int] = []
    opened.button.clicked.connect(lambda: presses.append(1))
    QTest.mouseClick(opened.under(opened.button), Qt.MouseButton.LeftButton)
    assert not opened.panel.isVisible()
    assert presses == []
    QTest.mouseClick(opened.under(opened.button), Qt.MouseButton.LeftButton)
    assert presses == [1]


def test_going_to_another_field_closes_it(opened: Window) -> None:
    opened.field.setFocus()
    assert not opened.panel.isVisible()
    assert opened.field.hasFocus()


def test_typing_filters_and_keeps_the_question_of_what_is_found(opened: Window) -> None:
    QTest.keyClicks(opened.panel.filter, "WATER the")
    assert opened.titles() == ["How is pasta made?", "The water"]
    assert opened.current() == "The water"
    opened.press(RETURN)
    assert opened.jumps == [("a", 2)]


def test_the_first_that_is_found_is_looked_at_even_if_the_reader_is_at_another(window: Window, qtbot: QtBot) -> None:
    window.panel.open_below(window.button, TURNS, ("a", 2))
    qtbot.waitUntil(lambda: window.titles() == TITLES)
    QTest.keyClicks(window.panel.filter, "the")
    assert window.current() == "The dough"


def test_one_can_filter_in_chinese(window: Window, qtbot: QtBot) -> None:
    window.panel.open_below(window.button, [("q", "user", "怎么做面条？"), ("r", "user", "米饭")], ("q", TURN))
    qtbot.waitUntil(lambda: len(window.titles()) == 2)
    event = QInputMethodEvent("mian", [])
    event.setCommitString("面")
    QApplication.sendEvent(window.panel.filter, event)
    assert window.titles() == ["怎么做面条？"]


def test_an_emptied_filter_leads_back_to_where_the_reader_is(opened: Window) -> None:
    QTest.keyClicks(opened.panel.filter, "water")
    opened.panel.filter.clear()
    assert opened.titles() == TITLES
    assert opened.current() == "Eggs"


def test_it_says_quietly_that_nothing_was_found(opened: Window) -> None:
    assert opened.sentence() == ""
    QTest.keyClicks(opened.panel.filter, "rice")
    assert opened.sentence() == WORDS.nothing_found
    opened.press(RETURN)
    assert opened.jumps == []
    assert opened.panel.isVisible()


def test_it_says_quietly_that_there_is_nothing(window: Window) -> None:
    window.panel.open_below(window.button, [], ("", TURN))
    assert window.sentence() == WORDS.empty


def test_opened_again_it_has_forgotten_the_filter(opened: Window, qtbot: QtBot) -> None:
    QTest.keyClicks(opened.panel.filter, "water")
    opened.press(ESCAPE)
    opened.panel.open_below(opened.button, TURNS, ("b", TURN))
    assert opened.panel.filter.text() == ""
    qtbot.waitUntil(lambda: opened.current() == "(no words)")
    assert opened.titles() == TITLES


def test_tab_goes_round_within_it_and_letters_reach_the_filter_from_the_list(opened: Window) -> None:
    opened.press(TAB)
    assert opened.panel.list.hasFocus()
    QTest.keyClick(opened.panel.list, UP)
    assert opened.current() == "The dough"
    QTest.keyClicks(opened.panel.list, "w")
    assert opened.panel.filter.hasFocus()
    assert opened.panel.filter.text() == "w"


def test_a_long_conversation_is_read_bit_by_bit_and_filtered_as_it_comes(window: Window, qtbot: QtBot) -> None:
    turns = ((str(number), "user", f"Question {number}") for number in range(30_000))
    window.panel.open_below(window.button, turns, ("29000", TURN))
    assert 0 < len(window.titles()) < 30_000
    assert window.current() == "Question 0"
    QTest.keyClicks(window.panel.filter, "2999")
    qtbot.waitUntil(lambda: window.titles()[-1:] == ["Question 29999"])
    assert window.titles() == [f"Question {number}" for number in (2999, 12_999, 22_999, *range(29_990, 30_000))]


def test_the_place_of_the_reader_is_gone_to_as_soon_as_it_was_read(window: Window, qtbot: QtBot) -> None:
    turns = ((str(number), "user", f"Question {number}") for number in range(20_000))
    window.panel.open_below(window.button, turns, ("19000", TURN))
    qtbot.waitUntil(lambda: window.current() == "Question 19000")
    view = window.panel.list
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_who_has_moved_in_the_meantime_is_not_taken_away(window: Window, qtbot: QtBot) -> None:
    turns = ((str(number), "user", f"Question {number}") for number in range(20_000))
    window.panel.open_below(window.button, turns, ("19000", TURN))
    window.press(DOWN)
    qtbot.waitUntil(lambda: len(window.titles()) == 20_000)
    assert window.current() == "Question 1"


def test_closed_while_it_is_being_read_it_reads_no_further(window: Window, qtbot: QtBot) -> None:
    read: list[str] = []

    def turns() -> Iterator[tuple[str, str, str]]:
        while True:
            read.append("")
            yield "q", "user", "Again?"

    window.panel.open_below(window.button, turns(), ("", TURN))
    window.press(ESCAPE)
    before = len(read)
    qtbot.wait(20)
    assert len(read) == before
    assert window.titles() == []


def test_it_keeps_within_a_small_window(opened: Window) -> None:
    opened.resize(260, 200)
    assert opened.rect().contains(opened.panel.geometry())


def test_it_is_as_high_as_it_is_long_and_a_filter_changes_nothing(opened: Window, qtbot: QtBot) -> None:
    low = opened.panel.height()
    opened.panel.open_below(opened.button, TURNS * 3, ("q", TURN))
    qtbot.waitUntil(lambda: opened.panel.height() > low)
    high = opened.panel.height()
    QTest.keyClicks(opened.panel.filter, "water")
    opened.resize(opened.width() + 1, opened.height())
    assert opened.panel.height() == high


def test_it_lets_go_of_a_field_that_has_gone(opened: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.field.destroyed):
        opened.field.deleteLater()
    opened.press(ESCAPE)
    assert not opened.panel.isVisible()
