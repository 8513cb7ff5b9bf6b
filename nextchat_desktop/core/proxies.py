"""Through which proxy an address is reached, as a person has set it; it asks no system and opens nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from nextchat_desktop.core.bypassing import bypasses, is_here
from nextchat_desktop.core.connections import DIRECT, SYSTEM

FindProxy = Callable[[str], str]
"""The proxy for an address, with its login if it has one, or DIRECT. It may take its time, and never raises."""


class Way(StrEnum):
    """How the whole program goes out."""

    SYSTEM = "system"
    """As the environment, the system's settings or their script say."""
    DIRECT = "direct"
    PROXY = "proxy"
    """Through the one that is set here."""


@dataclass(frozen=True, slots=True)
class ProxyPolicy:
    """What is set for the whole program. `address` has no password; hosts in `bypass` are reached without it.

    Where it `is_settled` by others, no connection has a way of its own.
    """

    way: Way = Way.SYSTEM
    address: str = field(default="", repr=False)
    bypass: str = ""
    is_settled: bool = False


class Because(StrEnum):
    """Why requests go the way they go: whoever says so."""

    CONNECTION = "connection"
    PROGRAM = "program"
    """What is set for the whole program."""
    BYPASS = "bypass"
    """The program's list of servers that are reached without its proxy."""
    HERE = "here"
    """The server is on this computer, where a proxy would not find it."""
    ENVIRONMENT = "environment"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class WayOut:
    """How requests to `host` would go out now. `proxy` has no login, and is empty where there is none."""

    host: str
    proxy: str
    because: Because


def directly(_url: str) -> str:
    """The `FindProxy` of those who have none."""
    return DIRECT


def finder(own: str, policy: ProxyPolicy, system: FindProxy) -> FindProxy:
    """The `FindProxy` of a connection whose own proxy is `own`; the addresses have their passwords by now.

    This computer is reached through none, as in every browser, unless the connection names one itself.
    """

    def find(url: str) -> str:
        match because(own, policy, url):
            case Because.CONNECTION:
                return own
            case Because.HERE | Because.BYPASS:
                return DIRECT
            case Because.PROGRAM:
                return DIRECT if policy.way is Way.DIRECT else policy.address
            case _:
                return system(url)

    return find


def because(own: str, policy: ProxyPolicy, url: str) -> Because:
    """Who says how this address is reached. For SYSTEM the system has to be asked."""
    if own not in ("", SYSTEM):
        return Because.CONNECTION
    way = Way.SYSTEM if own == SYSTEM else policy.way
    if is_here(url):
        return Because.HERE
    if way is Way.SYSTEM:
        return Because.SYSTEM
    return Because.BYPASS if way is Way.PROXY and bypasses(policy.bypass, url) else Because.PROGRAM
