"""Selecting with the mouse and with keys, and what is then copied, quoted and offered."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.transcript.copying import TSV
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    CONTROL,
    LEFT,
    NONE,
    SHIFT,
    WORDS,
    Key,
    answer,
    clipboard,
    copied,
    drag,
    fenced,
    inside,
    leaf_of,
    lines,
    many,
    named,
    paragraphs,
    place_of,
    point_at,
    put,
    question,
    read_at,
    rest,
    select,
    show,
    value,
    y_of,
)

BOTH = SHIFT | CONTROL
LIST = "- first item\n- second **item**\n  1. inner one\n  2. inner two\n- third item"
TABLE = "| name | size |\n|---|--:|\n| apple | 1 |\n| pear | 22 |\n| plum | 333 |"
BROKEN = "before $\\frac{$ behind the formula"


def click_at(view: Transcript, qtbot: QtBot, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, keys, point)


def press(view: Transcript, qtbot: QtBot, *keys: Qt.Key, with_: Qt.KeyboardModifier = SHIFT) -> str:
    """What is selected after these keys."""
    for key in keys:
        qtbot.keyClick(view, key, with_)
    return view.selected_words()


def start_at(view: Transcript, qtbot: QtBot, words: str) -> None:
    click_at(view, qtbot, point_at(view, words))


# With the mouse


def test_words_are_selected_across_turns(view: Transcript, qtbot: QtBot) -> None:
    show(view, [question("What is a *pear*?"), answer("A pear is a **fruit**.\n\nIt is sweet.", "a")])
    drag(view, qtbot, point_at(view, "pear"), point_at(view, "is sweet", behind=True))
    assert copied(view, qtbot) == "*pear*?\n\nA pear is a **fruit**.\n\nIt is sweet"


def test_a_selection_goes_upwards_too(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one two three\n\nfour five six")])
    drag(view, qtbot, point_at(view, "six"), point_at(view, "two"))
    assert copied(view, qtbot) == "two three\n\nfour five"


def test_a_double_click_selects_a_word(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"some **wonderful** words\n\n{fenced('first = second')}\n\n{TABLE}")])
    for words in ("wonderful", "second", "apple"):
        qtbot.mouseDClick(view.viewport(), LEFT, pos=inside(view, words))
        assert words in copied(view, qtbot)
        assert view.selection is not None
        assert view.selection.last.offset - view.selection.first.offset == len(words)


@pytest.mark.parametrize("words", ["second one", "inner two", "apple", "x = 1"])
def test_a_triple_click_selects_all_that_is_there(view: Transcript, qtbot: QtBot, words: str) -> None:
    show(view, [answer(f"first one\n\nsecond one, which is longer\n\n{LIST}\n\n{TABLE}\n\n{fenced('x = 1')}")])
    point = inside(view, words)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=point)
    qtbot.mousePress(view.viewport(), LEFT, pos=point)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=point)
    place, leaf = place_of(view, words), leaf_of(view, words)
    assert view.selection is not None
    assert view.selection.first == place._replace(offset=0)
    assert view.selection.last == place._replace(offset=leaf.length)


def test_a_click_with_shift_goes_on_from_where_it_began(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one two three four five")])
    click_at(view, qtbot, point_at(view, "two"))
    click_at(view, qtbot, point_at(view, "three", behind=True), SHIFT)
    assert copied(view, qtbot) == "two three"
    click_at(view, qtbot, point_at(view, "four", behind=True), SHIFT)
    assert copied(view, qtbot) == "two three four"
    click_at(view, qtbot, point_at(view, "one"), SHIFT)
    assert copied(view, qtbot).strip() == "one"


def test_a_click_lets_go_of_the_selection(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one two three")])
    select(view, qtbot, "one", "two")
    click_at(view, qtbot, inside(view, "three"))
    assert view.selected_words() == ""
    QGuiApplication.clipboard().setText("kept")
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "kept"


def test_a_link_that_is_dragged_over_is_not_followed(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("see [this page](https://x.org) please")])
    with qtbot.assertNotEmitted(view.link_activated):
        drag(view, qtbot, inside(view, "this"), inside(view, "page"))


def test_all_is_selected_whatever_was_laid_out(view: Transcript, qtbot: QtBot) -> None:
    show(view, many(300))
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    assert copied(view, qtbot) == view.plain_text()
    assert "turn** 299" in view.plain_text()


def test_copying_from_far_above_moves_nothing(view: Transcript, qtbot: QtBot) -> None:
    long = [answer(paragraphs(30, f"text {number}"), str(number)) for number in range(12)]
    show(view, long)
    before = y_of(view, "text 11 29")
    view._pointer.selection = None
    click_at(view, qtbot, inside(view, "text 11 29"))
    assert view.selection is not None
    view._pointer.selection = view.selection.to(Position(3, 0, 2))
    assert len(copied(view, qtbot)) > 1000
    assert y_of(view, "text 11 29") == before
    rest(view, qtbot)
    assert y_of(view, "text 11 29") == before


# With keys


def test_letters_and_words(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one two three\n\nfour five")])
    start_at(view, qtbot, "two")
    assert press(view, qtbot, Key.Key_Right, Key.Key_Right) == "tw"
    assert press(view, qtbot, Key.Key_Left) == "t"
    assert press(view, qtbot, Key.Key_Right, with_=BOTH) == "two"
    assert press(view, qtbot, *[Key.Key_Right] * 3, with_=BOTH).split() == ["two", "three"]
    assert press(view, qtbot, *[Key.Key_Right] * 3, with_=BOTH).split()[:3] == ["two", "three", "four"]
    start_at(view, qtbot, "five")
    assert press(view, qtbot, *[Key.Key_Left] * 2, with_=BOTH).split() == ["four"]


def test_a_letter_is_what_is_seen_as_one(view: Transcript, qtbot: QtBot) -> None:
    family = "👨‍👩‍👧"
    show(view, [answer(f"a{family}e\u0301😀b")])
    start_at(view, qtbot, "a")
    seen = [press(view, qtbot, Key.Key_Right) for _ in range(5)]
    assert seen == ["a", f"a{family}", f"a{family}e\u0301", f"a{family}e\u0301😀", f"a{family}e\u0301😀b"]
    assert press(view, qtbot, Key.Key_Left, Key.Key_Left) == f"a{family}e\u0301"


def test_to_the_ends_of_a_line_and_no_further(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("words of a paragraph that is broken into lines " * 8)])
    start_at(view, qtbot, "paragraph")
    once = press(view, qtbot, Key.Key_End)
    line = view.canvas.caret(place_of(view, "paragraph")).top()
    assert once.startswith("paragraph that is broken")
    assert press(view, qtbot, Key.Key_End) == once
    assert view.selection is not None
    assert view.canvas.caret(view.selection.caret._replace(offset=view.selection.caret.offset - 1)).top() == line
    assert press(view, qtbot, Key.Key_Home).endswith("words of a")
    assert press(view, qtbot, Key.Key_Home).endswith("words of a")


def caret_y(view: Transcript) -> float:
    assert view.selection is not None
    return view.canvas.caret(view.selection.caret).top() - value(view)


def caret_x(view: Transcript) -> float:
    assert view.selection is not None
    return view.canvas.caret(view.selection.caret).x()


def test_up_and_down_keep_to_the_column(view: Transcript, qtbot: QtBot) -> None:
    text = "aaaa bbbb cccc dddd"
    show(view, [answer(f"{text}\n\n# {text}\n\n{fenced(text + chr(10) + text)}\n\n- {text}\n\n{text}", "1")])
    start_at(view, qtbot, "cccc")
    before = caret_x(view)
    for _ in range(5):
        qtbot.keyClick(view, Key.Key_Down, SHIFT)
        assert abs(caret_x(view) - before) < 12
    assert view.selection is not None
    assert view.selection.caret.item == 4
    for _ in range(5):
        qtbot.keyClick(view, Key.Key_Up, SHIFT)
        assert abs(caret_x(view) - before) < 12
    assert view.selection.caret[:2] == (0, 0)


def test_down_goes_through_every_line_of_every_leaf_once(view: Transcript, qtbot: QtBot) -> None:
    show(view, [question("why"), answer(f"one\n\n{fenced(lines(45))}\n\n{TABLE}\n\n- two", "1"), answer("three", "2")])
    qtbot.keyClick(view, Key.Key_Home)
    start_at(view, qtbot, "why")
    tops = []
    for _ in range(53):
        qtbot.keyClick(view, Key.Key_Down, SHIFT)
        assert view.selection is not None
        tops.append(view.canvas.caret(view.selection.caret).top())
    assert tops == sorted(tops)
    assert len(set(tops[:52])) == 52
    assert view.selection is not None
    assert view.selection.caret == place_of(view, "three", behind=True)


def test_to_the_very_beginning_and_the_very_end(view: Transcript, qtbot: QtBot) -> None:
    show(view, many(60))
    start_at(view, qtbot, "turn 59")
    assert press(view, qtbot, Key.Key_Home, with_=BOTH).startswith("**turn** 0\n\n- one")
    assert value(view) < 60
    assert press(view, qtbot, Key.Key_End, with_=BOTH).endswith("- one\n- two")
    assert view.selection is not None
    assert view.selection.caret.turn == 59


def test_the_view_goes_along_with_the_end_of_the_selection(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(80))])
    qtbot.keyClick(view, Key.Key_Home)
    start_at(view, qtbot, "paragraph 2 ")
    for _ in range(40):
        qtbot.keyClick(view, Key.Key_Down, SHIFT)
        assert view.selection is not None
        caret = view.canvas.caret(view.selection.caret).translated(0, -value(view))
        assert caret.top() >= 0
        assert caret.bottom() <= view.viewport().height()


@pytest.mark.parametrize(("key", "edge"), [(Key.Key_Down, "paragraph 29 "), (Key.Key_Up, "paragraph 30 ")])
def test_the_view_goes_along_by_no_more_than_a_line(view: Transcript, qtbot: QtBot, key: Qt.Key, edge: str) -> None:
    show(view, [answer(paragraphs(90))])
    read_at(view, "paragraph 30 ", 580 if key == Key.Key_Down else 10)
    click_at(view, qtbot, point_at(view, edge))
    for _ in range(12):
        before = value(view)
        qtbot.keyClick(view, key, SHIFT)
        assert 0 < abs(value(view) - before) < 60


def test_going_up_into_what_nobody_has_read_moves_only_when_it_must(view: Transcript, qtbot: QtBot) -> None:
    show(
        view, [answer(f"{paragraphs(9, f'text {number}')}\n\n{fenced(lines(9))}", str(number)) for number in range(30)]
    )
    start_at(view, qtbot, "text 29 8")
    for _ in range(60):
        before, caret = y_of(view, "text 29 8"), caret_y(view)
        qtbot.keyClick(view, Key.Key_Up, SHIFT)
        rest(view, qtbot)
        by = y_of(view, "text 29 8") - before
        assert by == 0 or caret < 120
        assert by < 120
        assert caret_y(view) > 0


def test_keys_begin_at_the_top_of_the_view(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(80))])
    read_at(view, "paragraph 40 ", 0)
    assert press(view, qtbot, *[Key.Key_Right] * 12) == "paragraph 40"


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End])
def test_keys_after_selecting_all_and_where_there_is_nothing(view: Transcript, qtbot: QtBot, key: Qt.Key) -> None:
    show(view, [])
    press(view, qtbot, key)
    press(view, qtbot, key, with_=BOTH)
    show(view, [answer("", "1"), answer("one\n\ntwo", "2"), answer("", "3")])
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    words = press(view, qtbot, key)
    assert words.startswith("one")
    assert press(view, qtbot, key, with_=BOTH) in words or key in (Key.Key_Right, Key.Key_Down, Key.Key_End)


def test_a_displayed_formula_is_passed_with_one_key(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one\n\n$$a^2 + b^2 = c^2$$\n\ntwo")])
    rest(view, qtbot)
    start_at(view, qtbot, "one")
    words = press(view, qtbot, *[Key.Key_Right] * 7)
    assert words == "one\n\n$$\na^2 + b^2 = c^2\n$$\n\nt"


# What is copied


def test_part_of_a_list_is_a_list(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"before\n\n{LIST}\n\nafter")])
    select(view, qtbot, "item", "inner one")
    mime = clipboard(view, qtbot)
    assert mime.text() == "- item\n- second **item**\n  1. inner one"
    for part in ("<ul>", "<strong>item</strong>", "<ol>", "inner one"):
        assert part in mime.html()
    assert "third" not in mime.html()


def test_part_of_a_table_is_a_table_and_cells(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(TABLE)])
    select(view, qtbot, "apple", "22")
    mime = clipboard(view, qtbot)
    assert bytes(mime.data(TSV).data()).decode() == "apple\t1\npear\t22\n"
    assert "apple" in mime.text()
    assert "| pear | 22 |" in mime.text()
    assert "<td" in mime.html()
    assert "plum" not in mime.html()


def test_words_of_a_cell_are_words(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("| a |\n|---|\n| some words of a cell |")])
    select(view, qtbot, "words", "of")
    assert "words of" in copied(view, qtbot)
    assert "cell" not in copied(view, qtbot)


def test_part_of_code_keeps_its_fence_and_its_spaces(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced("if a:\n    b = '<c>'\n    d = 2", "py"))])
    drag(view, qtbot, point_at(view, "    b"), point_at(view, "d = ", behind=True))
    mime = clipboard(view, qtbot)
    assert mime.text() == "```py\n    b = '<c>'\n    d = \n```"
    assert "&lt;c&gt;" in mime.html()
    assert "<pre" in mime.html()


def test_part_of_a_quotation_is_quoted(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("> said *one* day\n>\n> and another\n\nnot said")])
    select(view, qtbot, "one", "another")
    mime = clipboard(view, qtbot)
    assert mime.text() == "> *one* day\n>\n> and another"
    assert "<blockquote>" in mime.html()


def test_a_formula_is_copied_as_it_was_written(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("so $a^2$ is\n\n\\[x\\]\n\nright")])
    rest(view, qtbot)
    select(view, qtbot, "so", "righ")
    assert copied(view, qtbot) == "so $a^2$ is\n\n\\[\nx\n\\]\n\nrigh"


@pytest.mark.parametrize("text", [BROKEN, f"| a |\n|---|\n| {BROKEN} |"], ids=["paragraph", "cell"])
def test_what_is_behind_a_broken_formula_is_selected_exactly(view: Transcript, qtbot: QtBot, text: str) -> None:
    show(view, [answer(text)])
    for _ in range(2):
        select(view, qtbot, "behind", "formula")
        assert "behind the formula" in copied(view, qtbot)
        assert "before" not in copied(view, qtbot)
        qtbot.mouseDClick(view.viewport(), LEFT, pos=inside(view, "formula"))
        assert "behind" not in copied(view, qtbot)
        assert "formula" in copied(view, qtbot)
        rest(view, qtbot)


def test_a_thought_and_its_answer_are_copied_together(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("the answer", reasoning="the thought", reasoning_label="Thought")])
    qtbot.mouseClick(named(view, "reasoningChip")[0], LEFT)
    select(view, qtbot, "thought", "the answer")
    assert copied(view, qtbot) == "thought\n\nthe answer"


def test_one_paragraph_of_an_answer_is_quoted(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one **two** three")])
    with qtbot.assertNotEmitted(view.quote_asked):
        view.quote()
    select(view, qtbot, "two", "three")
    with qtbot.waitSignal(view.quote_asked) as asked:
        view.quote()
    assert asked.args == ["**two** three"]


def test_what_was_selected_stays_selected_while_the_answer_goes_on(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one two", streaming=True)])
    select(view, qtbot, "one", "one")
    for text in ("one two three", "one two three\n\n- four", "one two three\n\n- four\n\n```\nfive"):
        put(view, answer(text, streaming=True))
        assert view.selected_words() == "one"


# What is offered


def menu_at(view: Transcript, point: QPoint) -> QMenu:
    """Without being shown: that would take the keyboard."""
    return view._hands.menu(point)


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


def test_the_menu_offers_what_can_be_done_there(view: Transcript, qtbot: QtBot) -> None:
    text = f"some words\n\n[a link](https://x.org/a)\n\n{fenced('x = 1')}"
    show(view, [answer(text)])
    always = [WORDS.copy_message, WORDS.select_all]
    for words, own in {
        "some": [],
        "link": [WORDS.open_link, WORDS.copy_link],
        "x =": [WORDS.copy_code],
    }.items():
        menu = menu_at(view, inside(view, words))
        assert entries(menu) == [*own, *always]
        menu.deleteLater()
    menu = menu_at(view, QPoint(400, 500))
    assert entries(menu) == always
    choose(menu, WORDS.select_all)
    menu = menu_at(view, inside(view, "some"))
    assert entries(menu) == [WORDS.copy, WORDS.quote, *always]
    menu.deleteLater()


def test_the_menu_does_what_it_says(view: Transcript, qtbot: QtBot) -> None:
    text = f"some words\n\n[a link](https://x.org/a)\n\n{fenced('x = 1')}"
    show(view, [answer(text)])
    paste = QGuiApplication.clipboard()
    choose(menu_at(view, inside(view, "some")), WORDS.copy_message)
    assert paste.text() == text
    choose(menu_at(view, inside(view, "link")), WORDS.copy_link)
    assert paste.text() == "https://x.org/a"
    choose(menu_at(view, inside(view, "x =")), WORDS.copy_code)
    assert paste.text() == "x = 1"
    with qtbot.waitSignal(view.link_activated) as followed:
        choose(menu_at(view, inside(view, "link")), WORDS.open_link)
    assert followed.args == ["https://x.org/a"]
    select(view, qtbot, "some", "words")
    choose(menu_at(view, inside(view, "link")), WORDS.copy)
    assert paste.text() == "some words"


def test_a_link_tells_where_it_goes(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("plain and [a link](https://x.org/a?b=1&c=2)")])
    for words, said in (("link", "https://x.org/a?b=1&amp;c=2"), ("plain", "")):
        point = inside(view, words)
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), event)
        assert said in QToolTip.text()
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_pointer_shows_what_it_is_over(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("plain and [a link](https://x.org)")])
    shapes = {}
    for words, point in {"link": inside(view, "link"), "plain": inside(view, "plain"), "": QPoint(400, 500)}.items():
        QTest.mouseMove(view.viewport(), point)
        qtbot.wait(1)
        shapes[words] = view.viewport().cursor().shape()
    shape = Qt.CursorShape
    assert shapes == {"link": shape.PointingHandCursor, "plain": shape.IBeamCursor, "": shape.ArrowCursor}


def test_a_long_answer_that_has_been_read_is_copied_as_rich_text_without_reading_it_again(
    view: Transcript, qtbot: QtBot
) -> None:
    show(view, [question("Why?"), answer(f"**bold**\n\n{paragraphs(3_000)}")])
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    mime = clipboard(view, qtbot)
    assert len(mime.text()) > 60_000
    assert "<strong>bold</strong>" in mime.html()
    assert "2999 of this text" in mime.html()


def test_turns_that_nobody_has_looked_at_are_copied_without_being_made(view: Transcript, qtbot: QtBot) -> None:
    show(view, many(3_000))
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    assert copied(view, qtbot) == view.plain_text()
    assert view.canvas.turns.made(1500) is None
    assert sum(view.canvas.turns.made(index) is not None for index in range(3_000)) < 100


def test_a_notice_is_no_part_of_what_is_copied(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("one", "1"), Entry("n", "notice", "the model was changed"), answer("two", "2")])
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    assert copied(view, qtbot) == "one\n\ntwo"


@pytest.mark.parametrize("sign", ["\ufeff", "\ufffe"])
@pytest.mark.parametrize("text", ["{} pear plum", "```\n{}pear plum\n```"])
def test_signs_that_tell_the_order_of_bytes_are_characters_like_others(
    view: Transcript, qtbot: QtBot, text: str, sign: str
) -> None:
    show(view, [answer(f"above\n\n{text.format(sign)}")])
    click_at(view, qtbot, inside(view, "plum") + QPoint(300, 6))
    assert view.selection is not None
    assert view.selection.caret == place_of(view, "plum", behind=True)
