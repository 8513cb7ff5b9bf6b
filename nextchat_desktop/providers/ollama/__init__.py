"""Ollama's own API: POST {root}/api/chat, answered by one JSON object per line.

Source of the format: Ollama's API reference.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, Framing, HttpRequest, WireEvent
from nextchat_desktop.providers.chunks import whole_reply
from nextchat_desktop.providers.ollama.body import body, taken
from nextchat_desktop.providers.ollama.parser import OllamaParser
from nextchat_desktop.providers.ollama.place import headers, root


class Ollama(Dialect):
    framing = Framing.VALUES

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return f"{root(endpoint)}/api/chat"

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        asked = {"Accept": "application/x-ndjson", **headers(credentials)}
        return HttpRequest(self.url(endpoint), asked, body(chat, endpoint))

    def parser(self) -> OllamaParser:
        return OllamaParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(OllamaParser(), status, content_type, body)
