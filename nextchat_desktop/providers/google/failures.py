"""Why Gemini said no: its own states and details first, then what all servers have in common. Total."""

import re
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.chunks import dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.google.body import PENALTIES
from nextchat_desktop.providers.google.turns import SIGNATURE, SYSTEM
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.said import words_of

_BY_STATE = {
    "PERMISSION_DENIED": FailureKind.FORBIDDEN,
    "FAILED_PRECONDITION": FailureKind.FORBIDDEN,  # billing that is not set up
    "UNAUTHENTICATED": FailureKind.KEY_REFUSED,
    "RESOURCE_EXHAUSTED": FailureKind.RATE_LIMIT,
    "UNAVAILABLE": FailureKind.OVERLOADED,
    "DEADLINE_EXCEEDED": FailureKind.OVERLOADED,
    "INTERNAL": FailureKind.SERVER,
    "CANCELLED": FailureKind.SERVER,
}

_BY_WORDS = (
    (
        re.compile(r"API_KEY_INVALID|API key (?:not valid|not found|expired|was reported)|unregistered callers", re.I),
        FailureKind.KEY_REFUSED,
    ),
    (re.compile(r"token count.{0,40}exceeds", re.I | re.S), FailureKind.CONTEXT_TOO_LONG),
    (re.compile(r"image input.{0,40}not (?:enabled|supported)", re.I | re.S), FailureKind.NO_VISION),
    (re.compile(r"PerDay|_per_day|\blimit: 0\b"), FailureKind.QUOTA),
)
"""What can be used up in a day is none that a moment's patience brings back."""

_FIELDS = (
    ("thinkingConfig", r"thinking|include_?thoughts|budget \d+ is invalid"),
    (SYSTEM, r"developer instruction|system_?instruction"),
    (SIGNATURE, r"(?<!missing a )thought.?signature"),
    (PENALTIES, r"penalty"),
    ("responseModalities", r"response.?modalit"),
    ("maxOutputTokens", r"max_?output_?tokens"),
    ("stopSequences", r"stop_?sequences"),
    ("temperature", r"\btemperature\b"),
    ("topP", r"\btop_?p\b"),
    ("seed", r"\bseed\b"),
)
_DELAY = re.compile(r"(\d{1,7}(?:\.\d+)?)s")


def failure_of_reply(status: int, content_type: str, body: str) -> Failed:
    """A refusal that came in one piece. `status` below 300 means that the body is no answer all the same."""
    reply = read_json(body)
    reply = reply[0] if isinstance(reply, list) and len(reply) == 1 else reply
    return _typed(failure_of_body(status, content_type, body), fields(fields(reply).get("error")))


def failure_of_chunk(chunk: dict[str, Any]) -> Failed:
    """An error in the middle of a stream."""
    return _typed(failure_of_error(chunk.get("error"), chunk), fields(chunk.get("error")))


def _typed(failed: Failed, error: dict[str, Any]) -> Failed:
    state, said = text(error.get("status")), words_of(error)
    found = next((kind for words, kind in _BY_WORDS if words.search(said)), None)
    if failed.status == 402:
        found = FailureKind.QUOTA
    if found is None and failed.kind is not FailureKind.REGION:
        found = _BY_STATE.get(state)
    kind = found or failed.kind
    failed = replace(failed, kind=kind, code=state or failed.code, field="" if found else failed.field)
    if kind is FailureKind.QUOTA:
        return replace(failed, detail=_with_quotas(failed.detail, error), retry_after=None)
    return replace(_with_field(failed), retry_after=_wait(error) or failed.retry_after)


def _with_field(failed: Failed) -> Failed:
    """A request that was wrong, as a refusal of what it can do without, if its sentence names that."""
    if failed.kind not in (FailureKind.BAD_REQUEST, FailureKind.PARAMETER_REFUSED):
        return failed
    field = next((field for field, words in _FIELDS if re.search(words, failed.detail, re.I)), "")
    return replace(failed, kind=FailureKind.PARAMETER_REFUSED, field=field) if field else failed


def _wait(error: dict[str, Any]) -> float | None:
    """Seconds, from the detail that tells when to come back."""
    delays = (_DELAY.fullmatch(text(detail.get("retryDelay"))) for detail in dicts(error.get("details")))
    return next((float(delay.group(1)) for delay in delays if delay), None)


def _with_quotas(detail: str, error: dict[str, Any]) -> str:
    """The sentence and the names of what is used up, which say for how long: a day, a minute."""
    violations = (entry for part in dicts(error.get("details")) for entry in dicts(part.get("violations")))
    names = (text(entry.get("quotaId")) for entry in violations)
    return "\n".join([detail, *dict.fromkeys(name for name in names if name and name not in detail)])
