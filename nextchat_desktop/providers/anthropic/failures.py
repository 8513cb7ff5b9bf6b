"""Why Claude said no: its own types and sentences first, then what all servers have in common. Total."""

import re
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.anthropic.turns import PREFILL, THOUGHTS
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error

_BY_TYPE = {
    "authentication_error": FailureKind.KEY_REFUSED,
    "billing_error": FailureKind.QUOTA,
    "permission_error": FailureKind.FORBIDDEN,
    "request_too_large": FailureKind.CONTEXT_TOO_LONG,
    "rate_limit_error": FailureKind.RATE_LIMIT,
    "timeout_error": FailureKind.OVERLOADED,
    "overloaded_error": FailureKind.OVERLOADED,
}

_BY_WORDS = (
    (re.compile(r"credit balance|usage limits|spend(?:ing)?[ _]limit", re.I), FailureKind.QUOTA),
    (re.compile(r"prompt is too long|exceed context limit", re.I), FailureKind.CONTEXT_TOO_LONG),
    (re.compile(r"(?:does not|doesn't) support image", re.I), FailureKind.NO_VISION),
    (re.compile(r"content filtering policy", re.I), FailureKind.FILTERED),
    (re.compile(r"^model:"), FailureKind.MODEL_NOT_FOUND),
    (re.compile(r"^Request not allowed$"), FailureKind.REGION),
)

_SURE = frozenset(
    {
        FailureKind.QUOTA,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.FILTERED,
        FailureKind.MODEL_NOT_FOUND,
        FailureKind.REGION,
    }
)
"""What the words have said counts more than the type: a limit of requests may be one of money."""

_FIELDS = (
    (re.compile(r"prefill|must end with a user message", re.I), PREFILL),
    (re.compile(r"\bsignature\b|content\.\d+\.(?:redacted_)?thinking|cannot be modified", re.I), THOUGHTS),
    (re.compile(r"temperature.{1,9}top_p.{1,24}both", re.I), "top_p"),
)
_NAMED = re.compile(
    r"\b(temperature|top_p|thinking|output_config|effort|stop_sequences|max_tokens)\b"
    r"|(?:^|[`'\"])(system)(?=[`'\":.])",
    re.I,
)
_CALLED = {"effort": "output_config"}


def failure_of_reply(status: int, content_type: str, body: str) -> Failed:
    """A refusal that came in one piece, be it an event of a stream."""
    data = body.partition("data:")[2] if body.startswith("event:") else body
    failed = _typed(failure_of_body(status, content_type, data))
    return _with_field(failed) if status in (400, 422) else failed


def failure_of_event(error: object, around: dict[str, Any]) -> Failed:
    """An error in the middle of a stream."""
    return _typed(failure_of_error(error, around))


def _typed(failed: Failed) -> Failed:
    found = next((kind for words, kind in _BY_WORDS if words.search(failed.detail)), None)
    if found is None and failed.kind not in _SURE:
        found = _BY_TYPE.get(failed.code)
    return replace(failed, kind=found, field="") if found else failed


def _with_field(failed: Failed) -> Failed:
    """A request that was wrong, as a refusal of what it can do without, if its sentence names that."""
    if failed.kind not in (FailureKind.BAD_REQUEST, FailureKind.PARAMETER_REFUSED):
        return failed
    field = next((field for words, field in _FIELDS if words.search(failed.detail)), "") or _named(failed.detail)
    return replace(failed, kind=FailureKind.PARAMETER_REFUSED, field=field) if field else failed


def _named(detail: str) -> str:
    """The first field that is spoken of."""
    found = _NAMED.search(detail)
    name = (found.group(1) or found.group(2)).lower() if found else ""
    return _CALLED.get(name, name)
