"""What a service can be asked beside replies: its models, page by page, and what is left of the money."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Call, Credentials, Dialect, HttpRequest, Listed
from nextchat_desktop.gateway.preparing import Preparation

_MOST_PAGES = 50


def models_of(preparation: Preparation, most: int = _MOST_PAGES) -> Call | Failed:
    """The call whose outcome is Listed or Failed. `most` are the pages that are asked for."""
    listing, (endpoint, dialect) = preparation.row.listing, preparation.speaking()
    if listing is None or _exchanges_keys(dialect):
        return Failed(FailureKind.NOT_TOLD)
    found: list[Listed] = []

    def page(after: str) -> Call | Failed:
        call = preparation.call(endpoint, dialect, lambda keys: listing.request(endpoint, keys, after))
        return _then(call, go_on)

    def go_on(answered: Answered) -> Call | Listed | Failed:
        listed = listing.read(answered)
        if isinstance(listed, Failed):
            return listed
        found.append(listed)
        return page(listed.after) if listed.after and len(found) < most else _joined(found)

    return page("")


def balance_of(preparation: Preparation) -> Call | Failed:
    """The call whose outcome is Balance or Failed."""
    account, (endpoint, dialect) = preparation.row.account, preparation.speaking()
    if account is None or _exchanges_keys(dialect):
        return Failed(FailureKind.NOT_TOLD)
    answers: list[Answered] = []

    def ask(place: int) -> Call | Failed:
        def make(keys: Credentials) -> HttpRequest:
            return account.request(place, endpoint, keys, time.time_ns() // 1_000_000)

        return _then(preparation.call(endpoint, dialect, make), go_on)

    def go_on(answered: Answered) -> Any:
        answers.append(answered)
        is_last = len(answers) >= account.number
        return account.read(tuple(answers)) if is_last else ask(len(answers))

    return ask(0)


def _then(call: Call | Failed, go_on: Callable[[Answered], Any]) -> Call | Failed:
    return call if isinstance(call, Failed) else replace(call, then=go_on)


def _exchanges_keys(dialect: Dialect) -> bool:
    """Lists and accounts are asked with the key itself, which such an API does not take."""
    return dialect.tokens is not None


def _joined(pages: list[Listed]) -> Listed:
    models = {model.id: model for page in pages for model in page.models}
    return Listed(tuple(models.values()), default=next((page.default for page in pages if page.default), ""))
