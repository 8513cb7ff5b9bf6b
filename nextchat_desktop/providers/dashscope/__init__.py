"""Alibaba's own API of Model Studio: text-generation and multimodal-generation.

Source of the format: the DashScope API reference of Alibaba Cloud Model Studio.
"""

import re
from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.chunks import whole_reply
from nextchat_desktop.providers.dashscope.body import body, picture_body, picture_options, taken
from nextchat_desktop.providers.dashscope.parser import OTHER_TASK, DashScopeParser
from nextchat_desktop.providers.dashscope.place import PARTS, TEXT, address, headers
from nextchat_desktop.providers.one_piece import OnePiece

_MULTIMODAL = re.compile(r"vl|omni|audio|ocr|qvq|qwen3\.[5-9]", re.I)
"""Names of models that are asked by the second interface, whether or not there are pictures."""


class DashScope(Dialect):
    """The dialect of a chat."""

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return address(endpoint, PARTS if _is_multimodal(endpoint) else TEXT)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        asked = {"Accept": "text/event-stream", "X-DashScope-SSE": "enable", **headers(credentials)}
        return HttpRequest(self.url(endpoint), asked, body(chat, endpoint, _is_multimodal(endpoint)))

    def parser(self) -> DashScopeParser:
        return DashScopeParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(DashScopeParser(), status, content_type, body)


class DashScopePictures(Dialect):
    """The dialect of a model that makes pictures: one question, answered in one piece by their addresses."""

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return picture_options(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return address(endpoint, PARTS)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        asked = {"Accept": "application/json", **headers(credentials)}
        return HttpRequest(self.url(endpoint), asked, picture_body(chat, endpoint))

    def parser(self) -> OnePiece:
        return OnePiece(self.whole)

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(DashScopeParser(), status, content_type, body)


def _is_multimodal(endpoint: Endpoint) -> bool:
    """By the name, unless the server has said that the model is at the other interface."""
    return bool(_MULTIMODAL.search(endpoint.model)) is not (OTHER_TASK in endpoint.refused)
