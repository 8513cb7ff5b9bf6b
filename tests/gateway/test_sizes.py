"""Answers of any size: no more is read of one than is of use, however much of it there is or was pressed into it."""

import gzip
from collections.abc import Sequence

import pytest

from gateway.world import House
from nextchat_desktop.core.checkup import AskModels, Chat, Errand, LookForPortal, Seen
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.net.calling import MOST, MOST_OF_A_REFUSAL
from scripted import HTML, JSON, Reply, ScriptedServer

LONG_ENOUGH = 10.0
MORE = 1024 * 1024
"""Bytes that may be on their way when enough has come."""

ROWS = [b'{"data":[', *([b'{"id":"abcdefgh"},' * 20_000] * 200)]
PAGE = [b"<html>", *([b"Welcome! " * 40_000] * 200)]
"""72 MB of each."""


def seen(house: House, errand: Errand) -> Seen:
    found: Seen = house.outcome(lambda deliver: house.gateway.perform(errand, deliver))
    return found


def connect(house: House, server: ScriptedServer) -> None:
    house.connect("compatible", server.base_url, "sk-our-key-1", models=(Model("our-gpt"),))


@pytest.mark.parametrize(
    ("script", "headers", "status", "most"),
    [
        (ROWS, JSON, 200, MOST),
        (PAGE, HTML, 200, MOST),
        (ROWS, JSON, 400, MOST_OF_A_REFUSAL),
        (PAGE, HTML, 404, MOST_OF_A_REFUSAL),
    ],
)
@pytest.mark.parametrize("is_chat", [True, False])
def test_a_flood_is_read_until_it_cannot_be_an_answer(
    house: House,
    server: ScriptedServer,
    is_chat: bool,
    script: Sequence[bytes],
    headers: dict[str, str],
    status: int,
    most: int,
) -> None:
    server.default = Reply(script, status, headers)
    connect(house, server)
    ours = house.connections["c"]
    answered = seen(house, Chat(ours, "our-gpt") if is_chat else AskModels(ours))
    assert isinstance(answered.outcome, Failed)
    assert server.hung_up.wait(LONG_ENOUGH)
    assert most < answered.exchanges[-1].length < most + MORE


def test_of_a_portal_the_first_words_are_read(house: House, server: ScriptedServer) -> None:
    server.default = Reply(PAGE, headers={"content-type": "text/plain"})
    connect(house, server)
    assert house.outcome(lambda deliver: house.gateway.perform(LookForPortal(house.connections["c"]), deliver)) == ""
    assert server.hung_up.wait(LONG_ENOUGH)


def test_a_large_picture_in_a_document_is_read_to_its_end(house: House, server: ScriptedServer) -> None:
    picture = b"data:image/png;base64," + b"A" * (MOST + 3_000_000)
    server.queue(Reply([b'{"choices":[{"message":{"content":"', picture, b'"},"finish_reason":"stop"}]}'], 200, JSON))
    connect(house, server)
    events = house.ask()
    assert isinstance(events[-1], Finished)
    assert sum(len(event.text) for event in events if isinstance(event, TextDelta)) == len(picture)


@pytest.mark.parametrize("packing", ["gzip, gzip", "gzip, gzip, gzip", "deflate, gzip"])
def test_what_was_pressed_more_than_once_is_not_taken_apart(house: House, server: ScriptedServer, packing: str) -> None:
    """A few hundred bytes of it would fill any memory."""
    bomb = gzip.compress(gzip.compress(bytes(1_000_000)))
    server.queue(Reply([bomb], headers={**JSON, "content-encoding": packing}))
    connect(house, server)
    (failed,) = house.ask()
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.detail) == (FailureKind.SERVER, "DecodingError: packed more than once")


def test_what_was_pressed_once_counts_as_what_it_stands_for(house: House, server: ScriptedServer) -> None:
    server.default = Reply([gzip.compress(b'{"data":[' + b'"abcdefgh",' * 5_000_000)])
    server.default = Reply(server.default.script, headers={**JSON, "content-encoding": "gzip"})
    connect(house, server)
    answered = seen(house, AskModels(house.connections["c"]))
    assert isinstance(answered.outcome, Failed)
    assert MOST < answered.exchanges[-1].length < MOST + MORE
