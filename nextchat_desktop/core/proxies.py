"""Through which proxy an address is reached, as a person has set it; it asks no system and opens nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from nextchat_desktop.core.origins import host

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
    """What is set for the whole program. `address` has no password; hosts in `bypass` are reached without it."""

    way: Way = Way.SYSTEM
    address: str = field(default="", repr=False)
    bypass: str = ""


def directly(_url: str) -> str:
    """The `FindProxy` of those who have none."""
    return "direct"


def finder(own: str, policy: ProxyPolicy, system: FindProxy) -> FindProxy:
    """The `FindProxy` of a connection whose own proxy is `own`; the addresses have their passwords by now."""
    ways: dict[str, FindProxy] = {"direct": directly, "system": system}
    if own:
        return ways.get(own) or (lambda _url: own)
    by_policy: dict[Way, FindProxy] = {Way.SYSTEM: system, Way.DIRECT: directly}
    return by_policy.get(policy.way) or (lambda url: "direct" if bypasses(policy.bypass, url) else policy.address)


def bypasses(hosts: str, url: str) -> bool:
    """Whether the host of this address stands in the list, whose parts have commas, semicolons or blanks between."""
    return host(url).partition(":")[0] in hosts.replace(",", " ").replace(";", " ").split()
