"""What the transcript looks like: colours, sizes, scripts, formulas, marks, and screens of other densities."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.theme.palette import DARK, LIGHT
from nextchat_desktop.ui.transcript.entries import Action, Card, Entry
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import (
    SHIFT,
    Key,
    afresh,
    answer,
    differing,
    fenced,
    leaf_of,
    lines,
    many,
    named,
    on_screen,
    paragraphs,
    place_of,
    question,
    read_at,
    rest,
    show,
    value,
    y_of,
)

EVERYTHING = "\n\n".join(
    (
        "# Heading one",
        "## Heading two",
        "Words, *slanted*, **bold**, `code`, ~~gone~~ and [a link](https://x.org).",
        "- one\n- two\n  1. inner\n- [ ] open\n- [x] done",
        "> quoted\n> on",
        fenced("def read():\n    return 'it'"),
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "A formula $x^2$ in a line.\n\n$$\\frac{a}{b}$$",
        "中文段落。",
        "---",
        "The end[^1].\n\n[^1]: A note.",
    )
)
CARD = Card("Refused", "The key is wrong.", (Action("key", "Check the key"),), "401")


def thinking(text: str, **more: object) -> Entry:
    return replace(answer(text), reasoning="A thought.", reasoning_label="Thought for 4 seconds", **more)  # type: ignore[arg-type]


def spots(image: QImage, rect: QRect, color: str, near: int = 60) -> list[QPoint]:
    """Where a colour is, or one that is near to it."""
    wanted = QColor(color)
    return [
        QPoint(x, y)
        for y in range(max(0, rect.top()), min(image.height(), rect.bottom() + 1))
        for x in range(max(0, rect.left()), min(image.width(), rect.right() + 1))
        if _distance(image.pixelColor(x, y), wanted) < near
    ]


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


def margin(view: Transcript, words: str) -> QRect:
    """The room before the words of a list item, where its marker is."""
    leaf = leaf_of(view, words)
    top = y_of(view, words)
    left = int(view.to_canvas(QPoint(0, 0).toPointF()).x()) * -1
    return QRect(left, top, view.kit.look.scaled(24), min(leaf.height, 24))


# Colours


def test_another_palette_keeps_heights_and_the_place(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(EVERYTHING, str(number)) for number in range(6)])
    rest(view, qtbot)
    read_at(view, "Heading two", 37)
    before = (
        [[leaf.height for leaf in turn.leaves] for turn in view.canvas.turns],
        value(view),
        y_of(view, "Heading two"),
    )
    for palette in (DARK, LIGHT, DARK):
        view.set_palette(palette)
        rest(view, qtbot)
        now = [[leaf.height for leaf in turn.leaves] for turn in view.canvas.turns]
        assert (now, value(view), y_of(view, "Heading two")) == before
        assert differing(on_screen(view), afresh(view)) == []


def test_another_palette_lays_out_only_what_is_seen(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer(paragraphs(40, f"text {number}"), str(number)) for number in range(8)])
    read_at(view, "text 3 0")
    made = [leaf for turn in view.canvas.turns for leaf in turn.leaves if isinstance(leaf, TextLeaf)]
    assert len(made) == 8 * 40
    view.set_palette(DARK)
    assert 10 < sum(1 for leaf in made if leaf.document is not None) < 30


def test_every_colour_of_the_old_palette_goes(view: Transcript, qtbot: QtBot) -> None:
    entries = [question(EVERYTHING), answer(EVERYTHING, streaming=True, card=CARD)]
    show(view, entries)
    qtbot.keyClick(view, Key.Key_Home)
    rest(view, qtbot)
    view.set_palette(DARK)
    rest(view, qtbot)
    first = on_screen(view)
    other = Transcript(DARK, view._furniture._words)
    qtbot.addWidget(other)
    other.resize(900, 600)
    other.show()
    qtbot.waitExposed(other)
    other.setFocus()
    show(other, entries)
    qtbot.keyClick(other, Key.Key_Home)
    rest(other, qtbot)
    assert differing(on_screen(other), first) == []


def test_code_that_grows_has_the_colours_of_the_palette_throughout(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("```python\nif a:\n    return 'word'", streaming=True)])
    rest(view, qtbot)
    view.set_palette(DARK)
    rest(view, qtbot)
    assert spots(on_screen(view), view.rect(), LIGHT.string, 8) == []
    assert spots(on_screen(view), view.rect(), DARK.string, 8) != []


# Sizes


@pytest.mark.parametrize("size", [12, 15, 20, 30, 40])
def test_every_size_shows_everything(view: Transcript, qtbot: QtBot, size: int) -> None:
    show(view, [question("Why?"), thinking(EVERYTHING, card=CARD, caption="model · 14:32")])
    view.set_text_size(size)
    rest(view, qtbot)
    leaves = view.canvas.turns[1].leaves
    for leaf in leaves:
        assert leaf.block.kind == "rule" or leaf.height >= size
    body = leaf_of(view, "The end")
    assert body.height == view.kit.look.scaled(24)
    for number in range(1, len(leaves)):
        above = view.canvas.leaf_top(1, number - 1) + leaves[number - 1].height
        assert view.canvas.leaf_top(1, number) >= above
    assert differing(on_screen(view), afresh(view)) == []


@pytest.mark.parametrize("size", [12, 15, 24, 40])
def test_the_words_of_small_widgets_are_not_cut(view: Transcript, qtbot: QtBot, size: int) -> None:
    actions = (Action("copy", "Copy"), Action("again", "Again"))
    view.set_code_rules(10, False)
    view.set_text_size(size)
    notice = Entry("n", "notice", "Now with another model", actions=(Action("undo", "Undo"),))
    short = thinking(fenced(lines(30)), actions=actions, caption="model · 14:32")
    for entries in ([notice, short], [thinking("words", card=CARD)]):
        show(view, entries)
        rest(view, qtbot)
        worded = (QToolButton, QPushButton, QLabel)
        widgets = [widget for widget in view.viewport().findChildren(QWidget) if isinstance(widget, worded)]
        for widget in widgets:
            if widget.isVisible() and widget.text():
                room = widget.contentsRect().height()
                assert room >= widget.fontMetrics().height() - 2, (widget.objectName(), room)


def test_another_size_keeps_what_is_read(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("\n\n".join(f"number {n} " + "words of text " * 40 for n in range(60)))])
    read_at(view, "number 30", 0)
    for size in (40, 12, 25, 15):
        view.set_text_size(size)
        rest(view, qtbot)
        assert abs(y_of(view, "number 30")) <= 1


def test_the_title_of_code_stays_in_its_head(view: Transcript, qtbot: QtBot) -> None:
    view.set_text_size(40)
    show(view, [answer(fenced(lines(80)))])
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_PageDown, Key.Key_Up):
        qtbot.keyClick(view, key)
        assert differing(on_screen(view), afresh(view)) == []


# Scripts


def test_lines_with_chinese_are_higher(view: Transcript) -> None:
    show(view, [answer("English words.\n\n中文 and English.\n\n日本語\n\n한국어\n\n- 中文")])
    heights = [leaf.height for leaf in view.canvas.turns[0].leaves]
    assert heights == [24, 26, 26, 26, 26]


def test_a_paragraph_from_right_to_left_is_mirrored_with_its_marker(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("- one\n\n---\n\n- שלום עולם\n\n---\n\n- [x] שלום שוב\n\n> שלום מצוטט")])
    image = on_screen(view)
    assert not leaf_of(view, "one").mirrored
    for words in ("עולם", "שוב", "מצוטט"):
        leaf, band = leaf_of(view, words), margin(view, words)
        assert leaf.mirrored
        assert leaf.caret(0).x() > leaf.width - 60
        right = band.translated(leaf.width - band.width(), 0)
        assert spots(image, right, LIGHT.background, 20) != spots(image, band, LIGHT.background, 20)
        assert len(spots(image, band, LIGHT.background, 20)) == band.width() * band.height()
        assert len(spots(image, right, LIGHT.background, 20)) < band.width() * band.height()


def test_what_is_written_decides_the_direction_of_a_cell(view: Transcript) -> None:
    show(view, [answer("| one | two |\n|---|---|\n| שלום | word |")])
    row = leaf_of(view, "word")
    assert row.caret(0).x() > 200
    assert 370 < row.caret(5).x() < 390


def test_emoji_and_signs_are_drawn(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("a 😀 b 👨‍👩‍👧 c")])
    image, place = on_screen(view), place_of(view, "😀")
    caret = view.canvas.caret(place)
    left = round(caret.x() - view.to_canvas(QPoint(0, 0).toPointF()).x())
    cell = QRect(left, y_of(view, "😀"), 18, 24)
    assert len(spots(image, cell, LIGHT.background, 30)) < 18 * 24 - 60


# Lists


def test_every_item_has_its_marker(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("- bullet\n\n---\n\n7. number\n\n---\n\n- [ ] open\n- [x] done\n\nplain")])
    image = on_screen(view)
    dots = spots(image, margin(view, "bullet"), LIGHT.text_2)
    assert {point.y() // 8 for point in dots} == {dots[0].y() // 8, dots[-1].y() // 8}
    assert 10 < len(dots) < 60
    assert len(spots(image, margin(view, "number"), LIGHT.text_2, 150)) > 10
    assert spots(image, margin(view, "open"), LIGHT.accent) == []
    assert len(spots(image, margin(view, "open"), LIGHT.edge, 30)) > 8
    assert len(spots(image, margin(view, "done"), LIGHT.accent)) > 60


def test_a_numbered_task_has_its_number_and_its_box(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("8. plain\n9. [x] done\n\n   more\n\nwords")])
    image, number = on_screen(view), margin(view, "plain")
    beside, box = margin(view, "done"), margin(view, "done").translated(number.width(), 0)
    assert len(spots(image, beside, LIGHT.text_2, 150)) > 10
    assert spots(image, beside, LIGHT.accent) == []
    assert len(spots(image, box, LIGHT.accent)) > 60
    assert leaf_of(view, "done").caret(0).x() == leaf_of(view, "more").caret(0).x()


def test_only_the_first_paragraph_of_an_item_has_the_marker(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("- first\n\n  second")])
    band = margin(view, "second")
    assert len(spots(on_screen(view), band, LIGHT.background, 20)) == band.width() * band.height()


def test_a_quotation_has_one_bar_through_all_its_paragraphs(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("before\n\n> one\n>\n> two\n>\n> three\n\nafter")])
    image = on_screen(view)
    top, bottom = y_of(view, "one") + 3, y_of(view, "three") + 20
    left = margin(view, "one").left() + 1
    assert len(spots(image, QRect(left, top, 1, bottom - top), LIGHT.edge, 40)) == bottom - top
    assert spots(image, QRect(left, y_of(view, "after"), 1, 24), LIGHT.edge, 40) == []


# Formulas


def test_a_formula_is_drawn(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("so $\\frac{a}{b}$ is\n\n$$\\sum_{n=1}^9 n^2$$")])
    as_source = [leaf.height for leaf in view.canvas.turns[0].leaves]
    rest(view, qtbot)
    inline, displayed = view.canvas.turns[0].leaves
    assert displayed.height > as_source[1]
    assert inline.caret(4).x() - inline.caret(3).x() < 30
    middle = displayed.caret(0).x() + (displayed.caret(1).x() - displayed.caret(0).x()) / 2
    assert abs(middle - displayed.width / 2) < 3
    band = QRect(100, y_of(view, "n^2"), 700, displayed.height)
    assert len(spots(on_screen(view), band, LIGHT.text, 200)) > 50


def shown_words(view: Transcript, number: int = 0) -> str:
    leaf = view.canvas.turns[0].leaves[number]
    assert isinstance(leaf, TextLeaf)
    assert leaf.document is not None
    return leaf.document.toPlainText()


def test_the_source_of_a_broken_formula_is_shown(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("so $\\frac{a$ is\n\n$$\\nonesuch{$$")])
    rest(view, qtbot)
    assert shown_words(view, 0) == "so $\\frac{a$ is"
    assert shown_words(view, 1) == "$$\\nonesuch{$$"


def test_prices_are_no_formula_and_html_is_no_markup(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("It costs $5 to $10 <b>only</b> &amp; <script>alert(1)</script>")])
    rest(view, qtbot)
    assert shown_words(view) == "It costs $5 to $10 <b>only</b> & <script>alert(1)</script>"


def test_a_formula_that_is_too_wide_can_be_shifted_and_stays_as_high(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("$$" + " + ".join(f"x_{{{n}}}^{{{n}}}" for n in range(90)) + "$$\n\nbelow")])
    rest(view, qtbot)
    height = view.canvas.turns[0].leaves[0].height
    assert height < 80
    (bar,) = named(view, "sideBar", QWidget)
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_Home, Key.Key_End):
        qtbot.keyClick(view, key)
        view._on_frame()
        assert view.canvas.turns[0].leaves[0].height == height
    assert bar.geometry().bottom() < y_of(view, "below")


def test_another_palette_and_a_formula(view: Transcript, qtbot: QtBot) -> None:
    show(view, [answer("$$\\frac{a}{b}$$")])
    rest(view, qtbot)
    view.set_palette(DARK)
    band = QRect(300, y_of(view, "a"), 300, view.canvas.turns[0].leaves[0].height)
    assert len(spots(on_screen(view), band, DARK.text, 120)) > 10


# Screens


def drawn_at(view: Transcript, scale: float) -> QImage:
    image = QImage(view.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    view.render(painter, QPoint())
    painter.end()
    return image


@pytest.mark.parametrize("scale", [2.0, 3.0])
def test_on_a_dense_screen_everything_is_finer_and_in_its_place(view: Transcript, qtbot: QtBot, scale: float) -> None:
    show(view, [answer(EVERYTHING)])
    qtbot.keyClick(view, Key.Key_Home)
    rest(view, qtbot)
    plain, dense = drawn_at(view, 1.0), drawn_at(view, scale)
    back = dense.scaled(QSize(900, 600))
    back.setDevicePixelRatio(1.0)
    wrong = differing(plain, back.convertToFormat(QImage.Format.Format_RGB32), most=140)
    assert len(wrong) < 900 * 600 * 0.01
    sharp = plain.scaled(dense.size())
    sharp.setDevicePixelRatio(scale)
    assert len(differing(sharp, dense, most=60)) > 2_000


def test_a_selection_is_seen_in_words_code_cells_and_formulas(view: Transcript, qtbot: QtBot) -> None:
    show(
        view,
        [answer("plain words\n\n```\ncode words\n```\n\n| cell words |\n|---|\n| more words |\n\n$$x^2$$\n\nlast")],
    )
    rest(view, qtbot)
    for key in (Key.Key_Home, Key.Key_End):
        qtbot.keyClick(view, key)
    view.select_all()
    image = on_screen(view)
    for words in ("plain", "code", "cell", "more", "x^2", "last"):
        band = QRect(60, y_of(view, words), 780, leaf_of(view, words).height)
        assert len(spots(image, band, LIGHT.selection, 12)) > 100, words


def test_a_narrow_window_shows_everything_too(view: Transcript, qtbot: QtBot) -> None:
    view.resize(300, 600)
    show(view, [question(EVERYTHING), answer(EVERYTHING, card=CARD), *many(3)])
    for key in (Key.Key_Home, *[Key.Key_PageDown] * 6):
        qtbot.keyClick(view, key)
        qtbot.keyClick(view, Key.Key_Down, SHIFT)
        assert differing(on_screen(view), afresh(view)) == []


def test_the_wrap_button_shows_when_it_is_pointed_at_and_when_lines_wrap(view: Transcript) -> None:
    show(view, [answer(fenced("x = 1"))])
    (wrap,) = named(view, "wrapCode")
    assert isinstance(wrap, QToolButton)
    resting = ground(wrap)
    wrap.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert abs(ground(wrap).lightness() - resting.lightness()) >= 8
    wrap.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    wrap.setChecked(True)
    assert ground(wrap) == QColor(LIGHT.accent_soft)


def ground(button: QToolButton) -> QColor:
    """What is behind its sign."""
    place = QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())
    return button.window().grab(place).toImage().pixelColor(5, button.height() // 2)
