"""Takes out of a PNG or a JPEG what tells about its maker: where it was taken, when, with what. It decodes nothing."""

import re
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_TELLING = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
"""Chunks of a PNG: Exif, words and the time of the last change. What is left decides how it looks."""
_KEPT = frozenset((0xE0, 0xE2, 0xEE))
"""Of a JPEG's application segments: its density, its colour profile, and how its colours are to be read."""
_APPLICATION = range(0xE0, 0xF0)
_COMMENT = 0xFE
_SCAN = 0xDA
_END = 0xD9
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers that no length follows."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels of a scan."""
_FURTHER = b"MPF\0"
"""Begins the list of the further pictures in a file."""


def undressed(data: bytes) -> bytes:
    """The same picture without what tells about its maker; the very same bytes where nothing does, or it is neither.

    Nothing is decoded, so nothing is lost, but a picture that Exif says lies on its side is not turned by this.
    What cannot be read as it should be is left as it is.
    """
    if data.startswith(_PNG):
        pieces = list(_chunks(data))
    elif data.startswith(_JPEG):
        pieces = list(_segments(data))
    else:
        return data
    bare = b"".join(piece for piece in pieces if piece)
    return data if len(bare) == len(data) else bare


def _chunks(data: bytes) -> Iterator[bytes]:
    """The pieces of a PNG that are kept."""
    yield data[: len(_PNG)]
    at = len(_PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] not in _TELLING or end > len(data):
            yield data[at:end]
        at = end


def _segments(data: bytes) -> Iterator[bytes]:
    """The pieces of a JPEG that are kept. Behind its end phones put further pictures, which tell the same again."""
    yield data[:2]
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        end = _segment_end(data, at, marker)
        is_telling = marker == _COMMENT or (marker in _APPLICATION and marker not in _KEPT)
        if not is_telling and not data.startswith(_FURTHER, at + 4):
            yield data[at:end]
        if marker == _END:
            return
        at = end
    yield data[at:]


def _segment_end(data: bytes, at: int, marker: int) -> int:
    if marker == 0xFF:
        return at + 1
    if marker == _END or marker in _ALONE:
        return at + 2
    end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    if marker != _SCAN:
        return end
    found = _MARKER.search(data, end)
    return found.start() if found else len(data)
