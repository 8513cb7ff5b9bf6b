"""What the exceptions of the HTTP library mean for the person. It knows no service."""

from collections.abc import Iterator

import httpx

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.net.client import BadProxy
from nextchat_desktop.net.proxies import shown_proxy, without_logins
from nextchat_desktop.net.sse import TooLong
from nextchat_desktop.net.trust import BadCertificate, OtherCertificate

_PLAIN_SERVER = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")
"""What OpenSSL says when a server answers a TLS greeting in plain HTTP."""


def failure_of(error: BaseException, begun: bool, proxy: str = DIRECT) -> Failed:
    """`begun` tells that something readable had arrived; `proxy` is what the request went through.

    The text is kept unless it could quote a header.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, httpx.LocalProtocolError):
        return Failed(FailureKind.BAD_KEY)
    if isinstance(error, BadCertificate):
        return Failed(FailureKind.BAD_CERTIFICATE)
    if isinstance(error, BadProxy):
        return Failed(FailureKind.PROXY, " · ".join(filter(None, (shown_proxy(proxy), without_logins(str(error))))))
    kind = FailureKind.INTERRUPTED if begun else _kind(error)
    detail = f"{type(error).__name__}: {error}".removesuffix(": ")
    if proxy != DIRECT and kind in (FailureKind.NETWORK, FailureKind.PROXY):
        return Failed(FailureKind.PROXY, f"{shown_proxy(proxy)} · {detail}")
    return Failed(kind, detail)


def _kind(error: BaseException) -> FailureKind:
    """Before anything had arrived."""
    words = str(error).upper()
    match error:
        case httpx.ProxyError():
            return FailureKind.PROXY
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
            return FailureKind.BAD_ENDPOINT
        case httpx.ConnectError() if any(isinstance(cause, OtherCertificate) for cause in _causes(error)):
            return FailureKind.CERTIFICATE_CHANGED
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


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what raised it, and what raised that."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
