"""The address of a proxy as a person types it, brought to one form. It knows no keeper and asks nobody."""

import re
from enum import StrEnum
from unicodedata import normalize
from urllib.parse import quote, unquote

from nextchat_desktop.core.connections import DIRECT, SYSTEM
from nextchat_desktop.core.origins import origin

_KINDS = {"": "http", "http": "http", "https": "https"} | dict.fromkeys(("socks", "socks5", "socks5h"), "socks5")
"""Names are looked up by the proxy with all that are SOCKS."""

_ASSIGNED = re.compile(r"\b\w+_proxy\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
"""As proxy programs offer it for a terminal."""
_SCHEME = re.compile(r"^([\w+.-]+)\s*[:：]\s*[/／]{2}\s*")
_SCRIPT = re.compile(r"pac|\.dat$|\.js$")
_PLACE = re.compile(r"^(\[[0-9a-f:.%]+\]|[^\s:/?#\[\]@\\]+)(?::(\d{1,5}))?$")
_HOST_THEN_PORT = re.compile(r"^(\S+) +(\d{2,5})$")
_ONLY_PORT = re.compile(r"^:?(\d{2,5})$")
_MOST = 65_535


class Why(StrEnum):
    """Why something is no address of a proxy: `proxy.wrong.<why>` are the words."""

    ADDRESS = "address"
    SCHEME = "scheme"
    """One of a kind that is not spoken here."""
    SCRIPT = "script"
    """It leads to a script that says which proxy to take."""


class NotAProxy(ValueError):
    def __init__(self, why: Why) -> None:
        super().__init__(f"this is no address of a proxy: {why}")
        self.why = why


def typed_proxy(text: str) -> str:
    """`scheme://user:password@host:port` with a login that can stand in an address; "", direct and system stay.

    Raises NotAProxy.
    """
    text = text.strip()
    if text in ("", DIRECT, SYSTEM):
        return text
    assigned = _ASSIGNED.search(text)
    text = assigned[1] if assigned else text
    scheme, rest = _split(text)
    login, at, place = rest.rpartition("@")
    shown = _plain(place)
    if "pac+" in scheme or scheme == "file":
        raise NotAProxy(Why.SCRIPT)
    if scheme not in _KINDS:
        raise NotAProxy(Why.SCHEME)
    return f"{_KINDS[scheme]}://{_login(login) if at else ''}{at}{_place(shown)}"


def _split(text: str) -> tuple[str, str]:
    """The scheme in small letters, and what follows it."""
    found = _SCHEME.match(text)
    return (normalize("NFKC", found[1]).casefold(), text[found.end() :]) if found else ("", text)


def _plain(place: str) -> str:
    """Without the full-width characters and blanks that an input method leaves behind."""
    return re.sub(r"\s*:\s*", ":", normalize("NFKC", place).replace("。", ".")).strip().casefold()


def _login(login: str) -> str:
    """What is encoded already stays so; all else that has a meaning in addresses is."""
    user, colon, password = login.partition(":")
    return f"{quote(unquote(user), safe='')}{colon}{quote(unquote(password), safe='')}"


def _place(text: str) -> str:
    host, _, path = text.partition("/")
    if path.strip("/"):
        raise NotAProxy(Why.SCRIPT if _SCRIPT.search(path) else Why.ADDRESS)
    host = _ONLY_PORT.sub(r"127.0.0.1:\1", _HOST_THEN_PORT.sub(r"\1:\2", host.strip()))
    found = _PLACE.match(host)
    if found is None or int(found[2] or 1) not in range(1, _MOST + 1) or not origin(f"http://{host}"):
        raise NotAProxy(Why.ADDRESS)
    return host
