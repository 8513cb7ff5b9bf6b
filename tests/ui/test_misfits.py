"""What does not fit is found: whatever a person could not read whole, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.elided import ElidedLabel, WrappedLabel
from screens.fitting import Kind, Meant, misfits

LONG = "What a person could not read whole"
SCREEN = QSize(1280, 720)

Look = Callable[[QWidget], list[Kind]]
Make = Callable[[], QWidget]


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Look]:
    """At a widget as it is, alone in a window."""
    windows: list[QWidget] = []

    def look(widget: QWidget, meant: Meant = Meant()) -> list[Kind]:  # noqa: B008
        window = widget if widget.isWindow() and widget.layout() is not None else QWidget()
        if window is not widget:
            widget.setParent(window)
            window.resize(widget.size())
        windows.append(window)
        window.show()
        return sorted({one.kind for one in misfits(window, SCREEN, meant)})

    yield look
    for window in windows:
        window.close()


def label() -> QLabel:
    return QLabel(LONG)


def lines() -> QLabel:
    made = QLabel(f"{LONG}, and more of it")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def wrapped() -> WrappedLabel:
    made = WrappedLabel()
    made.setText(LONG)
    return made


def tabs() -> QTabBar:
    made = QTabBar()
    for text in ("One", LONG, "Two"):
        made.addTab(text)
    return made


def box() -> QComboBox:
    made = QComboBox()
    made.addItems(["One", LONG])
    return made


def inviting() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(LONG)
    return made


def inviting_lines() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setPlaceholderText(LONG)
    return made


def number() -> QSpinBox:
    made = QSpinBox()
    made.setSuffix(f" {LONG}")
    return made


def rows() -> QListWidget:
    made = QListWidget()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.addItem(LONG)
    return made


def table() -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels([LONG, "Two"])
    made.setColumnWidth(0, 300)
    return made


KINDS = (label, lines, wrapped, box, inviting, inviting_lines, number, rows, tabs)
BUTTONS = (QPushButton, QCheckBox, QToolButton)


@pytest.mark.parametrize("make", KINDS)
def test_words_with_all_their_room_fit(look: Look, make: Make) -> None:
    widget = make()
    widget.resize(500, 120)
    assert look(widget) == []


@pytest.mark.parametrize("make", KINDS)
def test_words_without_their_width_do_not(look: Look, make: Make) -> None:
    widget = make()
    widget.resize(90, 24)
    assert set(look(widget)) & {Kind.CUT, Kind.SHORTENED}


def test_rows_that_one_has_to_scroll_sideways_for_are_found_as_that(look: Look) -> None:
    wide = rows()
    wide.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    wide.resize(90, 24)
    assert look(wide) == [Kind.SIDEWAYS]


@pytest.mark.parametrize("kind", BUTTONS)
def test_the_words_on_a_button_are_words(look: Look, kind: type[QPushButton]) -> None:
    button = kind()
    button.setText(LONG)
    button.resize(400, 40)
    assert look(button) == []
    button.parentWidget().resize(90, 40)
    button.resize(90, 40)
    assert look(button) == [Kind.CUT]


@pytest.mark.parametrize("make", [label, inviting, box, number])
def test_words_may_not_be_cut_at_their_feet(look: Look, make: Make) -> None:
    widget = make()
    widget.resize(500, 9)
    assert Kind.CUT in look(widget)


def test_a_long_word_may_not_run_out_of_its_lines(look: Look) -> None:
    made = lines()
    made.setText("Donaudampfschifffahrtsgesellschaftskapitän")
    made.resize(120, 200)
    assert look(made) == [Kind.CUT]


def test_the_head_of_a_column_is_words_too(look: Look) -> None:
    made = table()
    made.resize(600, 100)
    assert look(made) == []
    made.setColumnWidth(0, 60)
    assert look(made) == [Kind.SHORTENED]


def test_a_title_may_end_with_an_ellipsis_where_that_is_meant(look: Look) -> None:
    title = ElidedLabel(LONG)
    title.setObjectName("title")
    title.resize(90, 30)
    assert look(title) == [Kind.SHORTENED]
    assert look(title, Meant(shortened=frozenset({"title"}))) == []  # type: ignore[call-arg]


def test_a_button_that_shortens_its_words_is_found_out(look: Look) -> None:
    button = QPushButton("What a…whole")
    button.setToolTip(f"<p>{LONG}</p>")
    button.resize(400, 40)
    assert look(button) == [Kind.SHORTENED]


class Painting(QWidget):
    """Writes these words at these places."""

    def __init__(self, *words: tuple[int, int, str]) -> None:
        super().__init__()
        self._words = words
        self.resize(300, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for x, y, text in self._words:
            painter.drawText(QPoint(x, y), text)
        painter.end()


Painting.__module__ = "nextchat_desktop.ui.painting"  # as the program's own


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([(5, 40, "Here")], []),
        ([(5, 40, "Here"), (5, 80, "and here")], []),
        ([(5, 40, "Here"), (100, 40, "and there")], []),
        ([(280, 40, LONG)], [Kind.CUT]),
        ([(5, 40, "Wha…")], [Kind.SHORTENED]),
        ([(5, 40, "Here"), (10, 44, "and here")], [Kind.OVERLAP]),
    ],
)
def test_what_a_widget_writes_itself_is_read(look: Look, words: list[tuple[int, int, str]], found: list[Kind]) -> None:
    assert look(Painting(*words)) == found


def test_a_sentence_that_ends_with_an_ellipsis_is_whole(look: Look) -> None:
    meant = Meant(ellipses=frozenset({"Open a file…"}))
    assert look(Painting((5, 40, "Open a file…")), meant) == []  # type: ignore[call-arg]
    assert look(Painting((5, 40, "Open a…")), meant) == [Kind.SHORTENED]  # type: ignore[call-arg]


class Delegate(QStyledItemDelegate):
    """Writes two lines into a row of this height."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        for share, text in ((0, "One"), (1, "Two")):
            half = option.rect.height() // 2
            room = QRect(option.rect.left() + 4, option.rect.top() + share * half, 100, half)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


@pytest.mark.parametrize(("height", "fits"), [(60, True), (20, False)])
def test_rows_are_as_high_as_what_is_written_in_them(look: Look, height: int, fits: bool) -> None:
    made, delegate = QListWidget(), Delegate(height)
    made.addItems(["a", "b"])
    made.setItemDelegate(delegate)
    made.resize(200, 200)
    assert (look(made) == []) is fits


def test_parts_that_lie_over_each_other_are_found(look: Look) -> None:
    around = QWidget()
    around.resize(300, 100)
    for left in (0, 60):
        part = QWidget(around)
        part.setObjectName("part")
        part.setGeometry(left, 0, 80, 40)
    assert look(around) == [Kind.OVERLAP]
    assert look(around, Meant(floating=frozenset({"part"}))) == []  # type: ignore[call-arg]


def test_what_sticks_out_of_its_place_is_found(look: Look) -> None:
    around = QWidget()
    around.resize(100, 100)
    QWidget(around).setGeometry(60, 0, 80, 40)
    assert look(around) == [Kind.OUTSIDE]


@pytest.mark.parametrize(("width", "found"), [(100, []), (400, [Kind.OUTSIDE, Kind.SIDEWAYS])])
def test_one_may_have_to_scroll_down_but_never_sideways(look: Look, width: int, found: list[Kind]) -> None:
    area, inside = QScrollArea(), QWidget()
    inside.setFixedSize(width, 900)
    area.setWidget(inside)
    area.resize(200, 200)
    assert look(area) == found


def test_a_window_larger_than_the_screen_is_found(look: Look) -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(QWidget())
    window.resize(700, 721)
    assert look(window) == [Kind.LARGE]


def test_what_is_hidden_is_not_looked_at(look: Look) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    hidden = label()
    row.addWidget(hidden)
    hidden.setFixedWidth(20)
    hidden.hide()
    assert look(window) == []
    hidden.show()
    assert look(window) == [Kind.CUT]
