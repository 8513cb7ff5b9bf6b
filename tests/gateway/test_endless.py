"""Servers and proxies that begin to answer and never come to an end: no errand of a test waits longer than it may."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.world import House
from nextchat_desktop.core.checkup import AskModels, Chat, Errand, LookForPortal, Seen, ShowCertificate
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed
from nextchat_desktop.net.patience import OfATest, Patience
from scripted import LoopbackServer

_HASTE = Patience(connect=0.2, reach=0.2, write=0.2, longest=0.2, whole=0.2)
_SOON = 4.0
"""Seconds for two requests, on the slowest machine."""

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Endless(LoopbackServer):
    """Says `first` to whoever says anything, and then `piece` for ever, with a pause before each or without."""

    def __init__(self, first: bytes, piece: bytes, pause: float) -> None:
        self._first, self._piece, self._pause = first, piece, pause
        super().__init__()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(self._first)
        while True:
            writer.write(self._piece)
            await writer.drain()
            await asyncio.sleep(self._pause)


ENDLESS = {
    "a head that drips": (_OK, b"x", 0.02),
    "a head that floods": (_OK, b"x: y\r\n" * 5000, 0.0),
    "a line that floods": (_OK + b"x: ", b"y" * 65536, 0.0),
    "answers before the answer that drip": (b"", b"HTTP/1.1 103 Soon\r\n\r\n", 0.02),
    "answers before the answer that flood": (b"", b"HTTP/1.1 103 Soon\r\n\r\n" * 50, 0.0),
    "a body that drips": (_OK + b"\r\n[", b" ", 0.02),
    "a body that floods": (_OK + b"\r\n[", b" " * 65536, 0.0),
    "a chunk whose size floods": (_OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536, 0.0),
}


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[House]:
    with closing(House(tmp_path, OfATest(_HASTE, _HASTE, _HASTE, _HASTE))) as house:
        yield house


def is_over(house: House, errand: Errand) -> object:
    """What is answered, in time."""
    began = time.monotonic()
    answer: object = house.outcome(lambda deliver: house.gateway.perform(errand, deliver))
    assert time.monotonic() - began < _SOON
    return answer.outcome if isinstance(answer, Seen) else answer


@pytest.mark.parametrize("way", ENDLESS)
@pytest.mark.parametrize("through", ["", "http", "socks5"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_never_ends_is_given_up(hasty: House, way: str, through: str, scheme: str) -> None:
    """By the server itself, and by a proxy that is asked for a way to it."""
    with Endless(*ENDLESS[way]) as server:
        place = f"127.0.0.1:{server.port}"
        hasty.connect("compatible", f"{scheme}://{place}/v1", "sk-our-key-1", models=(Model("our-gpt"),))
        hasty.add_proxy(f"{through}://{place}" if through else "direct")
        ours = hasty.connections["c"]
        for errand in (AskModels(ours), Chat(ours, "our-gpt")):
            assert isinstance(is_over(hasty, errand), Failed)
        is_over(hasty, LookForPortal(ours))
        if scheme == "https":
            assert isinstance(is_over(hasty, ShowCertificate(ours, ours.base_url)), Failed)
