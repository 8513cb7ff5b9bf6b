"""iFlytek Spark over HTTP: another dialect, with numbers of its own for what goes wrong.

Source of the format: iFlytek's reference of Spark's HTTP API and its list of errors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.iflytek.parser import SparkParser, told

_UNKNOWN = frozenset({"stream_options"})
"""Spark counts tokens without being asked to."""

_FOREIGN = frozenset({"seed", "stop", "reasoning_effort", "reasoning_budget"})
"""Options that are spoken of in this dialect, and not at Spark."""


class Spark(Dialect):
    """`spoken` is the dialect that Spark speaks as long as all goes well."""

    def __init__(self, spoken: Dialect) -> None:
        self._spoken = spoken

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return self._spoken.takes(endpoint) - _FOREIGN

    def url(self, endpoint: Endpoint) -> str:
        return self._spoken.url(endpoint)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        known = replace(endpoint, refused=endpoint.refused | _UNKNOWN)
        options = {name: value for name, value in chat.options.items() if name not in _FOREIGN}
        return self._spoken.request(replace(chat, options=options), known, credentials, now)

    def parser(self) -> SparkParser:
        return SparkParser(self._spoken.parser())

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return self._told(status, content_type, body)

    def _told(self, status: int, content_type: str, body: str) -> Iterator[WireEvent]:
        for event in self._spoken.whole(status, content_type, body):
            yield told(event)
