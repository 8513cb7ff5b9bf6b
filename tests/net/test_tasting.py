"""The first words of a reply, over a real socket: how long they are waited for, and when enough was heard."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from net.loopback import FloodServer
from net.waiting import LONG_ENOUGH, Waiting
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Call, ChatRequest, Credentials, Endpoint
from nextchat_desktop.net.tasted import Tasted
from nextchat_desktop.net.tasting import taste
from nextchat_desktop.net.witness import Witness
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from scripted import STALL, Reply, ScriptedServer, delta, finish

AT_ONCE = 2.0
CHAT = ChatRequest(ModelChoice("c", "m"), (Message("q", Role.USER, (Text("Count."),)),))


class Taster(Waiting):
    def __init__(self) -> None:
        super().__init__()
        self.witness = Witness()

    def taste(self, base_url: str, first_word: float = LONG_ENOUGH, enough: float = LONG_ENOUGH) -> Tasted:
        dialect = ChatCompletions(OpenAIRoute())

        def prepare() -> Call:
            return Call(dialect.request(CHAT, Endpoint(base_url, "m"), Credentials(), 0))

        tasted: Tasted = self.outcome_of(taste(self.clients, prepare, dialect, self.witness, first_word, enough))
        return tasted


@pytest.fixture
def taster() -> Iterator[Taster]:
    with closing(Taster()) as taster:
        yield taster


def test_who_keeps_the_line_alive_and_says_nothing_is_given_up(taster: Taster, server: ScriptedServer) -> None:
    server.queue(Reply([item for _ in range(100) for item in (b": thinking\n\n", 0.05)]))
    tasted = taster.taste(server.base_url, first_word=0.4)
    assert tasted.failed is not None
    assert (tasted.failed.kind, tasted.pieces, tasted.ended) == (FailureKind.TIMEOUT, (), False)
    assert server.hung_up.wait(AT_ONCE)
    assert taster.witness.exchanges()[0].failure == tasted.failed


def test_whoever_speaks_in_lumps_is_heard_for_so_long_and_no_longer(taster: Taster, server: ScriptedServer) -> None:
    lump = b"".join(delta(f"{number} ") for number in range(20))
    server.queue(Reply([item for _ in range(50) for item in (lump, 0.2)]))
    began = time.monotonic()
    tasted = taster.taste(server.base_url, enough=0.7)
    assert (tasted.failed, tasted.ended) == (None, False)
    assert len(tasted.pieces) >= 60
    assert time.monotonic() - began < AT_ONCE
    assert server.hung_up.wait(AT_ONCE)


def test_a_few_words_at_a_time_are_enough_after_the_first(taster: Taster, server: ScriptedServer) -> None:
    """A lump at the beginning proves nothing against those that come one by one later."""
    lump = b"".join(delta(f"{number} ") for number in range(20))
    server.queue(Reply([lump, *(item for _ in range(8) for item in (0.05, delta("x ") * 2)), STALL]))
    tasted = taster.taste(server.base_url)
    assert tasted.failed is None
    assert 28 <= len(tasted.pieces) <= 36


def test_once_it_is_over_the_server_need_not_hang_up_first(taster: Taster, server: ScriptedServer) -> None:
    server.queue(Reply([delta("1"), finish(), b"data: [DONE]\n\n", STALL]))
    began = time.monotonic()
    tasted = taster.taste(server.base_url)
    assert (tasted.failed, len(tasted.pieces), tasted.ended) == (None, 1, True)
    assert time.monotonic() - began < AT_ONCE


def test_a_flood_is_not_drunk(taster: Taster) -> None:
    with FloodServer(b"".join(delta("x ") for _ in range(200))) as server:
        began = time.monotonic()
        tasted = taster.taste(f"{server.url}/v1")
        assert tasted.failed is None
        assert len(tasted.pieces) <= 2000
        assert time.monotonic() - began < 5


def test_blanks_are_no_words(taster: Taster, server: ScriptedServer) -> None:
    server.queue(Reply([delta(" "), delta("\n"), finish(), b"data: [DONE]\n\n"]))
    tasted = taster.taste(server.base_url)
    assert tasted.failed is not None
    assert tasted.failed.kind is FailureKind.EMPTY
