"""OpenAI chat completions, and everyone who speaks them, Azure included.

Source of the format: the reference of POST /v1/chat/completions and the api-versions of Azure OpenAI.
"""

from collections.abc import Iterable
from dataclasses import replace

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.openai.body import body, taken
from nextchat_desktop.providers.openai.parser import ChatParser, whole_reply
from nextchat_desktop.providers.openai_routes import Route


class ChatCompletions(Dialect):
    """The dialect. A `Route` says where a request goes and how it carries the key."""

    def __init__(self, route: Route) -> None:
        self._route = route

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(self._known(endpoint))

    def url(self, endpoint: Endpoint) -> str:
        return self._route.url(endpoint)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        headers = {"Accept": "text/event-stream", **self._route.headers(credentials)}
        return HttpRequest(self.url(endpoint), headers, body(chat, self._known(endpoint), self._route))

    def parser(self) -> ChatParser:
        return ChatParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)

    def _known(self, endpoint: Endpoint) -> Endpoint:
        """Without the fields that this address does not understand."""
        return replace(endpoint, refused=endpoint.refused | self._route.unknown(endpoint))
