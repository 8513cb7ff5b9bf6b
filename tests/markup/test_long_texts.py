"""What is too long to be read as people write: paragraphs are cut, lines are plain, and pictures in them are shown."""

import pytest

from markup.reader import Shown, read, texts
from nextchat_desktop.markup.blocks import Block, Item, Quote, Run
from nextchat_desktop.markup.text_rule import Limits

SMALL = Limits(paragraph=20, line=30)
LONG = "0123456789 " * 4
PICTURE = "data:image/png;base64," + "iVBOR" * 20


def kinds(text: str, limits: Limits = SMALL) -> list[str]:
    return [block.kind for block in read(text, limits)]


def test_a_long_paragraph_is_cut_at_the_end_of_a_line() -> None:
    assert texts(read("one two three\nfour five six\nseven eight\nnine\n", SMALL)) == [
        "one two three\nfour five six",
        "seven eight\nnine",
    ]


def test_nothing_is_cut_that_people_write() -> None:
    text = "A sentence of some length, as it is usual.\n" * 90
    assert len(read(text)) == 1


def test_a_long_line_is_not_read_for_marks() -> None:
    assert read(f"**{LONG}**\n", SMALL) == (Block("plain", code=f"**{LONG}**"),)
    assert kinds(f"{LONG}\nshort *words*\n{LONG}\n") == ["plain", "text", "plain"]


def test_a_long_line_knows_what_it_lies_in() -> None:
    quoted, listed, after = read(f"> {LONG}\n\n- {LONG}\n\n  after\n", SMALL)
    assert (quoted.kind, quoted.inside, quoted.text) == ("plain", (Quote(first=True),), LONG.strip())
    assert (listed.kind, listed.inside) == ("plain", (Item("•", first=True),))
    assert after.inside == (Item("•", first=False),)


def test_a_long_line_is_no_head_of_a_table_and_no_heading() -> None:
    assert kinds(f"|{LONG}|\n|---|\n") == ["plain", "text"]
    assert kinds(f"{LONG}\n===\n") == ["plain", "text"]


def test_long_lines_of_code_are_code() -> None:
    assert kinds(f"```\n{LONG}\n```\n\n    {LONG}\n") == ["code", "code"]


def test_a_definition_goes_on_no_longer_than_a_paragraph() -> None:
    assert texts(read("[a]: https://x.org 'one\ntwo\nthree'\n", SMALL)) == ["[a]: https://x.org 'one", "two\nthree'"]


@pytest.mark.parametrize("mark", ["", "> ", "- "])
def test_no_definition_begins_where_a_paragraph_is_cut(mark: str) -> None:
    inside = " " * len(mark) if mark == "- " else mark
    log = mark + "".join(f"[main]: step {number} done\n{inside}" for number in range(9)).removesuffix(inside)
    text = f"{mark}begin of a long log\n" + log.replace(mark, inside, 1)
    shown = "".join(texts(read(text, SMALL)))
    assert all(f"[main]: step {number} done" in shown for number in range(9))
    for slice_ in (1, 10, 1_000):
        assert Shown(SMALL, slice_).read(text, final=True).blocks == read(text, SMALL)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (">c\n[oo]:p://x.org 'e'", Limits(paragraph=20, line=16)),
        ("[e]:g\n>[\n[late]:/late.", Limits(paragraph=400, line=12)),
        ("- [ ] todo\n[late]: https://late.org\n", Limits(paragraph=30, line=20)),
    ],
)
def test_nor_does_one_begin_below_what_is_cut_by_a_long_line(text: str, limits: Limits) -> None:
    shown = Shown(limits)
    for letter in text:
        shown.read(letter)
    assert shown.read("", final=True).blocks == read(text, limits)
    assert shown.blocks[-1].kind == "plain"


def test_a_picture_in_a_long_line_is_shown_between_the_words() -> None:
    assert read(f"Here it is: ![a cat]({PICTURE}) and ![]({PICTURE})\n", SMALL) == (
        Block("plain", code="Here it is:"),
        Block("picture", runs=(Run("a cat"),), code=PICTURE),
        Block("plain", code="and"),
        Block("picture", runs=(Run(""),), code=PICTURE),
    )


def test_other_data_in_a_long_line_is_no_picture() -> None:
    assert kinds(f"![x](data:text/html;base64,{LONG.replace(' ', '')})\n") == ["plain"]


def test_of_a_picture_that_is_still_arriving_only_the_beginning_is_shown() -> None:
    shown = Shown(SMALL).read(f"![a cat]({PICTURE}")
    (block,) = shown.blocks
    assert block.kind == "plain"
    assert block.code.startswith("![a cat](data:image/png")
    assert block.code.endswith("…")
    assert len(block.code) < len(PICTURE)
    assert shown.read(")").blocks == (Block("picture", runs=(Run("a cat"),), code=PICTURE),)


def test_a_picture_that_is_still_arriving_is_not_read_again_with_every_piece() -> None:
    shown = Shown(SMALL).read(f"Here:\n\n![a cat]({PICTURE}")
    for _ in range(20):
        assert [update.appended for update in shown.read("iVBOR" * 10).updates] == [""]
    shown.read(") and *more*\n\nwords")
    assert [block.kind for block in shown.blocks] == ["text", "picture", "plain", "text"]


def test_no_slice_ends_within_a_line_that_is_too_long_to_be_read() -> None:
    shown = Shown(slice_=100).read(f"words\n\n![a cat]({PICTURE * 1_000})\n\nwords", final=True)
    assert len(shown.updates) < 5
    assert [block.kind for block in shown.blocks] == ["text", "picture", "text"]


def test_a_long_line_grows_without_being_read_again() -> None:
    shown = Shown(SMALL).read("words\n\n" + LONG)
    for piece in ("and ", "more", " ", " of ", "it"):
        shown.read(piece)
        assert [update.appended is not None for update in shown.updates] == [True]
    assert shown.blocks == (Block("text", runs=(Run("words"),)), Block("plain", code=f"{LONG}and more  of it"))


def test_a_long_line_that_has_ended_makes_room_for_others() -> None:
    shown = Shown(SMALL).read(LONG).read("end\nnext *line*\n").read("", final=True)
    assert [(block.kind, block.text) for block in shown.blocks] == [("plain", f"{LONG}end"), ("text", "next line")]


def test_a_picture_at_the_end_of_a_long_line_that_grows_is_found() -> None:
    shown = Shown(SMALL).read(LONG)
    for letter in f"![a]({PICTURE})":
        shown.read(letter)
    assert [block.kind for block in shown.blocks] == ["plain", "picture"]


def test_what_settles_of_a_pasted_log_is_read_once() -> None:
    shown = Shown()
    line = "2024-05-01 12:00:00 INFO worker.py:12 something *has* happened\n"
    most = 0
    for _ in range(400):
        shown.read(line)
        most = max(most, sum(len(block.text) for piece in shown.open for block in piece))
    assert most < 3 * Limits().paragraph
    assert sum(block.text.count("happened") for block in shown.read("", final=True).blocks) == 400


@pytest.mark.parametrize("text", ["a" * 100_000, "word " * 10_000, "a\n" * 5_000, "中" * 50_000])
def test_every_letter_of_a_very_long_text_is_shown(text: str) -> None:
    assert "".join("\n".join(texts(read(text))).split()) == "".join(text.split())
