"""Heights under each other, beside a plain list of them."""

from bisect import bisect_right
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.ui.transcript.heights import Heights

HEIGHT = st.integers(0, 500)
CHANGE = st.one_of(
    st.tuples(st.just("append"), HEIGHT, HEIGHT),
    st.tuples(st.just("change"), st.integers(0, 60), HEIGHT),
    st.tuples(st.just("remove"), st.integers(0, 60), HEIGHT),
    st.tuples(st.just("cut"), st.integers(0, 60), HEIGHT),
)


def are_those_of(heights: Heights, plain: list[int]) -> None:
    tops = [0, *accumulate(plain)]
    assert len(heights) == len(plain)
    assert [heights[index] for index in range(len(plain))] == plain
    assert [heights.top(index) for index in range(len(plain) + 1)] == tops
    assert heights.total == sum(plain)
    for y in {*tops, *(top - 1 for top in tops), *(top + 0.5 for top in tops)}:
        assert heights.at(y) == max(0, min(len(plain), bisect_right(tops, y)) - 1)


@given(st.lists(HEIGHT, max_size=70))
def test_every_top_and_every_height_is_found(plain: list[int]) -> None:
    are_those_of(Heights(plain), plain)


@given(st.lists(HEIGHT, max_size=20), st.lists(CHANGE, max_size=30))
def test_whatever_changes_it_tells_what_a_list_tells(plain: list[int], changes: list[tuple[str, int, int]]) -> None:
    heights = Heights(plain)
    for kind, number, height in changes:
        index = number % len(plain) if plain else 0
        if kind == "append":
            heights.append(number)
            plain.append(number)
        elif kind == "cut":
            heights.cut(index)
            del plain[index:]
        elif plain and kind == "change":
            assert heights.change(index, height) == (plain[index] != height)
            plain[index] = height
        else:
            heights.exchange(index, number % 3, range(height % 3))
            plain[index : index + number % 3] = range(height % 3)
    are_those_of(heights, plain)


def test_what_lies_beyond_all_is_the_nearest() -> None:
    heights = Heights([10, 20, 30])
    assert [heights.at(y) for y in (-5, 0, 9.9, 10, 59, 60, 1000)] == [0, 0, 0, 1, 2, 2, 2]
    assert Heights().at(7) == 0
