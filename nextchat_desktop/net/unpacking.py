"""The body of a response with its packing undone, a little at a time: few bytes may stand for very many."""

import asyncio
import zlib
from collections.abc import AsyncGenerator, Iterator
from typing import Protocol

import httpx

ACCEPTED = "gzip, deflate"
"""For the header of requests: what is understood here."""

MOST_AT_ONCE = 256 * 1024
"""Bytes that are unpacked before anybody else has a turn."""

_PACKINGS = ("gzip", "x-gzip", "deflate")
_HEAD = 2
"""Bytes that tell whether there is one."""
_GZIP_OR_ZLIB, _BARE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS


class _Inflates(Protocol):
    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


async def unpacked(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """What arrives, as it arrives. What is packed in a way that nobody asked for stays so.

    Raises what httpx does, and its DecodingError for what cannot be unpacked or is packed more than once: no server
    does that which means well, and of a few hundred bytes it could make any number.
    """
    packings = _packings(response)
    if len(packings) > 1:
        raise httpx.DecodingError("packed more than once")
    unpacker = _Unpacker(packings[0]) if packings else None
    async for chunk in response.aiter_raw():
        if unpacker is None:
            yield chunk
            continue
        for piece in unpacker.pieces(chunk):
            yield piece
            if len(piece) == MOST_AT_ONCE:
                await asyncio.sleep(0)


def _packings(response: httpx.Response) -> list[str]:
    named = (name.strip().lower() for name in response.headers.get("content-encoding", "").split(","))
    return [name for name in named if name in _PACKINGS]


class _Unpacker:
    """Of one body. Some servers call deflate what has no head of its own."""

    def __init__(self, packing: str) -> None:
        self._may_be_bare = packing == "deflate"
        self._held = b""
        self._inflate: _Inflates = zlib.decompressobj(_GZIP_OR_ZLIB)

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        """Raises httpx.DecodingError."""
        packed, self._held = self._held + packed, b""
        if self._may_be_bare and len(packed) < _HEAD:
            self._held, packed = packed, b""
        while packed:
            piece = self._next(packed)
            packed = self._inflate.unconsumed_tail
            if piece:
                yield piece
        while piece := self._next(b""):  # it may hold back more than it was let say
            yield piece

    def _next(self, packed: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(packed, MOST_AT_ONCE)
        except zlib.error as error:
            if not self._may_be_bare:
                raise httpx.DecodingError(str(error)) from error
            self._inflate, self._may_be_bare = zlib.decompressobj(_BARE), False
            return self._next(packed)
        self._may_be_bare = self._may_be_bare and not packed
        return piece
