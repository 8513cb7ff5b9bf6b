"""What a service can be asked beside replies: its models, page by page, and what is left of the money."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Call, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.gateway.preparing import Preparation, endpoint_of
from nextchat_desktop.providers.row import Row

_MOST_PAGES = 50

Capable = Callable[[Model], Capabilities]


def models_of(preparation: Preparation, row: Row, connection: Connection, capable: Capable) -> Call | Failed:
    """The call whose outcome is Listed or Failed."""
    listing, endpoint = row.listing, _first(connection, capable)
    if listing is None or _exchanges_keys(row, endpoint):
        return Failed(FailureKind.NOT_TOLD)
    found: list[Listed] = []

    def page(after: str) -> Call | Failed:
        call = preparation.call(endpoint, row.speak(endpoint), lambda keys: listing.request(endpoint, keys, after))
        return _then(call, go_on)

    def go_on(answered: Answered) -> Call | Listed | Failed:
        listed = listing.read(answered)
        if isinstance(listed, Failed):
            return listed
        found.append(listed)
        return page(listed.after) if listed.after and len(found) < _MOST_PAGES else _joined(found)

    return page("")


def balance_of(preparation: Preparation, row: Row, connection: Connection, capable: Capable) -> Call | Failed:
    """The call whose outcome is Balance or Failed."""
    account, endpoint = row.account, _first(connection, capable)
    if account is None or _exchanges_keys(row, endpoint):
        return Failed(FailureKind.NOT_TOLD)
    answers: list[Answered] = []

    def ask(place: int) -> Call | Failed:
        def make(keys: Credentials) -> HttpRequest:
            return account.request(place, endpoint, keys, time.time_ns() // 1_000_000)

        return _then(preparation.call(endpoint, row.speak(endpoint), make), go_on)

    def go_on(answered: Answered) -> Any:
        answers.append(answered)
        is_last = len(answers) >= account.number
        return account.read(tuple(answers)) if is_last else ask(len(answers))

    return ask(0)


def _then(call: Call | Failed, go_on: Callable[[Answered], Any]) -> Call | Failed:
    return call if isinstance(call, Failed) else replace(call, then=go_on)


def _exchanges_keys(row: Row, endpoint: Endpoint) -> bool:
    """Lists and accounts are asked with the key itself, which such an API does not take."""
    return row.speak(endpoint).tokens is not None


def _first(connection: Connection, capable: Capable) -> Endpoint:
    return endpoint_of(connection, connection.models[0].id if connection.models else "", capable)


def _joined(pages: list[Listed]) -> Listed:
    models = {model.id: model for page in pages for model in page.models}
    return Listed(tuple(models.values()), default=next((page.default for page in pages if page.default), ""))
