"""The protocol of a ChatGPT-Web server, which keeps the history itself and chooses the model.

Source of the format: the routes of Chanzhaoyu/chatgpt-web, version 2.11.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, Framing, HttpRequest, WireEvent
from nextchat_desktop.providers.chatgpt_web.body import body, taken
from nextchat_desktop.providers.chatgpt_web.failures import failure_of_reply
from nextchat_desktop.providers.chatgpt_web.parser import ProcessParser
from nextchat_desktop.providers.chatgpt_web.routes import bearer, route


class ChatProcess(Dialect):
    """The dialect. The bodies of all replies are JSON objects, be they a piece of the answer or a failure."""

    framing = Framing.VALUES

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return route(endpoint.base_url, "chat-process")

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        return HttpRequest(self.url(endpoint), bearer(credentials), body(chat, endpoint))

    def parser(self) -> ProcessParser:
        return ProcessParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return [failure_of_reply(status, content_type, body)]
