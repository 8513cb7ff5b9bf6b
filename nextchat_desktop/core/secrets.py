"""What is kept with a key, and how several keys are written; knows no keeper."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

_BETWEEN = re.compile(r"[\r\n,;，；、]+")


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a connection: one, or several with commas or line ends between, each once."""
    return tuple(dict.fromkeys(key.strip() for key in _BETWEEN.split(text) if key.strip()))


def headers_entry(connection: str) -> str:
    """Under which name the values of a connection's further headers are kept."""
    return f"{connection}/headers"


def proxy_entry(connection: str) -> str:
    """Under which name the password of a connection's proxy is kept."""
    return f"{connection}/proxy"


PROXY_OF_ALL = "all/proxy"
"""Under which name the password of the proxy is kept that is set for the whole program."""
FORMER = "former"
"""In the place of the name of connections that are gone."""


def headers_text(headers: Mapping[str, str]) -> str:
    return json.dumps(dict(headers), ensure_ascii=False)


def headers_of(text: str) -> dict[str, str]:
    """What `headers_text` wrote; empty where it is something else."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(item) for name, item in value.items()} if isinstance(value, dict) else {}


def with_password(proxy: str, password: str) -> str:
    """The address of a proxy with the password of the user in it; an address that is none stays as it is."""
    try:
        parts = urlsplit(proxy)
    except ValueError:
        return proxy
    if not parts.username or not password:
        return proxy
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username}:{quote(password, safe='')}@{host}").geturl()


def without_password(proxy: str) -> tuple[str, str]:
    """The address of a proxy without the password, and the password."""
    try:
        parts = urlsplit(proxy)
        password = parts.password or ""
    except ValueError:
        return proxy, ""
    if not password:
        return proxy, ""
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username or ''}@{host}").geturl(), unquote(password)
