"""Which servers are nearby: on this computer or in its own network."""

import pytest

from nextchat_desktop.core.nearby import is_near, is_number

NAMES = ("localhost", "LOCALHOST.", "nas", "Box.Local", "llm.lan", "db.internal", "pi.home.arpa")
NUMBERS = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.9", "169.254.3.4", "100.100.1.2"),
    *("::1", "[fd00::1]", "fe80::1%eth0"),
)


@pytest.mark.parametrize("host", [*NAMES, *NUMBERS])
def test_these_are_near(host: str) -> None:
    assert is_near(host)


@pytest.mark.parametrize(
    "host",
    ["", ".", "chat.example", "local.example", "8.8.8.8", "172.32.0.1", "198.18.0.4", "100.63.0.1", "2001:db8::1"],
)
def test_these_are_not(host: str) -> None:
    assert not is_near(host)


@pytest.mark.parametrize(
    ("addresses", "near"), [((), False), (("10.0.0.8", "fd00::1"), True), (("10.0.0.8", "203.0.113.7"), False)]
)
def test_a_name_is_as_near_as_the_farthest_of_its_addresses(addresses: tuple[str, ...], near: bool) -> None:
    assert is_near("llm.campus.example", addresses) is near


@pytest.mark.parametrize("host", [*NAMES, *NUMBERS, "", "1.2.3", "8.8.8.8"])
def test_a_number_needs_no_look_up(host: str) -> None:
    assert is_number(host) is (host in NUMBERS or host == "8.8.8.8")
