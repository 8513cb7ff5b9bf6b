"""Spark's numbered errors → failures; what else it streams is another parser's."""

import json
from collections.abc import Iterator
from dataclasses import replace

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Parser, ServerSentEvent, WireEvent
from nextchat_desktop.providers.coded import with_code
from nextchat_desktop.providers.json_text import read_json

_KINDS = {
    "10004": FailureKind.BAD_REQUEST,
    "10005": FailureKind.BAD_REQUEST,
    "10007": FailureKind.RATE_LIMIT,  # the last question is still being answered
    "10008": FailureKind.OVERLOADED,
    "10013": FailureKind.FILTERED,
    "10014": FailureKind.FILTERED,
    "10015": FailureKind.FORBIDDEN,
    "10016": FailureKind.QUOTA,
    "10019": FailureKind.FILTERED,
    "10110": FailureKind.OVERLOADED,
    "10163": FailureKind.BAD_REQUEST,
    "10223": FailureKind.OVERLOADED,
    "10404": FailureKind.MODEL_NOT_FOUND,  # it lives at another path
    "10907": FailureKind.CONTEXT_TOO_LONG,
    "11200": FailureKind.QUOTA,
    "11201": FailureKind.QUOTA,
    "11202": FailureKind.RATE_LIMIT,
    "11203": FailureKind.RATE_LIMIT,
}
_SUCCESS = ("0", "None", "")
_WRONG_KEY = "hmac signature"


class SparkParser:
    """Hands every chunk on to `inner`, and what that says back, with failures named by their numbers."""

    def __init__(self, inner: Parser) -> None:
        self._inner = inner

    @property
    def whole(self) -> bool:
        return self._inner.whole

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        for event in self._inner.feed(_plain(sse)):
            yield told(event)

    def end(self) -> Iterator[WireEvent]:
        for event in self._inner.end():
            yield told(event)


def told(event: WireEvent) -> WireEvent:
    """The event; a failure as what its number means."""
    if not isinstance(event, Failed) or event.kind is FailureKind.PARAMETER_REFUSED:
        return event
    if _WRONG_KEY in event.detail.lower() and event.kind is not FailureKind.CLOCK:
        return replace(event, kind=FailureKind.KEY_REFUSED)
    return with_code(event, event.code, _KINDS)


def _plain(sse: ServerSentEvent) -> ServerSentEvent:
    """The event; a number that is no success as an error, though it stands in a chunk like all others."""
    chunk = read_json(sse.data)
    if not isinstance(chunk, dict) or chunk.get("error") or chunk.get("choices"):
        return sse
    if str(chunk.get("code")) in _SUCCESS:
        return sse
    error = {"message": chunk.get("message"), "code": chunk.get("code")}
    return ServerSentEvent(sse.event, json.dumps({"error": error}))
