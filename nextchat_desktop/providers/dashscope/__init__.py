"""Alibaba's own API of Model Studio: text-generation and multimodal-generation.

Source of the format: the DashScope API reference of Alibaba Cloud Model Studio.
"""

import re
from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.chunks import whole_reply
from nextchat_desktop.providers.dashscope.body import body
from nextchat_desktop.providers.dashscope.parser import OTHER_TASK, DashScopeParser

_MULTIMODAL = re.compile(r"vl|omni|audio|ocr|qvq|qwen3\.[5-9]", re.I)
"""Names of models that are asked by the second interface, whether or not there are pictures."""

_PASTED = re.compile(r"/(?:compatible-mode(?:/v1)?|api(?:/v1(?:/services/.*)?)?)/*$")
"""What may stand behind the root of an address: the way to the compatible API, or to this one."""


class DashScope(Dialect):
    """The dialect. Any address of the service leads to its root."""

    def url(self, endpoint: Endpoint) -> str:
        root = _PASTED.sub("", endpoint.base_url.rstrip("/"))
        task = "multimodal-generation" if _is_multimodal(endpoint) else "text-generation"
        return f"{root}/api/v1/services/aigc/{task}/generation"

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        headers = {"Accept": "text/event-stream", "X-DashScope-SSE": "enable"}
        if credentials.key:
            headers["Authorization"] = f"Bearer {credentials.key}"
        return HttpRequest(self.url(endpoint), headers, body(chat, endpoint, _is_multimodal(endpoint)))

    def parser(self) -> DashScopeParser:
        return DashScopeParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(DashScopeParser(), status, content_type, body)


def _is_multimodal(endpoint: Endpoint) -> bool:
    """By the name, unless the server has said that the model is at the other interface."""
    return bool(_MULTIMODAL.search(endpoint.model)) is not (OTHER_TASK in endpoint.refused)
