"""Leaves out of a body what nobody reads in it: the middle of pictures, which are written as long rows of letters."""

import re

from nextchat_desktop.core.exchange import Gap

_BEGINNING = 48
"""Letters that are left of such a row, to be known by."""
_LETTERS = rb"[A-Za-z0-9+/_=-]"
_ROW = re.compile(rb"(?<!%b)%b{1024}%b*+" % (_LETTERS, _LETTERS, _LETTERS))


def abridged(data: bytes) -> tuple[bytes, tuple[Gap, ...]]:
    """What is left, and where something was left out."""
    kept, gaps, start = bytearray(), [], 0
    for row in _ROW.finditer(data):
        cut = row.start() + _BEGINNING
        kept += data[start:cut]
        gaps.append(Gap(len(kept), row.end() - cut))
        start = row.end()
    return bytes(kept) + data[start:] if gaps else data, tuple(gaps)


def limited(data: bytes, most: int) -> tuple[bytes, tuple[Gap, ...]]:
    """As it is where that is no more than so many bytes, else abridged, and after so many cut off."""
    if len(data) <= most:
        return data, ()
    kept, gaps = abridged(data)
    if len(kept) <= most:
        return kept, gaps
    before = tuple(gap for gap in gaps if gap.at < most)
    return kept[:most], (*before, Gap(most, len(data) - most - sum(gap.size for gap in before)))
