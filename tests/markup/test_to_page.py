"""Blocks as a page shows them: code in colours, formulas drawn, pictures in it, and nothing that is loaded or run."""

import re
from html import unescape

import pytest

from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.markup.to_page import PageWriter, as_address
from pages_read import loaded

DOT = as_address(b"dot", "image/png")


def page(markdown: str, writer: PageWriter | None = None) -> str:
    return "".join((writer or PageWriter()).pieces(read_blocks(make_parser(), markdown)))


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_code_has_its_colours_and_loses_no_letter() -> None:
    html = page('```python\ndef f(a):\n    return "<b>" # é 中\n```')
    assert "<figcaption>Python</figcaption>" in html
    assert "<i class=k>def</i>" in html
    assert "<i class=c># é 中</i>" in html
    assert words(html).strip() == 'Pythondef f(a):\n    return "<b>" # é 中'


def test_long_code_comes_in_pieces_and_whole() -> None:
    code = "\n".join(f"x = {number}" for number in range(1000))
    pieces = list(PageWriter().pieces(read_blocks(make_parser(), f"```python\n{code}\n```")))
    assert len(pieces) > 10
    assert words("".join(pieces)).removeprefix("Python").strip() == code


def test_code_of_no_language_has_no_head() -> None:
    assert page("```\na < b\n```") == '<figure class="code"><pre><code>a &lt; b</code></pre></figure>\n'


def test_a_formula_is_a_drawing_in_the_colour_of_the_text_that_says_what_it_is() -> None:
    html = page("It is $x^2 < y$.\n\n$$\\frac12$$")
    assert html.count("<svg ") == 2
    assert 'aria-label="x^2 &lt; y"' in html
    assert 'fill="currentColor"' in html
    assert '<p class="formula"><svg' in html


def test_what_cannot_be_drawn_is_there_as_it_was_written() -> None:
    assert "<code>$\\frac{$</code>" in page("Look: $\\frac{$ there")


def test_a_bold_formula_is_drawn_once_and_stands_in_its_mark() -> None:
    html = page("**bold $x$ too**")
    assert "<strong>" in html
    assert html.count("<svg ") == 1
    assert "\0" not in html


def test_formulas_may_be_drawn_beforehand_one_by_one() -> None:
    writer = PageWriter()
    blocks = read_blocks(make_parser(), "$a$ and $b$\n\n| $c$ |\n|---|\n| $d$ |\n\n$$e$$")
    assert len(list(writer.prepared(blocks))) == 5


def test_a_diagram_is_a_picture_and_without_one_its_source() -> None:
    markdown = "```mermaid\nflowchart LR\n A --> B\n```"
    drawn = page(markdown, PageWriter(diagram=lambda _source: DOT))
    assert f'<img src="{DOT}"' in drawn
    assert "A --&gt; B" in page(markdown)


def test_a_picture_is_in_the_page_or_only_named() -> None:
    markdown = "![a cat](https://example.org/cat.png)"
    assert f'<img src="{DOT}" alt="a cat">' in page(markdown, PageWriter(picture=lambda _address: DOT))
    assert "<img" not in page(markdown)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://example.org/x.png)",
        '![" onload="x](data:image/png;base64,AAAA)',
        "[x](javascript:alert(1))",
        '$\\href{javascript:alert(1)}{x}$ and $"onload="x$',
        "```html\n<img src=x onerror=alert(1)>\n```",
        '```"><script>\nx\n```',
        "```mermaid\n</figure><script>x</script>\n```",
    ],
)
def test_nothing_in_a_message_is_loaded_or_run(text: str) -> None:
    assert loaded(page(text)) == []
