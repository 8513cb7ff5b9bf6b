"""Footnotes: labels that lead to notes, notes with blocks of their own, and what is none."""

import pytest

from markup.reader import Shown, read, texts
from nextchat_desktop.markup.blocks import Item, Marks, Note, Run


def test_a_label_in_the_text_is_one_only_if_there_is_a_note() -> None:
    text, note = read("a[^1] b[^2]\n\n[^1]: note\n")
    assert text.runs == (Run("a"), Run("1", Marks.NOTE), Run(" b[^2]"))
    assert (note.text, note.inside) == ("note", (Note("1", first=True),))


def test_a_note_stands_where_it_was_written() -> None:
    assert texts(read("[^1]: note\n\na[^1]\n")) == ["note", "a1"]


def test_labels_are_words_too_and_their_case_means_nothing() -> None:
    (text, _) = read("a[^Näher]\n\n[^näher]: x\n")
    assert text.runs[1] == Run("Näher", Marks.NOTE)


def test_a_note_has_blocks_of_its_own() -> None:
    blocks = read("[^1]: first\n    goes on\n\n    - item\n\n    ```\n    code\n    ```\n\nafter\n")
    assert [(block.kind, block.text) for block in blocks] == [
        ("text", "first\ngoes on"),
        ("text", "item"),
        ("code", "code"),
        ("text", "after"),
    ]
    assert [block.inside[:1] for block in blocks] == [(Note("1", True),), *[(Note("1", False),)] * 2, ()]
    assert blocks[1].inside[1] == Item("•", first=True)


def test_an_empty_note_is_there() -> None:
    assert read("[^1]:\n")[0].inside == (Note("1", first=True),)


def test_notes_follow_one_another_line_by_line() -> None:
    assert texts(read("a[^1][^2]\n\n[^1]: one\n[^2]: two\n")) == ["a12", "one", "two"]


def test_a_note_ends_a_paragraph() -> None:
    assert texts(read("words\n[^1]: note")) == ["words", "note"]


@pytest.mark.parametrize("text", ["[^1] : x", "    [^1]: x", "[^[]: x", "a [^1]: x", "[^1]"])
def test_what_is_no_note_is_words(text: str) -> None:
    assert [block.inside for block in read(text)] == [()]
    assert texts(read(text)) == [text.strip()]


def test_a_label_in_code_is_code() -> None:
    (text, _) = read("`a[^1]`\n\n[^1]: x\n")
    assert text.runs == (Run("a[^1]", Marks.CODE),)


def test_a_link_cannot_take_a_note_for_its_definition() -> None:
    text, _ = read("[x][^1]\n\n[^1]: https://x.org\n")
    assert [run.link for run in text.runs] == ["", ""]


def test_a_note_that_comes_late_makes_labels_of_what_was_words() -> None:
    shown = Shown().read("a[^1]\n\nb\n\n")
    assert texts(shown.blocks)[0] == "a[^1]"
    shown.read("[^1]: note\n\nc\n\nd\n\n")
    assert shown.blocks[0].runs == (Run("a"), Run("1", Marks.NOTE))


def test_a_note_with_the_same_label_in_capitals_wakes_the_label_too() -> None:
    shown = Shown().read("a[^x]\n\nb\n\n").read("[^X]: note\n\nc\n\nd\n\n")
    assert shown.blocks[0].runs == (Run("a"), Run("x", Marks.NOTE))
