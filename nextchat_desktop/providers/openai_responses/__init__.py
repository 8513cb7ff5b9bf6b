"""OpenAI's Responses, and everyone who speaks them, Azure included.

Source of the format: the reference of POST /v1/responses. Nothing is left with the service: whole conversations are
sent, and what it thought it gets back sealed.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.openai_responses.body import body, taken
from nextchat_desktop.providers.openai_responses.parser import ResponsesParser, whole_reply
from nextchat_desktop.providers.openai_routes import RESPONSES, Route


class Responses(Dialect):
    """The dialect. A `Route` says where a request goes and how it carries the key."""

    def __init__(self, route: Route) -> None:
        self._route = route

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return self._route.url(endpoint, RESPONSES)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        headers = {"Accept": "text/event-stream", **self._route.headers(credentials)}
        return HttpRequest(self.url(endpoint), headers, body(chat, endpoint))

    def parser(self) -> ResponsesParser:
        return ResponsesParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)
