"""Which proxy the system's settings or their script name, by way of Qt. It knows no environment and opens nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMutex, QMutexLocker, QUrl

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.proxies import FindProxy

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkProxy

Query = Callable[[QUrl], "list[QNetworkProxy]"]
"""The proxies for an address, the best first."""


def asked_of_qt(url: QUrl) -> "list[QNetworkProxy]":
    """A script is fetched by the system where it has not been yet, and that may take seconds."""
    from PySide6.QtNetwork import QNetworkProxyFactory, QNetworkProxyQuery  # no start of the program needs it

    return QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(url))


class SystemProxy:
    """A `FindProxy`, called on any thread but the window's; one question is asked after the other.

    What the environment says comes first, for only there can a login be written, and NO_PROXY be had.
    """

    def __init__(self, environment: FindProxy, otherwise: FindProxy, query: Query = asked_of_qt) -> None:
        """`environment` is empty where the environment says nothing; `otherwise` answers where Qt knows no better."""
        self._environment = environment
        self._otherwise = otherwise
        self._query = query
        self._lock = QMutex()

    def __call__(self, url: str) -> str:
        said = self._environment(url)
        if said:
            return said
        with QMutexLocker(self._lock):
            named = self._query(QUrl(url))
        usable = (_address(proxy) for proxy in named)
        return next((address for address in usable if address), "") or self._otherwise(url)


def _address(proxy: "QNetworkProxy") -> str:
    """In the form that is used everywhere else; empty for a kind that is not spoken here."""
    from PySide6.QtNetwork import QNetworkProxy

    kinds = QNetworkProxy.ProxyType
    if proxy.type() == kinds.NoProxy:
        return DIRECT
    scheme = {kinds.HttpProxy: "http", kinds.HttpCachingProxy: "http", kinds.Socks5Proxy: "socks5"}.get(proxy.type())
    place = QUrl()
    place.setScheme(scheme or "")
    place.setHost(proxy.hostName())
    place.setPort(proxy.port() or -1)
    if proxy.user():
        place.setUserName(proxy.user(), QUrl.ParsingMode.DecodedMode)
        place.setPassword(proxy.password(), QUrl.ParsingMode.DecodedMode)
    is_usable = scheme and place.isValid() and place.host()
    return place.toString(QUrl.ComponentFormattingOption.FullyEncoded) if is_usable else ""
