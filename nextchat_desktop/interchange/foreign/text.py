"""The bytes of a file as UTF-8, whatever they were written in."""

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GONE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with bytes that should be UTF-8: so many letters. `is_utf8` tells that they are it all the same,
    since more letters that only UTF-8 has are whole."""

    lost: int = 0
    is_utf8: bool = True


def as_utf8(stream: BinaryIO) -> tuple[BinaryIO, bool]:
    """The stream from its beginning, as UTF-8, and whether it had been written so without a mistake.

    What is no UTF-8 and does not say what else it is, is read a letter for each byte: so NextChat's desktop program
    wrote it up to version 2.11.2. A file that was cut in the middle of a letter, or is damaged in places, stays what it
    was. All of it is looked at for that; `stream` can be set back.
    """
    begin = stream.read(4)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if begin.startswith(mark)), (b"", ""))
    stream.seek(len(mark))
    if encoding.startswith("utf-16"):
        return _recoded(stream, encoding), True
    if _is_utf8(stream):
        stream.seek(len(mark))
        return stream, True
    stream.seek(len(mark))
    damage = damage_of(stream)
    stream.seek(len(mark))
    return _recoded(stream, "utf-8" if damage.is_utf8 else "latin-1"), False


def damage_of(stream: BinaryIO) -> Damage:
    """Of what is no UTF-8. Looks at all that is left of it."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lost = whole = 0
    data = b"."
    while data:
        data = stream.read(_CHUNK)
        text = decoder.decode(data, final=not data)
        gone = text.count(_GONE)
        lost += gone
        whole += len(text) - len(text.encode("ascii", "ignore")) - gone
    return Damage(lost, whole > lost)


def text_of(stream: BinaryIO, most: int = -1) -> str:
    """The text of a file, up to so many bytes. What is no letter becomes a question mark in a box."""
    readable, _ = as_utf8(stream)
    return readable.read(most).decode("utf-8", "replace")


def _recoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    return io.BufferedReader(_Recoded(stream, encoding))


class _Recoded(io.RawIOBase):
    """UTF-8 out of another encoding; what makes no sense there becomes the sign for that."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            data = self._stream.read(_CHUNK)
            self._left = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while data := stream.read(_CHUNK):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
