"""Reads a typed address into its parts, or not at all; does not know whose it is."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address

_LONGEST = 4_000
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?:[^/?#]*@)?(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_](?:[\w.-]*\w)?)\.?(?::(?P<port>\d{0,5}))?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.I | re.A,
)
_NEARBY = re.compile(
    r"localhost|0\.0\.0\.0|\[.*\]|127\..*|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|.*\.local"
)
_HERE = re.compile(r"localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts; `host` has the port with it, unless it is the scheme's own.

    `fragment` is None where no `#` stands. `exact` tells that the person ended it with `#`: nothing is to be added.
    """

    scheme: str
    host: str
    path: str
    query: str
    fragment: str | None = None

    @property
    def exact(self) -> bool:
        return self.fragment == ""

    @property
    def root(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def port(self) -> str:
        """Empty if it is the scheme's own."""
        return self.host.rpartition("]")[2].partition(":")[2]

    @property
    def is_here(self) -> bool:
        """Whether it is this computer."""
        return _HERE.fullmatch(self.host.removesuffix(f":{self.port}")) is not None


def address_of(text: str) -> Address | None:
    """None where a reader could not be sure which server is meant."""
    parts = _ADDRESS.fullmatch(text.strip()[:_LONGEST].strip("\"'<> ").rstrip(".,;:!?"))
    if parts is None or int(parts["port"] or 0) > 65535:
        return None
    host, port, path = parts["host"].lower(), (parts["port"] or "").lstrip("0"), parts["path"] or ""
    if host.startswith("[") and not _is_ipv6(host[1:-1]):
        return None
    if not (parts["scheme"] or port or "." in host or host.startswith("[") or host == "localhost"):
        return None
    scheme = "https" if port == "443" else (parts["scheme"] or _scheme(host, port)).lower()
    usual = port in ("", {"http": "80", "https": "443"}[scheme])
    whole = host if usual else f"{host}:{port}"
    return Address(scheme, whole, _tidy(path), parts["query"] or "", parts["fragment"])


def _tidy(path: str) -> str:
    """Without what a sentence or a line's end has left in it."""
    path = re.sub(r"[\s\x00-\x1f\x7f]", "", path)
    return re.sub(r"/{2,}", "/", re.sub(r"[.,;:!?\"'<>]+(?=/|$)", "", path))


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _scheme(host: str, port: str) -> str:
    return "http" if port or _NEARBY.fullmatch(host) else "https"
