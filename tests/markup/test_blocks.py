"""What a text consists of: kinds of blocks, words in their dresses, links and pictures that are safe."""

import pytest

from markup.reader import read, texts
from nextchat_desktop.markup.blocks import OBJECT, Block, Cell, Marks, Quote, Run, shown


def runs(text: str) -> tuple[Run, ...]:
    (block,) = read(text)
    return block.runs


def links(text: str) -> list[tuple[str, str]]:
    return [(run.text, run.link) for block in read(text) for run in block.runs if run.link]


def kinds(text: str) -> list[str]:
    return [block.kind for block in read(text)]


def test_every_part_is_a_block_of_its_own() -> None:
    text = "# Head\n\npara\n\n- a\n- b\n\n> said\n\n---\n\n|a|b|\n|-|-:|\n|1|2|\n\n```Py\nx\n```\n\n$$\nx^2\n$$\n"
    assert kinds(text) == ["heading", *["text"] * 4, "rule", "row", "row", "code", "formula"]


def test_nothing_gives_no_blocks() -> None:
    assert read("") == read(" \n\n\t\n") == ()


@pytest.mark.parametrize(("text", "level"), [("# a", 1), ("###### a", 6), ("a\n===", 1), ("a\n---", 2)])
def test_a_heading_has_its_level(text: str, level: int) -> None:
    assert read(text) == (Block("heading", runs=(Run("a"),), level=level),)


def test_code_is_kept_exactly() -> None:
    (block,) = read("```python title=x\n\n  a <b> & \\n\t*c*\n\n\n```\n")
    assert (block.code, block.language) == ("\n  a <b> & \\n\t*c*\n\n", "python")
    assert block.text == block.code


def test_code_may_be_empty_indented_or_never_end() -> None:
    assert [block.code for block in read("```\n```\n\n    a\n\n      b\n\n~~~\nc\n\n")] == ["", "a\n\n  b", "c\n"]


def test_words_wear_marks_that_may_lie_in_each_other() -> None:
    assert runs("a *b **c** `d`* ~~e~~") == (
        Run("a "),
        Run("b ", Marks.ITALIC),
        Run("c", Marks.ITALIC | Marks.BOLD),
        Run(" ", Marks.ITALIC),
        Run("d", Marks.ITALIC | Marks.CODE),
        Run(" "),
        Run("e", Marks.STRIKE),
    )


def test_strong_words_within_strong_words_do_not_end_them() -> None:
    assert runs("**a __b__ c** d") == (Run("a b c", Marks.BOLD), Run(" d"))


def test_one_tilde_strikes_nothing_out() -> None:
    assert runs("3~5 days or 7~9") == (Run("3~5 days or 7~9"),)


def test_a_formula_is_one_character_of_the_shown_words() -> None:
    (block,) = read(r"so $x^2$ and \(y_1\).")
    assert [run.text for run in block.runs if Marks.FORMULA in run.marks] == ["$x^2$", r"\(y_1\)"]
    assert block.text == f"so {OBJECT} and {OBJECT}."


def test_a_formula_on_its_own_says_how_it_was_written() -> None:
    assert [(block.code, block.language) for block in read("$$x = 1$$\n\n\\[\ny = 2\n\\]\n")] == [
        ("x = 1", "$$"),
        ("y = 2", "\\["),
    ]


def test_html_in_the_text_is_only_text() -> None:
    assert texts(read("<b>bold</b>\n\n<script>x</script> &lt;i&gt;")) == ["<b>bold</b>", "<script>x</script> <i>"]


def test_line_breaks_are_kept() -> None:
    assert texts(read("one\ntwo  \nthree\\\nfour")) == ["one\ntwo\nthree\nfour"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(end: str) -> None:
    text = "# a\n\n- b\n- c\n\n```\nd\n\ne\n```\n"
    assert read(text.replace("\n", end)) == read(text)


def test_a_zero_does_no_harm() -> None:
    assert texts(read("a\0b")) == ["a\ufffdb"]


def test_a_table_is_a_head_and_its_rows() -> None:
    head, row = read("| a | *b* | c |\n|:--|--:|:-:|\n| 1 | `2\\|3` |\n")
    assert head.is_head
    assert head.cells == (
        Cell((Run("a"),), "left"),
        Cell((Run("b", Marks.ITALIC),), "right"),
        Cell((Run("c"),), "center"),
    )
    assert not row.is_head
    assert row.text == "1\t2|3\t"
    assert row.cells[1] == Cell((Run("2|3", Marks.CODE),), "right")


def test_a_new_table_has_a_new_head() -> None:
    assert [row.is_head for row in read("|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|\n")] == [True, False, True, False]


def test_what_is_quoted_knows_how_deep_it_is_quoted() -> None:
    outer, inner, after = read("> a\n>\n> > b\n\nc")
    assert outer.inside == (Quote(first=True),)
    assert inner.inside == (Quote(first=False), Quote(first=True))
    assert (outer.is_quoted, after.is_quoted) == (True, False)


@pytest.mark.parametrize("place", ["https://x.org/a", "http://x.org", "mailto:a@x.org", "nextchat:settings/keys"])
def test_safe_links_survive(place: str) -> None:
    assert runs(f"[words]({place})") == (Run("words", link=place),)


@pytest.mark.parametrize("place", ["file:///etc/passwd", "notes.html", "ftp://x.org", "//x.org/a", "#top", ""])
def test_other_links_are_plain_words(place: str) -> None:
    assert runs(f"[**words**]({place}) after") == (Run("words", Marks.BOLD), Run(" after"))


@pytest.mark.parametrize(
    "place", ["javascript:alert(1)", "JaVaScRiPt:z", "java&#10;script:z", "data:text/html,z", "vbscript:z"]
)
def test_a_script_is_no_link(place: str) -> None:
    assert links(f"[x]({place}) [y][1] <{place}>\n\n[1]: {place}\n") == []
    assert texts(read(f"[x]({place})")) == ["x"]


def test_addresses_in_the_text_become_links_but_file_names_do_not() -> None:
    assert links("main.py, README.md or https://x.org/z, www.y.org and a@x.org") == [
        ("https://x.org/z", "https://x.org/z"),
        ("www.y.org", "http://www.y.org"),
        ("a@x.org", "mailto:a@x.org"),
    ]


@pytest.mark.parametrize("after", ["。", "，然后", "）", "》的"])
def test_an_address_in_a_chinese_sentence_ends_at_its_punctuation(after: str) -> None:
    address = "https://x.org/路/z"
    first, second = runs(f"{address}{after}")
    assert (first.text, second) == (address, Run(after))
    assert first.link == "https://x.org/%E8%B7%AF/z"


def test_a_picture_stands_between_the_words_around_it() -> None:
    assert read("see ![a *cat*](https://x.org/c.png)\nhere") == (
        Block("text", runs=(Run("see"),)),
        Block("picture", runs=(Run("a cat"),), code="https://x.org/c.png"),
        Block("text", runs=(Run("here"),)),
    )


def test_pictures_in_a_row_are_nothing_but_pictures() -> None:
    assert kinds("![a](https://x.org/a.png) ![b](https://x.org/b.png)\n![](https://x.org/c.png)") == ["picture"] * 3


def test_a_picture_inside_a_link_keeps_the_link() -> None:
    (block,) = read("[![cat](https://x.org/c.png)](https://y.org)")
    assert (block.code, block.runs) == ("https://x.org/c.png", (Run("cat", link="https://y.org"),))


@pytest.mark.parametrize("place", ["file:///c.png", "c.png", "data:text/html,x", "data:image/x-evil,x", "javascript:x"])
def test_a_picture_from_nowhere_safe_is_its_words(place: str) -> None:
    assert read(f"![cat]({place})") == (Block("text", runs=(Run("cat"),)),)


def test_a_picture_written_out_in_the_text_is_shown() -> None:
    (block,) = read("![cat](data:image/png;base64,iVBORw0KGgo=)")
    assert (block.kind, block.code, block.text) == ("picture", "data:image/png;base64,iVBORw0KGgo=", "cat")


def test_where_there_is_no_room_for_a_picture_a_link_leads_to_it() -> None:
    heading, head, row = read(
        "# ![a](https://x.org/a.png)\n\n| ![b](https://x.org/b.png) |\n|---|\n| ![](https://x.org/c.png) |"
    )
    assert heading.runs == (Run("a", link="https://x.org/a.png"),)
    assert head.cells[0].runs == (Run("b", link="https://x.org/b.png"),)
    assert row.cells[0].runs == (Run("https://x.org/c.png", link="https://x.org/c.png"),)


def test_a_definition_is_not_shown_and_may_come_late() -> None:
    assert links("[a] and [b][A]\n\n[A]: https://x.org 'title'\n") == [("a", "https://x.org"), ("b", "https://x.org")]
    assert texts(read("[a]: https://x.org\n")) == []


def test_the_language_of_code_is_one_word() -> None:
    languages = [block.language for block in read("```c\\+\\+ {1,2}\n```\n\n~~~ &lt;x\n~~~\n\n```\n```")]
    assert languages == ["c++", "<x", ""]


def test_shown_words_are_those_of_the_runs_together() -> None:
    assert shown((Run("a", Marks.BOLD), Run("\n"), Run("$x$", Marks.FORMULA))) == f"a\n{OBJECT}"
