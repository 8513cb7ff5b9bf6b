"""How large a picture is by its header, and whether it can be decoded row by row. It decodes nothing."""

from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_GIF = (b"GIF87a", b"GIF89a")
_WEBP = (b"RIFF", b"WEBP")
_SEQUENTIAL = (0xC0, 0xC1)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_FILL = 0xFF


@dataclass(frozen=True, slots=True)
class Measure:
    """`in_rows` tells that a decoder needs room for a few rows only, where it is asked for a smaller picture."""

    width: int
    height: int
    in_rows: bool = False

    @property
    def pixels(self) -> int:
        return self.width * self.height


def measure(data: bytes) -> Measure | None:
    """Of a PNG, JPEG, GIF or WebP, as it lies in the file; None for anything else."""
    if data.startswith(_PNG) and len(data) >= 24:
        return Measure(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    if data.startswith(_GIF) and len(data) >= 10:
        return Measure(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
    if (data[:4], data[8:12]) == _WEBP and len(data) >= 30:
        return _webp(data)
    return _jpeg(data) if data.startswith(_JPEG) else None


def _webp(data: bytes) -> Measure | None:
    """By whichever of the three heads it has."""
    if data[12:16] == b"VP8X":
        return Measure(1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little"))
    if data[12:16] == b"VP8L":
        packed = int.from_bytes(data[21:25], "little")
        return Measure(1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF))
    width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return Measure(width, height) if data[12:16] == b"VP8 " else None


def _jpeg(data: bytes) -> Measure | None:
    """By its frame and its first scan: where that lacks a part of the colours, all of the picture is kept in memory."""
    at, frame, sequential, parts = 2, None, False, 0
    while at + 10 <= len(data) and data[at] == _FILL:
        marker = data[at + 1]
        if marker == _FILL:
            at += 1
            continue
        if marker in _FRAMES:
            frame = Measure(int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]))
            sequential, parts = marker in _SEQUENTIAL, data[at + 9]
        if marker == _SCAN:
            return frame and Measure(frame.width, frame.height, sequential and data[at + 4] == parts)
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
