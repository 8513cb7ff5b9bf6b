"""Bodies that come packed: whole, as they arrive, and never more at once than there is room for."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest

from nextchat_desktop.net.unpacking import MOST_AT_ONCE, unpacked

TEXT = b"".join(b"data: %d\n\n" % number for number in range(5000))


async def _one_by_one(chunks: list[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def pieces(packed: bytes, packing: str, length: int = 1000) -> list[bytes]:
    """What comes of a body that arrives in chunks of this length."""

    async def all_of_it() -> list[bytes]:
        chunks = [packed[place : place + length] for place in range(0, len(packed), length)]
        response = httpx.Response(200, headers={"content-encoding": packing}, content=_one_by_one(chunks))
        return [piece async for piece in unpacked(response)]

    return asyncio.run(all_of_it())


def bare(data: bytes) -> bytes:
    press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return press.compress(data) + press.flush()


@pytest.mark.parametrize("length", [1, 7, 10_000_000])
@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("utf-8", TEXT),
        ("identity, gzip", gzip.compress(TEXT)),
    ],
)
def test_what_was_packed_comes_out_whole(packing: str, packed: bytes, length: int) -> None:
    assert b"".join(pieces(packed, packing, length)) == TEXT


def test_what_is_pressed_on_the_way_comes_at_once() -> None:
    press = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    first = press.compress(b"data: 1\n\n") + press.flush(zlib.Z_SYNC_FLUSH)
    assert pieces(first, "gzip") == [b"data: 1\n\n"]


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_few_bytes_that_stand_for_many_never_come_all_at_once(packing: str) -> None:
    many = bytes(64 * MOST_AT_ONCE + 5)
    packed = gzip.compress(many) if packing == "gzip" else zlib.compress(many)
    found = pieces(packed, packing, 10_000_000)
    assert max(map(len, found)) == MOST_AT_ONCE
    assert b"".join(found) == many


@pytest.mark.parametrize("packing", ["gzip, gzip", "deflate,gzip", "gzip, identity, x-gzip"])
def test_what_is_packed_more_than_once_is_not_unpacked(packing: str) -> None:
    with pytest.raises(httpx.DecodingError):
        pieces(gzip.compress(gzip.compress(TEXT)), packing)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
@pytest.mark.parametrize("body", [b"no such thing", gzip.compress(TEXT)[:200] + b"spoilt" * 100])
def test_what_cannot_be_unpacked_says_so(packing: str, body: bytes) -> None:
    with pytest.raises(httpx.DecodingError):
        pieces(body, packing)
