"""How the tests of proxies ask: with which of them, for what, and what can get lost on the way back."""

from integration.desk import Desk
from integration.proxies import Proxy
from integration.typist import Typist
from integration.web_server import Nginx
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.core.events import Failed, FailureKind

WITH_LOGIN = ("squid", "tinyproxy", "microsocks")
ASKING = ("http", "https")
"""Whether the proxy reads what is asked, or only leads to the server."""


def cut_off(failed: Failed, proxy: Proxy) -> bool:
    """Tinyproxy hangs up before it has read the question, and what it said can be lost with that."""
    return proxy.kind == "tinyproxy" and failed.kind is FailureKind.PROXY and "ReadError" in failed.detail


def connect(desk: Desk, scheme: str, web: Nginx, typist: Typist) -> None:
    """To the service itself, or to the web server before it, whose authority is trusted."""
    if scheme == "http":
        desk.connect("compatible", typist.base_url)
    else:
        desk.connect("compatible", web.url("own_authority"), trust=Trust(web.company.pem))
