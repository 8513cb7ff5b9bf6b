"""What stands below each other comes onto pages whole, in order, and is cut only where it may be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from nextchat_desktop.ui.sharing.drawn.paging import Cut, Measured, Slice, paged


def lines(count: int, high: int = 10) -> Measured:
    return Measured(count * high, [Cut(at * high, at * high) for at in range(1, count)])


def test_what_fits_stands_below_each_other() -> None:
    assert paged([Measured(30, gap=5), Measured(20)], 100) == [[Slice(0, 0, 30, 0), Slice(1, 0, 20, 35)]]


def test_what_has_no_room_left_begins_the_next_page() -> None:
    assert paged([Measured(60), Measured(50)], 100) == [[Slice(0, 0, 60, 0)], [Slice(1, 0, 50, 0)]]


def test_what_can_be_cut_fills_the_page() -> None:
    assert paged([Measured(60), lines(6)], 100) == [
        [Slice(0, 0, 60, 0), Slice(1, 0, 40, 60)],
        [Slice(1, 40, 60, 0)],
    ]


def test_room_between_paragraphs_is_not_carried_to_the_next_page() -> None:
    part = Measured(110, [Cut(50, 60)])
    assert paged([part], 100) == [[Slice(0, 0, 50, 0)], [Slice(0, 60, 110, 0)]]


def test_what_is_higher_than_a_page_and_has_no_place_to_cut_is_cut_all_the_same() -> None:
    assert paged([Measured(250)], 100) == [[Slice(0, 0, 100, 0)], [Slice(0, 100, 200, 0)], [Slice(0, 200, 250, 0)]]


def test_there_is_a_page_where_there_is_nothing() -> None:
    assert paged([], 100) == [[]]
    assert paged([Measured(0)], 100) == [[Slice(0, 0, 0, 0)]]


def test_some_begin_a_page_of_their_own() -> None:
    parts = [Measured(10, begins_page=True), Measured(10, begins_page=True)]
    assert paged(parts, 100) == [[Slice(0, 0, 10, 0)], [Slice(1, 0, 10, 0)]]


def test_a_head_stands_again_above_what_goes_on() -> None:
    rows = Measured(120, [Cut(at, at, (0, 10)) for at in range(20, 120, 10)])
    assert paged([rows], 60) == [
        [Slice(0, 0, 60, 0)],
        [Slice(0, 0, 10, 0, again=True), Slice(0, 60, 110, 10)],
        [Slice(0, 0, 10, 0, again=True), Slice(0, 110, 120, 10)],
    ]


def test_a_head_that_would_fill_the_page_does_not_stand_again() -> None:
    rows = Measured(120, [Cut(at, at, (0, 40)) for at in range(50, 120, 10)])
    assert paged([rows], 60) == [[Slice(0, 0, 60, 0)], [Slice(0, 60, 120, 0)]]


def test_what_leads_to_the_next_goes_along_with_it() -> None:
    question = Measured(20, gap=5, leads=True)
    assert paged([Measured(60), question, lines(3, 50)], 100) == [
        [Slice(0, 0, 60, 0)],
        [Slice(1, 0, 20, 0), Slice(2, 0, 50, 25)],
        [Slice(2, 50, 150, 0)],
    ]
    assert paged([Measured(50), Measured(40, leads=True), Measured(50)], 100) == [
        [Slice(0, 0, 50, 0), Slice(1, 0, 40, 50)],
        [Slice(2, 0, 50, 0)],
    ]


@some.composite
def parts(draw: some.DrawFn) -> Measured:
    height = draw(some.integers(0, 400))
    ends = sorted(draw(some.sets(some.integers(1, max(1, height)), max_size=12)))
    cuts = [Cut(end, min(height, end + draw(some.integers(0, 3)))) for end in ends if end < height]
    apart = [cut for cut, above in zip(cuts, [Cut(0, 0), *cuts], strict=False) if cut.end >= above.start]
    heads = [cut._replace(head=(0, draw(some.integers(0, cut.end)))) for cut in apart]
    return Measured(height, heads, draw(some.integers(0, 30)), draw(some.booleans()), draw(some.booleans()))


@given(some.lists(parts(), max_size=8), some.integers(20, 150))
def test_nothing_is_lost_or_there_twice_or_beyond_the_page(all: list[Measured], room: int) -> None:
    pages = paged(all, room)
    for number, part in enumerate(all):
        slices = [slice for page in pages for slice in page if slice.number == number and not slice.again]
        assert slices[0].top == 0
        assert slices[-1].bottom == part.height
        for above, below in pairwise(slices):
            assert above.bottom <= below.top
            assert above.bottom == below.top or (above.bottom, below.top) in {(cut.end, cut.start) for cut in part.cuts}
    assert all == [] or min(sum(not slice.again for slice in page) for page in pages) > 0
    for page in pages:
        assert max([0, *(slice.y + slice.bottom - slice.top for slice in page)]) <= room
