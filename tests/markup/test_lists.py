"""Lists: markers, numbers, boxes, nesting, and how close items stand."""

import pytest

from markup.reader import Shown, read, texts
from nextchat_desktop.markup.blocks import Item, Quote


def markers(text: str) -> list[str]:
    """Of each block, the marker of the innermost item that begins with it."""
    return [
        next((each.marker for each in block.inside[::-1] if isinstance(each, Item) and each.first), "")
        for block in read(text)
    ]


def depths(text: str) -> list[int]:
    return [len(block.inside) for block in read(text)]


def test_items_have_bullets_or_their_numbers() -> None:
    assert markers("- a\n- b\n\n\n+ c\n") == ["•", "•", "•"]
    assert markers("3. a\n3. b\n9. c\n") == ["3.", "4.", "5."]
    assert markers("0) a\n1) b\n") == ["0)", "1)"]


def test_another_sign_begins_another_list() -> None:
    assert markers("1. a\n2. b\n1) c\n") == ["1.", "2.", "1)"]


def test_tasks_have_boxes_instead_of_bullets() -> None:
    text = "- [ ] todo\n- [x] done\n- [X] **too**\n"
    assert markers(text) == ["☐", "☑", "☑"]
    assert texts(read(text)) == ["todo", "done", "too"]


def test_numbered_tasks_have_boxes_beside_their_numbers() -> None:
    text = "9. [ ] todo\n10. [x] done\n11. no task\n"
    assert markers(text) == ["9. ☐", "10. ☑", "11."]
    assert texts(read(text)) == ["todo", "done", "no task"]


@pytest.mark.parametrize("words", ["[]", "[x]y", "[ x ] y", "[-] y", "`[x]` y"])
def test_what_only_looks_like_a_box_is_words(words: str) -> None:
    assert markers(f"- {words}") == ["•"]


def test_a_box_later_in_an_item_is_words() -> None:
    assert texts(read("- a\n\n  [x] b\n")) == ["a", "[x] b"]
    assert texts(read("[x] b")) == ["[x] b"]


def test_only_the_first_block_of_an_item_has_its_marker() -> None:
    text = "1. a\n\n   b\n\n   ```\n   c\n   ```\n2. d\n"
    assert markers(text) == ["1.", "", "", "2."]
    assert depths(text) == [1, 1, 1, 1]


def test_items_lie_in_items() -> None:
    text = "- a\n  1. b\n     - [x] c\n  2. d\n- e\n"
    assert list(zip(markers(text), depths(text), strict=True)) == [("•", 1), ("1.", 2), ("☑", 3), ("2.", 2), ("•", 1)]


def test_an_item_may_begin_with_anything() -> None:
    assert [block.kind for block in read("- # a\n- ```\n  b\n  ```\n- > c\n- ***\n- | d |\n  |---|\n")] == [
        "heading",
        "code",
        "text",
        "rule",
        "row",
    ]


def test_an_empty_item_still_has_its_marker() -> None:
    assert markers("- \n-\n- a\n-   - \n") == ["•", "•", "•", "•"]
    assert texts(read("-\n- a\n")) == ["", "a"]


def test_one_block_may_begin_several_items() -> None:
    (block,) = read("- 1. a")
    assert block.inside == (Item("•", first=True), Item("1.", first=True))


def test_items_lie_in_quotations_and_the_other_way_round() -> None:
    assert read("> - a")[0].inside == (Quote(first=True), Item("•", first=True))
    assert read("- > a")[0].inside == (Item("•", first=True), Quote(first=True))


def test_items_stand_close_unless_an_empty_line_is_between_them() -> None:
    assert [block.tight for block in read("- a\n- b\n  - c\n\n  d\n- e\n\n- f\n")] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]


def test_an_item_in_a_quotation_follows_an_empty_line_of_the_quotation() -> None:
    assert [block.tight for block in read("> - a\n>\n> - b\n> - c\n")] == [False, False, True]


def test_paragraphs_that_are_no_items_are_never_tight() -> None:
    assert not any(block.tight for block in read("a\n# b\nc\n> d\n"))


@pytest.mark.parametrize("depth", [8, 12, 16, 24, 60])
def test_nothing_is_lost_however_deep_it_stands(depth: int) -> None:
    lists = "".join("  " * level + f"- level {level}\n" for level in range(depth))
    quotes = "".join("> " * level + f"level {level}\n" + "> " * level + "\n" for level in range(depth))
    for text in (lists, quotes, "> " * depth + "end", "- " * depth + "end", "1. > " * depth + "end"):
        words = " ".join(texts(read(text)))
        assert [level for level in range(depth) if "level" in text and f"level {level}" not in words] == []
        assert "level" in text or words.endswith("end")


def test_numbers_go_on_while_a_list_grows() -> None:
    shown = Shown()
    for number in range(1, 60):
        shown.read(f"{number}. item\n\n    more of it\n\n")
    found = [
        each.inside[0].marker for each in shown.blocks if isinstance(each.inside[0], Item) and each.inside[0].first
    ]
    assert found == [f"{number}." for number in range(1, 60)]


def test_an_item_that_has_settled_is_not_read_again() -> None:
    shown = Shown().read("- one\n- two\n- three\n- fo")
    assert [texts(piece) for piece in shown.committed] == [["one"], ["two"]]
    shown.read("ur\n- five\n- ")
    assert [texts(piece) for update in shown.updates for piece in update.committed] == [["three"], ["four"]]
