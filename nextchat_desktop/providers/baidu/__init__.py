"""Baidu's Wenxin workshop, the API before Qianfan's version 2: a key and its secret are exchanged for a token first.

Source of the format: Baidu's reference of the chat API of wenxinworkshop.
"""

from collections.abc import Iterable
from urllib.parse import quote

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.baidu.body import body, taken
from nextchat_desktop.providers.baidu.parser import WenxinParser
from nextchat_desktop.providers.baidu.place import root
from nextchat_desktop.providers.baidu.token import AccessToken
from nextchat_desktop.providers.chunks import whole_reply

_ENDPOINTS = {
    "ernie-4.0-8k": "completions_pro",
    "ernie-4.0-8k-preview-0518": "completions_adv_pro",
    "ernie-3.5-8k": "completions",
    "ernie-speed-8k": "ernie_speed",
}
"""What a model is called in an address, where that is not its name."""


class Wenxin(Dialect):
    tokens = AccessToken()

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        name = _ENDPOINTS.get(endpoint.model.lower(), endpoint.model)
        return f"{root(endpoint)}/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/{quote(name, safe='')}"

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        url = f"{self.url(endpoint)}?access_token={quote(credentials.token, safe='')}"
        return HttpRequest(url, {"Accept": "text/event-stream"}, body(chat, endpoint))

    def parser(self) -> WenxinParser:
        return WenxinParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(WenxinParser(), status, content_type, body)
