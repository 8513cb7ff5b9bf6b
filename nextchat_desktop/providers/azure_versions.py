"""What Azure means by a refusal where the address has an api-version, which its paths depend on; knows no dialect."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from nextchat_desktop.core.connections import is_v1
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, Parser, WireEvent

_NOT_FOUND = "404"
"""The code of a path that this version does not have. Of a deployment that is not there Azure says so."""


def dated(speak: Callable[[Endpoint], Dialect]) -> Callable[[Endpoint], Dialect]:
    """The same dialects; those of the older addresses know what is said of their versions."""
    return lambda endpoint: speak(endpoint) if is_v1(endpoint.base_url) else _Dated(speak(endpoint))


class _Dated(Dialect):
    def __init__(self, inner: Dialect) -> None:
        self._inner = inner
        self.framing = inner.framing
        self.tokens = inner.tokens

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return self._inner.takes(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return self._inner.url(endpoint)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        return self._inner.request(chat, endpoint, credentials, now)

    def parser(self) -> Parser:
        return self._inner.parser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return _told(self._inner.whole(status, content_type, body))


def _told(events: Iterable[WireEvent]) -> Iterator[WireEvent]:
    """The path is made here and the host is the resource's, so that only the version can be what is not found."""
    for event in events:
        if isinstance(event, Failed) and event.kind is FailureKind.BAD_ENDPOINT and event.code == _NOT_FOUND:
            event = replace(event, kind=FailureKind.API_VERSION)
        yield event
