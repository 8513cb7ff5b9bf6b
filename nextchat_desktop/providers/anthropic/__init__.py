"""Anthropic's Messages, spoken by Claude and by many gateways, in both versions that are alive.

Source of the format: the reference of POST /v1/messages, and what servers that speak it really stream.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.anthropic.address import address, headers
from nextchat_desktop.providers.anthropic.body import body, taken
from nextchat_desktop.providers.anthropic.parser import MessageParser, whole_reply


class Messages(Dialect):
    """The dialect. The endpoint's `api` is the version of the API."""

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return address(endpoint, "messages")

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        shown = {"Accept": "text/event-stream", **headers(endpoint, credentials)}
        return HttpRequest(self.url(endpoint), shown, body(chat, endpoint))

    def parser(self) -> MessageParser:
        return MessageParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)
