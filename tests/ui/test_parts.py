"""What a message consists of for who hears it."""

import pytest

from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.ui.transcript.parts import Part, PartWords, parts_of

WORDS = PartWords("Code block.", "Code, {language}", "Picture")


def told(parts: tuple[Part, ...], depth: int = 0) -> list[str]:
    lines = []
    for part in parts:
        more = "".join((f" ({part.level})" if part.level else "", f" → {part.target}" if part.target else ""))
        lines += [f"{'  ' * depth}{part.kind}: {part.called}{more}", *told(part.below, depth + 1)]
    return lines


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("## The *middle*", ["heading: The middle (2)"]),
        ("One.\n\nTwo.", ["paragraph: One.", "paragraph: Two."]),
        ("See [the **page**](https://a.b).", ["paragraph: See the page.", "  link: the page → https://a.b"]),
        (
            "- a\n- b\n  - c",
            ["list: • a", "  item: • a", "  item: • b", "    paragraph: b", "    list: • c", "      item: • c"],
        ),
        ("1. a\n2. [b](https://a.b)", ["list: 1. a", "  item: 1. a", "  item: 2. b", "    link: b → https://a.b"]),
        ("- [x] done", ["list: ☑ done", "  item: ☑ done"]),
        ("> said\n>\n> more", ["quote: said", "  paragraph: said", "  paragraph: more"]),
        (
            "| A | B |\n|---|---|\n| 1 | |\n",
            ["table: A, B", "  row: A, B", "    head: A", "    head: B", "  row: 1", "    cell: 1", "    cell: "],
        ),
        ("```python\nx = 1\n```", ["code: Code, python"]),
        ("    x = 1", ["code: Code block."]),
        ("![A cat](https://a.b/c.png)\n\n![](https://a.b/d.png)", ["picture: A cat", "picture: Picture"]),
        ("It is $x^2$.\n\n$$y$$", ["paragraph: It is $x^2$.", "formula: y"]),
        ("Over\n\n---\n\nand out", ["paragraph: Over", "paragraph: and out"]),
        ("Said[^1].\n\n[^1]: By whom.", ["paragraph: Said1.", "quote: 1", "  paragraph: By whom."]),
        ("", []),
    ],
)
def test_a_text_is_heard_as_what_it_is(text: str, heard: list[str]) -> None:
    assert told(parts_of(read_blocks(make_parser(), text), WORDS)) == heard


def test_code_keeps_its_lines() -> None:
    (code,) = parts_of(read_blocks(make_parser(), "```\na\n\n  b\n```"), WORDS)
    assert code.words == "a\n\n  b"


def test_each_part_knows_its_block() -> None:
    blocks = read_blocks(make_parser(), "One\n\n- two\n- three\n\n| a |\n|---|\n| b |\n\nlast")
    parts = parts_of(blocks, WORDS)
    assert [(part.kind, blocks[part.block].text) for part in parts] == [
        ("paragraph", "One"),
        ("list", "two"),
        ("table", "a"),
        ("paragraph", "last"),
    ]
