"""What the exceptions of the HTTP library mean for the person. It knows no service."""

import re
from urllib.parse import urlsplit

import httpx

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.net.client import BadProxy
from nextchat_desktop.net.proxies import proxy_for, without_login
from nextchat_desktop.net.sse import TooLong

_PLAIN_SERVER = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")
"""What OpenSSL says when a server answers a TLS greeting in plain HTTP."""

_LOGIN = re.compile(r"//[^/\s]*@")


def failure_of(error: BaseException, url: str, begun: bool, proxy: str = "") -> Failed:
    """`begun` tells that something readable had arrived; `proxy` is the connection's own, if it has one.

    The text is kept unless it could quote a header.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, httpx.LocalProtocolError):
        return Failed(FailureKind.BAD_KEY)
    if isinstance(error, BadProxy):
        return Failed(FailureKind.PROXY, " · ".join(filter(None, (_shown(proxy), _LOGIN.sub("//", str(error))))))
    kind = FailureKind.INTERRUPTED if begun else _kind(error)
    detail = f"{type(error).__name__}: {error}".removesuffix(": ")
    proxy = _shown(proxy) or proxy_for(url)
    if proxy == DIRECT:
        return Failed(kind, detail)
    if proxy and kind in (FailureKind.NETWORK, FailureKind.PROXY):
        return Failed(FailureKind.PROXY, f"{proxy} · {detail}")
    return Failed(kind, detail)


def _shown(proxy: str) -> str:
    """The connection's own proxy without its login; also of what is no address."""
    try:
        return without_login(urlsplit(proxy))
    except ValueError:
        return _LOGIN.sub("//", proxy)


def _kind(error: BaseException) -> FailureKind:
    """Before anything had arrived."""
    words = str(error).upper()
    match error:
        case httpx.ProxyError():
            return FailureKind.PROXY
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
            return FailureKind.BAD_ENDPOINT
        case httpx.ConnectError() if any(sign in words for sign in _PLAIN_SERVER):
            return FailureKind.NO_TLS
        case httpx.ConnectError() if "CERTIFICATE" in words or "SSL" in words:
            return FailureKind.TLS
        case httpx.TimeoutException() if not isinstance(error, httpx.ConnectTimeout):
            return FailureKind.TIMEOUT
        case httpx.DecodingError() | TooLong():
            return FailureKind.SERVER
        case _:
            return FailureKind.NETWORK
