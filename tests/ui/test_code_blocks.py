"""Blocks of code: wrapped, folded, saved, coloured, and read while they grow."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QScrollBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.ui.theme.palette import LIGHT
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.columns import columns
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    CONTROL,
    SHIFT,
    Key,
    afresh,
    answer,
    click,
    copied,
    differing,
    fenced,
    grow,
    is_at_end,
    leaf_of,
    lines,
    maximum,
    named,
    on_screen,
    paragraphs,
    point_at,
    put,
    question,
    read_at,
    rest,
    select,
    show,
    turn_wheel,
    value,
    y_of,
)

WIDE = "wide = [" + ", ".join(str(number) for number in range(300)) + "]"
PYTHON = "def read(text: str) -> int:\n    # how many\n    return len('words' + text) + 12"


def button(view: Transcript, name: str) -> QToolButton:
    found = named(view, name)[0]
    assert isinstance(found, QToolButton)
    return found


def bars(view: Transcript) -> list[QScrollBar]:
    return [bar for bar in named(view, "sideBar", QScrollBar) if isinstance(bar, QScrollBar)]


def code_leaf(view: Transcript, words: str) -> CodeLeaf:
    leaf = leaf_of(view, words)
    assert isinstance(leaf, CodeLeaf)
    return leaf


def has_color(image: QImage, name: str, rect: QRect | None = None) -> bool:
    wanted, part = QColor(name).rgb(), image.copy(rect) if rect is not None else image
    return any(part.pixel(x, y) == wanted for y in range(part.height()) for x in range(part.width()))


def ink(image: QImage, rect: QRect) -> int:
    """How many pixels are much darker than the ground."""
    part, ground = image.copy(rect), QColor(LIGHT.code).lightness()
    return sum(
        QColor(part.pixel(x, y)).lightness() < ground - 90 for y in range(part.height()) for x in range(part.width())
    )


# Wrapping


def test_long_lines_are_wrapped_and_unwrapped(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(WIDE))])
    leaf = code_leaf(view, "wide")
    height = leaf.height
    assert len(bars(view)) == 1
    click(qtbot, button(view, "wrapCode"))
    assert button(view, "wrapCode").isChecked()
    assert leaf.height > height + 5 * 20
    assert bars(view) == []
    click(qtbot, button(view, "wrapCode"))
    assert leaf.height == height
    assert len(bars(view)) == 1


def test_wrapping_shows_the_beginning_of_lines_that_were_shifted(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(WIDE))])
    bars(view)[0].setValue(bars(view)[0].maximum())
    assert code_leaf(view, "wide").caret(0).x() < 0
    click(qtbot, button(view, "wrapCode"))
    assert code_leaf(view, "wide").caret(0).x() > 0


def test_the_rule_for_all_code_wraps_what_is_shown(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{fenced(WIDE)}\n\nbelow")])
    height, below = code_leaf(view, "wide").height, y_of(view, "below")
    view.set_code_rules(0, True)
    assert code_leaf(view, "wide").height > height + 100
    assert y_of(view, "below") > below + 100
    assert differing(on_screen(view), afresh(view)) == []
    view.set_code_rules(0, False)
    assert (code_leaf(view, "wide").height, y_of(view, "below")) == (height, below)


def test_wrapping_in_the_middle_of_long_code_keeps_what_is_read(view: Transcript, qtbot: QtBot) -> None:
    code = "\n".join(f"line {number} = " + "word " * (60 if number % 3 else 2) for number in range(200))
    show(view, [answer(f"{fenced(code)}\n\n{paragraphs(20)}")])
    view.verticalScrollBar().setValue(2000)
    middle = QPoint(400, 60)
    read = view.canvas.hit(view.to_canvas(middle.toPointF()))
    assert read is not None
    click(qtbot, button(view, "wrapCode"))
    here = view.canvas.caret(read).top() - value(view)
    assert abs(here - middle.y()) < 200


# Sideways


def test_a_wide_line_is_shifted_by_its_bar_the_wheel_and_no_further(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(WIDE))])
    (bar,) = bars(view)
    at = point_at(view, "wide")
    turn_wheel(view, right=240, at=at)
    assert bar.value() == 120
    turn_wheel(view, up=-120, keys=SHIFT, at=at)
    assert bar.value() == 180
    turn_wheel(view, up=-1_000_000, keys=SHIFT, at=at)
    assert bar.value() == bar.maximum()
    end = code_leaf(view, "wide").caret(len(WIDE)).x()
    assert 700 < end < 760
    turn_wheel(view, up=1_000_000, keys=SHIFT, at=at)
    assert bar.value() == 0


def test_shifting_one_block_leaves_the_next_alone(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{fenced(WIDE)}\n\n{paragraphs(40)}\n\n{fenced('other_' + WIDE[:300])}\n\n{paragraphs(40)}")])
    qtbot.keyClick(view, Key.Key_Home)
    bars(view)[0].setValue(bars(view)[0].maximum())
    read_at(view, "paragraph 15")
    assert bars(view) == []
    read_at(view, "other_")
    (bar,) = bars(view)
    assert bar.value() == 0
    assert code_leaf(view, "other_").caret(0).x() > 0


def test_a_wide_line_in_a_question_can_be_shifted_to_its_end(view: Transcript, qtbot: QtBot) -> None:
    line = "x" * 95
    show(view, [question(f"Look:\n\n{fenced(line)}")])
    (bar,) = bars(view)
    leaf = code_leaf(view, "xxx")
    assert leaf.caret(len(line)).x() > leaf.width
    bar.setValue(bar.maximum())
    assert leaf.caret(len(line)).x() < leaf.width


def test_more_room_brings_back_what_was_shifted_away(view: Transcript, qtbot: QtBot) -> None:
    view.resize(400, 600)
    show(view, [answer(fenced("y" * 80))])
    bars(view)[0].setValue(bars(view)[0].maximum())
    view.resize(900, 600)
    assert bars(view) == []
    assert code_leaf(view, "yyy").caret(0).x() > 0


# Folding


def folding(view: Transcript, text: str) -> None:
    view.set_code_rules(20, False)
    show(view, [answer(text)])


def test_long_code_opens_folded_and_unfolds_downwards(view: Transcript, qtbot: QtBot) -> None:
    folding(view, f"above\n\n{fenced(lines(100))}\n\nbelow")
    assert leaf_of(view, "line_0 =").text == lines(20)
    assert "100" in button(view, "foldCode").text()
    before = y_of(view, "line_0 =")
    click(qtbot, button(view, "foldCode"))
    assert y_of(view, "line_0 =") == before
    assert "line_99" in leaf_of(view, "line_99").text
    rest(view, qtbot)
    assert y_of(view, "line_0 =") == before
    assert differing(on_screen(view), afresh(view)) == []


def test_what_is_selected_is_no_other_words_when_code_folds_by_another_rule(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{fenced(lines(100))}\n\nbelow\n\n{paragraphs(9)}")])
    select(view, qtbot, "below", "below")
    view.set_code_rules(fold=20, wrap=False)
    assert view.selected_words() in ("", "below")


def test_who_selects_beyond_folded_code_copies_all_of_it(view: Transcript, qtbot: QtBot) -> None:
    folding(view, f"above\n\n{fenced(lines(100))}\n\nbelow")
    select(view, qtbot, "line_0 =", "below")
    assert copied(view, qtbot) == f"{fenced(lines(100))}\n\nbelow"
    select(view, qtbot, "line_0 =", "= 19")
    assert copied(view, qtbot) == fenced(lines(20))


@pytest.mark.parametrize("below", [1, 60])
def test_code_that_is_folded_at_its_end_leaves_what_is_below_in_its_place(
    view: Transcript, qtbot: QtBot, below: int
) -> None:
    folding(view, f"{paragraphs(20, 'above')}\n\n{fenced(lines(300))}\n\n{paragraphs(below)}")
    read_at(view, "paragraph 0", 500)
    click(qtbot, button(view, "foldCode"))
    read_at(view, "paragraph 0", 500)
    before = y_of(view, "paragraph 0")
    click(qtbot, button(view, "foldCode"))
    assert leaf_of(view, "line_0 =").text == lines(20)
    assert y_of(view, "paragraph 0") == before
    rest(view, qtbot)
    assert y_of(view, "paragraph 0") == before


def test_code_that_fills_the_view_is_folded_under_the_pointer(view: Transcript, qtbot: QtBot) -> None:
    view.set_code_rules(20, False)
    long = answer(f"{paragraphs(30)}\n\n{fenced(lines(300))}", "long")
    show(view, [long, *[answer(paragraphs(30, "below"), str(number)) for number in range(3)]])
    read_at(view, "line_0 =")
    click(qtbot, button(view, "foldCode"))
    leaf = code_leaf(view, "line_299")
    read_at(view, "line_299", 600 - leaf.height)
    before = button(view, "foldCode").geometry().bottom()
    assert before > 500
    click(qtbot, button(view, "foldCode"))
    assert leaf_of(view, "line_0 =").text == lines(20)
    assert button(view, "foldCode").geometry().bottom() == before


def test_a_few_lines_too_many_are_not_worth_folding(view: Transcript) -> None:
    folding(view, fenced(lines(25)))
    assert named(view, "foldCode") == []
    assert leaf_of(view, "line_0 =").length
    assert "line_24" in leaf_of(view, "line_24").text


def test_code_that_was_seen_to_grow_does_not_fold_itself(view: Transcript) -> None:
    view.set_code_rules(20, False)
    show(view, [])
    for _ in grow(view, answer(fenced(lines(60))), by=200):
        pass
    assert "line_59" in leaf_of(view, "line_59").text
    assert named(view, "foldCode") == []


def test_what_is_folded_is_copied_and_saved_whole(view: Transcript, qtbot: QtBot) -> None:
    folding(view, fenced(lines(100)))
    click(qtbot, button(view, "copyCode"))
    assert QGuiApplication.clipboard().text() == lines(100)
    with qtbot.waitSignal(view.save_asked) as asked:
        click(qtbot, button(view, "saveCode"))
    assert asked.args == [lines(100), "python"]


# The head


def test_the_head_stays_in_view_as_long_as_its_code(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"{fenced(lines(200))}\n\n{paragraphs(40)}")])
    end = view.canvas.leaf_top(0, 9) + view.canvas.turns[0].leaves[9].height
    for y in (0, 300, 1500, 3000, end - 100):
        view.verticalScrollBar().setValue(y)
        tools = named(view, "codeTools", QWidget)[0].geometry()
        assert 0 <= tools.top() < 40
        image = afresh(view)
        title = QRect(
            view.viewport().mapTo(view, QPoint(82, max(tools.top(), 0))), tools.size().boundedTo(tools.size())
        )
        assert image.pixelColor(title.left() + 300, title.top() + 4) == QColor(LIGHT.code_head)
    view.verticalScrollBar().setValue(end + 1)
    assert named(view, "codeTools", QWidget) == []


# Colours


def test_colours_come_and_stay_while_code_grows(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(f"```python\n{PYTHON}\n", streaming=True)])
    qtbot.waitUntil(lambda: has_color(on_screen(view), LIGHT.keyword))
    for count in range(1, 6):
        put(view, answer(f"```python\n{PYTHON}\n{lines(count)}", streaming=True))
        assert has_color(on_screen(view), LIGHT.keyword)
        assert has_color(on_screen(view), LIGHT.string)
    put(view, answer(fenced(f"{PYTHON}\n{lines(6)}")))
    assert has_color(on_screen(view), LIGHT.keyword)


def test_all_of_finished_code_is_coloured(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(f"{lines(15)}\n{PYTHON}"))])
    rest(view, qtbot)
    for name in (LIGHT.keyword, LIGHT.string, LIGHT.number, LIGHT.comment):
        assert has_color(on_screen(view), name)


def test_a_language_nobody_knows_is_shown_plainly(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(PYTHON, "nonesuch"))])
    rest(view, qtbot)
    assert not has_color(on_screen(view), LIGHT.keyword)


# What is shown


@pytest.mark.parametrize("line", ["z" * 30_000, "中文" * 2_000, "word " * 1_000], ids=["letters", "chinese", "words"])
def test_a_very_long_line_is_painted_at_its_beginning_and_at_its_end(view: Transcript, qtbot: QtBot, line: str) -> None:
    show(view, [answer(fenced(line, ""))])
    (bar,) = bars(view)
    row = QRect(QPoint(85, point_at(view, line[:2]).y() - 8), QPoint(500, point_at(view, line[:2]).y() + 8))
    first = ink(on_screen(view), row)
    bar.setValue(bar.maximum())
    assert first > 200
    assert ink(on_screen(view), row) > 200


@pytest.mark.parametrize("line", ["z" * 4_000, "中文" * 2_000], ids=["letters", "chinese"])
def test_all_of_a_very_long_line_fits_when_it_is_wrapped(view: Transcript, qtbot: QtBot, line: str) -> None:
    view.set_code_rules(0, True)
    show(view, [answer(fenced(line, ""))])
    leaf = code_leaf(view, line[:2])
    widest = max(leaf.caret(offset).x() for offset in range(0, len(line), 3))
    assert widest < leaf.width
    assert leaf.hit(leaf.caret(1000).center()) == 1000
    across = columns(line) * view.kit.look.mono_advance
    assert leaf.height > 20 * across / leaf.width


def test_what_grows_is_at_all_times_what_was_written(view: Transcript, qtbot: QtBot) -> None:
    code = "\tif a:\n\n\n\t\tb = '<&> `x`'  \n~~~\n中文 = 😀\n"
    show(view, [])
    source = f"Look:\n\n```python\n{code}```\n\nDone."
    for _ in grow(view, answer(source), by=1):
        leaves = [leaf for leaf in view.canvas.turns[0].leaves if isinstance(leaf, CodeLeaf)]
        text = "\n".join(leaf.text for leaf in leaves)
        assert code.startswith(text.rstrip("`"))
    shown = [leaf.text for leaf in view.canvas.turns[0].leaves]
    assert shown == ["Look:", code.removesuffix("\n"), "Done."]


def test_code_across_many_leaves_grows_without_a_gap(view: Transcript, qtbot: QtBot) -> None:
    show(view, [])
    for _ in grow(view, answer(fenced(lines(130))), by=37):
        leaves = view.canvas.turns[0].leaves
        for above, below in zip(range(len(leaves)), range(1, len(leaves)), strict=False):
            end = view.canvas.leaf_top(0, above) + leaves[above].height
            assert view.canvas.leaf_top(0, below) == end
        assert is_at_end(view)
    assert differing(on_screen(view), afresh(view)) == []


def test_a_tab_goes_to_the_next_stop(view: Transcript) -> None:
    show(view, [answer(fenced("\tone\nab\ttwo\nabcd\tthree"))])
    leaf = code_leaf(view, "one")
    advance = view.kit.look.mono_advance
    stops = [leaf.caret(leaf.text.index(word)).x() - leaf.caret(0).x() for word in ("one", "two", "three")]
    assert [round(stop / advance) for stop in stops] == [4, 4, 8]


def test_code_is_selected_across_its_leaves_and_copied_exactly(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(fenced(lines(50)))])
    view.resize(900, 1200)
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    assert copied(view, qtbot) == fenced(lines(50))


def test_a_new_text_for_the_same_code_never_breaks_a_selection(view: Transcript, qtbot: QtBot) -> None:
    entry = answer(fenced(lines(50)))
    show(view, [entry])
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    for text in (fenced("short"), "", fenced(lines(90)), "words"):
        put(view, replace(entry, text=text))
        for key in (Key.Key_Left, Key.Key_Up, Key.Key_Right, Key.Key_Down, Key.Key_End, Key.Key_Home):
            qtbot.keyClick(view, key, SHIFT)
    assert maximum(view) >= 0


def test_code_of_every_length_reads_as_it_was_written(view: Transcript) -> None:
    for count in (1, 19, 20, 21, 39, 40, 41):
        show(view, [answer(fenced(lines(count)))])
        leaves = view.canvas.turns[0].leaves
        assert "\n".join(leaf.text for leaf in leaves) == lines(count)
        (block,) = read_blocks(make_parser(), fenced(lines(count)))
        assert block.code == lines(count)
