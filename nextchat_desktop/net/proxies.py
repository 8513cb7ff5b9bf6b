"""Which proxy the environment or the system's settings want for an address; a script of theirs is not read here."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from nextchat_desktop.core.connections import DIRECT

_LOGIN = re.compile(r"//[^/\s]*@")


def system_proxy(url: str) -> str:
    """A `FindProxy`. It may look the name up, where the system's exceptions are addresses."""
    try:
        target, proxies = urlsplit(url), getproxies()
        proxy = proxies.get(target.scheme) or proxies.get("all", "")
        return DIRECT if not proxy or _is_excepted(target.hostname or "") else proxy
    except ValueError:
        return DIRECT


def shown_proxy(proxy: str) -> str:
    """The address without its login; also of what is no address."""
    try:
        parts = urlsplit(proxy)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return without_logins(proxy)


def without_logins(text: str) -> str:
    """A sentence that quotes addresses, without what stands before the hosts in them."""
    return _LOGIN.sub("//", text)


def _is_excepted(host: str) -> bool:
    """This computer is reached through no proxy, as in every browser."""
    return _is_here(host) or bool(proxy_bypass(host))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
