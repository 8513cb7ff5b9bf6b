"""Where things stand that are painted, to the pixel: code in a line, cells, formulas, markers, signs on buttons."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QScrollBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import DARK, LIGHT, Palette, contrast
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.entries import Action, Card
from nextchat_desktop.ui.transcript.single_leaves import FormulaLeaf
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    afresh,
    answer,
    copied,
    fenced,
    grow,
    is_at_end,
    leaf_of,
    maximum,
    named,
    paragraphs,
    put,
    question,
    rest,
    y_of,
)

CHIP = LIGHT.code_head
"""The ground of code in a line."""
LONG_FORMULA = "$$" + "+".join(f"\\frac{{x^{{{n}}}}}{{{n}}}" for n in range(40)) + "$$"
BACK, ON = Action("back", "‹", icon="chevron-left", enabled=False), Action("on", "›", icon="chevron-right")


def left_of(view: Transcript) -> int:
    """Where the column begins."""
    return round(-view.to_canvas(QPointF(0, 0)).x())


def place(view: Transcript, words: str) -> QRect:
    """Of the paragraph or row with these words, across the column."""
    leaf = leaf_of(view, words)
    return QRect(left_of(view), y_of(view, words), view.canvas.width, leaf.height)


def ink(image: QImage, within: QRect, most: int = 40) -> QRect:
    """The smallest place of all that is not the ground, which is what the top right corner has."""
    ground = image.pixelColor(within.topRight())
    found = QRect()
    for y in range(max(0, within.top()), within.bottom() + 1):
        for x in range(max(0, within.left()), within.right() + 1):
            if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > most:
                found |= QRect(x, y, 1, 1)
    return found


def having(image: QImage, within: QRect, color: str) -> QRect:
    """The smallest place of all that has exactly this colour."""
    found, wanted = QRect(), QColor(color)
    for y in range(within.top(), within.bottom() + 1):
        for x in range(within.left(), within.right() + 1):
            if image.pixelColor(x, y) == wanted:
                found |= QRect(x, y, 1, 1)
    return found


def of(widget: QWidget, view: Transcript) -> QRect:
    """The place of a widget in the view."""
    return QRect(widget.mapTo(view.viewport(), QPoint(0, 0)), widget.size())


def the(view: Transcript, name: str, kind: type[QWidget] = QToolButton) -> QWidget:
    found: list[QWidget] = named(view, name, kind)
    assert len(found) == 1
    return found[0]


def table(*rows: str, below: str = "") -> str:
    rule = below or "|---" * (rows[0].count("|") - 1) + "|"
    return "\n".join((rows[0], rule, *rows[1:]))


WIDE = table(
    "| " + " | ".join(f"column {n}" for n in range(14)) + " |", *("| July" + " | cell of a row" * 13 + " |",) * 3
)


# Code in a line


def test_code_does_not_cover_the_words_beside_it(view: Transcript) -> None:
    view.show_entries([answer("llll `code` llll")])
    image, line = afresh(view), place(view, "llll")
    chip = having(image, line, CHIP)
    before = ink(image, QRect(line.topLeft(), QPoint(chip.left() - 1, line.bottom())))
    behind = ink(image, QRect(QPoint(chip.right() + 1, line.top()), line.bottomRight()))
    code = ink(image, chip, most=80)
    assert chip.left() - before.right() >= 4, "the blank is seen"
    assert behind.left() - chip.right() >= 4
    assert min(code.left() - chip.left(), chip.right() - code.right()) >= 4


def test_code_touches_no_chinese_letter(view: Transcript) -> None:
    view.show_entries([answer("国`code`国")])
    image, line = afresh(view), place(view, "国")
    chip = having(image, line, CHIP)
    before = ink(image, QRect(line.topLeft(), QPoint(chip.left() - 1, line.bottom())))
    plain = QRect(line.left(), line.top(), 15, line.height())
    assert before.width() == ink(image, plain).width() > 10


@pytest.mark.parametrize("text", ["`code` begins", "word " * 40 + "`code_that_is_long` " * 20, "`endless`" * 50])
def test_code_begins_where_lines_do(view: Transcript, text: str) -> None:
    view.show_entries([answer(text)])
    chips = having(afresh(view), place(view, text[:5].strip("` ")).adjusted(-20, 0, 20, 0), CHIP)
    assert left_of(view) <= chips.left() <= left_of(view) + 4
    assert chips.right() < left_of(view) + view.canvas.width + 4


def test_code_in_a_cell_has_its_ground_too(view: Transcript) -> None:
    view.show_entries([answer(table("| a | b |", "| words | `code` |"))])
    chip = having(afresh(view), place(view, "words"), CHIP)
    assert chip.width() > 35
    assert chip.height() > 15


def test_code_among_words_from_right_to_left_reads_from_left_to_right(view: Transcript, qtbot: QtBot) -> None:
    text = "استخدم `list()` في Python"
    view.show_entries([answer(text)])
    words = text.replace("`", "")
    leaf, start = leaf_of(view, words), words.index("list")
    places = [leaf.caret(start + letter).x() for letter in range(1, len("list()"))]
    assert places == sorted(set(places))
    assert [leaf.hit(leaf.caret(start + letter).center()) for letter in range(1, 6)] == list(
        range(start + 1, start + 6)
    )
    assert leaf.word_at(start + 1) == (start, start + 4)
    view.select_all()
    assert copied(view, qtbot) == text


def test_code_among_words_from_right_to_left_covers_none(view: Transcript) -> None:
    view.show_entries([answer("שלום `code` שלום")])
    image, line = afresh(view), place(view, "שלום")
    chip = having(image, line, CHIP)
    before = ink(image, QRect(line.topLeft(), QPoint(chip.left() - 1, line.bottom())))
    behind = ink(image, QRect(QPoint(chip.right() + 1, line.top()), line.bottomRight()))
    assert min(chip.left() - before.right(), behind.left() - chip.right()) >= 5


# Tables


def test_a_column_is_aligned_to_the_same_side_in_every_script(view: Transcript) -> None:
    view.show_entries([answer(table("| a | b |", "| واحد | اثنان |", below="|:---|---:|"))])
    image, row = afresh(view), place(view, "واحد").adjusted(0, 0, 0, -2)
    half = row.width() // 2
    left = ink(image, QRect(row.left() - 2, row.top(), half, row.height()))
    right = ink(image, QRect(row.left() + half, row.top(), half, row.height()))
    assert max(left.width(), right.width()) < 60
    assert left.left() <= row.left() + 2
    assert right.right() > row.right() - m.CELL_X - 4


def test_below_a_wide_table_are_its_line_the_bar_and_room(view: Transcript) -> None:
    view.show_entries([answer(f"{WIDE}\n\nbelow")])
    bar = of(the(view, "sideBar", QScrollBar), view)
    image = afresh(view)
    assert bar.bottom() + 1 + m.BLOCK_GAP == y_of(view, "below")
    assert image.pixelColor(bar.center().x(), bar.top() - 1) == QColor(LIGHT.line)
    heights = [leaf.height for leaf in view.canvas.turns[0].leaves[1:4]]
    assert heights[0] == heights[1] == heights[2] - m.BAR


def test_while_a_wide_table_comes_only_its_last_row_has_room_for_the_bar(view: Transcript) -> None:
    for _ in grow(view, answer(WIDE), by=40):
        rows = view.canvas.turns[0].leaves[1:]
        assert len({row.height for row in rows[:-1]}) <= 1
    assert rows[-1].height == rows[0].height + m.BAR


def test_the_first_letters_of_a_wide_table_are_whole(view: Transcript) -> None:
    view.show_entries([answer(f"{WIDE}\n\nJuly")])
    image = afresh(view)
    row, below = (QRect(left_of(view) - 4, view.canvas.leaf_top(0, leaf), 40, 30) for leaf in (1, 4))
    assert ink(image, row).left() == ink(image, below).left()


def test_cells_of_a_row_are_level_whatever_their_script(view: Transcript) -> None:
    view.show_entries([answer(table("| a | b | c |", "| one 国 | one | one واحد |"))])
    image, row = afresh(view), place(view, "one 国")
    third = view.canvas.width // 3
    ends = {ink(image, QRect(row.left() + n * third, row.top(), 26, row.height() - 2)).bottom() for n in range(3)}
    assert len(ends) == 1


def test_a_formula_in_a_cell_is_level_with_the_words_beside_it(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(table("| a | b |", "| $x$ | x |"))])
    rest(view, qtbot)
    image, row = afresh(view), place(view, "\ufffc").adjusted(0, 0, 0, -2)
    half = row.width() // 2
    formula, word = (ink(image, QRect(row.left() + n * half, row.top(), 30, row.height())) for n in range(2))
    assert abs(formula.bottom() - word.bottom()) <= 1


# Formulas


def test_a_wide_formula_stays_as_high_as_it_is(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(LONG_FORMULA)])
    rest(view, qtbot)
    (leaf,) = view.canvas.turns[0].leaves
    assert isinstance(leaf, FormulaLeaf)
    assert leaf.overflow
    before = leaf.height
    for _ in range(3):
        leaf.lay_out(view.kit, leaf.width)
    assert leaf.height == before


def test_the_bar_of_a_wide_formula_is_its_own(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(f"{LONG_FORMULA}\n\nbelow")])
    rest(view, qtbot)
    bar = of(the(view, "sideBar", QScrollBar), view)
    assert bar.bottom() + 1 + m.BLOCK_GAP == y_of(view, "below")


@pytest.mark.parametrize(
    ("formula", "most"), [("$x_i$", 24), ("$\\sqrt{2}$", 24), ("$\\frac{1}{n}\\sum_{i=1}^n x_i$", 26)]
)
def test_a_line_with_a_formula_is_hardly_higher_than_others(
    view: Transcript, qtbot: QtBot, formula: str, most: int
) -> None:
    view.show_entries([answer(f"words {formula} words")])
    rest(view, qtbot)
    assert view.canvas.turns[0].leaves[0].height <= most


@pytest.mark.parametrize("formula", ["$x$", "$\\frac{x}{y} x$", "$\\left(\\frac{x}{y_{y_y}}\\right)^2 x$"])
def test_a_formula_stands_on_the_line_of_the_words(view: Transcript, qtbot: QtBot, formula: str) -> None:
    view.show_entries([answer(f"{formula} x")])
    rest(view, qtbot)
    image, line = afresh(view), place(view, "\ufffc")
    end = ink(image, line).right()
    word = ink(image, QRect(end - 8, line.top(), 40, line.height()))
    inner = ink(image, QRect(QPoint(end - 22, line.top()), QPoint(end - 11, line.bottom())))
    assert min(word.width(), inner.width()) > 4
    assert abs(word.bottom() - inner.bottom()) <= 1


# Headings and markers


def test_every_level_of_heading_has_a_look_of_its_own(view: Transcript) -> None:
    view.show_entries([answer("\n\n".join(f"{'#' * n} Heading {n}" for n in range(1, 7)))])
    image = afresh(view)
    leaves = [leaf for leaf in view.canvas.turns[0].leaves if isinstance(leaf, TextLeaf)]
    sizes = [leaf.document.defaultFont().pixelSize() for leaf in leaves if leaf.document is not None]
    assert sizes == sorted(set(sizes), reverse=True)
    assert len(sizes) == 6
    assert leaves[1].gap > leaves[2].gap >= leaves[3].gap
    assert [having(image, place(view, f"Heading {n}"), LIGHT.text).isValid() for n in (4, 5)] == [True, False]


def test_a_bullet_stands_beside_the_top_of_a_picture(view: Transcript) -> None:
    view.show_entries([answer("- ![a lake](https://x.org/a.png)\n- next")])
    card = place(view, "a lake")
    bullet = ink(afresh(view), QRect(card.left(), card.top(), 20, card.height()))
    assert abs(bullet.center().y() - ink(afresh(view), card.adjusted(40, 4, -4, -4)).center().y()) <= 3
    assert y_of(view, "next") - card.bottom() >= m.BLOCK_GAP


def test_a_bullet_stands_beside_the_head_of_code(view: Transcript) -> None:
    view.show_entries([answer("- " + fenced("a\nb\nc\nd").replace("\n", "\n  "))])
    frame = place(view, "a\nb")
    bullet = ink(afresh(view), QRect(frame.left(), frame.top(), 20, frame.height()))
    assert abs(bullet.center().y() - (frame.top() + m.CODE_HEAD // 2)) <= 1


@pytest.mark.parametrize("marker", ["1.", "10.", "100)", "[^beds]: ", "- [ ]", "1. [ ]", "100. [x]"])
def test_markers_stand_within_the_column(view: Transcript, marker: str) -> None:
    note = marker.startswith("[")
    view.show_entries([answer(f"word[^beds]\n\n{marker} item" if note else f"{marker} item")])
    item = place(view, "item")
    start = round(leaf_of(view, "item").caret(0).x())
    margin = QRect(item.left() - 40, item.top(), start + 37, item.height())
    drawn = ink(afresh(view), margin)
    assert drawn.left() >= item.left()
    assert 4 <= item.left() + start - drawn.right() <= 12


def test_numbers_of_one_figure_and_of_two_are_in_one_line(view: Transcript) -> None:
    view.show_entries([answer("9. nine\n10. ten\n\n    > quoted")])
    nine, ten = (leaf_of(view, words).caret(0).x() for words in ("nine", "ten"))
    assert nine == ten
    bar = having(afresh(view), place(view, "quoted"), LIGHT.edge)
    assert bar.left() == left_of(view) + ten


@pytest.mark.parametrize("text", ["مرحبا", "- مرحبا\n- hello, these are longer words", "مرحبا " * 40])
def test_a_question_from_right_to_left_stands_in_its_bubble(view: Transcript, text: str) -> None:
    view.show_entries([question(text)])
    image, bubble = afresh(view), view.canvas.turns[0].bubble.toRect().translated(left_of(view), m.TOP)
    words = ink(image, bubble.adjusted(2, m.BUBBLE_RADIUS, -2, -m.BUBBLE_RADIUS))
    assert words.left() >= bubble.left() + m.BUBBLE_X - 2
    assert bubble.right() - m.BUBBLE_X - 9 <= words.right() <= bubble.right() - m.BUBBLE_X + 2
    assert not ink(image, QRect(bubble.right() + 2, bubble.top(), 40, bubble.height())).isValid()


def test_a_short_question_from_right_to_left_has_a_small_bubble(view: Transcript) -> None:
    view.show_entries([question("مرحبا")])
    assert view.canvas.turns[0].bubble.width() < 120


# Buttons, bars and cards


def test_signs_on_buttons_are_as_large_as_they_are_drawn(view: Transcript) -> None:
    view.show_entries([answer(fenced("a"), actions=(Action("copy", "Copy", icon="copy"),))])
    image = afresh(view)
    for name in ("copyCode", "action-copy"):
        button = of(the(view, name), view)
        assert button.size() == QSize(28, 28)
        assert 11 <= ink(image, button.adjusted(2, 2, -2, -2)).width() <= 13, name


def test_signs_are_level_with_the_words_beside_them(view: Transcript) -> None:
    view.show_entries([answer("text", actions=(Action("copy", "Copy", icon="copy"),), caption="18:00 0123")])
    image = afresh(view)
    sign = ink(image, of(the(view, "action-copy"), view).adjusted(2, 2, -2, -2))
    words = ink(image, of(the(view, "caption", QLabel), view))
    assert abs(sign.center().y() - words.center().y()) <= 1
    assert abs(sign.left() - left_of(view)) <= 1


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_cannot_be_pressed_is_much_quieter(view: Transcript, palette: Palette) -> None:
    view.set_palette(palette)
    view.show_entries([answer("text", pages=(BACK, "1/2", ON))])
    image = afresh(view)
    off, on = (_strongest(image, of(the(view, f"action-{id_}"), view), palette) for id_ in ("back", "on"))
    assert 1.2 < off < on / 2


def _strongest(image: QImage, within: QRect, palette: Palette) -> float:
    inner = within.adjusted(3, 3, -3, -3)
    points = [(x, y) for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())]
    return max(contrast(image.pixelColor(x, y).name(), palette.background) for x, y in points)


def test_a_chip_has_as_much_room_behind_its_words_as_before_them(view: Transcript) -> None:
    view.show_entries([answer("text", reasoning="thought", reasoning_label="Thought for 4 s")])
    chip = of(the(view, "reasoningChip"), view).adjusted(2, 2, -2, -2)
    words = ink(afresh(view), chip)
    assert abs((words.left() - chip.left()) - (chip.right() - words.right())) <= 3


def test_the_bar_of_code_stays_clear_of_the_round_corners(view: Transcript) -> None:
    view.show_entries([answer(fenced("x = " + "1" * 300))])
    bar = of(the(view, "sideBar", QScrollBar), view)
    assert bar.left() == left_of(view) + m.CODE_RADIUS
    assert bar.right() == left_of(view) + view.canvas.width - m.CODE_RADIUS - 1


def test_at_its_end_code_keeps_away_from_the_frame(view: Transcript) -> None:
    view.show_entries([answer(fenced("x = " + "H" * 300))])
    bar = the(view, "sideBar", QScrollBar)
    assert isinstance(bar, QScrollBar)
    bar.setValue(bar.maximum())
    code = place(view, "x = ").adjusted(2, m.CODE_HEAD + 2, -2, -m.BAR - 4)
    assert m.CODE_X - 3 <= code.right() - ink(afresh(view), code).right() <= m.CODE_X + 3


def test_the_button_that_unfolds_code_is_in_line_with_it(view: Transcript) -> None:
    view.set_code_rules(20, False)
    view.show_entries([answer(fenced("\n".join(["HHH"] * 60)))])
    view.verticalScrollBar().setValue(0)
    image = afresh(view)
    button = of(the(view, "foldCode"), view)
    line = QRect(left_of(view) + 3, y_of(view, "HHH") + m.CODE_HEAD + m.CODE_Y, 60, 19)
    assert abs(ink(image, button.adjusted(2, 2, -2, -2)).left() - ink(image, line).left()) <= 2


CARD = Card("Refused", "The key is wrong.", (Action("key", "Check the key"),), "401 wrong key")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_card_has_a_whole_edge_and_details_that_stand_out(view: Transcript, palette: Palette) -> None:
    view.set_palette(palette)
    view.show_entries([answer("text", card=CARD)])
    view._on_details("a")
    image, card = afresh(view), of(named(view, "failureCard", QWidget)[0], view)
    edge = having(image, QRect(card.left() + 2, card.top(), 1, card.height()), palette.bad)
    assert max(edge.top() - card.top(), card.bottom() - edge.bottom()) <= 6
    details = of(the(view, "cardDetails", QLabel), view)
    ground = image.pixelColor(details.center().x(), details.bottom() - 3)
    assert ground != image.pixelColor(details.center().x(), details.bottom() + 4)
    assert having(image, details, palette.line).width() > details.width() - 20


def test_the_way_to_the_details_ends_where_the_words_do(view: Transcript) -> None:
    view.show_entries([answer("text", card=CARD)])
    words = ink(afresh(view), of(the(view, "detailsFold"), view).adjusted(1, 1, -1, -1))
    assert 0 <= of(the(view, "cardMeaning", QLabel), view).right() - words.right() <= 6


# Following


def test_a_window_that_has_grown_to_show_the_end_follows_it_again(view: Transcript, qtbot: QtBot) -> None:
    view.show_entries([answer(paragraphs(20), "before")])
    view.go_home()
    view.verticalScrollBar().setValue(1)
    assert named(view, "latest")
    view.resize(900, 2000)
    assert not named(view, "latest")
    put(view, answer("\n\n".join(["more"] * 200), "more", streaming=True))
    assert is_at_end(view)
    assert maximum(view) > 0
