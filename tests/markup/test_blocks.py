import pytest

from nextchat_desktop.markup.blocks import Block, read_blocks
from nextchat_desktop.markup.parser import make_parser


def blocks(text: str) -> tuple[Block, ...]:
    return read_blocks(make_parser(), text)


def html(text: str) -> str:
    return "".join(block.html for block in blocks(text))


def test_one_block_for_each_top_level_part() -> None:
    text = "# Head\n\npara\n\n- a\n- b\n\n> said\n\n---\n\n|a|b|\n|-|-:|\n|1|2|\n\n```Py\nx\n```\n"
    assert [block.kind for block in blocks(text)] == ["text", "text", "text", "quote", "rule", "table", "code"]


def test_code_is_kept_exactly() -> None:
    (block,) = blocks("```python title=x\n\n  a <b> & \\n\n\n```\n")
    assert (block.code, block.language) == ("\n  a <b> & \\n\n", "python")


def test_the_source_of_a_block_is_its_markdown() -> None:
    first, second = blocks("**one**\ntwo\n\n- x\n- y\n")
    assert (first.source, second.source) == ("**one**\ntwo", "- x\n- y")


def test_html_in_the_text_is_only_text() -> None:
    assert "<b>" not in html("<b>bold</b>\n\n<script>x</script>")


def test_line_breaks_are_kept() -> None:
    assert "<br" in html("one\ntwo")


@pytest.mark.parametrize("place", ["https://x.org/a", "http://x.org", "mailto:a@x.org", "nextchat:settings/keys"])
def test_safe_links_survive(place: str) -> None:
    assert f'<a href="{place}">words</a>' in html(f"[words]({place})")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "notes.html", "ftp://x.org", "//x.org/a", "#top"])
def test_other_links_are_plain_words(place: str) -> None:
    assert html(f"[**words**]({place}) after") == "<p><strong>words</strong> after</p>\n"


def test_a_script_is_no_link() -> None:
    assert "href" not in html("[x](javascript:alert(1)) [y](data:text/html,z) [z](JaVaScRiPt:z)")


def test_addresses_in_the_text_become_links_but_file_names_do_not() -> None:
    assert html("main.py 见 https://x.org/z。") == '<p>main.py 见 <a href="https://x.org/z">https://x.org/z</a>。</p>\n'


def test_a_picture_is_a_link_with_its_words() -> None:
    assert html("![a *cat*](https://x.org/c.png)") == '<p><a href="https://x.org/c.png">a cat</a></p>\n'
    assert html("![](https://x.org/c.png)") == '<p><a href="https://x.org/c.png">https://x.org/c.png</a></p>\n'
    assert html("![cat](file:///c.png)") == "<p>cat</p>\n"


def test_a_picture_inside_a_link_keeps_the_link() -> None:
    assert html("[![cat](https://x.org/c.png)](https://y.org)") == '<p><a href="https://y.org">cat</a></p>\n'


def test_tasks_have_boxes() -> None:
    assert "☐ todo" in html("- [ ] todo\n- [x] done")
    assert "☑ done" in html("- [ ] todo\n- [x] done")
