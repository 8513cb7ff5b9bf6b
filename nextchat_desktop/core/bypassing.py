"""Which servers are reached without the proxy: a list as people write it. It looks no name up."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from nextchat_desktop.core.origins import DEFAULT_PORTS

_BETWEEN = re.compile(r"[\s,;，；、]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_PORT = re.compile(r"^(.*[^:]):(\d{1,5})$")
_SHORT = re.compile(r"^\d{1,3}(\.\d{1,3}){0,2}$")
_NAMES_WITHOUT_A_DOT = "<local>"

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class _Target:
    """The server of an address. `number` is None where it is given by name."""

    host: str
    port: int | None
    number: Address | None


def bypasses(hosts: str, url: str) -> bool:
    """Whether the server of this address stands in the list. Never raises; what is no address stands in none.

    Between the parts are commas, semicolons, blanks or line ends. `example.com` and `.example.com` are that server and
    all below it, `*.example.com` only those below; `*` stands for anything, `<local>` for names without a dot. An IP
    address may be a whole network, 10.0.0.0/8, and any part may end in a port.
    """
    target = _target(url)
    return target is not None and any(_takes_in(part, target) for part in _BETWEEN.split(hosts.casefold()) if part)


def is_here(url: str) -> bool:
    """Whether this address leads to the computer that asks. Never raises."""
    target = _target(url)
    if target is None:
        return False
    if target.number is not None:
        return target.number.is_loopback or target.number.is_unspecified
    return target.host == "localhost" or target.host.endswith(".localhost")


def _target(url: str) -> _Target | None:
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if not host:
        return None
    return _Target(_ascii(host), port or DEFAULT_PORTS.get(parts.scheme), _number(host))


def _takes_in(part: str, target: _Target) -> bool:
    if part == _NAMES_WITHOUT_A_DOT:
        return target.number is None and "." not in target.host
    host, port = _host_and_port(part)
    if port is not None and port != target.port:
        return False
    if target.number is not None and "*" not in host:
        return _is_in_network(host, target.number)
    return _is_like(_ascii(host), target.host)


def _host_and_port(part: str) -> tuple[str, int | None]:
    """`[::1]:80` and `example.com:80`, but a bare IPv6 address has no port."""
    if _SCHEME.match(part):
        part = _SCHEME.sub("", part).partition("/")[0]
    found = _PORT.match(part)
    if found and (found[1].endswith("]") or ":" not in found[1]):
        return found[1], int(found[2])
    return part, None


def _is_in_network(text: str, number: Address) -> bool:
    address, slash, length = text.replace("[", "").replace("]", "").partition("/")
    if slash and _SHORT.match(address):  # as macOS writes them: 169.254/16
        address += ".0" * (3 - address.count("."))
    try:
        return number in ip_network(f"{address}{slash}{length}", strict=False)
    except ValueError:
        return False


def _is_like(pattern: str, host: str) -> bool:
    """A star stands for any characters, none too; without one the name takes in what is below it."""
    if "*" not in pattern:
        name = pattern.strip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))
    first, *middle, last = pattern.split("*")
    if not host.startswith(first) or len(host) < len(first) + len(last):
        return False
    place, end = len(first), len(host) - len(last)
    for piece in middle:
        place = host.find(piece, place, end) + len(piece)
        if place < len(piece):
            return False
    return host.endswith(last)


def _number(host: str) -> Address | None:
    try:
        number = ip_address(host)
    except ValueError:
        return None
    return (number.ipv4_mapped or number) if isinstance(number, IPv6Address) else number


def _ascii(host: str) -> str:
    """A name in any script as the network writes it."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
