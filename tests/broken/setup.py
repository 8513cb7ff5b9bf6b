"""What a broken set-up is made of: what somebody entered, who answers there, and what a test makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from certificates import Held
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from scripted import LoopbackServer, Reply, Request

Answer = Callable[[Request], Reply]
"""What a server says to a request."""

Shows = Callable[[Held, str], Held]
"""The certificate that a server of this name shows, where this authority is one that is trusted."""

MakeProxy = Callable[[Mapping[str, int]], LoopbackServer]
"""A proxy, by the ports behind which each `host:port` is."""


def issued(authority: Held, host: str) -> Held:
    """As it should be."""
    return authority.issue(host, (host,))


def lasting(begins: timedelta, ends: timedelta) -> Shows:
    """One that holds for this time, counted from now."""
    return lambda authority, host: authority.issue(host, (host,), begins, ends)


@dataclass(frozen=True)
class Place:
    """Who answers at one address: over TLS if its scheme is https."""

    answer: Answer
    shows: Shows = issued
    otherwise: bytes | None = None
    """What a server that speaks TLS says to a request in plain http, and one that does not, to a TLS greeting."""


Trusts = Callable[[Held, str], Trust]


def the_usual(authority: Held, address: str) -> Trust:
    return Trust(authority.pem)


@dataclass(frozen=True)
class SetUp:
    """`at` and `kind` are None where one can chat all the same.

    Addresses are reached by the names in them, through a proxy that knows where they are; those of this computer are
    reached directly, and their ports are others than the ones that are written here. `there` is None where nobody is.
    """

    name: str
    service: str
    address: str
    there: Place | Answer | None
    at: Step | None
    kind: FailureKind | None
    remedies: tuple[Remedy, ...] = ()
    key: str | None = "sk-right"
    model: str = "gpt-4o"
    options: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of the connection."""
    trusts: Trusts = the_usual
    elsewhere: Mapping[str, Place | Answer] = field(default_factory=dict)
    """Who answers at other addresses."""
    proxy: str = ""
    password: str = ""
    through: MakeProxy | None = None
    """What runs where `proxy` leads."""
    neighbour: bool = False
    """Whether a proxy runs on this computer that nobody has set."""
    is_locked: bool = False
    """Whether the file of keys is."""
    may_fail: tuple[RemedyKind, ...] = ()
    """What is offered here without being tried, and does not help here."""
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    """The fields of this that a person changes where no button does it. Then one can chat."""

    @property
    def own_place(self) -> Place | None:
        return self.there if isinstance(self.there, Place | None) else Place(self.there)


THE_CERTIFICATE = "the certificate that is shown"
"""In place of the PEM in a remedy."""

NEIGHBOUR = "http://127.0.0.1:7890"

R = RemedyKind
ENTER_KEY, ENTER_MODEL, CHOOSE_MODEL = Remedy(R.ENTER_KEY), Remedy(R.ENTER_MODEL), Remedy(R.CHOOSE_MODEL)
ENTER_ADDRESS, ENTER_PROXY, USE_NO_PROXY = Remedy(R.ENTER_ADDRESS), Remedy(R.ENTER_PROXY), Remedy(R.USE_NO_PROXY)
ENTER_HEADERS, ADD_AUTHORITY = Remedy(R.ENTER_HEADERS), Remedy(R.ADD_AUTHORITY)
CHECK_CLOCK, TEST_AGAIN = Remedy(R.CHECK_CLOCK), Remedy(R.TEST_AGAIN)
TRUST, FORGET_TRUST = Remedy(R.TRUST, THE_CERTIFICATE), Remedy(R.FORGET_TRUST)


def wait(seconds: int) -> Remedy:
    return Remedy(R.TEST_AGAIN, str(seconds))


def page(url: str) -> Remedy:
    return Remedy(R.OPEN_PAGE, url)


def use_model(id: str) -> Remedy:
    return Remedy(R.USE_MODEL, id)


def use_address(url: str) -> Remedy:
    return Remedy(R.USE_ADDRESS, url)


def use_service(id: str) -> Remedy:
    return Remedy(R.USE_SERVICE, id)


def use_version(version: str) -> Remedy:
    return Remedy(R.USE_API_VERSION, version)


CALM_DOWN = Remedy(R.CALM_DOWN, "gpt-4o")
GO_BY_NEIGHBOUR = Remedy(R.USE_PROXY, NEIGHBOUR)


def use_api(id: str) -> Remedy:
    return Remedy(R.USE_API, id)
