"""Other addresses, APIs and services that may have been meant by a connection that leads to no chat. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from nextchat_desktop.core.addresses import Address, address_of
from nextchat_desktop.core.connections import COMPATIBLE, Connection, Service
from nextchat_desktop.core.endpoints import normalise_base
from nextchat_desktop.core.exchange import Exchange
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied

MOST = 5

_VERSION = re.compile(r"/v\d+\w*$", re.I)
_LIKE_OPENAI = (COMPATIBLE, "oneapi", "litellm", "vllm", "llamacpp", "lmstudio", "openai")
NEXTCHAT = "nextchat"
_SITES = (NEXTCHAT, "chatgptweb")
"""What people run for others, whose address shows a page in a browser."""
_VERSIONS = ("2024-10-21", "2025-04-01-preview", "2024-06-01", "2024-02-01")
"""Of Azure's API, the widely supported first."""


def alternatives(connection: Connection, service: Service) -> tuple[Remedy, ...]:
    """The likeliest first, all at the same server, so that the key stays where it belongs."""
    here = origin(connection.base_url)
    found: dict[tuple[str, ...], Remedy] = {}
    for remedy in _all(connection, service):
        other = applied(connection, remedy)
        if _place(other) != _place(connection) and origin(other.base_url) == here:
            found.setdefault(_place(other), remedy)
    return tuple(found.values())[:MOST]


def other_versions(connection: Connection, service: Service) -> tuple[Remedy, ...]:
    now = connection.api_version or service.api_version
    versions = dict.fromkeys((service.api_version, *_VERSIONS))
    return tuple(Remedy(RemedyKind.USE_API_VERSION, one) for one in versions if one and one != now)[:MOST]


def completed(connection: Connection) -> Remedy | None:
    """What is meant by an address that is none as it stands; None where that cannot be told."""
    found = normalise_base(connection.base_url, connection.service)
    same = found is None or found.base_url == connection.base_url or found.service != connection.service
    return None if same or not found else Remedy(RemedyKind.USE_ADDRESS, found.base_url)


def with_scheme(connection: Connection, scheme: str) -> Remedy:
    """The same address, encrypted or not."""
    return Remedy(RemedyKind.USE_ADDRESS, f"{scheme}://{connection.base_url.partition('://')[2]}")


def sent_on(connection: Connection, exchange: Exchange) -> Remedy | None:
    """The address that a server sends on to, without what a request adds to it; None where it sends elsewhere."""
    headers = exchange.head.fields if exchange.head else {}
    asked, base = exchange.sent.url.partition("?")[0], connection.base_url.rstrip("/")
    if not asked.startswith(base) or "location" not in headers:
        return None
    added = asked.removeprefix(base)
    target = _joined(asked, headers["location"]).partition("?")[0].partition("#")[0].rstrip("/")
    if not added or not target.endswith(added) or not _is_clear(target) or _is_worse(base, target):
        return None
    there = target.removesuffix(added)
    return None if there == base else Remedy(RemedyKind.USE_ADDRESS, there)


def _is_clear(url: str) -> bool:
    """Whether it leads where whoever reads it thinks: in a login there may stand the name of another server, and one
    letter may look like another."""
    return bool(origin(url)) and url.isascii() and url.isprintable() and "@" not in url


def _is_worse(base: str, target: str) -> bool:
    """Whether anybody on the way could read what nobody could before."""
    return origin(base).startswith("https://") and not origin(target).startswith("https://")


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""


def _place(connection: Connection) -> tuple[str, ...]:
    return connection.service, connection.base_url.rstrip("/"), connection.api


def _all(connection: Connection, service: Service) -> Iterator[Remedy]:
    yield from _recognised(connection, service)
    if service.base_url:
        yield Remedy(RemedyKind.USE_ADDRESS, service.base_url)
    address = address_of(connection.base_url)
    if address is not None and service.id in _LIKE_OPENAI:
        yield from (Remedy(RemedyKind.USE_ADDRESS, url) for url in _like_openai(address))
    if address is not None and service.by_deployment:
        yield Remedy(RemedyKind.USE_ADDRESS, f"{address.root}/openai/v1")
    if connection.api and service.apis and connection.api != service.apis[0]:
        yield Remedy(RemedyKind.USE_API, service.apis[0])
    if service.id in (COMPATIBLE, *_SITES):
        yield from (Remedy(RemedyKind.USE_SERVICE, site) for site in _SITES if site != service.id)


def _recognised(connection: Connection, service: Service) -> Iterator[Remedy]:
    """What the address itself tells, pasted anew."""
    for said in dict.fromkeys((service.id, "")):
        found = normalise_base(connection.base_url, said)
        if found is None:
            continue
        if found.service == service.id:
            yield Remedy(RemedyKind.USE_ADDRESS, found.base_url)
        elif found.service != COMPATIBLE:
            yield Remedy(RemedyKind.USE_SERVICE, found.service)
        if found.service == service.id and found.api in service.apis:
            yield Remedy(RemedyKind.USE_API, found.api)


def _like_openai(address: Address) -> Iterator[str]:
    path = address.path.rstrip("/")
    bare = _VERSION.sub("", path)
    if not _VERSION.search(path):
        yield f"{address.root}{path}/v1"
    yield f"{address.root}/v1"
    yield f"{address.root}/api/v1"
    yield f"{address.root}{bare}"
