"""Which way blocks go, and how a page is told."""

import pytest

from nextchat_desktop.markup.blocks import Marks, Run
from nextchat_desktop.markup.directions import most_go_left, runs_go_left
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.markup.to_html import to_html
from nextchat_desktop.markup.to_page import PageWriter

AR, EN = "مرحبا", "hello"


def html(markdown: str) -> str:
    return to_html(read_blocks(make_parser(), markdown)).replace("\n", "")


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ((Run(AR),), True),
        ((Run(EN),), False),
        ((Run("print", Marks.CODE), Run(f" {AR}")), True),
        ((Run("$x$", Marks.FORMULA), Run(f" {AR}")), True),
        ((Run("print", Marks.CODE),), None),
        ((Run("1, 2"),), None),
    ],
)
def test_code_and_formulas_do_not_say_which_way_a_paragraph_goes(runs: tuple[Run, ...], found: bool | None) -> None:
    assert runs_go_left(runs) is found


@pytest.mark.parametrize(
    ("cells", "found"), [((AR, AR, EN), True), ((EN, AR, EN), False), ((EN, AR), None), (("1", ""), None)]
)
def test_a_table_goes_as_most_of_its_cells_do(cells: tuple[str, ...], found: bool | None) -> None:
    assert most_go_left((Run(cell),) for cell in cells) is found


def test_each_block_says_which_way_it_goes_where_not_all_go_the_same() -> None:
    assert html(f"{AR}\n\n{EN} `a b`\n\n1, 2") == (
        f'<p dir="rtl">{AR}</p><p dir="ltr">{EN} <code dir="ltr">a b</code></p><p>1, 2</p>'
    )
    assert html(f"- {AR}\n- {EN}\n\n> {AR}") == (
        f'<ul dir="rtl"><li dir="rtl">{AR}</li><li dir="ltr">{EN}</li></ul>'
        f'<blockquote dir="rtl"><p dir="rtl">{AR}</p></blockquote>'
    )
    assert html(f"# {AR}\n\n```\nx\n```") == f'<h1 dir="rtl">{AR}</h1><pre dir="ltr"><code>x</code></pre>'
    assert html(f"| {AR} | {AR} |\n|---|---|\n| {EN} | 1 |") == (
        f'<table dir="rtl"><tr><th dir="rtl">{AR}</th><th dir="rtl">{AR}</th></tr>'
        f'<tr><td dir="ltr">{EN}</td><td>1</td></tr></table>'
    )


def test_nothing_is_said_where_all_go_from_left_to_right() -> None:
    assert "dir=" not in html(f"# {EN}\n\n- {EN} `x`\n\n```\nx\n```\n\n> {EN}")


def test_on_a_page_that_goes_from_right_to_left_english_says_so_too() -> None:
    writer = PageWriter(tells_sides=True)
    found = "".join(writer.pieces(read_blocks(make_parser(), f"{EN}\n\n```python\nx = 1\n```\n\n$$x$$")))
    assert f'<p dir="ltr">{EN}</p>' in found
    assert '<figure class="code" dir="ltr">' in found
    assert '<p class="formula" dir="ltr">' in found
