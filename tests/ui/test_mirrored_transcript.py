"""A conversation in a window that goes from right to left, and words of both directions in either window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript.entries import Action
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    SHIFT,
    WORDS,
    Key,
    afresh,
    answer,
    copied,
    differing,
    fenced,
    leaf_of,
    lines,
    named,
    on_screen,
    open_window,
    point_at,
    put,
    question,
    select,
    show,
    turn_wheel,
)

ARABIC, MORE = "مرحبا بالعالم", "سلام"
TABLE = "| الاسم | العدد |\n|---|---|\n| أحمد | 12 |"


@pytest.fixture
def leftwards(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def mirrored(leftwards: None, qtbot: QtBot) -> Iterator[Transcript]:
    yield from opened(qtbot)


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def either(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[Transcript]:
    """A window that goes from left to right, and one that goes from right to left."""
    qapp.setLayoutDirection(request.param)
    yield from opened(qtbot)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def opened(qtbot: QtBot) -> Iterator[Transcript]:
    transcript = Transcript(LIGHT, WORDS)
    qtbot.addWidget(transcript)
    transcript.resize(900, 600)
    open_window(transcript, qtbot)
    transcript.setFocus()
    yield transcript
    transcript.close()
    QApplication.clipboard().clear()


def bubble(view: Transcript, turn: int = 0) -> QRect:
    corner = view.turn_rect(turn).topLeft()
    return view.canvas.turns[turn].bubble.toRect().translated(corner)


def place(widget: QWidget, view: Transcript) -> QRect:
    return QRect(widget.mapTo(view.viewport(), QPoint(0, 0)), widget.size())


# Whose is it


def test_what_the_reader_said_stands_at_the_other_side(mirrored: Transcript) -> None:
    show(mirrored, [question("short"), answer("the answer")])
    column = mirrored.turn_rect(0)
    assert bubble(mirrored).left() == column.left()
    assert bubble(mirrored).right() < column.center().x()
    ground = on_screen(mirrored).pixelColor(bubble(mirrored).left() + 4, bubble(mirrored).center().y())
    assert ground == QColor(LIGHT.bubble)


@pytest.mark.parametrize("words", ["short", ARABIC])
def test_words_in_a_bubble_are_within_it_whichever_way_they_go(mirrored: Transcript, words: str) -> None:
    show(mirrored, [question(words)])
    around = bubble(mirrored)
    ends = sorted((point_at(mirrored, words).x(), point_at(mirrored, words, behind=True).x()))
    assert ends[0] == pytest.approx(around.left() + 14, abs=2)
    assert ends[1] == pytest.approx(around.right() - 14, abs=3)


def test_the_column_is_in_the_middle_whichever_side_the_scroll_bar_is(either: Transcript) -> None:
    either.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    show(either, [answer("words")])
    QApplication.sendPostedEvents()
    column = either.turn_rect(0).translated(either.viewport().pos())
    assert column.left() + column.right() + 1 == pytest.approx(either.width(), abs=1)
    bar = either.verticalScrollBar().mapTo(either, QPoint(0, 0))
    assert (bar.x() < column.left()) is either.isRightToLeft()


def test_buttons_stand_at_the_side_of_their_turn(mirrored: Transcript) -> None:
    act = (Action("copy", "Copy", icon="copy"),)
    show(mirrored, [replace(question("short"), actions=act), replace(answer("words", caption="14:30"), actions=act)])
    own, others = named(mirrored, "action-copy")
    assert place(own, mirrored).left() == pytest.approx(bubble(mirrored).right() + 4, abs=2)
    assert place(others, mirrored).right() == pytest.approx(mirrored.turn_rect(1).right(), abs=8)


def test_a_thought_is_pushed_in_from_the_right(mirrored: Transcript, qtbot: QtBot) -> None:
    show(mirrored, [answer(ARABIC, reasoning=MORE, reasoning_label="فكّر")])
    (chip,) = named(mirrored, "reasoningChip")
    assert place(chip, mirrored).right() == mirrored.turn_rect(0).right()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    column, image = mirrored.turn_rect(0), on_screen(mirrored)
    bar = image.pixelColor(mirrored.viewport().x() + column.right() - 1, point_at(mirrored, MORE).y())
    assert bar == QColor(LIGHT.line)
    assert point_at(mirrored, MORE).x() == pytest.approx(column.right() - 16, abs=2)


# Which way words go


def test_each_paragraph_goes_as_its_first_letter_does(either: Transcript) -> None:
    show(either, [answer(f"English words.\n\n{ARABIC} and more\n\nEnglish {MORE}")])
    column = either.turn_rect(0)
    assert point_at(either, "English words").x() == pytest.approx(column.left(), abs=1)
    assert point_at(either, ARABIC).x() == pytest.approx(column.right(), abs=2)
    assert point_at(either, f"English {MORE}").x() == pytest.approx(column.left(), abs=1)


def test_code_in_a_sentence_does_not_say_which_way_it_goes(view: Transcript) -> None:
    show(view, [answer(f"`print` {ARABIC}")])
    assert leaf_of(view, ARABIC).mirrored


def test_what_has_no_letters_goes_as_the_words_above_it_and_at_the_top_as_the_window(either: Transcript) -> None:
    show(either, [answer(f"1, 2, 3\n\nEnglish\n\n4, 5, 6\n\n{ARABIC}\n\n7, 8, 9")])
    leaves = either.canvas.turns[0].leaves
    assert [leaf.mirrored for leaf in leaves] == [either.isRightToLeft(), False, False, True, True]


def test_an_answer_turns_round_when_its_first_letter_comes(view: Transcript) -> None:
    put(view, answer("(", streaming=True))
    assert not leaf_of(view, "(").mirrored
    put(view, answer(f"({ARABIC})", streaming=True))
    assert leaf_of(view, ARABIC).mirrored
    assert differing(on_screen(view), afresh(view)) == []


# Code and tables


@pytest.mark.parametrize("text", [fenced("value = 1"), f"- {ARABIC}\n\n  ```python\n  value = 1\n  ```"])
def test_code_is_never_mirrored(mirrored: Transcript, text: str) -> None:
    show(mirrored, [answer(text)])
    first, last = point_at(mirrored, "value"), point_at(mirrored, "= 1", behind=True)
    assert first.x() == pytest.approx(mirrored.turn_rect(0).left() + 12, abs=1)
    assert last.x() > first.x()


def test_code_in_an_item_is_pushed_in_as_its_words_are(mirrored: Transcript) -> None:
    show(mirrored, [answer(f"- {ARABIC}\n\n  ```python\n  value = 1\n  ```")])
    code, column = leaf_of(mirrored, "value"), mirrored.turn_rect(0)
    image = on_screen(mirrored)
    y = point_at(mirrored, "value").y()
    inside, outside = column.left() + 30, column.right() - 8
    shift = mirrored.viewport().x()
    assert code.mirrored
    assert image.pixelColor(shift + inside + 200, y) == QColor(LIGHT.code)
    assert image.pixelColor(shift + outside, y) == QColor(LIGHT.background)


def test_the_buttons_of_code_stand_where_its_head_ends(either: Transcript) -> None:
    show(either, [answer(fenced("value = 1"))])
    (tools,) = named(either, "codeTools", QWidget)
    is_left = place(tools, either).center().x() < either.turn_rect(0).center().x()
    assert is_left is either.isRightToLeft()


def test_columns_begin_where_most_of_their_heads_do(either: Transcript) -> None:
    show(either, [answer(f"{TABLE}\n\n---\n\n| one | two |\n|---|---|\n| {MORE} | word |")])
    column = either.turn_rect(0)
    assert point_at(either, "أحمد").x() == pytest.approx(column.right(), abs=2)
    assert point_at(either, "الاسم", behind=True).x() > column.center().x() > point_at(either, "العدد", behind=True).x()
    assert point_at(either, "12", behind=True).x() == pytest.approx(point_at(either, "العدد").x(), abs=20)
    assert point_at(either, "one").x() < point_at(either, "two").x()


def test_a_view_turns_round_with_the_window(view: Transcript, qapp: QApplication) -> None:
    show(view, [question("short"), answer("1, 2, 3")])
    before = bubble(view)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (bubble(view).left(), bubble(view).right()) == (left := view.turn_rect(0).left(), left + before.width() - 1)
    assert leaf_of(view, "1, 2").mirrored
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert bubble(view) == before


def test_a_click_into_a_cell_finds_it_whichever_way_the_columns_go(mirrored: Transcript, qtbot: QtBot) -> None:
    show(mirrored, [answer(f"{TABLE}\n")])
    words = ("الاسم", "العدد", "أحمد", "12")
    for word in words:
        middle = (point_at(mirrored, word) + point_at(mirrored, word, behind=True)) / 2
        qtbot.mouseDClick(mirrored.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert word in copied(mirrored, qtbot)
        assert sum(other in copied(mirrored, qtbot) for other in words) == 1


def test_a_wide_table_begins_at_its_right_and_is_shifted_from_there(mirrored: Transcript, qtbot: QtBot) -> None:
    heads = [f"عمود{number}" for number in range(20)]
    show(mirrored, [answer(f"|{'|'.join(heads)}|\n|{'---|' * 20}\n|{'|'.join(heads)}|")])
    column = mirrored.turn_rect(0)
    assert point_at(mirrored, "عمود0").x() == pytest.approx(column.right(), abs=2)
    assert point_at(mirrored, "عمود19").x() < column.left()
    turn_wheel(mirrored, right=-4000, at=point_at(mirrored, "عمود1"))
    assert point_at(mirrored, "عمود19", behind=True).x() >= column.left()
    (bar,) = named(mirrored, "sideBar", QScrollBar)
    assert bar.isRightToLeft()
    assert bar.value() == bar.maximum()


def test_wide_code_is_shifted_as_ever(mirrored: Transcript) -> None:
    show(mirrored, [answer(fenced("start " + "x" * 400))])
    turn_wheel(mirrored, right=120, at=point_at(mirrored, "start") + QPoint(20, 0))
    assert point_at(mirrored, "start").x() < mirrored.turn_rect(0).left()
    (bar,) = named(mirrored, "sideBar", QScrollBar)
    assert not bar.isRightToLeft()


# Selecting


def test_what_is_selected_of_mixed_words_is_what_is_copied(mirrored: Transcript, qtbot: QtBot) -> None:
    show(mirrored, [answer(f"{ARABIC} `len(x)` وبعدها English word {MORE}")])
    select(mirrored, qtbot, "وبعدها", MORE)
    assert copied(mirrored, qtbot) == f"وبعدها English word {MORE}"


def test_an_arrow_key_moves_the_end_to_the_side_it_points_to(mirrored: Transcript, qtbot: QtBot) -> None:
    show(mirrored, [answer(f"{ARABIC}\n\nEnglish")])
    qtbot.mouseClick(mirrored.viewport(), Qt.MouseButton.LeftButton, pos=point_at(mirrored, ARABIC) - QPoint(1, 0))
    for _ in range(5):
        qtbot.keyClick(mirrored, Key.Key_Left, SHIFT)
    assert copied(mirrored, qtbot) == ARABIC[:5]
    qtbot.keyClick(mirrored, Key.Key_Right, SHIFT)
    assert copied(mirrored, qtbot) == ARABIC[:4]
    qtbot.keyClick(mirrored, Key.Key_End, SHIFT)
    assert copied(mirrored, qtbot) == ARABIC


def test_a_click_beside_the_end_of_words_is_at_their_end(mirrored: Transcript) -> None:
    show(mirrored, [answer(f"{ARABIC}\n\nEnglish")])
    for words, side in ((ARABIC, -30), ("English", 30)):
        point = mirrored.to_canvas(QPointF(point_at(mirrored, words, behind=True) + QPoint(side, 0)))
        found = mirrored.canvas.hit(point)
        assert found is not None
        assert found.offset == len(words)


# Painting


def test_nothing_is_left_behind_when_bubbles_change(mirrored: Transcript) -> None:
    show(mirrored, [question("short"), answer(lines(3)), question(ARABIC, "p")])
    put(mirrored, question("a good deal longer than before, so that the bubble is wider than it was"))
    assert differing(on_screen(mirrored), afresh(mirrored)) == []
