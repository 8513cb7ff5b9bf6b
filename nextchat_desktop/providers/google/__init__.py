"""Google's Gemini, as it generates content.

Source of the format: the reference of POST /v1beta/models/{model}:streamGenerateContent, and what it really streams.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.google.address import headers, streaming
from nextchat_desktop.providers.google.body import body, taken
from nextchat_desktop.providers.google.parser import ContentParser, whole_reply


class Gemini(Dialect):
    """The dialect. The endpoint's `api` is the version of the API, unless the address names one."""

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return streaming(endpoint)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        shown = {"Accept": "text/event-stream", **headers(credentials)}
        return HttpRequest(self.url(endpoint), shown, body(chat, endpoint))

    def parser(self) -> ContentParser:
        return ContentParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)
