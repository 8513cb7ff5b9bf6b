"""The bytes of a file as UTF-8, whatever they were written in."""

import codecs
import io
from typing import BinaryIO

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def as_utf8(stream: BinaryIO) -> tuple[BinaryIO, bool]:
    """The stream from its beginning, as UTF-8, and whether it had been written so.

    What is no UTF-8 and does not say what else it is, is read a letter for each byte: so NextChat's desktop program
    wrote it up to version 2.11.2. All of a file is looked at for that; `stream` can be set back.
    """
    begin = stream.read(4)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if begin.startswith(mark)), (b"", ""))
    stream.seek(len(mark))
    if encoding.startswith("utf-16"):
        return _recoded(stream, encoding), True
    is_utf8 = _is_utf8(stream)
    stream.seek(len(mark))
    return (stream, True) if is_utf8 else (_recoded(stream, "latin-1"), False)


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
