"""Chunks of Hunyuan → events, the codes of Tencent Cloud → failures."""

from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, ReasoningDelta, TextDelta, ToolCallDelta, Usage
from nextchat_desktop.core.wire import WireEvent
from nextchat_desktop.providers.chunks import ChunkParser, count, dicts, fields, text
from nextchat_desktop.providers.coded import refusing, with_code
from nextchat_desktop.providers.failures import failure_of_error

_KINDS = {
    "AuthFailure": FailureKind.KEY_REFUSED,
    "AuthFailure.SignatureExpire": FailureKind.CLOCK,
    "AuthFailure.UnauthorizedOperation": FailureKind.FORBIDDEN,
    "UnauthorizedOperation": FailureKind.FORBIDDEN,
    "UnsupportedOperation": FailureKind.FORBIDDEN,
    "IpInBlacklist": FailureKind.FORBIDDEN,
    "IpNotInWhitelist": FailureKind.FORBIDDEN,
    "FailedOperation.ServiceNotActivated": FailureKind.FORBIDDEN,
    "FailedOperation.ServiceStop": FailureKind.FORBIDDEN,
    "FailedOperation.ServiceStopArrears": FailureKind.QUOTA,
    "FailedOperation.FreeResourcePackExhausted": FailureKind.QUOTA,
    "FailedOperation.ResourcePackExhausted": FailureKind.QUOTA,
    "ResourceInsufficient.ChargeResourceExhausted": FailureKind.QUOTA,
    "ResourceUnavailable.InArrears": FailureKind.QUOTA,
    "ResourceUnavailable.LowBalance": FailureKind.QUOTA,
    "RequestLimitExceeded": FailureKind.RATE_LIMIT,
    "LimitExceeded": FailureKind.RATE_LIMIT,
    "FailedOperation.EngineServerLimitExceeded": FailureKind.RATE_LIMIT,
    "FailedOperation.EngineRequestTimeout": FailureKind.OVERLOADED,
    "ResourceInsufficient": FailureKind.OVERLOADED,
    "ResourceUnavailable": FailureKind.OVERLOADED,
    "RequestSizeLimitExceeded": FailureKind.CONTEXT_TOO_LONG,
    "InvalidParameterValue.Model": FailureKind.MODEL_NOT_FOUND,
    "OperationDenied": FailureKind.FILTERED,
    "FailedOperation": FailureKind.SERVER,
    "InternalError": FailureKind.SERVER,
    "ActionOffline": FailureKind.BAD_ENDPOINT,
    "InvalidAction": FailureKind.BAD_ENDPOINT,
    "NoSuchProduct": FailureKind.BAD_ENDPOINT,
    "NoSuchVersion": FailureKind.BAD_ENDPOINT,
}
"""By the code, or by what stands before its dot. What is not here, InvalidParameter above all, is told by its words."""

_WRONG_REQUESTS = ("InvalidParameter", "MissingParameter", "UnknownParameter", "InvalidRequest", "UnsupportedProtocol")
_BAD_REQUEST = 400

_UNKNOWN = "UnknownParameter"
_OPTIONAL = ("Temperature", "TopP", "Seed", "Stop")

_REASONS = {"sensitive": "content_filter"}


class HunyuanParser(ChunkParser):
    def failure(self, chunk: dict[str, Any], event: str, status: int | None = None) -> Failed | None:
        """Refusals come with 200 and lie in `Response`, as answers in one piece do."""
        reply = _reply(chunk)
        if isinstance(error := reply.get("Error"), dict):
            return _failed(text(error.get("Code")), text(error.get("Message")), status)
        if isinstance(error := reply.get("ErrorMsg"), dict):
            return _failed(str(error.get("Code") or ""), text(error.get("Msg")), status)
        return None

    def pieces(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        reply = _reply(chunk)
        choice = _choice(reply)
        message = fields(choice.get("Delta")) or fields(choice.get("Message"))
        if reasoning := text(message.get("ReasoningContent")):
            yield ReasoningDelta(reasoning)
        if said := text(message.get("Content")):
            yield TextDelta(said)
        for place, call in enumerate(dicts(message.get("ToolCalls"))):
            function = fields(call.get("Function"))
            yield ToolCallDelta(
                count(call.get("Index")) or place,
                text(call.get("Id")),
                text(function.get("Name")),
                text(function.get("Arguments")),
            )
        if isinstance(usage := reply.get("Usage"), dict):
            yield Usage(count(usage.get("PromptTokens")), count(usage.get("CompletionTokens")))

    def reason(self, chunk: dict[str, Any]) -> str:
        reason = text(_choice(_reply(chunk)).get("FinishReason"))
        return _REASONS.get(reason, reason)


def _reply(chunk: dict[str, Any]) -> dict[str, Any]:
    return fields(chunk.get("Response")) or chunk


def _choice(reply: dict[str, Any]) -> dict[str, Any]:
    return next(iter(dicts(reply.get("Choices"))), {})


def _failed(code: str, message: str, status: int | None) -> Failed:
    wrong = code.startswith(_WRONG_REQUESTS)
    said = {"message": message, "code": code}
    failed = with_code(failure_of_error(said, said, _BAD_REQUEST if wrong else status), code, _KINDS)
    return refusing(failed, _OPTIONAL) if code == _UNKNOWN else failed
