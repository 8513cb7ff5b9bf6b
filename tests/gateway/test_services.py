"""What holds for every service there is: the person's own fields arrive, and what was refused stays away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gateway.world import chat_of
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Credentials, Endpoint
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES

CREDENTIALS = Credentials("id:secret", "token")


def ways() -> Iterator[tuple[Row, Endpoint]]:
    """Each service by each of its APIs, for a model that chats and for one that draws."""
    for row in SERVICES:
        base_url = row.service.base_url or "https://ours.example/v1"
        version = row.service.api_version or "2024-10-21"
        for api in row.service.apis or ("",):
            for makes_pictures in (False, True):
                yield row, Endpoint(base_url, "some-model", version, api, makes_pictures=makes_pictures)


def named(way: object) -> str:
    if isinstance(way, Row):
        return way.service.id
    assert isinstance(way, Endpoint)
    return "-".join(filter(None, (way.api, "draws" if way.makes_pictures else "chats")))


EVERY_WAY = pytest.mark.parametrize(("row", "endpoint"), list(ways()), ids=named)


def body_of(row: Row, endpoint: Endpoint) -> bytes:
    chat = replace(chat_of("c", endpoint.model, (Text("Hello?"),)), options={"temperature": 0.5})
    return row.speak(endpoint).request(chat, endpoint, CREDENTIALS, 1_700_000_000_000).content


@EVERY_WAY
def test_fields_of_ones_own_go_into_the_body(row: Row, endpoint: Endpoint) -> None:
    """Also into those that are signed or written as a form: a field is added before either."""
    body = body_of(row, replace(endpoint, extra={"of_ones_own": "just-so"}))
    assert b"of_ones_own" in body
    assert b"just-so" in body
    assert b"of_ones_own" not in body_of(row, endpoint)


@EVERY_WAY
def test_a_field_of_ones_own_counts_more_than_that_it_was_refused_once(row: Row, endpoint: Endpoint) -> None:
    refused = replace(endpoint, extra={"of_ones_own": 1}, refused=frozenset({"of_ones_own"}))
    assert b"of_ones_own" in body_of(row, refused)


@EVERY_WAY
def test_without_a_key_a_request_can_still_be_made(row: Row, endpoint: Endpoint) -> None:
    """Nothing that a person may set up makes a dialect fall over."""
    chat = chat_of("c", endpoint.model, (Text("Hello?"),))
    assert row.speak(endpoint).request(chat, endpoint, Credentials(), 0).url
