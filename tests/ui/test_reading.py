"""Finding words in a conversation, and the ways through it: from turn to turn, to a heading, to a place."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.outline import Reading
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.aids import ReadingAids
from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.find_marks import FindMarks
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words
from ui.transcripts import (
    CONTROL,
    LEFT,
    NONE,
    SHIFT,
    WORDS,
    Key,
    afresh,
    answer,
    differing,
    fenced,
    is_at_end,
    leaf_of,
    lines,
    many,
    named,
    on_screen,
    open_window,
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


class Page(QWidget):
    """A transcript with all that helps to read it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.view = Transcript(LIGHT, WORDS, self)
        self.aids = ReadingAids(Words(resource("locales"), "en"), theme, self.view, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    @property
    def place(self) -> str:
        """What the bar says about where the reader is."""
        label = self.findChild(QLabel, "findPlace")
        assert isinstance(label, QLabel)
        return label.text()

    @property
    def current(self) -> Position:
        """The find that stands out."""
        turns = self.view.canvas.turns
        found = [
            Position(index, number, each.start)
            for index in range(len(turns))
            for number in range(len(turns[index].leaves))
            for each in self.aids.finder.found(turns[index], number)
            if each.current
        ]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Iterator[Page]:
    page = Page(theme)
    qtbot.addWidget(page)
    page.resize(900, 600)
    open_window(page, qtbot)
    page.view.setFocus()
    yield page
    page.close()


@pytest.fixture
def find(page: Page, qtbot: QtBot) -> Callable[[str], None]:
    """Opens the bar and looks for words, until all has been searched."""

    def look(words: str) -> None:
        page.aids.finder.open()
        page.aids.find_bar.field.setText(words)
        qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3, SHIFT)
        qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3)
        searched(page, qtbot)

    return look


def searched(page: Page, qtbot: QtBot) -> None:
    finder = page.aids.finder
    qtbot.waitUntil(lambda: finder._search is not None and finder._search.done and not finder._timer.isActive())


def go_on(page: Page, qtbot: QtBot) -> None:
    page.aids.finder.next()
    searched(page, qtbot)


def test_the_bar_makes_way_for_the_find_that_is_read(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    page.view.show_entries([question("Where do pears grow?"), answer("On trees, as all pears do.")])
    find("pears")
    bar = page.aids.find_bar
    above = bar.geometry()
    assert above.contains(point_at(page.view, "pears"))
    go_on(page, qtbot)
    assert page.place == "1 of 2"
    assert not bar.geometry().intersects(QRect(point_at(page.view, "pears"), QSize(30, 10)))
    go_on(page, qtbot)
    assert bar.geometry() == above


def is_in_view(page: Page) -> bool:
    view = page.view
    caret = view.canvas.caret(page.current)
    return value(view) <= caret.top() and caret.bottom() <= value(view) + view.viewport().height()


def has_mark(page: Page, color: str) -> bool:
    """Beside the bar."""
    image, wanted = on_screen(page.view), QColor(color).rgb()
    return any(image.pixel(x, y) == wanted for x in range(70, 400) for y in range(600))


# Find


def test_the_finds_are_counted_and_gone_through_in_a_circle(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer("a pear, *pe*ar\n\n- apple\n- pear", "1"), question("Pears?"), answer("none", "2")])
    find("pear")
    assert page.place == "1 of 4"
    seen = []
    for _ in range(5):
        seen.append((page.place, page.current[:2]))
        qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3)
    ways = [("1 of 4", (0, 0)), ("2 of 4", (0, 0)), ("3 of 4", (0, 2)), ("4 of 4", (1, 0)), ("1 of 4", (0, 0))]
    assert seen == ways
    qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3, SHIFT)
    qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3, SHIFT)
    assert page.place == "4 of 4"


@pytest.mark.parametrize(
    ("key", "keys", "place"),
    [
        (Key.Key_F3, NONE, "2 of 3"),
        (Key.Key_F3, SHIFT, "3 of 3"),
        (Key.Key_G, CONTROL, "2 of 3"),
        (Key.Key_G, CONTROL | SHIFT, "3 of 3"),
        (Key.Key_Return, NONE, "2 of 3"),
        (Key.Key_Return, SHIFT, "3 of 3"),
    ],
)
def test_every_key_for_it_leads_on(
    page: Page,
    find: Callable[[str], None],
    qtbot: QtBot,
    key: Qt.Key,
    keys: Qt.KeyboardModifier,
    place: str,
) -> None:
    show(page.view, [answer("pear one, pear two, pear three")])
    find("pear")
    assert page.place == "1 of 3"
    qtbot.keyClick(page.aids.find_bar.field, key, keys)
    assert page.place == place


def test_every_find_is_brought_into_view(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    texts = [f"{paragraphs(25, f'text {n}')}\n\na pear\n\n{fenced(lines(50) + chr(10) + 'pear = 1')}" for n in range(8)]
    show(page.view, [answer(text, str(number)) for number, text in enumerate(texts)])
    find("pear")
    for _ in range(17):
        assert is_in_view(page)
        leaf = page.view.canvas.leaf(page.current)
        assert leaf is not None
        assert leaf.text[page.current.offset :].startswith("pear")
        assert differing(on_screen(page.view), afresh(page.view)) == []
        page.aids.finder.next()


def test_the_search_begins_where_the_reader_is(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer(f"pear {n}\n\n{paragraphs(20)}", str(n)) for n in range(9)])
    page.view.ways.to_turn(5)
    find("pear")
    assert page.place == "6 of 9"
    assert page.current.turn == 5


def test_finds_are_marked_and_the_one_that_is_read_stands_out(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer("a pear\n\n```\npear = 1\n```\n\n| pear |\n|---|\n| 1 |\n\n> # pear")])
    assert not has_mark(page, LIGHT.search_hit)
    find("pear")
    assert has_mark(page, LIGHT.search_hit)
    assert has_mark(page, LIGHT.accent)
    page.view.set_palette(DARK)
    assert has_mark(page, DARK.search_hit)
    page.aids.finder.close()
    page.view.set_palette(LIGHT)
    assert not has_mark(page, LIGHT.search_hit)


def test_ticks_stand_beside_the_scroll_bar_where_finds_are(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    texts = ["pear", *[paragraphs(20)] * 8, "pear"]
    show(page.view, [answer(text, str(number)) for number, text in enumerate(texts)])
    find("pear")
    marks = page.view.findChild(FindMarks)
    assert isinstance(marks, FindMarks)
    qtbot.waitUntil(lambda: len(marks.rows()) == 2)
    first, last = marks.rows()
    assert first < 30
    assert last > 560
    bar = page.view.verticalScrollBar()
    assert marks.geometry() == QRect(bar.mapTo(page.view, QPoint()), bar.size())


def test_a_find_in_folded_code_unfolds_it(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    code = lines(100).replace("line_80", "pear")
    page.view.set_code_rules(20, False)
    show(page.view, [answer(f"above\n\n{fenced(code)}\n\n{fenced(lines(90))}\n\nbelow")])
    assert len(named(page.view, "foldCode")) > 0
    find("pear")
    assert is_in_view(page)
    assert "pear = 80" in leaf_of(page.view, "pear").text
    assert page.view.canvas.turns[0].leaves[-2].text == lines(20), "the other one stays folded"
    rest(page.view, qtbot)
    assert differing(on_screen(page.view), afresh(page.view)) == []


def test_folded_code_that_unfolds_in_view_is_laid_out_at_once(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    page.view.set_code_rules(10, False)
    show(page.view, [answer(f"{fenced(lines(24).replace('line_19', 'pear'))}\n\nbelow pear")])
    before = y_of(page.view, "below") - y_of(page.view, "line_0 =")
    find("pear")
    assert page.place == "1 of 2"
    assert y_of(page.view, "below") - y_of(page.view, "line_0 =") == before + 14 * 20
    beside_the_bar = QRect(70, 0, 330, 600)
    picture = on_screen(page.view).copy(beside_the_bar)
    rest(page.view, qtbot)
    assert page.view.canvas.turns[0].leaves[1].width > 0
    assert differing(afresh(page.view).copy(beside_the_bar), picture, most=200) == []


def test_a_find_above_what_is_read_moves_nothing_that_is_in_view(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    texts = [f"pear\n\n{fenced(lines(60))}\n\n{paragraphs(20, f'text {n}')}" for n in range(6)]
    page.view.set_code_rules(20, False)
    show(page.view, [answer(text, str(number)) for number, text in enumerate(texts)])
    read_at(page.view, "text 3 5", 300)
    before = y_of(page.view, "text 3 5")
    find("text 3 5")
    assert y_of(page.view, "text 3 5") == before
    rest(page.view, qtbot)
    assert y_of(page.view, "text 3 5") == before


def test_what_comes_is_searched_too_and_the_reader_stays(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    entry = answer(f"{paragraphs(40)}\n\na pear", streaming=True)
    show(page.view, [entry])
    find("pear")
    assert page.place == "1 of 1"
    before = y_of(page.view, "a pear")
    for count in range(2, 6):
        entry = replace(entry, text=f"{entry.text}\n\n{paragraphs(9, 'more')}\n\na pear")
        put(page.view, entry)
        searched(page, qtbot)
        assert page.place == f"1 of {count}"
        assert y_of(page.view, "a pear") == before
    page.aids.finder.next()
    assert page.place == "2 of 5"
    put(page.view, answer("another pear", "b"))
    searched(page, qtbot)
    assert page.place == "2 of 6"


def test_what_is_removed_is_found_no_more(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("pear", "1"), answer("pear", "2"), answer("pear", "3")])
    find("pear")
    page.view.remove("2")
    page.view._on_frame()
    searched(page, qtbot)
    assert page.place.endswith("of 2")


def test_nothing_found_is_said_and_steps_nowhere(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, many(30))
    find("nonesuch")
    assert page.place == "Nothing found"
    page.aids.finder.next()
    page.aids.finder.previous()
    assert is_at_end(page.view)
    assert page.view.is_at_end


def test_marks_of_markdown_are_no_words(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("some **bold** [link](https://x.org/pear) words")])
    find("**")
    assert page.place == "Nothing found"
    find("bold link")
    assert page.place == "1 of 1"


def test_closing_gives_the_focus_back(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, many(30))
    find("turn")
    assert page.aids.find_bar.field.hasFocus()
    before = value(page.view)
    qtbot.keyClick(page.aids.find_bar.field, Key.Key_Escape)
    assert page.view.hasFocus()
    assert not page.aids.finder.is_open
    qtbot.keyClick(page.view, Key.Key_Up)
    assert value(page.view) != before


def test_the_bar_opens_with_what_is_selected(page: Page, qtbot: QtBot) -> None:
    show(page.view, [answer("a pear and a *pear*")])
    select(page.view, qtbot, "pear", "pear")
    page.aids.find_next()
    searched(page, qtbot)
    assert page.aids.find_bar.field.text() == "pear"
    assert page.place.endswith("of 2")


def test_the_search_begins_in_view_when_what_is_selected_is_no_more(page: Page, qtbot: QtBot) -> None:
    show(page.view, [answer("first\n\nsecond\n\na pear")])
    select(page.view, qtbot, "a pear", "a pear")
    put(page.view, answer("one plum"))
    page.aids.finder.open()
    page.aids.find_bar.field.setText("plum")
    qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3)
    searched(page, qtbot)
    assert page.place == "1 of 1"


def test_a_find_behind_a_broken_formula_is_marked_where_it_is(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer("before $\\frac{a{b$ the pear behind")])
    rest(page.view, qtbot)
    find("pear")
    leaf, start = page.view.canvas.leaf(page.current), page.current.offset
    assert leaf is not None
    left, right = leaf.caret(start), leaf.caret(start + 4)
    image = on_screen(page.view)
    offset = page.view.to_canvas(QPoint(0, 0).toPointF())
    y = round(left.center().y() + page.view.canvas.leaf_top(0, 0) - offset.y())
    marked = [x for x in range(70, 400) if image.pixel(x, y + 8) == QColor(LIGHT.accent).rgb()]
    assert abs(marked[0] - (left.x() - offset.x())) <= 2
    assert abs(marked[-1] - (right.x() - offset.x())) <= 2


# From turn to turn


def test_steps_lead_from_turn_to_turn(page: Page, qtbot: QtBot) -> None:
    view = page.view
    show(view, [answer(paragraphs(12, f"text {number}"), str(number)) for number in range(10)])
    view.ways.step(-1)
    seen = []
    for _ in range(12):
        seen.append(view.canvas.at(value(view) + 1))
        assert value(view) in (view.canvas.top(seen[-1]), 0)
        view.ways.step(-1)
    assert seen[-1] == 0
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) >= 8
    for index in range(1, 8):
        view.ways.step(1)
        assert view.canvas.at(value(view) + 1) == index
    for _ in range(4):
        view.ways.step(1)
    assert is_at_end(view)
    assert view.is_at_end


def test_the_first_step_back_leads_to_the_beginning_of_what_is_read(page: Page, qtbot: QtBot) -> None:
    show(page.view, [answer(paragraphs(40, f"text {number}"), str(number)) for number in range(3)])
    read_at(page.view, "text 1 20")
    page.view.ways.step(-1)
    assert abs(y_of(page.view, "text 1 0")) <= 1
    page.view.ways.step(-1)
    assert value(page.view) in (0, page.view.canvas.top(0))


def test_steps_in_an_empty_conversation_do_nothing(page: Page) -> None:
    show(page.view, [])
    page.view.ways.step(1)
    page.view.ways.step(-1)
    assert page.view.ways.here() == ("", -1)


def test_who_steps_while_an_answer_comes_stays_there(page: Page, qtbot: QtBot) -> None:
    coming = answer(paragraphs(30), "c", streaming=True)
    show(page.view, [*many(20), coming])
    page.view.ways.step(-1)
    before = y_of(page.view, "paragraph 0")
    put(page.view, replace(coming, text=paragraphs(90)))
    assert y_of(page.view, "paragraph 0") == before


# To a heading, to a place

HEADED = "\n\n".join(
    (
        "# One",
        paragraphs(9),
        "> # Quoted",
        "## Two",
        fenced("# none"),
        paragraphs(9),
        "- # In a list",
        "# Three",
        paragraphs(9),
    )
)


def test_every_row_of_the_outline_leads_to_its_heading(page: Page, qtbot: QtBot) -> None:
    view = page.view
    show(view, [question("Why?", "q"), answer(HEADED, "a"), question("How?", "r"), answer(HEADED, "b")])
    turns = [(entry.id, entry.role, entry.text) for entry in view.canvas.turns.entries()]
    reading = Reading(turns, "a", -1)
    rows = []
    while (own := reading.step()) is not None:
        rows += own
    assert [row.title for row in rows] == ["Why?", "One", "Two", "Three", "How?", "One", "Two", "Three"]
    for row in rows:
        page.aids.outline.jumped.emit(row.entry, -1 if row.ordinal is None else row.ordinal)
        turn = view.canvas.index(row.entry)
        assert turn is not None
        assert 0 <= y_of_turn(view, row.title, turn) < 80 or is_at_end(view)
        assert row.ordinal is None or is_at_end(view) or view.ways.here() == (row.entry, row.ordinal)


def y_of_turn(view: Transcript, words: str, turn: int) -> int:
    place = place_of(view, words, turn=turn)
    return view.canvas.leaf_top(place.turn, place.item) - value(view)


def test_the_outline_gives_the_focus_back_and_jumps(page: Page, qtbot: QtBot) -> None:
    show(page.view, [question("Why?", "q"), answer(HEADED, "a"), answer(paragraphs(40), "b")])
    page.aids.show_outline(page)
    page.aids.outline.filter.setText("Two")
    qtbot.keyClick(page.aids.outline.filter, Key.Key_Return)
    assert not page.aids.outline.isVisible()
    assert page.view.hasFocus()
    assert 0 <= y_of(page.view, "Two") < 80


def test_going_to_a_place_brings_it_near_the_top(page: Page, qtbot: QtBot) -> None:
    view = page.view
    show(view, [answer(paragraphs(40, f"text {number}"), str(number)) for number in range(5)])
    view.read_on(2, float("inf"))
    place = place_of(view, "text 2 20")
    view.go_to(place)
    assert 0 <= y_of(view, "text 2 20") < 80
    assert not view.is_at_end
    view.go_to(Position(4, 39, 0))
    assert is_at_end(view)


def test_what_is_well_in_view_is_revealed_without_moving(page: Page, qtbot: QtBot) -> None:
    view = page.view
    show(view, [answer(paragraphs(90))])
    read_at(view, "paragraph 30", 100)
    before = value(view)
    view.reveal(place_of(view, "paragraph 33"))
    assert value(view) == before
    view.reveal(place_of(view, "paragraph 50"))
    there = y_of(view, "paragraph 50")
    assert 0 <= there < 80
    view.reveal(Position(7, 0, 0))
    assert y_of(view, "paragraph 50") == there


def test_a_click_beside_the_bar_goes_on_selecting(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("a pear\n\n" + paragraphs(9))])
    find("pear")
    point = QPoint(100, y_of(page.view, "paragraph 5") + 10)
    qtbot.mouseDClick(page.view.viewport(), LEFT, pos=point)
    assert page.view.selected_words() == "paragraph"
    assert QApplication.focusWidget() is not None


# What is found, where, and in which order


def test_a_folded_thought_is_searched_and_unfolds_when_it_is_gone_to(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    thinks = answer("an apple", "2", reasoning="a pear\n\n*a pe*ar", reasoning_label="Thought")
    show(page.view, [answer("pear", "1"), thinks, answer("pear", "3")])
    page.view.ways.to_turn(0)
    find("pear")
    assert page.place.endswith("of 4")
    assert not page.view.canvas.turns[1].open_reasoning
    seen = []
    for _ in range(4):
        go_on(page, qtbot)
        seen.append((page.current.turn, page.current.item, is_in_view(page)))
    assert sorted(seen) == [(0, 0, True), (1, 0, True), (1, 1, True), (2, 0, True)]
    assert page.view.canvas.turns[1].open_reasoning
    assert differing(on_screen(page.view), afresh(page.view)) == []


def test_a_find_stays_marked_when_what_is_above_it_unfolds(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer("one\n\na pear", reasoning="thinking\n\non", reasoning_label="Thought")])
    find("pear")
    page.view._on_reasoning("a")
    page.view.viewport().repaint()
    searched(page, qtbot)
    assert page.current == Position(0, 3, 2)
    assert page.place == "1 of 1"


def test_a_notice_between_turns_is_not_counted(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("pear", "1"), Entry("n", "notice", "pear"), answer("pear", "2")])
    find("pear")
    assert page.place.endswith("of 2")


def test_a_find_far_to_the_right_of_wide_code_is_brought_into_view(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer(fenced(f"pear = 1\nx = '{'-' * 300}pear'"))])
    find("pear")
    assert page.view.canvas.caret(page.current).x() < 100
    go_on(page, qtbot)
    leaf = page.view.canvas.leaf(page.current)
    assert leaf is not None
    assert 0 < leaf.caret(page.current.offset).x() < leaf.caret(page.current.offset + 4).x() < leaf.width
    go_on(page, qtbot)
    assert leaf.unit is not None
    assert leaf.unit.shift == 0


def test_the_way_back_passes_by_a_message_that_does_not_show_the_words(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    texts = ["a pear and a pear", "no more\n\n[x]: https://example.org/pear", "pear"]
    show(page.view, [answer(text, str(number)) for number, text in enumerate(texts)])
    find("pear")
    while page.current.turn != 2:
        go_on(page, qtbot)
    page.aids.finder.previous()
    searched(page, qtbot)
    assert page.current == Position(0, 0, 13)
    assert page.place == "2 of 3"


def test_opening_the_bar_again_goes_on_from_where_one_is(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("pear one, pear two, pear three")])
    find("pear")
    go_on(page, qtbot)
    page.view.setFocus()
    page.aids.finder.open()
    searched(page, qtbot)
    assert page.place == "2 of 3"
    assert page.aids.find_bar.field.hasFocus()


def test_whoever_types_on_stays_at_the_find_they_are_at(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("a pea, a pear, a pea, a pear")])
    find("pea")
    for _ in range(2):
        go_on(page, qtbot)
    assert page.place == "3 of 4"
    find("pear")
    assert page.place == "2 of 2"


def test_the_search_begins_with_what_is_seen_of_a_long_message(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer(paragraphs(200, "pear"))])
    read_at(page.view, "pear 120", 100)
    find("pear")
    assert page.current.item in range(116, 121)
    assert is_in_view(page)


def test_what_is_removed_elsewhere_leaves_the_reader_where_they_are(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer(f"pear {n}\n\n{paragraphs(20)}", str(n)) for n in range(6)])
    find("pear 4")
    page.view.go_home()
    page.view.remove("5")
    page.view._on_frame()
    searched(page, qtbot)
    assert value(page.view) == 0
    assert page.place == "1 of 1"
    assert page.current.turn == 4


def test_a_formula_within_a_line_is_found_by_its_source(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("the 𝕏 mean $\\bar{x}$ and $\\bar{y}$\n\n| a | $\\bar z$ |\n|---|---|\n| 1 | bar |")])
    rest(page.view, qtbot)
    find("bar")
    assert page.place == "1 of 4"
    assert page.current == Position(0, 0, 12)
    go_on(page, qtbot)
    assert page.current == Position(0, 0, 18)
    go_on(page, qtbot)
    assert page.current == Position(0, 1, 2)


def test_all_finds_that_are_seen_are_marked(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer("of " * 1000)])
    page.view.go_home()
    find("of")
    rows = range(40, 580)
    image, wanted = on_screen(page.view), QColor(LIGHT.search_hit).rgb()
    marked = [y for y in rows if any(image.pixel(x, y) == wanted for x in range(70, 400))]
    assert len(marked) > 0.8 * len(rows)


def test_only_what_is_seen_of_a_line_of_code_is_marked(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    show(page.view, [answer(fenced("x = 1; " * 10_000))])
    find("x")
    assert page.place == "1 of 10,000"
    finds = page.aids.finder.found(page.view.canvas.turns[0], 0)
    assert [each.start for each in finds.between(100, 120)] == [105, 112, 119]
    assert has_mark(page, LIGHT.search_hit)


def test_code_that_shows_its_find_stays_folded(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    page.view.set_code_rules(10, False)
    show(page.view, [answer(f"{fenced(lines(24).replace('line_9', 'pear'))}\n\nbelow pear")])
    find("pear")
    go_on(page, qtbot)
    assert page.view.canvas.turns[0].leaves[0].text == lines(10).replace("line_9", "pear")


def test_a_long_message_is_read_bit_by_bit_before_the_reader_is_led_into_it(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    long = answer(f"{paragraphs(20_000)}\n\na pear", "1")
    show(page.view, [long, *(answer(paragraphs(30), str(number)) for number in range(2, 8)), answer("pear", "9")])
    find("pear")
    assert page.current.turn == 7
    page.aids.finder.next()
    assert page.view.canvas.turns[0].is_behind
    page.aids.finder.next()
    page.aids.finder.next()
    qtbot.waitUntil(lambda: not page.aids.finder._timer.isActive(), timeout=30_000)
    assert page.current.turn == 0
    assert is_in_view(page)


def test_the_next_words_call_off_the_way_to_the_last(page: Page, find: Callable[[str], None], qtbot: QtBot) -> None:
    long = answer(f"{paragraphs(20_000)}\n\na pear", "1")
    show(
        page.view, [long, *(answer(paragraphs(30), str(number)) for number in range(2, 8)), answer("pear, apple", "9")]
    )
    find("pear")
    page.aids.finder.next()
    page.aids.find_bar.field.setText("apple")
    qtbot.keyClick(page.aids.find_bar.field, Key.Key_F3)
    searched(page, qtbot)
    assert page.current.turn == 7
    assert page.view.canvas.turns[0].is_behind


def test_without_a_scroll_bar_there_are_no_ticks_until_there_is_one(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    show(page.view, [answer("a pear", streaming=True)])
    find("pear")
    marks = page.view.findChild(FindMarks)
    assert isinstance(marks, FindMarks)
    assert not marks.isVisible()
    put(page.view, answer(f"a pear\n\n{paragraphs(40)}"))
    qtbot.waitUntil(marks.isVisible)
    bar = page.view.verticalScrollBar()
    assert marks.geometry() == QRect(bar.mapTo(page.view, QPoint()), bar.size())
    put(page.view, answer("a pear"))
    qtbot.waitUntil(lambda: not marks.isVisible())


@pytest.mark.parametrize(
    ("text", "word"),
    [("בדיקה pear", "pear"), ("pear בדיקה", "pear"), ("pear בדיקה pear", "בדיקה")],
)
def test_words_are_marked_whole_where_both_directions_meet(
    page: Page, find: Callable[[str], None], qtbot: QtBot, text: str, word: str
) -> None:
    show(page.view, [answer(f"above\n\n{text}"), question("so"), answer(f"wide {word}")])
    find(word)
    while page.current.turn != 2:
        go_on(page, qtbot)
    image, y = on_screen(page.view), y_of(page.view, page.view.canvas.turns[0].leaves[1].text)
    y += page.view.viewport().mapTo(page, QPoint()).y()  # there is room for a ring around
    middle, wanted = y + page.view.canvas.turns[0].leaves[1].height // 2 - 9, QColor(LIGHT.search_hit).rgb()
    marked = [x for x in range(image.width()) if image.pixel(x, middle) == wanted]
    leaf = page.view.canvas.turns[2].leaves[0]
    width = leaf.caret(5 + len(word)).x() - leaf.caret(5).x() if word.isascii() else len(marked)
    assert marked
    assert abs(marked[-1] - marked[0] + 1 - width) <= 3


@pytest.mark.parametrize("wrap", [False, True])
def test_every_find_in_a_line_of_code_is_marked_where_it_is(
    page: Page, find: Callable[[str], None], qtbot: QtBot, wrap: bool
) -> None:
    page.view.set_code_rules(0, wrap)
    show(page.view, [answer(f"ab\n\n{fenced('ab ' * 130, 'text')}")])
    find("ab")
    go_on(page, qtbot)
    leaf, offset = page.view.canvas.turns[0].leaves[1], page.view.to_canvas(QPointF(0, 0))
    corner = QPointF(0, page.view.canvas.leaf_top(0, 1)) - offset
    image, wanted = on_screen(page.view), QColor(LIGHT.search_hit).rgb()
    seen = [leaf.caret(start).translated(corner) for start in range(0, 390, 3) if start != page.current.offset]
    carets = [caret.translated(4, 0).center().toPoint() for caret in seen if caret.x() < 400 and caret.y() < 560]
    assert len(carets) > 10 * (1 + wrap)
    assert all(any(image.pixel(at.x() + x, at.y() - 6) == wanted for x in range(3)) for at in carets)


def test_a_picture_of_megabytes_that_is_written_out_is_seen_as_one_and_not_searched(
    page: Page, find: Callable[[str], None], qtbot: QtBot
) -> None:
    picture = f"![a pear](data:image/png;base64,{'pear' * 600_000})"
    show(page.view, [answer(f"one pear\n\n{picture}\n\ntwo pear", "1"), answer("pear", "2")])
    find("pear")
    assert page.place.endswith("of 4")
    assert [leaf.block.kind for leaf in page.view.canvas.turns[0].leaves] == ["text", "picture", "text"]
    for _ in range(4):
        go_on(page, qtbot)
    assert page.place.endswith("of 4")
