"""Which proxy the environment or the system's settings want for an address; a script of theirs is not read here."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, getproxies_environment, proxy_bypass

from nextchat_desktop.core.bypassing import bypasses
from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.typed_proxy import NotAProxy, typed_proxy

_LOGIN = re.compile(r"//[^/\s]*@")


def system_proxy(url: str) -> str:
    """A `FindProxy`. It may look the name up, where the system's exceptions are addresses."""
    return environment_proxy(url) or _proxy_of_settings(url)


def environment_proxy(url: str) -> str:
    """What HTTPS_PROXY, ALL_PROXY, NO_PROXY and their like say of it: a proxy or "direct", empty where nothing."""
    named = getproxies_environment()
    return DIRECT if bypasses(named.get("no", ""), url) else _named(named, url)


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


def _proxy_of_settings(url: str) -> str:
    """On Windows and macOS; elsewhere the environment has said all there is."""
    try:
        is_excepted = proxy_bypass(urlsplit(url).hostname or "")
    except ValueError:
        return DIRECT
    return DIRECT if is_excepted else _named(getproxies(), url) or DIRECT


def _named(proxies: Mapping[str, str], url: str) -> str:
    """The one for this kind of address, in the form used here; what cannot be read stays, to be complained of."""
    socks = proxies.get("socks", "")
    proxy = (
        proxies.get(url.partition(":")[0].casefold())
        or proxies.get("all")
        or (socks and f"socks5://{socks.rpartition('//')[2]}")
    )
    try:
        return typed_proxy(proxy or "")
    except NotAProxy:
        return proxy or ""
