"""What people type for a proxy, and what it comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.secrets import with_password, without_password
from nextchat_desktop.core.typed_proxy import NotAProxy, Why, typed_proxy


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://127.0.0.1:7890", "http://127.0.0.1:7890"),
        ("  127.0.0.1:7890\n", "http://127.0.0.1:7890"),
        ("7890", "http://127.0.0.1:7890"),
        (":7890", "http://127.0.0.1:7890"),
        ("127.0.0.1 7890", "http://127.0.0.1:7890"),
        ("ｈｔｔｐ：／／１２７．０．０．１：７８９０", "http://127.0.0.1:7890"),
        ("　127。0。0。1：7890　", "http://127.0.0.1:7890"),
        ("proxy.example", "http://proxy.example"),
        ("https://proxy.example/", "https://proxy.example"),
        ("SOCKS5://Proxy.Example:1080", "socks5://proxy.example:1080"),
        ("socks://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("socks5h://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("ann:secret@proxy.example:3128", "http://ann:secret@proxy.example:3128"),
        ("http://ann@proxy.example:3128", "http://ann@proxy.example:3128"),
        ("http://ann:p@ss:w/r#d@proxy.example:3128", "http://ann:p%40ss%3Aw%2Fr%23d@proxy.example:3128"),
        ("http://ann:p%40ss@proxy.example:3128", "http://ann:p%40ss@proxy.example:3128"),
        ("http://ann:50%off@proxy.example:3128", "http://ann:50%25off@proxy.example:3128"),
        (r"http://CORP\ann:pw@proxy.example:3128", "http://CORP%5Cann:pw@proxy.example:3128"),
        ("export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7891", "http://127.0.0.1:7890"),
        ('set HTTPS_PROXY="http://127.0.0.1:7890"', "http://127.0.0.1:7890"),
        ("", ""),
        (" direct ", "direct"),
        ("system", "system"),
    ],
)
def test_a_proxy_is_understood_however_it_is_written(typed: str, address: str) -> None:
    assert typed_proxy(typed) == address


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("nonsense with spaces", Why.ADDRESS),
        ("http://", Why.ADDRESS),
        ("http://ann:pw@", Why.ADDRESS),
        ("http://[::1:8080", Why.ADDRESS),
        ("http://proxy.example:99999", Why.ADDRESS),
        ("http://proxy.example:0", Why.ADDRESS),
        ("http://proxy.example:port", Why.ADDRESS),
        ("https://openai.example/v1", Why.ADDRESS),
        ("socks4://127.0.0.1:1080", Why.SCHEME),
        ("ftp://proxy.example:21", Why.SCHEME),
        ("vmess://eyJhZGQ", Why.SCHEME),
        ("http://127.0.0.1:33331/commands/pac", Why.SCRIPT),
        ("http://wpad.example/wpad.dat", Why.SCRIPT),
        ("https://proxy.example/proxy.pac?t=1", Why.SCRIPT),
        ("file:///home/ann/proxy.pac", Why.SCRIPT),
        ("pac+http://proxy.example/x", Why.SCRIPT),
    ],
)
def test_what_is_none_is_refused_with_the_reason(typed: str, why: Why) -> None:
    with pytest.raises(NotAProxy) as refused:
        typed_proxy(typed)
    assert refused.value.why is why
    assert typed not in str(refused.value)


@given(st.text() | st.text(alphabet="http:/@[]%.018a　：／# "))
def test_whatever_is_typed_becomes_an_address_with_an_origin_or_is_refused(typed: str) -> None:
    try:
        address = typed_proxy(typed)
    except NotAProxy:
        return
    assert address in ("", "direct", "system") or origin(without_password(address)[0])
    assert typed_proxy(address) == address


@given(st.text(min_size=1).filter(lambda text: "%" not in text and "_proxy" not in text))
def test_a_password_comes_back_as_it_was_typed(password: str) -> None:
    clean, kept = without_password(typed_proxy(f"http://ann:{password}@proxy.example:1"))
    assert (clean, kept) == ("http://ann@proxy.example:1", password)
    assert without_password(with_password(clean, kept)) == (clean, kept)
