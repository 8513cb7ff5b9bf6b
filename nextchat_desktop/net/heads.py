"""What the head of a response says more exactly than its body: where it leads, and who wants a login. Total."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Head
from nextchat_desktop.core.nearby import is_near
from nextchat_desktop.core.portals import is_portal_address, is_sign_in

_LOGINS = ("basic", "digest", "ntlm", "negotiate")
"""Ways to ask for a login that no service uses for its keys."""

Headers = Mapping[str, str]


def told_by_head(failed: Failed, exchange: Exchange) -> Failed:
    """The failure of this exchange as its head explains it; the same where that says nothing of it."""
    head = exchange.head
    if head is None or failed.kind is FailureKind.NOT_TOLD or failed.status not in (None, head.status):
        return failed
    headers = head.fields
    if head.sends_on:
        return _sent_on(failed, exchange.sent.url, headers.get("location", "").strip())
    return replace(failed, kind=_kind(head, headers, _is_forwarded(exchange)) or failed.kind)


def _sent_on(failed: Failed, url: str, location: str) -> Failed:
    """The detail is where to, without what might be a secret there."""
    try:
        whole = urljoin(url, location)
        parts = urlsplit(whole)
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
    except ValueError:
        return failed
    if not location or not parts.hostname:
        return failed
    return replace(failed, kind=_kind_of_target(url, whole), detail=shown, code="", field="")


def _kind_of_target(url: str, target: str) -> FailureKind:
    """Whoever has shown a certificate is the server itself; in plain http it may be the network that answers."""
    asked, led = urlsplit(url), urlsplit(target)
    elsewhere = asked.hostname != led.hostname
    may_be_network = asked.scheme == "http" and not is_near(asked.hostname or "")
    if asked.scheme == "http" and is_portal_address(target):
        return FailureKind.PORTAL
    if not is_sign_in(target):
        return FailureKind.REDIRECTED
    return FailureKind.PORTAL if may_be_network and elsewhere else FailureKind.LOGIN_WANTED


def _kind(head: Head, headers: Headers, is_forwarded: bool) -> FailureKind | None:
    """None where nothing speaks for anybody but the service."""
    by_proxy = "x-squid-error" in headers or headers.get("server", "").lower().startswith("tinyproxy")
    if is_forwarded and (by_proxy or "proxy-authenticate" in headers):
        return FailureKind.PROXY_LOGIN if head.status in (401, 407) else FailureKind.PROXY
    wants_login = headers.get("www-authenticate", "").lower().startswith(_LOGINS)
    is_page = "json" not in headers.get("content-type", "").lower()
    return FailureKind.LOGIN_WANTED if head.status == 401 and wants_login and is_page else None


def _is_forwarded(exchange: Exchange) -> bool:
    """Whether a proxy has read the request and may have answered it itself."""
    return bool(exchange.line.proxy) and exchange.sent.url.lower().startswith("http:")
