"""Which kind of file it is, and what it holds. It opens none itself."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO

from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.json_stream import Broken, places_in
from nextchat_desktop.interchange.foreign.text import as_utf8

_HEAD = 512 * 1024
"""Bytes by which a file is known."""
_TELLING = (
    re.compile(r"(?:^|/)conversations(?:-\d+)?\.json$", re.IGNORECASE),
    re.compile(r"(?:^|/)projects(?:-\d+)?\.json$|(?:^|/)projects/[^/]+\.json$", re.IGNORECASE),
)
"""Files of an archive that tell by what they hold whose it is: several programs call theirs the same."""


def glimpse(source: Source) -> Glimpse:
    """Raises what the source raises."""
    if source.members:
        telling = next((one for how in _TELLING for one in source.members if how.search(one)), None)
        paths = frozenset[str]() if telling is None else places_in(_head(source, telling))
        return Glimpse(source.name, paths=paths, members=source.members)
    data = _head(source)
    return Glimpse(source.name, data.decode("utf-8", "replace"), places_in(data))


def format_of(source: Source, formats: Sequence[Format]) -> Format | None:
    """The first that fits; None where nobody knows this kind of file. Raises what the source raises."""
    seen = glimpse(source)
    return next((one for one in formats if one.fits(seen)), None)


def read(source: Source, form: Format, keep: KeepPicture) -> Iterator[Found]:
    """What it holds; where it makes no sense from somewhere on, that is the last thing told."""
    try:
        yield from form.read(source, keep)
    except Broken:
        yield Unread(Why.BROKEN)


def _head(source: Source, member: str = "") -> bytes:
    """As UTF-8."""
    with closing(source.open(member)) as stream:
        head = stream.read(_HEAD)
    readable, _ = as_utf8(BytesIO(_without_half_a_letter(head) if len(head) == _HEAD else head))
    return readable.read()


def _without_half_a_letter(head: bytes) -> bytes:
    """UTF-8 that was cut anywhere, cut between two letters."""
    letters = head.rstrip(bytes(range(0x80, 0xC0)))
    return letters[:-1] if letters and letters[-1] >= 0xC0 else letters
