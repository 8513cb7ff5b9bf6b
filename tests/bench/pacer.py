"""A server on loopback that answers everybody without end, so many deltas in a second: `python -m bench.pacer RATE`.

It runs in a process of its own, so that the program's threads need not share theirs with it.
"""

import asyncio
import sys
from itertools import count

from bench.feed import DELTA
from bench.generator import Writer
from scripted import LoopbackServer, delta

_HEAD = b"HTTP/1.1 200 -\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
_LENGTH = 100_000

_BEGUN = 50_000
"""Characters that come at once, so that the pieces are added to an answer that is long already."""


class Pacer(LoopbackServer):
    """Keeps the pace by the clock: what it is late with goes out at once."""

    def __init__(self, rate: float) -> None:
        text = Writer(41).answer(_LENGTH)
        self._begun = delta(text[:_BEGUN])
        self._pieces = [delta(text[at : at + DELTA]) for at in range(_BEGUN, len(text), DELTA)]
        self._rate = rate
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_HEAD + self._begun)
        clock = asyncio.get_running_loop().time
        began = clock()
        for number in count():
            writer.write(self._pieces[number % len(self._pieces)])
            await writer.drain()
            await asyncio.sleep(max(0.0, began + (number + 1) / self._rate - clock()))


def main(rate: float) -> None:
    """Says its address, and serves until there is nobody to read it."""
    with Pacer(rate) as server:
        print(f"{server.url}/v1", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(float(sys.argv[1]))
