"""Which proxy the environment or the system's settings want for an address; a script of theirs is not read here."""

import re
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from urllib.parse import urlsplit

from nextchat_desktop.core.bypassing import bypasses
from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.typed_proxy import NotAProxy, typed_proxy

_NAME = re.compile(r"(?!\.)[^\s*:/<>]*[^\W\d][^\s*:/<>]*")
"""With a letter in it, and nothing that stands for several."""


def system_proxy(url: str) -> str:
    """A `FindProxy`. It looks no name up, as `urllib` would where the exceptions are addresses: behind a proxy nobody
    near by need learn whom a person talks to."""
    return environment_proxy(url) or _proxy_of_settings(url)


def environment_proxy(url: str) -> str:
    """What HTTPS_PROXY, ALL_PROXY, NO_PROXY and their like say of it: a proxy or "direct", empty where nothing."""
    from urllib.request import getproxies_environment  # HTTP takes a moment

    named = getproxies_environment()
    return DIRECT if bypasses(named.get("no", ""), url) else _named(named, url)


def is_excepted(exceptions: Iterable[str], url: str) -> bool:
    """Whether the server stands among these, as systems write them: there a name means itself and none below it."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return True
    return any(one.casefold() == host if _NAME.fullmatch(one) else bypasses(one, url) for one in exceptions)


def _proxy_of_settings(url: str) -> str:
    """On Windows and macOS; elsewhere the environment has said all there is."""
    from urllib.request import getproxies  # HTTP takes a moment

    return DIRECT if is_excepted(_exceptions(), url) else _named(getproxies(), url) or DIRECT


def _exceptions() -> list[str]:
    """Those in the system's settings."""
    if sys.platform == "darwin":
        found = import_module("_scproxy")._get_proxy_settings()
        return [*filter(None, found.get("exceptions", ())), *(["<local>"] if found.get("exclude_simple") else [])]
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _WINDOWS) as settings:
                return str(winreg.QueryValueEx(settings, "ProxyOverride")[0]).split(";")
        except OSError:
            return []
    return []


_WINDOWS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
"""Where Windows keeps them for the person at it."""


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
