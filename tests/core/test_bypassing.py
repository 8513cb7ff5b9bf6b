"""Which servers a list leaves out of the proxy, and which computer is one's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.bypassing import bypasses, is_here

STANDS = [
    # names
    ("example.com", "https://example.com/v1"),
    ("example.com", "https://api.example.com/v1"),
    ("EXAMPLE.com", "https://API.Example.COM/v1"),
    (".example.com", "https://example.com"),
    (".example.com", "https://a.b.example.com"),
    ("*.example.com", "https://a.example.com"),
    ("example.com.", "https://example.com"),
    ("example.com", "https://example.com./v1"),
    ("https://example.com/", "https://example.com/v1"),
    ("例子.中国", "https://xn--fsqu00a.xn--fiqs8s/v1"),
    ("xn--fsqu00a.xn--fiqs8s", "https://例子.中国/v1"),
    # stars
    ("*", "https://anything.example"),
    ("*", "http://[2001:db8::1]"),
    ("192.168.*", "http://192.168.1.7:11434"),
    ("lab-*.example.com", "https://lab-3.example.com"),
    ("*corp*", "https://ai.mycorp.example"),
    ("a*b*c", "https://aXbXc"),
    # ports
    ("example.com:8443", "https://example.com:8443"),
    ("example.com:443", "https://example.com"),
    ("example.com:80", "http://example.com"),
    ("*:8080", "http://example.com:8080"),
    ("10.0.0.8:8000", "http://10.0.0.8:8000/v1"),
    ("[fd00::1]:8000", "http://[fd00::1]:8000/v1"),
    ("2001:db8::5:80", "http://[2001:db8::5:80]:8000/v1"),
    # addresses and networks
    ("10.0.0.8", "http://10.0.0.8:8000"),
    ("10.0.0.0/8", "http://10.200.3.4"),
    ("10.1.2.3/8", "http://10.200.3.4"),
    ("172.16.0.0/255.240.0.0", "http://172.31.255.255"),
    ("169.254/16", "http://169.254.7.7"),
    ("10/8", "http://10.200.3.4"),
    ("fd00::1", "http://[fd00:0:0:0:0:0:0:1]:11434"),
    ("[fd00::1]", "http://[fd00::1]"),
    ("fd00::/8", "http://[fd12::5]"),
    ("[fd00::]/8", "http://[fd12::5]"),
    ("10.0.0.0/8", "http://[::ffff:10.1.1.1]"),
    # names without a dot
    ("<local>", "http://nas:11434"),
    ("<LOCAL>", "http://nas"),
    # several
    ("a.example,b.example", "https://b.example"),
    ("a.example; b.example", "https://b.example"),
    ("a.example\r\n\tb.example\n", "https://b.example"),
    ("a.example， b.example；c.example　d.example", "https://d.example"),
    ("nonsense/99,,;10.0.0.0/8", "http://10.1.1.1"),
]

DOES_NOT_STAND = [
    ("", "https://example.com"),
    (" ,; ", "https://example.com"),
    ("example.com", "https://notexample.com"),
    ("example.com", "https://example.com.evil.example"),
    ("*.example.com", "https://example.com"),
    (".", "https://example.com"),
    ("192.168.*", "http://192.1680.example"),
    ("a*b*c", "https://acb"),
    ("ab*bc", "https://abc"),
    ("example.com:8443", "https://example.com"),
    ("example.com:80", "https://example.com"),
    ("10.0.0.8:8001", "http://10.0.0.8:8000"),
    ("10.0.0.0/8", "http://11.0.0.1"),
    ("10.0.0.0/8", "https://10.example.com"),
    ("10.0.0.0/99", "http://10.0.0.1"),
    ("10.0.0.0/", "http://10.0.0.1"),
    ("0.0.0.8", "http://10.0.0.8"),
    ("fd00::/8", "http://[fe80::5]"),
    ("fd00::/8", "http://10.0.0.1"),
    ("<local>", "http://nas.home"),
    ("<local>", "http://[fd00::1]"),
    ("*", "no address"),
    ("*", "http://[::1"),
    ("*", "http://host:port"),
    ("*", ""),
]


@pytest.mark.parametrize(("hosts", "url"), STANDS)
def test_what_stands_in_the_list_is_reached_without_the_proxy(hosts: str, url: str) -> None:
    assert bypasses(hosts, url)


@pytest.mark.parametrize(("hosts", "url"), DOES_NOT_STAND)
def test_what_does_not_goes_through_it(hosts: str, url: str) -> None:
    assert not bypasses(hosts, url)


PIECES = st.sampled_from(["*", ".", ":", "[", "]", "/", "8", "fd00::", "10.0.0.0", "%", "<local>", "例", "-", " ", "@"])


@given(st.lists(PIECES).map("".join) | st.text(), st.lists(PIECES).map(lambda parts: "http://" + "".join(parts)))
def test_nothing_that_is_typed_breaks_it(hosts: str, url: str) -> None:
    assert bypasses(hosts, url) in (True, False)
    assert is_here(url) in (True, False)


def test_a_list_of_nothing_but_stars_takes_no_time() -> None:
    assert not bypasses("*a" * 200 + "b", "https://" + "a" * 250)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:11434",
        "http://LOCALHOST",
        "http://ollama.localhost",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:8080",
        "http://0.0.0.0:11434",
        "http://localhost./v1",
    ],
)
def test_this_computer_has_many_names(url: str) -> None:
    assert is_here(url)


@pytest.mark.parametrize("url", ["http://localhost.example", "http://10.0.0.1", "http://nas", "", "http://[::1"])
def test_others_have_none_of_them(url: str) -> None:
    assert not is_here(url)
