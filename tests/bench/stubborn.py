"""A server on loopback whose answers never end, each in a way of its own: `python -m bench.stubborn`.

It runs in a process of its own, and says in one line of its output when somebody has hung up on it.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress

from scripted import LoopbackServer, delta

_HEAD = b"HTTP/1.1 200 -\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
_DRIP = 0.02
"""Seconds between two bytes."""

_GULP = delta("four ") * 2_000


async def _stalled_before_the_head() -> AsyncIterator[bytes]:
    await asyncio.Event().wait()
    yield b""


async def _stalled_after_the_head() -> AsyncIterator[bytes]:
    yield _HEAD
    await asyncio.Event().wait()


async def _stalled_in_a_piece() -> AsyncIterator[bytes]:
    yield _HEAD + delta("Once") + b'data: {"choices": [{"del'
    await asyncio.Event().wait()


async def _dripping_head() -> AsyncIterator[bytes]:
    async for drop in _drops(b"HTTP/1.1 200 -\r\nx-slow: " + b"a" * 60_000):
        yield drop


async def _dripping() -> AsyncIterator[bytes]:
    yield _HEAD
    async for drop in _drops(delta("drop ") * 2_000):
        yield drop


async def _flooding() -> AsyncIterator[bytes]:
    yield _HEAD
    while True:
        yield _GULP


async def _drops(data: bytes) -> AsyncIterator[bytes]:
    for place in range(len(data)):
        yield data[place : place + 1]
        await asyncio.sleep(_DRIP)


CASES: Mapping[str, Callable[[], AsyncIterator[bytes]]] = {
    "stalled-before-head": _stalled_before_the_head,
    "stalled-after-head": _stalled_after_the_head,
    "stalled-in-a-piece": _stalled_in_a_piece,
    "dripping-head": _dripping_head,
    "dripping": _dripping,
    "flooding": _flooding,
}


class Stubborn(LoopbackServer):
    """The first segment of the path names the case. `tell` hears when somebody has hung up, by the monotonic clock."""

    def __init__(self, tell: Callable[[float], None] = lambda _: None) -> None:
        self._tell = tell
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
        self.reached.set()
        saying = asyncio.ensure_future(self._say(CASES[path.split("/")[1]](), writer))
        try:
            while await reader.read(65536):
                pass
        except ConnectionError:
            pass
        finally:
            self._tell(time.monotonic())
            self.hung_up.set()
            saying.cancel()
            await asyncio.gather(saying, return_exceptions=True)

    async def _say(self, said: AsyncIterator[bytes], writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            async for data in said:
                writer.write(data)
                await writer.drain()


def main() -> None:
    """Says its address, and serves until there is nobody to read it."""
    with Stubborn(lambda at: print(at, flush=True)) as server:
        print(server.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
