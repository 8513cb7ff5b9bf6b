"""The way from a place in a text to the words that are shown of it."""

import re

import pytest

from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.markup.tracing import beginnings, offset_in

TEXT = """# A heading1 of it

Some **bold2** words3 with `code4` and *other5
words6*, and a [label7](https://x.org/label7/many/words), 1\\*8 word9.

- item10 one
- item11 **two**
  1. inner12
  2. inner13 the and a

> the quoted14 words15
>
> - deep16

| head17 | **head18** |
|---|--:|
| cell19 | cell20 |
| cell21 | cell22 |

```python
def first23():
    return 24

last25 = 26
```

***

    indented27 = 1
    indented28 = 2

- in a list

  ```
  fenced29
  fenced30
  ```

$$
formula31
$$

![picture32](https://x.org/p32.png)

the end33
"""
BLOCKS = read_blocks(make_parser(), TEXT)
WORDS = ["heading1", "bold2", "words3", "code4", "other5", "words6", "label7", "item10", "item11", "inner12"]
WORDS += ["inner13", "quoted14", "words15", "deep16", "head17", "cell19", "cell21", "first23", "return 24", "last25"]
WORDS += ["indented27", "indented28", "fenced29", "fenced30", "formula31", "end33"]


def at(place: int) -> tuple[int, int]:
    """The block, and how far into its words."""
    starts = beginnings(TEXT, BLOCKS, 0, len(TEXT))
    block = max(0, sum(start <= place for start in starts) - 1)
    return block, offset_in(TEXT, BLOCKS[block], starts[block], place)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_where_it_is_shown(word: str) -> None:
    block, offset = at(TEXT.index(word))
    shown = BLOCKS[block].text
    assert word in shown
    if BLOCKS[block].code:
        assert shown.startswith(word, offset)
    line = shown[shown.rfind("\n", 0, offset) + 1 :].split("\n")[0]
    assert word in line or shown.startswith(word, offset)


def test_what_begins_with_a_line_is_found_from_the_beginning_of_the_line() -> None:
    for start in (match.start() for match in re.finditer(r"(?m)^[-|>#`S]", TEXT)):
        block, offset = at(start)
        line = TEXT[start:].split("\n")[0]
        words = re.findall(r"[a-z]+\d+", line)
        if words:
            assert words[0] in BLOCKS[block].text
            assert not re.search(r"[a-z]+\d+", BLOCKS[block].text[:offset])


def test_code_begins_with_its_fence() -> None:
    block, offset = at(TEXT.index("```python"))
    assert BLOCKS[block].code.startswith("def first23")
    assert offset == 0


def test_every_place_of_a_line_without_end_is_found() -> None:
    line = " ".join(f"word{n}" for n in range(12_000))
    (block,) = read_blocks(make_parser(), line)
    place = line.index("word7654")
    assert block.kind == "plain"
    assert block.text.startswith("word7654", offset_in(line, block, 0, place))


def test_only_the_given_part_of_a_text_is_looked_at() -> None:
    text = "the end\n\nthe beginning\n\nthe end\n\nthe rest\n"
    blocks = read_blocks(make_parser(), text)
    assert beginnings(text, blocks[1:3], text.index("the beginning"), text.index("the rest")) == [9, 24]
    assert beginnings("", blocks, 0, 0) == [0, 0, 0, 0]
