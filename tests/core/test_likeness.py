"""What a person types is held against names: by words, by the beginnings of words, in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.likeness import likeness


def score(text: str, *names: str) -> float:
    found = likeness(text, names)
    return found.score if found else 0.0


@pytest.mark.parametrize("text", ["new", "NEW chat", "chat new", "ew", "nc", "nech", ""])
def test_names_are_found_by_words_in_any_order_and_by_how_their_words_begin(text: str) -> None:
    assert likeness(text, ["New chat"])


@pytest.mark.parametrize("text", ["news", "nt", "wc", "old chat", "n", "chat chat chats"])
def test_other_letters_find_nothing(text: str) -> None:
    assert likeness(text, ["Old words" if text == "n" else "New chat"]) is None


def test_the_beginning_counts_more_than_the_middle_and_the_title_more_than_other_names() -> None:
    scores = [
        score("set", "Settings"),
        score("set", "Open set"),
        score("set", "Reset"),
        score("set", "打开", "Settings"),
        score("se", "Stop everything"),
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_what_was_found_in_the_title_is_marked_and_what_touches_is_one() -> None:
    found = likeness("chat new", ["New chat, new window"])
    assert found is not None
    assert found.marks == ((0, 3), (4, 8), (10, 13))
    assert likeness("缓存", ["清空图片缓存"]).marks == ((4, 6),)  # type: ignore[union-attr]
    assert likeness("ab bc", ["abc"]).marks == ((0, 3),)  # type: ignore[union-attr]
    assert likeness("nc", ["New chat"]).marks == ((0, 1), (4, 5))  # type: ignore[union-attr]


def test_a_name_that_begins_with_it_says_so_in_either_language() -> None:
    assert likeness("settings", ["设置", "Settings"]).begins  # type: ignore[union-attr]
    assert not likeness("tings", ["设置", "Settings"]).begins  # type: ignore[union-attr]


def test_details_are_looked_through_too() -> None:
    assert likeness("wrap long", ["Wrap"], ["Off: long lines scroll sideways"])
    assert likeness("wrap never", ["Wrap"], ["Off: long lines scroll sideways"]) is None


@given(st.text(), st.text())
def test_marks_always_lie_in_the_title(text: str, title: str) -> None:
    found = likeness(text, [title])
    for first, last in found.marks if found else ():
        assert 0 <= first < last <= len(title)


@given(st.text(min_size=1), st.integers(0, 20), st.integers(1, 20))
def test_every_piece_of_a_title_finds_it(title: str, start: int, length: int) -> None:
    assert likeness(title[start : start + length], [title]) is not None


def test_a_name_of_many_like_words_is_looked_through_at_once() -> None:
    assert likeness("a" * 30 + "b", ["a " * 60]) is None
