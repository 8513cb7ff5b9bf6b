"""Tables: how wide their columns are, what is shifted sideways, and how many rows are made."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.transcript.column_widths import shared_out
from nextchat_desktop.ui.transcript.table import RowLeaf
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    SHIFT,
    Key,
    afresh,
    answer,
    differing,
    grow,
    inside,
    leaf_of,
    named,
    on_screen,
    paragraphs,
    place_of,
    point_at,
    put,
    read_at,
    rest,
    show,
    turn_wheel,
    value,
    y_of,
)

NARROWEST = 120


def table(head: list[str], rows: list[list[str]], below: str = "") -> str:
    rule = below or "|---" * len(head) + "|"
    return "\n".join([f"| {' | '.join(head)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)])


WIDE = table([f"column {n}" for n in range(14)], [[f"cell {row} {n}" for n in range(14)] for row in range(30)])


def row_of(view: Transcript, words: str) -> RowLeaf:
    leaf = leaf_of(view, words)
    assert isinstance(leaf, RowLeaf)
    return leaf


def edges(row: RowLeaf) -> list[float]:
    """Where the first letter of each cell is."""
    starts = [0]
    for cell in row.block.cells:
        starts.append(starts[-1] + len(cell.text) + 1)
    return [row.caret(start).x() for start in starts[:-1]]


def rows(view: Transcript) -> list[RowLeaf]:
    return [leaf for turn in view.canvas.turns for leaf in turn.leaves if isinstance(leaf, RowLeaf)]


def the_bar(view: Transcript) -> QScrollBar:
    (bar,) = named(view, "sideBar", QScrollBar)
    assert isinstance(bar, QScrollBar)
    return bar


# The widths


def test_where_there_is_room_columns_are_equally_wide() -> None:
    assert shared_out([50, 80, 20], 600, NARROWEST) == [200, 200, 200]
    assert shared_out([50, 300, 20], 600, NARROWEST) == [150, 300, 150]


def test_where_there_is_not_the_wide_ones_break_their_words() -> None:
    assert shared_out([50, 2000], 600, NARROWEST) == [50, 550]
    assert shared_out([50, 2000, 900], 650, NARROWEST) == [50, 300, 300]


def test_where_there_never_will_be_the_table_is_wider_than_the_room() -> None:
    assert shared_out([100, 500, 500, 500], 300, NARROWEST) == [100, 240, 240, 240]
    assert shared_out([], 300, NARROWEST) == []


NATURAL = st.lists(st.integers(0, 2000), min_size=1, max_size=12)


@given(NATURAL, st.integers(50, 900))
def test_widths_fill_the_room_or_are_as_narrow_as_can_be(natural: list[int], room: int) -> None:
    widths = shared_out(natural, room, NARROWEST)
    assert len(widths) == len(natural)
    if sum(natural) <= room:
        assert sum(widths) == room
        assert all(width >= needed for width, needed in zip(widths, natural, strict=True))
    elif sum(min(needed, NARROWEST) for needed in natural) <= room:
        assert sum(widths) <= room + len(natural) * NARROWEST
        assert all(width <= max(needed, 1) for width, needed in zip(widths, natural, strict=True))
    assert all(width >= min(needed, NARROWEST) for width, needed in zip(widths, natural, strict=True))


@given(NATURAL, st.integers(50, 900))
def test_a_table_that_could_fit_never_needs_a_bar(natural: list[int], room: int) -> None:
    if sum(min(needed, NARROWEST) for needed in natural) <= room:
        assert sum(shared_out(natural, room, NARROWEST)) <= room


# Sideways


def test_a_wide_table_is_shifted_as_one(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(WIDE)])
    read_at(view, "cell 10 0", 100)
    bar = the_bar(view)
    assert bar.maximum() > 150
    turn_wheel(view, right=120, at=inside(view, "cell 10 0"))
    turn_wheel(view, up=-120, keys=SHIFT, at=QPoint(400, 300))
    assert bar.value() == 120
    shown = [row for row in rows(view) if row.width]
    assert {edges(row)[0] for row in shown} == {-120.0}
    bar.setValue(bar.maximum())
    last = row_of(view, "cell 12 13")
    assert last.width - 300 < edges(last)[-1] < last.width
    assert differing(on_screen(view), afresh(view)) == []


def test_the_bar_of_a_long_table_stays_in_view(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{WIDE}\n\nbelow")])
    for y in (0, 100, 200, 400):
        view.verticalScrollBar().setValue(y)
        bar = the_bar(view).geometry()
        assert view.viewport().rect().contains(bar)
        assert bar.bottom() <= max(y_of(view, "below"), 599)


def test_the_wheel_without_shift_goes_on_scrolling_over_the_bar(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(WIDE)])
    qtbot.keyClick(view, Key.Key_Home)
    turn_wheel(view, up=-120, at=the_bar(view).geometry().center())
    assert value(view) > 0
    assert the_bar(view).value() == 0


def test_what_is_shifted_can_be_clicked(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(WIDE)])
    read_at(view, "cell 10 0", 100)
    the_bar(view).setValue(the_bar(view).maximum())
    place = view.canvas.hit(view.to_canvas(point_at(view, "cell 12 13").toPointF()))
    assert place == place_of(view, "cell 12 13")


# While it grows


def test_columns_never_become_narrower_while_a_table_grows(view: Transcript, qtbot: QtBot) -> None:
    words = ["a", "much longer words than before", "b", "something " * 12, "c", "d"]
    source = table(["one", "two"], [[word, word[:9]] for word in words])
    show(view, [])
    before: list[int] = []
    for _ in grow(view, answer(source), by=1):
        found = rows(view)
        widths = found[0].table.widths(view.kit, 760) if found else []
        natural = list(found[0].table._natural) if found else []
        assert all(now >= then for now, then in zip(natural, before, strict=False))
        assert not widths or sum(widths) == 760
        before = natural
    assert differing(on_screen(view), afresh(view)) == []


def test_all_rows_that_are_seen_have_the_same_columns(view: Transcript, qtbot: QtBot) -> None:
    source = table(["one", "two", "three"], [["x" * n, "word " * n, "y"] for n in range(1, 14)])
    show(view, [])
    for _ in grow(view, answer(source), by=3):
        settled = [edges(row) for row in rows(view)]
        assert all(row == settled[0] for row in settled if len(row) == len(settled[0]))


def test_a_finished_table_is_laid_out_as_if_it_had_come_at_once(view: Transcript, qtbot: QtBot) -> None:
    source = table(["one", "two"], [["x" * n, "word " * n] for n in range(1, 9)])
    show(view, [])
    for _ in grow(view, answer(source), by=5):
        pass
    grown = [(row.height, edges(row)) for row in rows(view)]
    show(view, [answer(source)])
    assert [(row.height, edges(row)) for row in rows(view)] == grown


def test_reading_above_a_growing_table_nothing_moves(view: Transcript, qtbot: QtBot) -> None:
    source = table(["one", "two"], [["short", "short"] for _ in range(60)])
    show(view, [answer(source, streaming=True)])
    qtbot.keyClick(view, Key.Key_PageUp)
    first = view._anchor()
    for more in (["words " * 30, "x"], ["y", "words " * 60], ["z", "z"]):
        source = f"{source}\n| {' | '.join(more)} |"
        put(view, answer(source, streaming=True))
        rest(view, qtbot)
        assert view.canvas.leaf_top(first.turn, first.leaf) - value(view) == -first.below
    assert len(rows(view)) == 64


# Alignment


def test_cells_are_aligned_as_they_say(view: Transcript) -> None:
    source = table(["left", "middle", "right"], [["a", "b", "c"]], "|:--|:-:|--:|")
    show(view, [answer(source)])
    row = row_of(view, "a\tb\tc")
    left, middle, right = edges(row)
    across = row.table.widths(view.kit, 760)
    assert left < 2
    assert abs(middle - across[0] - across[1] / 2) < 15
    assert 760 - 30 < right < 760
    for found, words in zip(edges(row_of(view, "left")), (left, middle, right), strict=True):
        assert abs(found - words) < 60


def test_what_is_left_out_is_an_empty_cell(view: Transcript) -> None:
    show(view, [answer("| a | b |\n|---|---|\n| only |\n| 1 | 2 | 3 |")])
    assert [row.text for row in rows(view)] == ["a\tb", "only\t", "1\t2"]


# Many


@pytest.mark.parametrize("streaming", [False, True])
def test_of_five_thousand_rows_only_those_near_the_view_are_made(
    view: Transcript, qtbot: QtBot, streaming: bool
) -> None:
    source = table(["number", "words"], [[str(n), f"words of row {n}"] for n in range(5_000)])
    show(view, [answer(f"{source}\n\nbelow", streaming=streaming)])
    qtbot.keyClick(view, Key.Key_Home)
    rest(view, qtbot)
    found = rows(view)
    assert len(found) == 5_001
    assert 5 < sum(1 for row in found if row._cells) < 120
    read_at(view, "row 2500", 0)
    rest(view, qtbot)
    assert row_of(view, "row 2505")._cells
    assert sum(1 for row in found if row._cells) < 240
    assert differing(on_screen(view), afresh(view)) == []


def test_a_row_that_was_let_go_is_made_again_as_it_was(view: Transcript, qtbot: QtBot) -> None:
    source = table(["number", "words"], [[str(n), f"words of row {n}"] for n in range(1_500)])
    show(view, [answer(source)])
    qtbot.keyClick(view, Key.Key_Home)
    before = on_screen(view)
    for _ in range(60):
        qtbot.keyClick(view, Key.Key_PageDown)
    assert not rows(view)[3]._cells
    qtbot.keyClick(view, Key.Key_Home)
    assert differing(on_screen(view), before) == []


def test_a_larger_text_makes_wider_columns(view: Transcript) -> None:
    entry = answer(WIDE)
    show(view, [replace(entry)])
    before = the_bar(view).maximum()
    view.set_text_size(24)
    assert the_bar(view).maximum() > before + 300


def test_a_table_that_comes_into_view_may_be_painted_before_it_is_laid_out(view: Transcript) -> None:
    rows = table(["number", "words"], [[str(n), f"words of row {n}"] for n in range(4)])
    texts = (paragraphs(3), paragraphs(90), f"{rows}\n\n{paragraphs(90)}")
    show(view, [answer(text, str(number)) for number, text in enumerate(texts)])
    view.read_on(2, float("inf"))
    view.verticalScrollBar().setValue(0)
    assert not row_of(view, "row 1")._cells
    view.remove("1")
    view.viewport().repaint()  # as the system asks for when a window before it has gone
    view._on_frame()
    assert row_of(view, "row 1")._cells
    assert differing(on_screen(view), afresh(view)) == []
