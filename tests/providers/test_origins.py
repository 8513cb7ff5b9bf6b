"""A key is only shown to the server that the connection names, whatever else a request is made of."""

from collections.abc import Iterator

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES

BASES = ("https://elsewhere.example:8443/deep", "http://10.0.0.7:3000", "https://relay.example/v1/")
MODELS = (
    "gpt-4o",
    "dall-e-3",
    "sd3.5-large",
    "ernie-4.0",
    "//evil.example/x",
    "@evil.example",
    "https://evil.example/",
)
KEY = Credentials("id:sk-of-ann")


def endpoints(row: Row, base: str) -> Iterator[Endpoint]:
    for api in row.service.apis or ("",):
        for model in MODELS:
            for makes_pictures in (False, True):
                yield Endpoint(base, model, "2024-10-21", api, makes_pictures=makes_pictures)


def addresses(row: Row, endpoint: Endpoint) -> Iterator[str]:
    """Where the requests of every kind go."""
    dialect = row.speak(endpoint)
    question = Message("q", Role.USER, (Text("Hello?"),))
    chat = ChatRequest(ModelChoice("c", endpoint.model), (question,), question=question)
    yield dialect.request(chat, endpoint, KEY, 0).url
    if dialect.tokens is not None:
        yield dialect.tokens.request(endpoint, KEY).url
    if row.listing is not None:
        yield from (row.listing.request(endpoint, KEY, after).url for after in ("", "https://evil.example/?after=1"))
    if row.account is not None:
        yield from (row.account.request(place, endpoint, KEY, 0).url for place in range(row.account.number))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)
def test_every_request_goes_to_the_server_of_the_connection(row: Row, base: str) -> None:
    asked = {origin(address) for endpoint in endpoints(row, base) for address in addresses(row, endpoint)}
    assert asked == {origin(base)}
