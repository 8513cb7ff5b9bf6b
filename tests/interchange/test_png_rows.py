"""A picture that is written row by row is the picture, and needs no more room than its rows."""

from itertools import islice

import pytest
from PySide6.QtGui import QImage

from nextchat_desktop.interchange.png_rows import PngRows, unpacked


def row(number: int, width: int) -> bytes:
    return bytes((number + at) % 251 for at in range(3 * width))


def written(width: int, height: int, at_once: int, padding: int = 0) -> bytes:
    rows = PngRows(width)
    begun = len(rows.head())
    lines = iter([row(number, width) + b"\xff" * padding for number in range(height)])
    pieces = []
    while some := b"".join(islice(lines, at_once)):
        pieces.append(rows.rows(some, 3 * width + padding))
    assert len(rows.head()) == begun  # it can be written over the one that knew no height
    return rows.head() + b"".join(pieces) + rows.end()


@pytest.mark.parametrize(("width", "height", "at_once"), [(1, 1, 1), (7, 5, 2), (64, 1000, 33), (3, 100_000, 4096)])
def test_every_row_is_the_one_that_was_given(width: int, height: int, at_once: int) -> None:
    found = unpacked(written(width, height, at_once))
    assert found[:2] == (width, height)
    assert list(found[2]) == [row(number, width) for number in range(height)]


def test_what_lies_behind_a_row_in_memory_is_no_part_of_it() -> None:
    assert written(7, 5, 2, padding=3) == written(7, 5, 2)


def test_others_can_read_it() -> None:
    image = QImage.fromData(written(7, 5, 2))
    assert (image.width(), image.height()) == (7, 5)
    assert image.pixelColor(2, 3).getRgb()[:3] == tuple(row(3, 7)[6:9])


@pytest.mark.parametrize("width", [0, -1, 2**31])
def test_no_picture_is_begun_that_cannot_be(width: int) -> None:
    with pytest.raises(ValueError, match="wide"):
        PngRows(width)
