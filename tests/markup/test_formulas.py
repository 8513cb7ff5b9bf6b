import logging
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from nextchat_desktop.markup.formulas import LONGEST, Formula, NotDrawn, draw_formula, warm

SAMPLES = (Path(__file__).parent / "formulas.txt").read_text("utf-8").strip().split("\n\n")
SIZE = 20.0
AROUND = 12
"""Pixels that are looked at outside the frame of a formula."""


def drawn(tex: str, display: bool = True) -> Formula:
    return draw_formula(tex, SIZE, "#102030", display)


def painted(formula: Formula) -> QImage:
    """The formula with some room around it, one pixel for one."""
    renderer = QSvgRenderer(QByteArray(formula.svg.encode()))
    assert renderer.isValid()
    assert (renderer.viewBoxF().width(), renderer.viewBoxF().height()) == pytest.approx(
        (formula.width, formula.height), abs=0.01
    )
    renderer.setViewBox(renderer.viewBoxF().adjusted(-AROUND, -AROUND, AROUND, AROUND))
    width, height = formula.width + 2 * AROUND, formula.height + 2 * AROUND
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def ink(image: QImage) -> tuple[int, int, int, int]:
    """The outermost columns and rows that are not white: left, top, right, bottom."""
    places = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 160
    ]
    columns, rows = [x for x, _ in places], [y for _, y in places]
    return min(columns), min(rows), max(columns), max(rows)


def test_there_are_many_samples() -> None:
    assert len(set(SAMPLES)) >= 150


@pytest.mark.parametrize("tex", SAMPLES)
def test_what_models_write_is_drawn_inside_its_frame(qapp: QApplication, tex: str) -> None:
    for display in (True, False):
        formula = drawn(tex, display)
        image = painted(formula)
        left, top, right, bottom = ink(image)
        assert left >= AROUND - 1
        assert top >= AROUND - 1
        assert right <= image.width() - AROUND
        assert bottom <= image.height() - AROUND


@pytest.mark.parametrize("tex", ["x", "1", r"\mathrm{H}", r"\sum_{i=1}^n i"])
def test_what_stands_on_the_line_reaches_hardly_below_it(tex: str) -> None:
    assert drawn(tex, display=False).depth < SIZE / 2


def test_a_fraction_reaches_below_the_line_and_a_letter_beside_it_stays_there(qapp: QApplication) -> None:
    letter, fraction, both = drawn("x"), drawn(r"\frac{a}{b}"), drawn(r"x\frac{a}{b}")
    assert both.depth == pytest.approx(fraction.depth)
    assert fraction.depth > letter.depth + SIZE / 2
    image = painted(both)
    beside = image.copy(0, 0, AROUND + int(letter.width), image.height())
    baseline = both.height - both.depth + AROUND
    assert ink(beside)[3] == pytest.approx(baseline, abs=2)


def test_a_formula_by_itself_is_larger_than_one_in_a_line() -> None:
    for tex in (r"\frac{a}{b}", r"\sum_{i=1}^n i", r"\lim_{x \to 0} x"):
        assert drawn(tex, display=True).height > drawn(tex, display=False).height


def test_size_is_that_of_the_text() -> None:
    small, large = draw_formula("x^2+1", 10.0, "black", True), draw_formula("x^2+1", 40.0, "black", True)
    assert large.width - 2 == pytest.approx(4 * (small.width - 2), rel=0.05)


def test_ideographs_have_a_square_each_and_do_not_overlap() -> None:
    two, four = drawn(r"\text{速度}"), drawn(r"\text{速度时间}")
    assert four.width - two.width == pytest.approx(2 * SIZE, abs=0.1)
    letters = [element for element in fromstring(four.svg).iter() if element.tag.endswith("text")]
    assert [letter.text for letter in letters] == list("速度时间")
    places = [float((letter.get("transform") or "").split("(")[1].split()[0]) for letter in letters]
    assert [after - before for before, after in pairwise(places)] == pytest.approx([SIZE] * 3)


def test_words_in_two_scripts_keep_their_order() -> None:
    assert drawn("速度 = v").width > drawn("v").width + 2 * SIZE
    assert drawn(r"\text{若 $x>0$ 则}").width > drawn("x>0").width + 2 * SIZE


def test_the_colour_is_written_once_for_all_that_has_none_of_its_own(qapp: QApplication) -> None:
    for tex in SAMPLES:
        root = fromstring(draw_formula(tex, SIZE, "#ff00ff", True).svg)
        assert (root.get("fill"), root.get("color")) == ("#ff00ff", "#ff00ff")
        inner = {element.get(name) for element in root.iter() if element is not root for name in ("fill", "stroke")}
        assert inner <= {None, "none", "currentColor", "red", "blue", "#228b22"}
    image = painted(draw_formula(r"\boxed{x} \cancel{y} \overline{z}", SIZE, "#ff00ff", True))
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert "#ff00ff" in colours
    assert "#000000" not in colours


def test_a_colour_of_its_own_is_kept() -> None:
    assert 'fill="red"' in drawn(r"\color{red}{x} + y").svg
    assert 'fill="#00aa00"' in drawn(r"\textcolor{#00aa00}{x} + y").svg
    assert "url" not in drawn(r"\textcolor{url(http://a.org)}{x}").svg


def test_commands_that_mean_the_same_look_the_same() -> None:
    pairs = (
        (r"\dfrac ab", r"\displaystyle\frac{a}{b}"),
        (r"\le", r"\leq"),
        (r"\R", r"\mathbb{R}"),
        (r"a \over b", r"\frac{a}{b}"),
        (r"\begin{equation}x\end{equation}", "x"),
        (r"\begin{align}a&=b\end{align}", r"\begin{aligned}a&=b\end{aligned}"),
        (r"x \label{eq:1} \nonumber", "x"),
        (r"\newcommand{\half}[1]{\frac{#1}{2}}\half{a}", r"\frac{a}{2}"),
        (r"\def\x{y}\x", "y"),
        ("50% x", r"50\% x"),
        ("x % a remark", "x"),
        (r"\frac12", r"\frac{1}{2}"),
        ("x\u200b+\x00y\u2062", "x+y"),
        (r"\ce{Fe^3+}", r"\mathrm{Fe}^{3+}"),
        (r"\ce{H2O}", r"\mathrm{H}_2\mathrm{O}"),
    )
    for one, other in pairs:
        assert drawn(one).svg == drawn(other).svg, (one, other)


def test_a_minus_without_a_left_side_stands_close() -> None:
    apart, close = drawn("a-b").width, drawn("a=-b").width - drawn("a=b").width
    assert close < apart - drawn("a").width - drawn("b").width


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("", "it is empty"),
        (" \n ", "it is empty"),
        (r"\nosuchcommand x", r"\nosuchcommand is not known"),
        (r"\begin{nosuch}x\end{nosuch}", "{nosuch} is not known"),
        (r"\begin{matrix}x", r"'\end' is missing"),
        (r"\begin{matrix}x\end{pmatrix}", "{matrix} ends as {pmatrix}"),
        (r"\frac{a}{b", "'}' is missing"),
        (r"\frac{a}", "an argument is missing"),
        ("a}", "there is '}' where none can be"),
        (r"\left( x", r"'\right' is missing"),
        (r"\left x", "'x' is no bracket"),
        ("x_1_2", "there are two indices"),
        ("x^", "an argument is missing"),
        (r"\text{a", "'}' is missing"),
        ("x" * (LONGEST + 1), "it is too long"),
        ("x" * (LONGEST - 1), "it is too long"),
        ("{" * 200 + "x" + "}" * 200, "it is nested too deeply"),
        (r"\frac{" * 200, "it is nested too deeply"),
        (r"\def\a{\a\a}\a", "it is too long"),
        (r"\def\a{xx}\def\b{\a\a}" + r"\b" * 3_000, "it is too long"),
        (r"\\" * 4_000, "it is too large"),
    ],
)
def test_what_cannot_be_set_says_why(tex: str, reason: str) -> None:
    with pytest.raises(NotDrawn) as caught:
        drawn(tex)
    assert str(caught.value) == reason


NASTY = (
    *(
        "\\",
        "'",
        "''''''",
        "x^^2",
        "{}",
        "&",
        r"\\",
        "%",
        "~",
        r"\ ",
        r"\hspace{99999em}x",
        r"\hspace{-99em}x",
        "^2",
        "_2",
    ),
    *(
        r"\begin{array}{ccc}\end{array}",
        r"\begin{array}{|}1\end{array}",
        r"\begin{cases}\\ \\ \end{cases}",
        r"\mathrm{}",
    ),
    *(r"\underbrace{}_{}", r"\hat{}", r"\boxed{}", r"\binom{}{}", r"\xrightarrow{}", r"\left.\right.", r"\text{}"),
    *(
        "{}_{}^{}",
        r"\phantom{}",
        "🙂",
        "\u0301",
        "\0\x07\ud800x",
        "\u202e\u200b",
        r"\left(" * 30 + "x" + r"\right)" * 30,
    ),
    *(r"\sqrt{" * 30 + "x" + "}" * 30, "x_1+" * 400, "|" * 500, r"\begin{matrix}" * 30 + "x" + r"\end{matrix}" * 30),
    *(r"\text{" + "中" * 1_000 + "}", r"\frac{1}{" * 30 + "x" + "}" * 30, r"\hat{" * 30 + "x" + "}" * 30),
    *(r"\begin{array}{" + "c" * 3_000 + r"}1\end{array}", r"\left|" * 30 + "x" + r"\right|" * 30, "&" * 1_000),
)


def reason_or_width(tex: str) -> str | float:
    try:
        return drawn(tex).width
    except NotDrawn as problem:
        return str(problem)


@pytest.mark.parametrize("tex", NASTY)
def test_nothing_but_a_reason_comes_of_strange_input(tex: str) -> None:
    assert reason_or_width(tex)


@pytest.mark.parametrize("tex", SAMPLES)
def test_half_a_formula_is_drawn_or_has_a_reason_of_its_own(tex: str) -> None:
    found = [reason_or_width(tex[:end]) for end in range(1, len(tex), 7)]
    assert [told for told in found if not told or "cannot be set" in str(told)] == []


def test_drawing_is_silent(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for tex in SAMPLES:
            drawn(tex)
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


def test_the_setter_is_loaded_with_the_first_formula_only() -> None:
    program = (
        "import logging, sys; from nextchat_desktop.markup.formulas import warm; first = 'ziamath' in sys.modules;"
        "warm(); print(first, 'ziamath' in sys.modules, len(logging.getLogger().handlers))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "0"]


def test_another_thread_may_draw() -> None:
    warm()
    found: list[Formula] = []
    thread = threading.Thread(target=lambda: found.append(drawn(r"\frac{a}{b}")))
    thread.start()
    thread.join()
    assert found == [drawn(r"\frac{a}{b}")]
