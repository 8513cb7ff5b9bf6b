"""What is on its way holds secrets; nothing that writes it down, such as a report of an error, may show them."""

from collections.abc import Iterator

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Call, ChatRequest, Credentials, HttpRequest, Route
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES
from providers.rows import endpoints_of

KEY, SECRET, TOKEN = "AKID-of-mine", "secret-of-mine", "token-of-mine"
CREDENTIALS = Credentials(f"{KEY}:{SECRET}", TOKEN)
CHAT = ChatRequest(ModelChoice("c", "m"), (Message("q", Role.USER, (Text("Hello?"),)),))


def requests(row: Row) -> Iterator[HttpRequest]:
    """Everything that this service may be asked."""
    for endpoint in endpoints_of(row):
        dialect = row.speak(endpoint)
        yield dialect.request(CHAT, endpoint, CREDENTIALS, 0)
        if dialect.tokens is not None:
            yield dialect.tokens.request(endpoint, CREDENTIALS)
        if row.listing is not None:
            yield row.listing.request(endpoint, CREDENTIALS)
        if row.account is not None:
            yield from (row.account.request(n, endpoint, CREDENTIALS, 0) for n in range(row.account.number))


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)
def test_a_request_that_is_written_down_shows_no_secret(row: Row) -> None:
    for request in requests(row):
        written = repr(Call(request, Route(f"http://ann:{SECRET}@proxy", headers={"X-Key": SECRET})))
        assert not any(secret in written for secret in (KEY, SECRET, TOKEN))
    assert SECRET not in repr(CREDENTIALS)


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)
def test_a_key_is_in_no_address_but_where_a_service_takes_it_nowhere_else(row: Row) -> None:
    shown = [request.url for request in requests(row) if any(one in request.url for one in (KEY, SECRET, TOKEN))]
    assert not shown or row.service.id == "baidu"
