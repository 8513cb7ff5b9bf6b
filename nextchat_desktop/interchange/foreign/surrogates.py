"""Halves of letters in JSON, which programs leave that cut a text in the middle of one. It parses nothing.

An emoji is two halves in JavaScript, and one alone is written as an escape. The parser of JSON gives up at some of
these, and takes two for one letter that do not belong together.
"""

import re
from typing import Protocol

_HEX = rb"[0-9a-fA-F]"
_FIRST, _SECOND = (rb"\\u[dD]" + half + _HEX * 2 for half in (rb"[89abAB]", rb"[c-fC-F]"))
_ESCAPES = re.compile(
    rb"(?P<whole>\\\\|" + _FIRST + _SECOND + rb")"
    rb"|(?P<end>(?:" + _FIRST + rb")?\\(?:u" + _HEX + rb"{0,3})?\Z|" + _FIRST + rb"\Z)"
    rb"|" + _FIRST + rb"|" + _SECOND
)
"""`end` may go on in the bytes that come next."""
_SIGNS = (rb"\ud", rb"\uD")
_BEGUN = re.compile(rb"\\(?:u" + _HEX + rb"{0,3})?\Z")
_LONGEST = 5
"""Bytes of an escape that is not whole."""


class Bytes(Protocol):
    def read(self, size: int) -> bytes:
        """About so many; none where there are no more."""
        ...


class WholeLetters:
    """A stream of JSON with a question mark for each half of a letter; as much of one as the parser uses."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._left = b""

    def read(self, size: int) -> bytes:
        data = told = b""
        while not told and (data := self._stream.read(size)):
            told = self._told(self._left + data)
        if data:
            return told
        told, self._left = self._left, b""
        return told

    def _told(self, data: bytes) -> bytes:
        self._left = b""
        if any(sign in data for sign in _SIGNS):
            return _ESCAPES.sub(self._stands, data)
        begun = _BEGUN.search(data, max(0, len(data) - _LONGEST))
        if begun is None or _ends_in_whole_ones(data[: begun.start() + 1]):
            return data
        self._left = begun[0]
        return data[: begun.start()]

    def _stands(self, escape: re.Match[bytes]) -> bytes:
        if escape["end"] is not None:
            self._left = escape["end"]
            return b""
        return escape["whole"] or b"?"


def _ends_in_whole_ones(data: bytes) -> bool:
    """Whether each backslash at the end is escaped or escapes one."""
    return (len(data) - len(data.rstrip(b"\\"))) % 2 == 0
