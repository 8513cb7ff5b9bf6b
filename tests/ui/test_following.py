"""While an answer comes the end is followed, until the reader moves; from then on only the reader moves the text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.transcript.entries import Action, Card, Entry
from nextchat_desktop.ui.transcript.following import Following
from nextchat_desktop.ui.transcript.hands import drag_step
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    LEFT,
    SHIFT,
    Key,
    afresh,
    answer,
    click,
    differing,
    fenced,
    inside,
    is_at_end,
    leaf_of,
    lines,
    many,
    maximum,
    named,
    on_screen,
    paragraphs,
    point_at,
    put,
    read_at,
    rest,
    select,
    show,
    turn_wheel,
    value,
    y_of,
)

LONG = paragraphs(60)
COMING = answer(LONG, streaming=True)
MORE = paragraphs(20, "further")


def longer(entry: Entry, text: str = MORE, **others: object) -> Entry:
    return replace(entry, text=f"{entry.text}\n\n{text}", **others)  # type: ignore[arg-type]


def show_coming(view: Transcript) -> None:
    show(view, [*many(10), COMING])
    put(view, COMING)
    assert is_at_end(view)


def pull_bar(view: Transcript, qtbot: QtBot) -> None:
    view.verticalScrollBar().setValue(maximum(view) - 30)


def press(key: Qt.Key) -> Callable[[Transcript, QtBot], None]:
    return lambda view, qtbot: qtbot.keyClick(view, key)


def wheel_up(view: Transcript, qtbot: QtBot) -> None:
    turn_wheel(view, up=15)


def drag_words(view: Transcript, qtbot: QtBot) -> None:
    select(view, qtbot, "paragraph 58", "58 of this text")


def select_by_key(view: Transcript, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=inside(view, "paragraph 58"))
    qtbot.keyClick(view, Key.Key_Right, SHIFT)


def double_click(view: Transcript, qtbot: QtBot) -> None:
    qtbot.mouseDClick(view.viewport(), LEFT, pos=inside(view, "paragraph 58"))


LETTING_GO = {
    "wheel": wheel_up,
    "up": press(Key.Key_Up),
    "page up": press(Key.Key_PageUp),
    "scroll bar": pull_bar,
    "drag": drag_words,
    "select by key": select_by_key,
    "double click": double_click,
}


@pytest.mark.parametrize("how", LETTING_GO)
def test_the_reader_wins(view: Transcript, qtbot: QtBot, how: str) -> None:
    show_coming(view)
    LETTING_GO[how](view, qtbot)
    words = "paragraph 58"
    before = y_of(view, words)
    entry = COMING
    for _ in range(5):
        entry = longer(entry)
        put(view, entry)
        assert y_of(view, words) == before
    put(view, replace(entry, streaming=False, caption="model", actions=(Action("copy", "Copy"),)))
    rest(view, qtbot)
    assert y_of(view, words) == before
    assert len(named(view, "latest", QWidget)) == 1


def test_the_end_key_resumes(view: Transcript, qtbot: QtBot) -> None:
    show_coming(view)
    wheel_up(view, qtbot)
    put(view, longer(COMING))
    assert not is_at_end(view)
    qtbot.keyClick(view, Key.Key_End)
    put(view, longer(longer(COMING)))
    assert is_at_end(view)
    assert named(view, "latest") == []


def test_going_down_to_the_end_resumes(view: Transcript, qtbot: QtBot) -> None:
    show_coming(view)
    qtbot.keyClick(view, Key.Key_Up)
    turn_wheel(view, up=-120)
    turn_wheel(view, up=-120)
    assert is_at_end(view)
    put(view, longer(COMING))
    assert is_at_end(view)


def test_a_click_is_not_a_selection(view: Transcript, qtbot: QtBot) -> None:
    show_coming(view)
    qtbot.mouseClick(view.viewport(), LEFT, pos=inside(view, "paragraph 58"))
    put(view, longer(COMING))
    assert is_at_end(view)


def test_who_selects_at_the_very_end_is_offered_no_way_to_it(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(LONG)])
    drag_words(view, qtbot)
    assert is_at_end(view)
    assert named(view, "latest") == []
    qtbot.keyClick(view, Key.Key_Up)
    (button,) = named(view, "latest")
    assert abs(button.geometry().center().x() - view.viewport().rect().center().x()) <= 1
    assert button.geometry().bottom() > view.viewport().height() - 30


def test_the_way_to_the_end_comes_when_there_is_more_below_a_selection(view: Transcript, qtbot: QtBot) -> None:
    show_coming(view)
    drag_words(view, qtbot)
    put(view, longer(COMING))
    (button,) = named(view, "latest")
    assert button.geometry().bottom() > view.viewport().height() - 30


def test_a_finished_answer_is_followed_to_what_is_below_it(view: Transcript, qtbot: QtBot) -> None:
    show_coming(view)
    put(view, replace(COMING, streaming=False, caption="model", actions=(Action("copy", "Copy"),)))
    assert is_at_end(view)
    (row,) = named(view, "actionRow", QWidget)[-1:]
    assert view.viewport().rect().contains(row.geometry())


def test_a_changed_entry_above_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    entries = [answer(paragraphs(8, f"text {number}"), str(number)) for number in range(12)]
    show(view, entries)
    before = read_at(view, "text 6 2")
    assert before == 100
    for number in (0, 3, 4):
        put(view, replace(entries[number], text="short"))
        rest(view, qtbot)
        assert y_of(view, "text 6 2") == before
        put(view, replace(entries[number], text=paragraphs(40), card=Card("Refused", "The key is wrong.")))
        rest(view, qtbot)
        assert y_of(view, "text 6 2") == before


def test_a_removed_entry_above_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(8, f"text {number}"), str(number)) for number in range(12)])
    before = read_at(view, "text 6 2")
    assert before == 100
    for id_ in ("0", "5", "4"):
        view.remove(id_)
        assert y_of(view, "text 6 2") == before
        rest(view, qtbot)
        assert y_of(view, "text 6 2") == before


def test_what_is_put_back_among_others_stands_there_and_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    entries = [answer(paragraphs(8, f"text {number}"), str(number)) for number in range(12)]
    show(view, entries)
    before = read_at(view, "text 6 2")
    view.exchange(("2", "3"), (), "")
    view.exchange((), (entries[3],), "4")
    view.exchange((), (entries[2],), "3")
    assert y_of(view, "text 6 2") == before
    view.exchange(("9", "10"), entries[9:11], "11")
    rest(view, qtbot)
    assert y_of(view, "text 6 2") == before
    assert view.plain_text() == "\n\n".join(entry.text for entry in entries)


def test_a_removed_entry_below_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(30, f"text {number}"), str(number)) for number in range(4)])
    qtbot.keyClick(view, Key.Key_Home)
    view.remove("3")
    rest(view, qtbot)
    assert value(view) == 0


@pytest.mark.parametrize("home", [True, False], ids=["above", "below"])
def test_what_comes_into_view_for_an_entry_that_is_removed_can_be_painted_at_once(
    view: Transcript, qtbot: QtBot, home: bool
) -> None:
    rows = "\n".join(f"| {number} | cell |" for number in range(40))
    show(view, [answer(f"| a | b |\n|---|---|\n{rows}", str(number)) for number in range(9)])
    if home:
        qtbot.keyClick(view, Key.Key_Home)
    view.remove("0" if home else "8")
    seen = [leaf for _, leaf in view.canvas.leaves(value(view), value(view) + view.viewport().height())]
    assert seen
    assert all(leaf.width for leaf in seen)
    assert differing(on_screen(view), afresh(view)) == []


def test_an_unfolded_thought_grows_downwards(view: Transcript, qtbot: QtBot) -> None:
    thinking = answer(LONG, "b", reasoning=paragraphs(30, "thought"), reasoning_label="Thought for 4 s")
    show(view, [answer(LONG, "above"), thinking])
    qtbot.keyClick(view, Key.Key_Home)
    view.ways.to_turn(1)
    (chip,) = named(view, "reasoningChip")
    before = chip.geometry()
    for _ in range(2):
        click(qtbot, named(view, "reasoningChip")[0])
        assert named(view, "reasoningChip")[0].geometry() == before
        rest(view, qtbot)
        assert named(view, "reasoningChip")[0].geometry() == before


def test_a_thought_that_goes_on_above_the_answer_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    entry = answer(LONG, reasoning=paragraphs(5, "thought"), reasoning_label="Thinking", streaming=True)
    show(view, [entry])
    qtbot.keyClick(view, Key.Key_Home)
    click(qtbot, named(view, "reasoningChip")[0])
    before = read_at(view, "paragraph 30")
    for count in (6, 20, 40):
        put(view, replace(entry, reasoning=paragraphs(count, "thought")))
        rest(view, qtbot)
        assert y_of(view, "paragraph 30") == before


def test_details_unfold_downwards_at_the_end(view: Transcript, qtbot: QtBot) -> None:
    card = Card("Refused", "The key is wrong.", details="one\ntwo\nthree\nfour\nfive")
    show(view, [*many(20), answer("", card=card)])
    button = named(view, "detailsFold")[0]
    before = button.mapTo(view, QPoint()).y()
    click(qtbot, button)
    assert named(view, "detailsFold")[0].mapTo(view, QPoint()).y() == before


FORMULA = "$$\\sum_{n=1}^{\\infty} \\frac{\\frac{1}{n}}{\\frac{n}{2}}$$"


def test_a_formula_that_is_drawn_late_moves_nothing_below_the_edge_above(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{LONG}\n\n{FORMULA}\n\nbehind it\n\n{MORE}")])
    qtbot.keyClick(view, Key.Key_Home)
    view.read_on(0, float("inf"))
    view.verticalScrollBar().setValue(view.canvas.leaf_top(0, 60) + 8)
    view.verticalScrollBar().setValue(view.canvas.leaf_top(0, 60) + 8)
    formula = view.canvas.turns[0].leaves[60]
    small, before = formula.height, y_of(view, "behind it")
    assert 0 < before < 40
    rest(view, qtbot)
    assert formula.height > small
    assert y_of(view, "behind it") == before


def test_another_width_keeps_the_place(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("\n\n".join(f"number {n} " + "words of a long text " * 30 for n in range(40)))])
    read_at(view, "number 20", 0)
    for width in (500, 320, 700, 900):
        view.resize(width, 600)
        assert abs(y_of(view, "number 20")) <= 1


def test_code_that_grows_below_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    entry = answer(f"read this\n\n```python\n{lines(60)}", streaming=True)
    show(view, [entry])
    qtbot.keyClick(view, Key.Key_PageUp)
    before = y_of(view, "line_40 =")
    for count in (61, 70, 200):
        put(view, answer(f"read this\n\n```python\n{lines(count)}", streaming=True))
        assert y_of(view, "line_40 =") == before
    put(view, answer(f"read this\n\n{fenced(lines(201))}\n\nbelow"))
    assert y_of(view, "line_40 =") == before
    assert leaf_of(view, "below").width or maximum(view) > value(view)


def hold_drag(view: Transcript, qtbot: QtBot, start: str, end: QPoint) -> None:
    """Drags there and holds still."""
    qtbot.mousePress(view.viewport(), LEFT, pos=point_at(view, start))
    qtbot.mouseMove(view.viewport(), end)


@pytest.mark.parametrize("beyond", [-40, 640], ids=["top", "bottom"])
def test_a_drag_held_still_beyond_an_edge_takes_the_view_along(view: Transcript, qtbot: QtBot, beyond: int) -> None:
    show(view, [answer(paragraphs(120))])
    read_at(view, "paragraph 60", 300)
    before = value(view)
    hold_drag(view, qtbot, "paragraph 60", QPoint(100, beyond))
    qtbot.waitUntil(lambda: abs(value(view) - before) > 300)
    assert (value(view) < before) == (beyond < 0)
    assert view.selection is not None
    caret = view.canvas.caret(view.selection.caret).center().y() - value(view)
    assert (caret < 40) if beyond < 0 else (caret > 560)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=QPoint(100, beyond))
    there = value(view)
    qtbot.wait(100)
    assert value(view) == there


def test_a_drag_back_into_the_view_stops_it(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(120))])
    read_at(view, "paragraph 60", 300)
    hold_drag(view, qtbot, "paragraph 60", QPoint(100, -40))
    qtbot.mouseMove(view.viewport(), QPoint(100, 200))
    there = value(view)
    qtbot.wait(100)
    assert value(view) == there


def test_a_drag_goes_faster_the_farther_it_is_beyond_the_edge(view: Transcript, qtbot: QtBot) -> None:
    assert [drag_step(y, 600) for y in (0, 300, 600)] == [0, 0, 0]
    up = [drag_step(y, 600) for y in (-1, -20, -100, -1000)]
    down = [drag_step(y, 600) for y in (601, 620, 700, 1600)]
    assert up == [-step for step in down]
    assert down == sorted(down)
    assert 0 < down[0] < down[1] < down[2]
    assert down[-1] < 300


@pytest.mark.parametrize("text", ["short", paragraphs(60, "other")], ids=["shorter", "longer"])
def test_an_entry_that_is_replaced_while_its_tail_is_at_the_top_moves_nothing(
    view: Transcript, qtbot: QtBot, text: str
) -> None:
    entries = [answer(paragraphs(30, f"text {number}"), str(number)) for number in range(3)]
    show(view, entries)
    read_at(view, "text 1 28", -10)
    before = y_of(view, "text 2 3")
    put(view, replace(entries[1], text=text))
    rest(view, qtbot)
    assert y_of(view, "text 2 3") == before


def test_near_the_end_is_at_the_end() -> None:
    following = Following()
    following.moved(997, 1000)
    assert not following.attached
    following.moved(998, 1000)
    assert following.attached
    following.pulled_up(0)
    assert following.attached, "there is nothing to go back to"
    following.pulled_up(1000)
    assert not following.attached
    following.resume()
    assert following.attached


def test_of_what_has_many_pages_every_word_is_shown_as_it_arrives(view: Transcript) -> None:
    text = "- begins\n\n" + "".join(f"  page {number} goes on\n\n" for number in range(500))
    show(view, [answer(text, streaming=True)])
    for number in range(40):
        text += f"  word{number}\n\n"
        put(view, answer(text, streaming=True))
        assert f"word{number}" in leaf_of(view, f"word{number}").text
        assert is_at_end(view)
    put(view, answer(text))
    assert leaf_of(view, "word39").text == "word39"
    assert all("  word" not in leaf.text for leaf in view.canvas.turns[0].leaves)


def test_of_what_has_many_pages_every_word_is_shown_when_code_above_is_wrapped(view: Transcript, qtbot: QtBot) -> None:
    text = fenced("code = 1") + "\n\n- begins\n\n" + "".join(f"  page {number} goes on\n\n" for number in range(500))
    show(view, [answer(text, streaming=True)])
    put(view, answer(f"{text}  **last word**", streaming=True))
    view.verticalScrollBar().setValue(0)
    click(qtbot, named(view, "wrapCode")[0])
    assert leaf_of(view, "**last word**").text.strip() == "**last word**"


@pytest.mark.parametrize("text", ["", "\r"])
def test_an_answer_that_begins_anew_shows_nothing_of_what_was_there(view: Transcript, text: str) -> None:
    show(view, [answer("what was there", streaming=True)])
    put(view, answer(text, streaming=True))
    assert view.canvas.turns[0].leaves == []
    put(view, answer(f"{text}\nnew", streaming=True))
    assert [leaf.text for leaf in view.canvas.turns[0].leaves] == ["new"]


def test_what_grows_right_above_the_view_does_not_shine_through(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one", streaming=True), answer(LONG, "below")])
    put(view, answer("one two", streaming=True))
    view.ways.to_turn(1)
    rest(view, qtbot)
    before = afresh(view).copy(0, 0, 800, 600)
    view.put(answer(f"one two\n\n{LONG}", streaming=True))
    view._on_frame()
    assert afresh(view).copy(0, 0, 800, 600) == before
