"""What is copied: parts of blocks, their Markdown, which says the same when it is pasted, their HTML and cells."""

import csv
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.from_html import blocks_of
from markup.reader import bare, read, texts
from nextchat_desktop.markup.blocks import OBJECT, Block, Cell, Item, Marks, Quote, Run
from nextchat_desktop.markup.inline import joined
from nextchat_desktop.markup.slicing import sliced
from nextchat_desktop.markup.to_html import to_html, to_tsv
from nextchat_desktop.markup.to_markdown import to_markdown

TEXT = """# A head with `code`

Words with **strong *and* `marked`** ones, [a **link**](https://x.org/a_(b)), $x^2$ and a note[^1].
Second line: https://x.org/z

- one
- two
  1. deep

     more
  2. - [ ] todo
     - [x] done

> said
>
> > before
>
> ```py
> print("`" * 3)
> ```

| a | b |
|:--|--:|
| 1 \\| 2 | **x** |
| | `y` |

$$
a = b
$$

![a cat](https://x.org/cat.png)

***

[^1]: the note

    - of two parts
"""
PARTS = [part for part in TEXT.split("\n\n") if "[^1]" not in part]


def copied(text: str) -> str:
    return to_markdown(read(text))


def returns(text: str) -> bool:
    """Whether a copy of it is read as the same."""
    blocks = read(text)
    return [*map(bare, read(to_markdown(blocks)))] == [*map(bare, blocks)]


def test_a_message_that_is_copied_and_pasted_is_the_same_message() -> None:
    assert read(copied(TEXT)) == read(TEXT)
    assert copied(copied(TEXT)) == copied(TEXT)


WRITTEN_ALIKE = (
    "plain words, a->b, 5 > 3, snake_case, 50% (really) [1] & more!",
    "**Install `foo`:** then *go **on** `here`*",
    "**bold (*and more*) bold**",
    "中文**粗体**和*斜体*，`代码`。",
    "1. one\n2. two\n   - three",
    "- [ ] todo\n- [x] done",
    "9. [ ] todo\n10. [x] done\n\n    more of it\n11. no task",
    "> a\n>\n> b",
    "[words](https://x.org/a) and https://x.org/b",
    "[[1]](https://x.org/a)",
    "```py\na = 1\n```",
    "```` \n```\n````".replace(" ", ""),
    "| a | b |\n| --- | ---: |\n| 1 | 2 |",
    "# Head\n\nwords\nin lines",
    "x[^1]\n\n[^1]: note\n\n    more",
    "$$\nx = 1\n$$",
    "![a cat](https://x.org/cat.png)",
    "[![a cat](https://x.org/cat.png)](https://y.org)",
)


@pytest.mark.parametrize("text", WRITTEN_ALIKE)
def test_what_is_written_as_people_write_is_copied_as_it_was(text: str) -> None:
    assert copied(text) == text


TRICKY = (
    "2024\\. It was the year\n3\\) not this",
    "\\- no item\n\\+ none\n\\# no head\n\\> not said",
    "head?\n\\---\nor\n\\===",
    "a | b\n\\--- | ---",
    "[not a link\\](y) and [x\\]: y",
    "[x\\]: y",
    "&#91;x] no formula, &#91;ref]: https://x.org",
    "&lt; is written \\&lt; and `&lt;`",
    "\\*stars\\* \\_lines\\_ \\`ticks\\` \\~~waves~~ \\\\ \\<b>",
    "\\$x\\$ and \\$y\\$",
    "- &#91; ] no task",
    "- ***\n- a\n\n  ***",
    "look\\![here](https://x.org)",
    "# sharp \\##\n\n# C#",
    "<https://x.org/a*b*c>d and **<https://x.org/q?**>",
    "[a \\[b](https://x.org) [c&#93;(d)](https://x.org)",
    "[a](<https://x.org/(b>)",
    "`` `a` `` and `` b` `` and `  c  `",
    "a[^1] and [\\^1]\n\n[^1]: x",
    "| `a\\|b` | c \\| d |\n|---|---|\n| \\\\ | \\* |",
    "![a \\] b](https://x.org/c.png)",
    "*a* **b** ***c*** ~~d~~ ~~*e* f~~",
    "*one **two*** and **three *four***",
    "```c\\+\\+\nx\n```",
    "a  \nb\\\nc",
    "- a\n\n  b\n\n      code\n- > c\n  > d\n\n  e",
    "1. a\n   > - b\n   >\n   >   c",
)


@pytest.mark.parametrize("text", TRICKY)
def test_signs_that_are_words_stay_words(text: str) -> None:
    assert returns(text)


WORDS = st.sampled_from(
    [
        "word",
        "中文",
        "a_b",
        "*",
        "**",
        "_",
        "`",
        "``",
        "$5",
        "[x]",
        "](",
        "(y)",
        "<b>",
        "&amp;",
        "#",
        "1.",
        "-",
        "+",
        ">",
        "|",
        "~~",
        "!",
        "\\",
        "x.",
    ]
)
MARKS = st.sampled_from(
    [Marks.NONE, Marks.NONE, Marks.BOLD, Marks.ITALIC, Marks.BOLD | Marks.ITALIC, Marks.STRIKE, Marks.CODE]
)
LINKS = st.sampled_from(["", "", "", "https://x.org/a", "https://x.org/(b"])


@st.composite
def paragraphs(draw: st.DrawFn) -> Block:
    """Words in random dresses, with a space between them."""
    runs: list[Run] = []
    for words, marks, link in draw(
        st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=3), MARKS, LINKS), min_size=1, max_size=5)
    ):
        runs += [Run("begin" + " ".join(words) + "end", marks, link), Run(" ")]
    return Block("text", runs=joined(runs[:-1]))


@settings(deadline=None, max_examples=150)
@given(paragraphs())
def test_words_in_any_dress_are_copied_as_they_are(block: Block) -> None:
    assert read(to_markdown([block])) == (block,)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), st.integers(0, 3))
def test_any_blocks_from_anywhere_are_copied_as_what_they_are(parts: list[str], skipped: int) -> None:
    """A selection may begin in the middle of a list."""
    blocks = read("\n\n".join(parts))[skipped:]
    again = read(to_markdown(blocks))
    assert texts(again) == texts(blocks) or any(block.kind == "row" for block in blocks[:1])


@pytest.mark.parametrize("seed", range(20))
def test_a_selection_never_turns_words_into_code(seed: int) -> None:
    dice = random.Random(seed)
    blocks = read(TEXT)
    start = dice.randrange(len(blocks))
    kinds = [block.kind for block in blocks[start:]]
    if kinds[0] != "row":
        assert [block.kind for block in read(to_markdown(blocks[start:]))] == kinds


def test_an_item_whose_beginning_was_not_selected_has_no_marker() -> None:
    blocks = read("1. a\n   - b\n\n     c\n\n     d\n2. e\n\n   f")
    assert to_markdown(blocks[2:]) == "c\n\nd\n\n2. e\n\n   f"
    assert to_markdown(blocks[1:3]) == "- b\n\n  c"


def test_a_heading_of_two_lines_is_copied_in_one() -> None:
    assert copied("a\nb\n---\n") == "## a b"


def test_a_part_of_a_paragraph_keeps_its_dress() -> None:
    (block,) = read("one **two** [three](https://x.org)")
    assert sliced(block, 2, 9).runs == (Run("e "), Run("two", Marks.BOLD), Run(" "), Run("t", link="https://x.org"))
    assert sliced(block, 0, len(block.text)) == block
    assert sliced(block, 3, 3).runs == ()


def test_a_formula_is_selected_whole_or_not_at_all() -> None:
    (block,) = read("a $x^2$ b")
    assert block.text == f"a {OBJECT} b"
    assert sliced(block, 2, 3).runs == (Run("$x^2$", Marks.FORMULA),)
    assert [run.text for run in sliced(block, 0, 2).runs] == ["a "]


def test_a_part_of_code_is_code() -> None:
    (block,) = read("```py\nabc\ndef\n```")
    assert sliced(block, 2, 5) == Block("code", code="c\nd", language="py")


def test_a_part_of_a_row_keeps_its_columns() -> None:
    _, row = read("| h | i | j |\n|---|--:|---|\n| one | two | three |")
    assert sliced(row, 5, 9).cells == (Cell(()), Cell((Run("wo"),), "right"), Cell((Run("t"),)))


def test_what_has_no_words_is_selected_whole() -> None:
    for text in ("***", "$$x = 1$$", "![a](https://x.org/a.png)"):
        (block,) = read(text)
        assert sliced(block, 0, 0) == block


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_part_has_the_characters_of_that_part(start: int, end: int) -> None:
    for block in read("one **two** $x$ [three](https://x.org)\nfour\n\n```\na\nb\n```\n"):
        assert sliced(block, start, end).text == block.text[start:end]


def test_a_message_is_copied_as_html() -> None:
    html = to_html(
        read("# A\n\nb **c** `<d>`\ne\n\n3. f\n4. - [x] g\n\n> h\n\n| i |\n|--:|\n| j |\n\n```\nk < l\n```\n")
    )
    assert html.replace("\n", "") == (
        "<h1>A</h1><p>b <strong>c</strong> <code>&lt;d&gt;</code><br>e</p>"
        '<ol start="3"><li>f</li><li><ul><li>☑ g</li></ul></li></ol>'
        "<blockquote><p>h</p></blockquote>"
        '<table><tr><th align="right">i</th></tr><tr><td align="right">j</td></tr></table>'
        "<pre><code>k &lt; l</code></pre>"
    )


def test_numbered_tasks_keep_number_and_box_as_html() -> None:
    html = to_html(read("2. [ ] a\n3. [x] b\n4. c\n"))
    assert html.replace("\n", "") == '<ol start="2"><li>☐ a</li><li>☑ b</li><li>c</li></ol>'


def test_only_safe_places_are_in_the_html() -> None:
    html = to_html(read('[a](javascript:x) [b](https://x.org/"onclick="y) ![c](data:image/png;base64,AAAA) <script>'))
    assert html.count("href") == 1
    assert 'href="https://x.org/%22onclick=%22y"' in html
    assert "<script" not in html
    assert "base64" not in html


def test_html_has_the_structure_of_the_message() -> None:
    blocks = read("- a\n\n  b\n  1. c\n- d\n\n> - e\n>\n> f\n\n1. ```\n   g\n   ```\n")
    again = blocks_of(to_html(blocks))
    assert texts(again) == texts(blocks)
    assert [[type(each) for each in block.inside] for block in again] == [[type(e) for e in b.inside] for b in blocks]
    assert again[2].inside == (Item("•", first=False), Item("1", first=True))
    assert again[4].inside == (Quote(first=True), Item("•", first=True))


def test_cells_go_to_a_spreadsheet() -> None:
    blocks = read("words\n\n| a | b |\n|---|---|\n| **1** | `x\\|y`  z |\n| | $q$ |\n")
    assert to_tsv(blocks) == "a\tb\n1\tx|y z\n\t$q$\n"
    assert to_tsv(read("words")) == ""


def test_rows_without_their_head_are_still_a_table() -> None:
    _, row = read("| h | i |\n|---|--:|\n| one | two |")
    head, pasted = read(to_markdown([row]))
    assert head.is_head
    assert pasted.cells == row.cells


def test_quotation_marks_do_not_swallow_the_rows_below() -> None:
    rows = read('| h | i |\n|---|---|\n| "a | b |\n| c | d |')
    assert list(csv.reader(to_tsv(rows).splitlines(), delimiter="\t"))[1:] == [['"a', "b"], ["c", "d"]]


def test_a_line_break_in_a_cell_comes_back() -> None:
    _, row = rows = read("| h |\n|---|\n| one<br>two |")
    assert row.cells[0].text == "one\ntwo"
    assert read(to_markdown(rows)) == rows
