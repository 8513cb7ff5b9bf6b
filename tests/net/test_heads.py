"""A failure as the head of the response explains it: where one is sent on to, and who wants which login."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Head, Line, Sent
from nextchat_desktop.net.heads import told_by_head

K = FailureKind
PAGE, JSON = "text/html", "application/json"


def told(
    status: int, kind: FailureKind, url: str = "https://chat.example/v1", proxy: str = "", **headers: str
) -> Failed:
    head = Head(status, "", tuple((name.replace("_", "-").title(), value) for name, value in headers.items()))
    exchange = Exchange(0, Sent("POST", url), Line(proxy), head)
    return told_by_head(Failed(kind, "Its words", status), exchange)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("https://other.example/v1/chat?key=sk-1#top", "https://other.example/v1/chat"),
        ("//other.example/v1", "https://other.example/v1"),
        ("/v2/chat?key=sk-1", "https://chat.example/v2/chat"),
        ("https://ann:password@other.example/", "https://other.example/"),
    ],
)
def test_where_one_is_sent_on_to_is_told_without_secrets(status: int, location: str, shown: str) -> None:
    assert told(status, K.BAD_ENDPOINT, location=location) == Failed(K.REDIRECTED, shown, status)


@pytest.mark.parametrize("location", ["", " ", "http://[::1", "mailto:ann@chat.example"])
def test_who_is_sent_on_to_nowhere_is_told_as_before(location: str) -> None:
    assert told(302, K.WEB_PAGE, location=location) == Failed(K.WEB_PAGE, "Its words", 302)


@pytest.mark.parametrize(
    ("url", "location", "kind"),
    [
        ("http://chat.example/v1", "https://chat.example/v1", K.REDIRECTED),
        ("http://chat.example/v1", "http://10.1.1.1/eportal/index.jsp?wlanuserip=10.1.2.3", K.PORTAL),
        ("http://chat.example/v1", "http://wifi.hotel.example/login?to=chat.example", K.PORTAL),
        ("http://chat.example/v1", "http://1.2.3.4:1000/fgtauth?0b1c", K.PORTAL),
        ("https://chat.example/v1", "https://sso.example/login", K.LOGIN_WANTED),
        ("https://chat.example/v1", "https://team.cloudflareaccess.com/cdn-cgi/access/login/chat", K.LOGIN_WANTED),
        ("http://192.168.1.5:3000/v1", "http://auth.lan/login", K.LOGIN_WANTED),
        ("http://chat.example/v1", "/login", K.LOGIN_WANTED),
        ("http://ai.lan/v1", "http://ai.lan/auth", K.LOGIN_WANTED),
        ("https://chat.example/v1", "https://chat.example/blog-index", K.REDIRECTED),
        ("https://chat.example/v1", "https://chat.example/guest/s/default/?to=chat", K.REDIRECTED),
    ],
)
def test_the_page_of_a_network_is_told_from_that_of_a_server(url: str, location: str, kind: FailureKind) -> None:
    assert told(302, K.WEB_PAGE, url, location=location).kind is kind


@pytest.mark.parametrize("scheme", ["Basic realm=gate", 'Digest realm="x"', "Negotiate", "NTLM"])
def test_a_web_servers_own_login_is_not_the_key(scheme: str) -> None:
    assert told(401, K.KEY_REFUSED, www_authenticate=scheme, content_type=PAGE).kind is K.LOGIN_WANTED
    assert told(401, K.KEY_REFUSED, www_authenticate=scheme).kind is K.LOGIN_WANTED
    assert told(401, K.KEY_REFUSED, www_authenticate=scheme, content_type=JSON).kind is K.KEY_REFUSED
    assert told(403, K.FORBIDDEN, www_authenticate=scheme, content_type=PAGE).kind is K.FORBIDDEN


def test_a_key_that_is_refused_in_the_way_of_keys_is_the_key() -> None:
    assert told(401, K.KEY_REFUSED, www_authenticate='Bearer realm="x"').kind is K.KEY_REFUSED


PLAIN = "http://chat.example/v1"
PROXY = "http://127.0.0.1:3128"


@pytest.mark.parametrize(
    ("status", "kind", "header", "value", "meant"),
    [
        (401, K.KEY_REFUSED, "proxy_authenticate", "Basic realm=tinyproxy", K.PROXY_LOGIN),
        (401, K.KEY_REFUSED, "server", "tinyproxy/1.11.1", K.PROXY_LOGIN),
        (407, K.PROXY_LOGIN, "proxy_authenticate", "Basic", K.PROXY_LOGIN),
        (403, K.FORBIDDEN, "x_squid_error", "ERR_ACCESS_DENIED 0", K.PROXY),
        (503, K.OVERLOADED, "x_squid_error", "ERR_DNS_FAIL 0", K.PROXY),
        (403, K.FORBIDDEN, "server", "tinyproxy/1.11.1", K.PROXY),
    ],
)
def test_what_a_proxy_answers_itself_is_not_taken_for_the_services(
    status: int, kind: FailureKind, header: str, value: str, meant: FailureKind
) -> None:
    said = {header: value}
    assert told(status, kind, PLAIN, PROXY, **said).kind is meant
    assert told(status, kind, PLAIN, "", **said).kind is kind
    assert told(status, kind, "https://chat.example/v1", PROXY, **said).kind is kind, "a tunnel is not read"


def test_what_is_only_not_told_stays_so() -> None:
    assert told(302, K.NOT_TOLD, location="https://other.example/").kind is K.NOT_TOLD


def test_the_failure_of_another_answer_is_left_alone() -> None:
    exchange = Exchange(0, Sent("GET", PLAIN), head=Head(302, "", (("Location", "https://other.example/"),)))
    refused = Failed(K.KEY_REFUSED, "", 401)
    assert told_by_head(refused, exchange) == refused
    assert told_by_head(refused, Exchange(0, Sent("GET", PLAIN))) == refused


NAMES = st.sampled_from(["location", "www_authenticate", "proxy_authenticate", "server", "content_type"])


@given(st.integers(100, 599), st.sampled_from(FailureKind), st.text(), st.dictionaries(NAMES, st.text()))
def test_no_head_makes_it_raise(status: int, kind: FailureKind, url: str, headers: dict[str, str]) -> None:
    assert told(status, kind, url, PROXY, **headers).status == status
