"""What the system's settings say through Qt, after the environment and before what is read without it."""

import threading

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkProxy
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.proxies import FindProxy
from nextchat_desktop.net.proxies import environment_proxy
from nextchat_desktop.ui.system_proxy import SystemProxy

Kind = QNetworkProxy.ProxyType
URL = "https://chat.example/v1"


def silent(_url: str) -> str:
    """An environment that says nothing."""
    return ""


def otherwise(_url: str) -> str:
    return "http://otherwise:1"


def naming(*proxies: QNetworkProxy, environment: FindProxy = silent) -> SystemProxy:
    return SystemProxy(environment, otherwise, lambda _url: list(proxies))


@pytest.mark.parametrize(
    ("proxy", "address"),
    [
        (QNetworkProxy(Kind.HttpProxy, "proxy.example", 3128), "http://proxy.example:3128"),
        (QNetworkProxy(Kind.HttpCachingProxy, "proxy.example", 3128), "http://proxy.example:3128"),
        (QNetworkProxy(Kind.Socks5Proxy, "::1", 1080), "socks5://[::1]:1080"),
        (QNetworkProxy(Kind.HttpProxy, "h", 1, "a b", "p@ss/w%"), "http://a%20b:p%40ss%2Fw%25@h:1"),
        (QNetworkProxy(Kind.NoProxy), "direct"),
    ],
)
def test_what_the_system_names_is_taken(proxy: QNetworkProxy, address: str) -> None:
    assert naming(proxy)(URL) == address


def test_of_several_the_first_is_taken_that_can_be_used() -> None:
    script = (
        QNetworkProxy(Kind.FtpCachingProxy, "ftp.example", 21),
        QNetworkProxy(Kind.HttpProxy, "", 80),
        QNetworkProxy(Kind.Socks5Proxy, "first.example", 1080),
        QNetworkProxy(Kind.NoProxy),
    )
    assert naming(*script)(URL) == "socks5://first.example:1080"


def test_where_qt_knows_nothing_that_can_be_used_others_are_asked() -> None:
    assert naming(QNetworkProxy(Kind.FtpCachingProxy, "ftp.example", 21))(URL) == "http://otherwise:1"
    assert naming()(URL) == "http://otherwise:1"


def test_what_the_environment_says_counts_before_the_systems_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = naming(QNetworkProxy(Kind.HttpProxy, "settings.example", 80), environment=environment_proxy)
    assert proxy(URL) == "http://settings.example:80"
    monkeypatch.setenv("ALL_PROXY", "socks5h://ann:secret@127.0.0.1:1080")
    assert proxy(URL) == "socks5://ann:secret@127.0.0.1:1080"
    monkeypatch.setenv("HTTPS_PROXY", "127.0.0.1:7890")
    assert proxy(URL) == "http://127.0.0.1:7890"
    monkeypatch.setenv("NO_PROXY", "chat.example")
    assert proxy(URL) == "direct"


def test_the_system_is_asked_about_the_very_address() -> None:
    asked: list[QUrl] = []

    def query(url: QUrl) -> list[QNetworkProxy]:
        asked.append(url)
        return []

    SystemProxy(silent, otherwise, query)("https://chat.example:8443/v1/chat?api-version=1")
    assert asked == [QUrl("https://chat.example:8443/v1/chat?api-version=1")]


def test_qt_itself_is_asked_beside_the_windows_thread(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """On Linux Qt reads the environment too, which stands in for settings here."""
    monkeypatch.setenv("http_proxy", "http://qt.example:3128")
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(SystemProxy(silent, otherwise)("http://chat.example/v1")))
    thread.start()
    qtbot.waitUntil(lambda: bool(found))
    thread.join()
    assert found == ["http://qt.example:3128"]
