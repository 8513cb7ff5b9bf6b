"""Writes a PNG row by row, so that a picture of any height needs no more room than a few rows. It knows no file."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 2**31 - 1
"""What the format allows."""
_BITS, _RGB = 8, 2
_PLAIN = b"\0"
"""Begins each row: it is written as it is."""
_LEVEL = 6
_INCH = 0.0254


class PngRows:
    """What `head`, `rows` and `end` give, one behind the other, is the file.

    `head` is always as long: who does not know the height yet writes it anew over the old one at the end.
    """

    def __init__(self, width: int, scale: float = 1.0) -> None:
        """`width` in pixels; `scale` is how many of them a point of the screen has."""
        if not 0 < width <= LARGEST_SIDE:
            raise ValueError(f"a picture cannot be {width} pixels wide")
        self._width = width
        self._scale = scale
        self._packer = zlib.compressobj(_LEVEL)
        self.height = 0
        """Rows so far."""

    def head(self) -> bytes:
        size = struct.pack(">IIBBBBB", self._width, self.height, _BITS, _RGB, 0, 0, 0)
        density = round(96 * self._scale / _INCH)
        return SIGNATURE + _chunk(b"IHDR", size) + _chunk(b"pHYs", struct.pack(">IIB", density, density, 1))

    def rows(self, pixels: bytes | bytearray | memoryview, stride: int) -> bytes:
        """Rows of red, green and blue, each `stride` bytes behind the one above; may give nothing yet."""
        count, across = len(pixels) // stride, 3 * self._width
        raw = b"".join(part for row in range(count) for part in (_PLAIN, pixels[row * stride : row * stride + across]))
        self.height += count
        packed = self._packer.compress(raw)
        return _chunk(b"IDAT", packed) if packed else b""

    def end(self) -> bytes:
        return _chunk(b"IDAT", self._packer.flush()) + _chunk(b"IEND", b"")


def unpacked(png: bytes) -> tuple[int, int, Iterator[bytes]]:
    """Width, height and rows of what `PngRows` wrote, for those who look whether it is right."""
    width, height = struct.unpack(">II", png[16:24])
    data = b"".join(body for kind, body in chunks(png) if kind == b"IDAT")
    raw = zlib.decompress(data)
    across = 3 * width + 1
    return width, height, (raw[at + 1 : at + across] for at in range(0, len(raw), across))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What a PNG is made of: kinds, and what is in them."""
    at = len(SIGNATURE)
    while at + 8 <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
