"""The grid that very long lines of code are shown in."""

from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.ui.transcript.cells import Cells
from nextchat_desktop.ui.transcript.columns import columns

TEXT = st.text(st.sampled_from("ab 中，😀é"), max_size=60)


def test_wide_letters_fill_two_cells() -> None:
    cells = Cells("a中b")
    assert [cells.before(place) for place in range(4)] == [0, 1, 3, 4]
    assert [cells.at(cell) for cell in range(6)] == [0, 1, 1, 2, 3, 3]


@given(TEXT)
def test_a_line_is_as_long_as_its_columns(text: str) -> None:
    assert Cells(text).before(len(text)) == columns(text)


@given(TEXT)
def test_places_and_offsets_lead_to_each_other(text: str) -> None:
    cells = Cells(text)
    for place in range(len(text) + 1):
        assert cells.offset(place) == len(text[:place].encode("utf-16-le")) // 2
        assert cells.place(cells.offset(place)) == place
        assert place == len(text) or cells.at(cells.before(place)) == place


@given(TEXT, st.integers(10, 30))
def test_rows_hold_all_letters_and_none_is_too_wide(text: str, across: int) -> None:
    starts = Cells(text).rows(across)
    rows = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    assert "".join(rows) == text
    assert all(columns(row) <= across for row in rows)
    assert all(columns(row) >= across - 1 for row in rows[:-1])
