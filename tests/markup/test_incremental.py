"""Reading while text arrives: whatever the pieces, it ends as a reading of the whole, and nothing is read twice."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.reader import Shown, parser, pieces, read, streamed, texts
from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import Blocks, IncrementalMarkdown, last_code
from nextchat_desktop.markup.text_rule import Limits

FRAGMENTS: tuple[str, ...] = (
    *json.loads((Path(__file__).parent / "fragments.json").read_text("utf-8")),
    "x" * 30,
    "word " * 12,
    "> " * 45 + "x",
)
JOINTS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "", " ", "\r\n", "\r", "\n> ", "\n  ", "\n    ", "\n- ", "\n| ")
SIGNS = " \n\n-*>#`~|:[]()!^$\\1.2)ab\tx=_+"
LIMITS = (None, None, Limits(paragraph=20, line=16), Limits(paragraph=8, line=400), Limits(paragraph=400, line=12))


def document(dice: random.Random) -> str:
    if dice.random() < 0.15:
        return "".join(dice.choices(SIGNS, k=dice.randint(3, 60)))
    return "".join(dice.choice(FRAGMENTS) + dice.choice(JOINTS) for _ in range(dice.randint(1, 9)))


@pytest.mark.parametrize("seed", range(8))
def test_any_pieces_give_the_blocks_of_the_whole(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        text, limits = document(dice), dice.choice(LIMITS)
        shown = streamed(dice, text, limits)
        assert (shown.blocks, shown.open) == (read(text, limits), []), (text, limits)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.integers(1, 9), st.sampled_from(LIMITS))
def test_any_text_in_pieces_of_any_size_gives_the_blocks_of_the_whole(
    text: str, size: int, limits: Limits | None
) -> None:
    shown = Shown(limits)
    for start in range(0, len(text), size):
        shown.read(text[start : start + size])
    assert shown.read("", final=True).blocks == read(text, limits)


@settings(deadline=None, max_examples=100)
@given(st.text(SIGNS, max_size=60), st.integers(1, 9))
def test_any_signs_in_pieces_of_any_size_give_the_blocks_of_the_whole(text: str, size: int) -> None:
    shown = Shown()
    for start in range(0, len(text), size):
        shown.read(text[start : start + size])
    assert shown.read("", final=True).blocks == read(text)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_shown_meanwhile_is_what_the_text_so_far_says(seed: int) -> None:
    """But for definitions, which are believed when something follows them."""
    dice = random.Random(seed)
    for _ in range(10):
        text, limits, arrived = document(dice).replace("[", "("), dice.choice((None, Limits(paragraph=8))), ""
        shown = Shown(limits)
        for piece in pieces(dice, text):
            arrived += piece
            shown.read(piece)
            assert arrived.endswith("\r") or is_beginning(shown.blocks, read(arrived, limits)), (arrived, limits)


def is_beginning(found: Blocks, whole: Blocks) -> bool:
    """Whether they are the same, or at the end less code, for it may yet turn out to be the end of the fence."""
    if found == whole or not found or len(found) != len(whole):
        return found == whole
    last, real = found[-1], whole[-1]
    return found[:-1] == whole[:-1] and real.code.startswith(last.code) and replace(last, code=real.code) == real


def test_code_arrives_without_being_parsed_again() -> None:
    shown = Shown().read("```py\nfirst\n")
    assert texts(shown.blocks) == ["first"]
    for piece, appended in (("second", "\nsecond"), ("\n``", ""), ("x\n", "\n``x"), ("\n", "\n"), ("z", "\nz")):
        assert [update.appended for update in shown.read(piece).updates] == [appended]
    shown.read("\n```\n\nafter\n\n")
    assert shown.committed == [(Block("code", code="first\nsecond\n``x\n\nz", language="py"),)]


def test_what_is_shown_of_open_code_is_always_its_beginning() -> None:
    text = "intro\n\n```js\nlet a = 1;\n\n\n``\n  b\n```\n"
    (code,) = (block.code for block in read(text) if block.kind == "code")
    shown = Shown()
    for letter in text:
        found = [block.code for block in shown.read(letter).blocks if block.kind == "code"]
        assert all(code.startswith(each) or each.startswith("``") for each in found)


@pytest.mark.parametrize("end", ["", "\n", "\n ", "\n\n", "\n```", "\n ```  \n", "\n~~~", "\n``", "\n````"])
def test_code_that_ends_the_text_ends_as_that_of_the_whole(end: str) -> None:
    text = "a\n\n```\nb" + end
    shown = Shown()
    for letter in text:
        shown.read(letter)
    assert shown.read("", final=True).blocks == read(text)


def test_a_late_definition_changes_earlier_blocks() -> None:
    shown = Shown().read("see [foo]\n\n- a [Foo][]\n- b\n\nnext\n\n")
    before = shown.committed[0]
    shown.read("[foo]: https://x.org\n\nmore\n\nend\n\n")
    assert [index for update in shown.updates for index, _ in update.rerendered] == [0, 1]
    assert shown.committed[0] != before
    assert [run.link for piece in shown.committed[:2] for run in piece[0].runs] == ["", "https://x.org"] * 2


def test_a_late_definition_changes_a_row_and_what_is_quoted() -> None:
    shown = Shown().read("| a |\n|---|\n| [foo] |\n\n> b\n>\n> [foo]\n\nnext\n\n")
    shown.read("[foo]: https://x.org\n\nmore\n\nend\n\n")
    row, quoted = shown.blocks[1], shown.blocks[3]
    assert (row.cells[0].runs[0].link, quoted.runs[0].link) == ("https://x.org", "https://x.org")


def test_a_definition_right_above_code_is_believed_when_the_code_ends() -> None:
    shown = Shown()
    for letter in "[foo]\n\n[foo]: https://x.org\n```\ncode\n```\n\n[foo]\n":
        shown.read(letter)
    links = [block.runs[0].link for block in shown.read("", final=True).blocks if block.runs]
    assert links == ["https://x.org"] * 2


def test_the_first_definition_of_a_label_holds() -> None:
    shown = Shown().read("[a]: https://x.org\n\n[a]\n\n").read("[a]: https://y.org\n\n[a]\n\n").read("", final=True)
    assert [block.runs[0].link for block in shown.blocks] == ["https://x.org"] * 2


def test_settled_blocks_are_not_read_again() -> None:
    markdown = IncrementalMarkdown(parser())
    markdown.feed("one\n\ntwo\n\nthree\n\n")
    assert [len(update.committed) for update in markdown.updates()] == [2]
    assert list(markdown.updates()) == []


@pytest.mark.parametrize(
    ("line", "begin"),
    [
        ("- item\n", ""),
        ("1. item\n", ""),
        ("| a | b |\n", "| h | i |\n|---|---|\n"),
        ("> words\n>\n", ""),
        ("words\n\n", ""),
    ],
)
def test_what_is_open_stays_small_however_long_the_text(line: str, begin: str) -> None:
    shown = Shown().read(begin)
    for _ in range(200):
        shown.read(line)
        assert sum(map(len, shown.open)) <= 3
    assert len(shown.committed) > 190


def test_a_table_goes_on_row_by_row() -> None:
    shown = Shown().read("| a | b |\n|--:|---|\n| 1 | 2 |\n| 3 ")
    assert [[cell.align for cell in piece[0].cells] for piece in shown.committed] == [["right", ""]]
    shown.read("| 4 |\n| 5 | 6 |\n\nwords\n\n").read("", final=True)
    assert texts(shown.blocks) == ["a\tb", "1\t2", "3\t4", "5\t6", "words"]


def test_a_carriage_return_waits_for_what_follows() -> None:
    assert texts(Shown().read("a\r").read("\nb\r").read("c").blocks) == ["a\nb\nc"]
    assert texts(Shown().read("a\r").read("\n\nb").blocks) == ["a", "b"]
    assert texts(Shown().read("```\na\r").read("", final=True).blocks) == ["a"]


def test_a_long_text_is_read_a_slice_at_a_time() -> None:
    text = "words of a paragraph\n\n" * 100
    markdown = IncrementalMarkdown(parser(), slice=200)
    markdown.feed(text)
    left = [markdown.waiting]
    while left[-1]:
        assert len(list(markdown.updates(final=True, seconds=0))) == 1
        assert markdown.unread == text[len(text) - markdown.waiting :]
        left.append(markdown.waiting)
    assert left == sorted(left, reverse=True)
    assert len(left) > 5


ENDLESS = {
    "an item": ("- begins\n\n", "  and goes on\n\n"),
    "a list in an item": ("- begins\n", "  - and goes on\n"),
    "a quotation in a quotation": ("> > begins\n", "> >\n> > and goes on\n"),
    "definitions": ("", "[label {}]: https://example.org/{}\n"),
}


@pytest.mark.parametrize(("begin", "line"), ENDLESS.values(), ids=ENDLESS)
def test_what_has_many_pages_is_not_read_again_with_every_slice(begin: str, line: str) -> None:
    text = begin + "".join(line.format(number, number) for number in range(1_500))
    shown = Shown(slice_=500).read(text, final=True)
    assert len(shown.updates) < 40
    assert shown.blocks == read(text)


@pytest.mark.parametrize(("begin", "line"), ENDLESS.values(), ids=ENDLESS)
def test_what_has_many_pages_is_not_read_again_with_every_word(begin: str, line: str) -> None:
    text = begin + "".join(line.format(number, number) for number in range(1_500))
    shown = Shown().read(text)
    times = 0
    for number in range(300):
        more = line.format(f"more{number}", number)
        times += len(shown.read(more).updates)
        text += more
        assert text.endswith(shown.markdown.unread)
        assert len(shown.markdown.unread) < 4_000
    assert 1 < times < 20
    assert shown.read("", final=True).blocks == read(text)


def test_a_text_in_slices_gives_the_blocks_of_the_whole() -> None:
    text = "# a\n\n" + "- item [x]\n\n  > quoted\n\n| a |\n|---|\n| b |\n\n" * 40 + "[x]: https://x.org\n"
    for size in (1, 7, 50, 100_000):
        assert Shown(slice_=size).read(text, final=True).blocks == read(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", ""), ("words", ""), ("```\na\n```\nx\n```\nb\n```", "b"), ("- ~~~\n  c\n  ~~~", "c"), ("x\n\n    d", "d")],
)
def test_the_last_code_of_a_text_is_found(text: str, code: str) -> None:
    assert last_code(text) == code
