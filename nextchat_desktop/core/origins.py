"""Says which server an address belongs to, so that a key stays with it; knows neither keys nor services."""

import re
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_DOUBTFUL = re.compile(r"[\s\\\x00-\x1f\x7f]")


def origin(url: str) -> str:
    """`scheme://host[:port]` in lower case, without the default port; empty when the address names no server.

    Never raises. An address that two readers could understand differently names no server.
    """
    url = url.strip()
    if _DOUBTFUL.search(url):
        return ""
    try:
        return _origin(urlsplit(url))
    except ValueError:
        return ""


def host(url: str) -> str:
    """What people call the server: its host and port. Empty where the address names none. Never raises."""
    return origin(url).partition("://")[2]


def is_as_safe(before: str, after: str) -> bool:
    """Whether what was entered for one address may be shown at another: it is the same server, over no worse a line."""
    old, new = origin(before), origin(after)
    is_secured = old.startswith("http://") and new.startswith("https://") and host(before) == host(after)
    return bool(old) and (old == new or is_secured)


def _origin(parts: SplitResult) -> str:
    host, port = parts.hostname, parts.port
    if not parts.scheme or not host or parts.netloc.count("@") > 1:
        return ""
    shown = f"[{host}]" if ":" in host else host
    is_default = port is None or port == DEFAULT_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{shown}" if is_default else f"{parts.scheme}://{shown}:{port}"
