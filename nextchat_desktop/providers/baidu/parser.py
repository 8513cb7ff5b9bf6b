"""Chunks of the Wenxin workshop → events, its numbered errors → failures."""

from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, TextDelta, Usage
from nextchat_desktop.core.wire import WireEvent
from nextchat_desktop.providers.chunks import ChunkParser, count, text
from nextchat_desktop.providers.coded import with_code
from nextchat_desktop.providers.failures import failure_of_error

_KINDS = {
    "2": FailureKind.OVERLOADED,
    "3": FailureKind.MODEL_NOT_FOUND,  # no such method: the name of the model is the last of the address
    "4": FailureKind.RATE_LIMIT,
    "6": FailureKind.FORBIDDEN,
    "13": FailureKind.KEY_REFUSED,
    "14": FailureKind.KEY_REFUSED,
    "17": FailureKind.QUOTA,
    "18": FailureKind.RATE_LIMIT,
    "19": FailureKind.QUOTA,
    "100": FailureKind.KEY_REFUSED,
    "110": FailureKind.KEY_EXPIRED,
    "111": FailureKind.KEY_EXPIRED,
    "336000": FailureKind.SERVER,
    "336100": FailureKind.OVERLOADED,
    "336103": FailureKind.CONTEXT_TOO_LONG,
    "336501": FailureKind.RATE_LIMIT,
    "336502": FailureKind.RATE_LIMIT,
}
"""By the number. 336001 to 336003, wrong requests, are told by their words."""

_WRONG_REQUESTS = frozenset({"336001", "336002", "336003"})
_BAD_REQUEST = 400

_REASONS = {"normal": "stop", "function_call": "tool_calls"}
"""What the service calls the usual ends."""


class WenxinParser(ChunkParser):
    def failure(self, chunk: dict[str, Any], event: str, status: int | None = None) -> Failed | None:
        number = chunk.get("error_code")
        if not number:
            return None
        if str(number) in _WRONG_REQUESTS:  # they come with 200
            return with_code(failure_of_error(chunk, chunk, _BAD_REQUEST), number, {})
        return with_code(failure_of_error(chunk, chunk, status), number, _KINDS)

    def pieces(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        if result := text(chunk.get("result")):
            yield TextDelta(result)
        if isinstance(usage := chunk.get("usage"), dict):
            yield Usage(count(usage.get("prompt_tokens")), count(usage.get("completion_tokens")))

    def reason(self, chunk: dict[str, Any]) -> str:
        """With `need_clear_history` the answer is the service's own, for it minds the question."""
        if chunk.get("need_clear_history") is True:
            return "content_filter"
        if chunk.get("is_end") is not True:
            return ""
        reason = text(chunk.get("finish_reason")) or ("length" if chunk.get("is_truncated") is True else "stop")
        return _REASONS.get(reason, reason)
