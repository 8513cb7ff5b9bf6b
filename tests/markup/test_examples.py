"""Every example of CommonMark 0.31 and of the extensions of GFM: read whole, in pieces, and written again."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from markup.from_html import blocks_of
from markup.reader import bare, pieces, read, streamed
from markup.spec import Example, examples, of, sections
from nextchat_desktop.markup.blocks import Block, Container, Item
from nextchat_desktop.markup.to_html import to_html
from nextchat_desktop.markup.to_markdown import to_markdown

RAW_HTML = "21 31 148-191 201 308 309 344 475-477 491 494 524 536 613-617 623 625-631 642 643 gfm-653"
"""Stands as it was written."""
OTHERWISE = {
    "addresses are found without brackets around them": "602 608 611 612",
    "an address ends where brackets stop matching, and no later": "gfm-625 gfm-626",
    "mail is found under domains that there are": "gfm-629 gfm-630 gfm-631",
}
NOT_WRITTEN_AGAIN = {
    "an entity was a tab or an empty line": "39 40",
    "a heading is written in one line": "81 82 95",
    "nothing of it is seen": "484 487",
}


def numbers(names: str) -> Iterator[str]:
    for name in names.split():
        first, _, last = name.partition("-") if name[0].isdigit() else (name, "", "")
        yield from map(str, range(int(first), int(last) + 1)) if last else [name]


def all_of(reasons: dict[str, str]) -> set[str]:
    return {name for names in reasons.values() for name in numbers(names)}


def as_html_tells(block: Block) -> Block:
    """HTML does not say what follows the number of an item, nor how wide a gap is."""
    return replace(bare(block), inside=tuple(unmarked(container) for container in block.inside))


def unmarked(container: Container) -> Container:
    return replace(container, marker=container.marker.rstrip(".)")) if isinstance(container, Item) else container


def is_shown_as_specified(example: Example) -> bool:
    return tuple(map(as_html_tells, read(example.markdown))) == blocks_of(example.html)


def test_all_examples_are_here() -> None:
    assert len([example for example in examples() if not example.name.startswith("gfm")]) == 652
    assert len(examples()) == 676


@pytest.mark.parametrize("section", sections())
def test_an_example_in_any_pieces_is_the_whole_example(section: str) -> None:
    for example in of(section):
        whole = read(example.markdown)
        for seed in range(2):
            shown = streamed(random.Random(f"{example.name} {seed}"), example.markdown)
            assert (shown.blocks, shown.open) == (whole, []), (example, seed)


@pytest.mark.parametrize("seed", range(4))
def test_examples_after_one_another_in_any_pieces_are_their_whole(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        chosen = dice.choices(examples(), k=dice.randint(2, 4))
        text = dice.choice(("", "\n", "\n\n")).join(example.markdown for example in chosen)
        assert streamed(dice, text).blocks == read(text), repr(text)


def test_an_example_is_shown_as_the_specification_says() -> None:
    comparable = [each for each in examples() if each.name not in set(numbers(RAW_HTML))]
    assert {each.name for each in comparable if not is_shown_as_specified(each)} == all_of(OTHERWISE)


def test_raw_html_stands_as_it_was_written() -> None:
    for name in numbers(RAW_HTML):
        (example,) = (each for each in examples() if each.name == name)
        shown = "\n".join(block.text for block in read(example.markdown))
        tags = re.findall(r"</?[A-Za-z][\w-]*|<!--|<\?php|<!\w+|<!\[CDATA\[", example.markdown)
        assert tags
        assert [tag for tag in tags if tag not in shown] == []


def test_an_example_that_is_copied_and_pasted_is_the_same_example() -> None:
    lost = set()
    for example in examples():
        blocks = read(example.markdown)
        if [*map(bare, read(to_markdown(blocks)))] != [*map(bare, blocks)]:
            lost.add(example.name)
    assert lost == all_of(NOT_WRITTEN_AGAIN)


def test_an_example_that_is_copied_as_html_is_the_same_example() -> None:
    for example in examples():
        blocks = read(example.markdown)
        assert words_of(blocks_of(to_html(blocks))) == words_of(blocks), example


def words_of(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    """The boxes of tasks stand before the words in HTML."""
    return [
        (block.kind, len(block.inside), " ".join(block.text.replace("☐", "").replace("☑", "").split()))
        for block in blocks
    ]


def test_the_pieces_together_are_the_text() -> None:
    assert "".join(pieces(random.Random(1), "abc" * 50)) == "abc" * 50
