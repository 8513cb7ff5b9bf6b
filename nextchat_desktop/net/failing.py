"""What the exceptions of the HTTP library mean for the person. It knows no service."""

import re
import socket
import ssl
from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Phase
from nextchat_desktop.core.logins import without_login, without_logins
from nextchat_desktop.net.client import BadProxy
from nextchat_desktop.net.sse import TooLong
from nextchat_desktop.net.trust import BadCertificate, OtherCertificate

E = TypeVar("E", bound=BaseException)

_BY_CODE = {
    9: FailureKind.CLOCK,
    10: FailureKind.CERTIFICATE_EXPIRED,
    62: FailureKind.CERTIFICATE_NAME,
    64: FailureKind.CERTIFICATE_NAME,  # an address in place of a name
    0x800B0101: FailureKind.CERTIFICATE_EXPIRED,  # Windows says the same of one that is not valid yet
    0x800B010F: FailureKind.CERTIFICATE_NAME,
    -67818: FailureKind.CERTIFICATE_EXPIRED,
    -67819: FailureKind.CLOCK,
    -67602: FailureKind.CERTIFICATE_NAME,
}
"""What is wrong with a certificate, by the numbers of OpenSSL, of Windows and of macOS. All others: nobody vouches."""

_PLAIN_SERVER = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG")
"""What OpenSSL says when a server answers a TLS greeting in plain HTTP."""

_CUT = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLSyscallError)
"""Errors of TLS that are none: the line was cut, or nobody said anything."""

_REFUSED = frozenset({1225, 10061})
"""Windows' numbers for a port at which nobody listens."""

_WANTS_LOGIN = re.compile(r"^40[17]\b|username/password|no acceptable methods", re.I)
"""A status in answer to CONNECT (some proxies say 401), and what is said of a SOCKS proxy."""

_TLS_ALERT = "illegal request line"
"""What is said of an answer that begins with no letter, as that of a server does that wants a TLS greeting."""

_TLS_PORTS = (443, 8443)


def failure_of(error: BaseException, begun: bool, proxy: str = DIRECT, exchange: Exchange | None = None) -> Failed:
    """`begun` tells that something readable had arrived; `proxy` is what the request went through, `exchange` how far
    it came, where that was seen.

    The text is kept unless it could quote a header. It never has a login.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, httpx.LocalProtocolError):
        return Failed(FailureKind.BAD_KEY)
    if isinstance(error, BadCertificate):
        return Failed(FailureKind.BAD_CERTIFICATE)
    words = str(error) if isinstance(error, BadProxy) else f"{type(error).__name__}: {error}".removesuffix(": ")
    if begun:
        return Failed(FailureKind.INTERRUPTED, _without_any_login(words, proxy))
    if proxy == DIRECT:
        return Failed(_kind(error, False, exchange), without_logins(words))
    detail = " · ".join(filter(None, (without_login(proxy), words)))
    return Failed(_kind(error, True, exchange), _without_any_login(detail, proxy))


def _without_any_login(text: str, proxy: str) -> str:
    """Also without the one in an address that is not written as one."""
    login, at, _ = proxy.rpartition("@")
    shown = login.rpartition("//")[2]
    return without_logins(text.replace(shown + at, "") if shown else text)


def _kind(error: BaseException, is_proxied: bool, exchange: Exchange | None) -> FailureKind:
    """Before anything had arrived. The phase tells whose fault it is; where it was not seen, the causes have to."""
    phase = exchange.stuck_in if exchange else None
    match error:
        case BadProxy():
            return FailureKind.PROXY
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError() | OverflowError():
            return FailureKind.PROXY if is_proxied and isinstance(error, OverflowError) else FailureKind.BAD_ENDPOINT
        case httpx.ProxyError():
            return FailureKind.PROXY_LOGIN if _WANTS_LOGIN.search(str(error)) else FailureKind.PROXY
        case httpx.ConnectTimeout() if phase in (None, Phase.CONNECT):
            return FailureKind.PROXY_DEAD if is_proxied else FailureKind.NETWORK
        case httpx.TimeoutException():
            return FailureKind.TIMEOUT
        case httpx.DecodingError() | TooLong():
            return FailureKind.SERVER
    if phase in (Phase.PROXY_TLS, Phase.TUNNEL):
        return FailureKind.PROXY
    return _of_tls(error) or _of_connecting(error, is_proxied, phase) or _of_asking(error, is_proxied, exchange)


def _of_tls(error: BaseException) -> FailureKind | None:
    """None where encryption has nothing to do with it."""
    cause = _cause(error, ssl.SSLError)
    if cause is None or isinstance(cause, _CUT):
        return None
    if isinstance(cause, OtherCertificate):
        return FailureKind.CERTIFICATE_CHANGED
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _BY_CODE.get(getattr(cause, "verify_code", 0), FailureKind.TLS)
    words = str(cause).upper().replace(" ", "_")
    return FailureKind.NO_TLS if any(sign in words for sign in _PLAIN_SERVER) else FailureKind.HANDSHAKE


def _of_connecting(error: BaseException, is_proxied: bool, phase: Phase | None) -> FailureKind | None:
    """None where a connection was made."""
    if phase not in (None, Phase.CONNECT) or not isinstance(error, httpx.ConnectError):
        return None
    if is_proxied:
        return FailureKind.PROXY_DEAD if phase or not _cause(error, ssl.SSLError) else None
    if _cause(error, socket.gaierror):
        return FailureKind.NAME_NOT_FOUND
    refused = any(_is_refusal(cause) for cause in _causes(error))
    return FailureKind.NOTHING_THERE if refused else FailureKind.NETWORK


def _of_asking(error: BaseException, is_proxied: bool, exchange: Exchange | None) -> FailureKind:
    """There was a line, and no answer came over it."""
    if is_proxied:
        return FailureKind.PROXY
    hears_tls = exchange is not None and _hears_tls(error, exchange.sent.url)
    return FailureKind.TLS_WANTED if hears_tls else FailureKind.NETWORK


def _hears_tls(error: BaseException, url: str) -> bool:
    if not url.lower().startswith("http:") or not isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return False
    return _TLS_ALERT in str(error) or urlsplit(url).port in _TLS_PORTS


def _is_refusal(cause: BaseException) -> bool:
    return isinstance(cause, ConnectionRefusedError) or getattr(cause, "winerror", None) in _REFUSED


def _cause(error: BaseException, kind: type[E]) -> E | None:
    """The first of this kind."""
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what raised it, and what raised that: of several at once, each."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        several = cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
        waiting += [*several, cause.__cause__ or cause.__context__]
