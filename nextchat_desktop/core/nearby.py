"""Which servers are in the network of this computer, as far as their names and addresses tell; it looks no name up."""

from ipaddress import ip_address, ip_network

_NAMES = ("localhost", ".localhost", ".local", ".lan", ".internal", ".home.arpa")

_IN_ONES_OWN = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"),
    *("0.0.0.0/32", "::1/128", "fc00::/7", "fe80::/10"),
)
_NETWORKS = tuple(map(ip_network, _IN_ONES_OWN))
"""Not what else is called private: some proxies let every name of the world lead to 198.18.0.0/15."""


def is_number(host: str) -> bool:
    """Whether there is no name in this host that could be looked up."""
    try:
        ip_address(_bare(host))
    except ValueError:
        return False
    return True


def is_near(host: str, addresses: tuple[str, ...] = ()) -> bool:
    """Whether this host is nearby: by its name, or by all of its `addresses` where they are known."""
    host = host.lower().rstrip(".")
    if is_number(host):
        return _is_private(host)
    is_local = "." not in host or host.endswith(_NAMES)
    return bool(host) and (is_local or (bool(addresses) and all(map(_is_private, addresses))))


def _is_private(address: str) -> bool:
    if not is_number(address):
        return False
    number = ip_address(_bare(address))
    return any(number in network for network in _NETWORKS if network.version == number.version)


def _bare(host: str) -> str:
    """Without brackets, and without the name of an interface behind it."""
    return host.strip("[]").partition("%")[0]
