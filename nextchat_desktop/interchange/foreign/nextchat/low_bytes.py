"""Files in which letters were destroyed before they came here: read as far as that goes, and counted.

NextChat's desktop program up to version 2.11.2 wrote of each letter the lower half. What is left of most Chinese
letters is another letter, and of some a sign that no JSON may hold, for which reading would end there. Files of other
versions may have been cut or damaged on their way.
"""

import codecs
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO, cast

from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.text import Damage, damage_of

_CHUNK = 1 << 20
_BLANKS = b"\t\n\r"
_CONTROLS = bytes(one for one in range(0x20) if one not in _BLANKS)
_HALVES = bytes(range(0x80, 0xA0))
"""Nobody writes these; in UTF-8 they are parts of letters."""
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Harm:
    """`lost` letters can be told to be gone; how many others are not what they were nobody knows."""

    is_harmed: bool = False
    lost: int = 0


def harm_of(source: Source) -> Harm:
    """Looks at all of it. Raises what the source raises."""
    with closing(source.open()) as stream:
        begin = stream.read(64)
        if begin.startswith(_MARKS):
            return Harm()
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_utf8, controls, blanks, halves = True, 0, 0, 0
        data = begin
        while data:
            is_utf8 = is_utf8 and _goes_on(decoder, data)
            controls += _count(data, _CONTROLS)
            blanks += _count(data, _BLANKS)
            halves += _count(data, _HALVES)
            data = stream.read(_CHUNK)
    is_utf8 = is_utf8 and _goes_on(decoder, b"", final=True)
    damage = Damage() if is_utf8 else _damage(source)
    if damage.is_utf8 and damage.lost:
        return Harm(True, controls + damage.lost)
    is_harmed = bool(controls) or not is_utf8
    is_one_line = begin.startswith(b'{"')
    return Harm(is_harmed, controls + (0 if is_utf8 else halves) + (blanks if is_one_line and is_harmed else 0))


def _damage(source: Source) -> Damage:
    with closing(source.open()) as stream:
        return damage_of(stream)


class Mended:
    """The same source without signs that no JSON may hold."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.name, self.size, self.members = source.name, source.size, source.members

    def open(self, member: str = "") -> BinaryIO:
        return cast(BinaryIO, _MendedStream(self._source.open(member)))


class _MendedStream:
    """As much of a stream as readers of JSON use. Blanks stay blanks, what else is no letter becomes a question mark.

    In UTF-8 the signs that are replaced are in no letter.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size).translate(_MENDING)

    def seek(self, place: int) -> int:
        return self._stream.seek(place)

    def close(self) -> None:
        self._stream.close()


_MENDING = bytes.maketrans(_BLANKS + _CONTROLS, b" " * len(_BLANKS) + b"?" * len(_CONTROLS))


def _count(data: bytes, signs: bytes) -> int:
    return len(data) - len(data.translate(None, signs))


def _goes_on(decoder: codecs.IncrementalDecoder, data: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(data, final)
    except UnicodeDecodeError:
        return False
    return True
