"""What a service is made of: the facts a person needs, the dialect for an endpoint, and what else it can be asked."""

from collections.abc import Callable
from dataclasses import dataclass

from nextchat_desktop.core.connections import Service
from nextchat_desktop.core.wire import Account, Dialect, Endpoint, Listing


@dataclass(frozen=True, slots=True)
class Row:
    """`speak` chooses among the dialects of the service, by the API, the model or what the model makes."""

    service: Service
    speak: Callable[[Endpoint], Dialect]
    listing: Listing | None = None
    account: Account | None = None


def always(dialect: Dialect) -> Callable[[Endpoint], Dialect]:
    """For a service with one dialect."""
    return lambda endpoint: dialect


def by_api(first: Dialect, **others: Dialect) -> Callable[[Endpoint], Dialect]:
    """For a service with several APIs: the first of them, or another by its id."""
    return lambda endpoint: others.get(endpoint.api, first)
