"""Which proxy the system wants for an address. The HTTP library asks for that itself, but not for all exceptions."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass


def goes_direct(url: str) -> bool:
    """Whether the system wants no proxy for this address though it has one. May look the name up, where the system's
    exceptions are addresses."""
    try:
        return bool(getproxies()) and _is_excepted(urlsplit(url).hostname or "")
    except ValueError:
        return False


def proxy_for(url: str) -> str:
    """The proxy without its login; empty if none. May look the name up, too."""
    try:
        target = urlsplit(url)
        proxies = getproxies()
        proxy = proxies.get(target.scheme) or proxies.get("all", "")
        return "" if not proxy or _is_excepted(target.hostname or "") else without_login(urlsplit(proxy))
    except ValueError:
        return ""


def without_login(proxy: SplitResult) -> str:
    return proxy._replace(netloc=proxy.netloc.rpartition("@")[2]).geturl()


def _is_excepted(host: str) -> bool:
    """This computer is reached through no proxy, as in every browser."""
    return _is_here(host) or bool(proxy_bypass(host))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
