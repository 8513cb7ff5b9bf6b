"""Chunks of DashScope's own API → events, its codes → failures."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, ReasoningDelta, TextDelta, ToolCallDelta, Usage
from nextchat_desktop.core.wire import PictureLink, WireEvent
from nextchat_desktop.providers.chunks import ChunkParser, count, dicts, fields, text
from nextchat_desktop.providers.coded import refusing, with_code
from nextchat_desktop.providers.failures import failure_of_error

OTHER_TASK = "task"
"""The name under which it is remembered that a model is not at the interface its name lets expect."""

_KINDS = {
    "InvalidApiKey": FailureKind.KEY_REFUSED,
    "InvalidAccessKeyId": FailureKind.KEY_REFUSED,
    "AccessDenied": FailureKind.FORBIDDEN,
    "Model.AccessDenied": FailureKind.FORBIDDEN,
    "Workspace.AccessDenied": FailureKind.FORBIDDEN,
    "Arrearage": FailureKind.QUOTA,
    "AllocationQuota": FailureKind.QUOTA,
    "PrepaidBillOverdue": FailureKind.QUOTA,
    "PostpaidBillOverdue": FailureKind.QUOTA,
    "CommodityNotPurchased": FailureKind.QUOTA,
    "Throttling": FailureKind.RATE_LIMIT,
    "LimitRequests": FailureKind.RATE_LIMIT,
    "DataInspectionFailed": FailureKind.FILTERED,
    "data_inspection_failed": FailureKind.FILTERED,
    "ModelNotFound": FailureKind.MODEL_NOT_FOUND,
    "model_not_found": FailureKind.MODEL_NOT_FOUND,
    "ModelServingError": FailureKind.OVERLOADED,
    "ModelUnavailable": FailureKind.OVERLOADED,
    "ServiceUnavailable": FailureKind.OVERLOADED,
    "RequestTimeOut": FailureKind.OVERLOADED,
}
"""By the code. What is not here, InvalidParameter above all, is told by its words."""


class DashScopeParser(ChunkParser):
    def failure(self, chunk: dict[str, Any], event: str, status: int | None = None) -> Failed | None:
        code = chunk.get("code")
        if chunk.get("output") or not (code or event == "error"):
            return None
        failed = failure_of_error(chunk, chunk, status)
        if "url error" in failed.detail.lower():
            return replace(failed, kind=FailureKind.PARAMETER_REFUSED, field=OTHER_TASK)
        if "free allocated quota" in failed.detail.lower():  # under the code of a limit per minute
            return replace(failed, kind=FailureKind.QUOTA)
        return refusing(with_code(failed, code or "", _KINDS), ("enable_thinking",))

    def pieces(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        output = fields(chunk.get("output"))
        message = fields(_choice(output).get("message"))
        if reasoning := text(message.get("reasoning_content")):
            yield ReasoningDelta(reasoning)
        yield from _content(message.get("content") or output.get("text"))
        for place, call in enumerate(dicts(message.get("tool_calls"))):
            function = fields(call.get("function"))
            yield ToolCallDelta(
                count(call.get("index")) or place,
                text(call.get("id")),
                text(function.get("name")),
                text(function.get("arguments")),
            )
        if isinstance(usage := chunk.get("usage"), dict):
            yield _usage(usage)

    def reason(self, chunk: dict[str, Any]) -> str:
        """While the answer goes on, the reason is the word `null`."""
        output = fields(chunk.get("output"))
        reason = text(_choice(output).get("finish_reason")) or text(output.get("finish_reason"))
        return "" if reason == "null" else reason


def _choice(output: dict[str, Any]) -> dict[str, Any]:
    return next(iter(dicts(output.get("choices"))), {})


def _content(content: object) -> Iterator[WireEvent]:
    """A string, or a list of parts with a text or the address of a picture."""
    parts = [{"text": content}] if isinstance(content, str) else dicts(content)
    for part in parts:
        if said := text(part.get("text")):
            yield TextDelta(said)
        if url := text(part.get("image")):
            yield PictureLink(url)


def _usage(usage: dict[str, Any]) -> Usage:
    said, asked = fields(usage.get("output_tokens_details")), fields(usage.get("prompt_tokens_details"))
    return Usage(
        count(usage.get("input_tokens")),
        count(usage.get("output_tokens")),
        count(said.get("reasoning_tokens")),
        count(asked.get("cached_tokens")),
    )
