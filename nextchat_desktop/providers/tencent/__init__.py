"""Tencent Hunyuan by the API of Tencent Cloud: every request is signed with the person's key.

Source of the format: Tencent Cloud's reference of ChatCompletions, version 2023-09-01, and of its signature.
"""

from collections.abc import Iterable

from nextchat_desktop.core.origins import host, origin
from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.chunks import whole_reply
from nextchat_desktop.providers.tencent.body import body, taken
from nextchat_desktop.providers.tencent.parser import HunyuanParser
from nextchat_desktop.providers.tencent.signature import authorization

_SERVICE, _ACTION, _VERSION = "hunyuan", "ChatCompletions", "2023-09-01"
_JSON = "application/json"


class Hunyuan(Dialect):
    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        """The root of the server: what is asked for stands in the headers."""
        return f"{origin(endpoint.base_url)}/"

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        content = HttpRequest("", {}, body(chat, endpoint)).content
        url, seconds = self.url(endpoint), now // 1000
        signed = {"content-type": _JSON, "host": host(url), "x-tc-action": _ACTION.lower()}
        headers = {
            "Accept": "text/event-stream",
            "Content-Type": _JSON,
            "X-TC-Action": _ACTION,
            "X-TC-Version": _VERSION,
            "X-TC-Timestamp": str(seconds),
            "Authorization": authorization(credentials.pair, _SERVICE, signed, content, seconds),
        }
        return HttpRequest(url, headers, content)

    def parser(self) -> HunyuanParser:
        return HunyuanParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(HunyuanParser(), status, content_type, body)
