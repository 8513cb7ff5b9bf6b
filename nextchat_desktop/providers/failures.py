"""Why a server of this family said no: any status and any body → one typed failure. Total."""

import json
import re
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.between import READ, any_of, said_between
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.pages import BY_STATUS, failure_of_page, is_page
from nextchat_desktop.providers.refused_fields import refused_field
from nextchat_desktop.providers.said import sentence_of, words_of

_QUOTA = any_of(
    "insufficient_quota", "exceeded your current quota", "exceeded_current_quota", "credit_balance", "spend_limit",
    "billing_error", "billing_hard_limit", "billing_not_active", "arrearage", "insufficient balance",
    "balance is insufficient", "balance is too low", "used all available credits", "have any credits",
    "quota is not enough", "out of call volume", "budget_exceeded", "budget has been exceeded", "freetieronly",
    "余额不足", "额度不足", "额度已用尽", "预扣费", "欠费",
)  # fmt: skip
_CONTEXT = any_of(
    "context_length_exceeded", "exceed_context_size", "maximum context length", "context window",
    "prompt is too long", "input is too long", "too many tokens", "maximum prompt length",
    "exceeds the maximum number of tokens", "range of input length", "model token limit", "max_seq_len",
    "than the context length", "context length of only",
)  # fmt: skip
_VISION = any_of(
    r"not support image(?!s?[ _]?gen)", "endpoints found that support image input",
    r"image input (?:is )?not (?:supported|enabled)",
    "unknown variant `image_url`", "not a multimodal model", "image_url is only supported", "content must be a string",
    "not a vlm", r"at most 0 image", "not support vision", r"vision (?:is )?not supported", "不支持图[片像]",
    "不支持多模态",
)  # fmt: skip
_MODEL = any_of(
    "model_not_found", "invalid_model", "invalid model name", "invalid model:", "valid model id", "no such model",
    "model does not exist", "model not exist", "unknown model", "no endpoints found for", "无可用渠道",
)  # fmt: skip
_ENDPOINT = any_of(
    "invalid url", "resource not found", "file not found", "unexpected endpoint", "not allowed to request"
)
_KEY = any_of(
    "invalid_api_key", "incorrect api key", "invalid api key", "api key is invalid", "api key not valid",
    "api_key_invalid", "invalid_authentication", "invalid subscription",
    "no connected db",  # LiteLLM, which looks for a key it does not know where there is nothing to look in
)  # fmt: skip
_EXPIRED = any_of(
    r"token\b.{0,40}\bexpired", "expired_?token", "expired[ _]key", "token_expired", "jwt expired", "令牌已过期"
)
_FILTER = any_of(
    "content_filter", "content management policy", "content_policy", "data_inspection_failed", "responsibleai",
    "content exists risk", "content violates", "flagged as potentially", "input was flagged", "sensitive_words",
    "敏感词",
)  # fmt: skip
_DENIED = any_of("model_access_denied")
_VERSION = any_of(
    r"api[ -]version(?: ['\"][^'\"]{0,60}['\"])? (?:is )?(?:not supported|not valid|invalid|unsupported|required)",
    "(?:unsupported|invalid|missing|unknown)[ _]?api[ _-]?version", "api-version query parameter",
    "required query parameter: api-version", r"anthropic-version: .{0,80}(?:not a valid|required)",
)  # fmt: skip
_REGION = any_of(
    "unsupported_country", "country, region, or territory not supported", "user location is not supported",
    r"not (?:available|supported|offered) in your (?:current )?(?:country|region|location|territory|area)",
    r"your (?:current )?(?:country|region|location)(?:,? or \w+)? (?:is|are) not (?:supported|available|allowed)",
    r"unsupported (?:country|countries|region)", r"所在的?(?:国家|地区|国家或地区).{0,8}(?:不支持|不可用|无法使用)",
    r"不支持.{0,4}所在的?(?:国家|地区)",
)  # fmt: skip
_CRASH = any_of("model has crashed")
_OVERLOAD = any_of("overloaded", "负载已饱和")
_RATE = any_of("rate_?limit", "slow_down")
_WAIT = re.compile(r"(?:retry|try again) (?:after|in) (\d{1,7}(?:\.\d{1,3})?) ?s", re.I)

_LINK = re.compile(r"https?://[^\s\"']+")
"""Leads to a manual; its words do not speak of this failure."""

_OF_A_FIELD = (None, 400, 404, 422, 500, 501)
"""Statuses under which a field can have been refused; None in the middle of a stream."""

_CLOSED = (403, 404, 405)
_OF_A_CHAT = frozenset(
    {FailureKind.FORBIDDEN, FailureKind.BAD_ENDPOINT, FailureKind.WEB_PAGE, FailureKind.MODEL_NOT_FOUND}
)
"""What these statuses mean of a chat."""

_BY_STATUS = {
    **BY_STATUS,
    404: FailureKind.BAD_ENDPOINT,
    405: FailureKind.BAD_ENDPOINT,
    413: FailureKind.CONTEXT_TOO_LONG,
}


def failure_of_body(status: int, content_type: str, body: str) -> Failed:
    """A refusal that came in one piece. `status` below 300 means that the body is no answer all the same."""
    reply = read_json(body.removeprefix("data:"))
    if isinstance(reply, list) and len(reply) == 1:  # Gemini puts its error into a list
        reply = reply[0]
    if isinstance(reply, dict):
        return failure_of_error(reply.get("error") or reply, reply, status)
    if isinstance(reply, str):
        return _typed(status, {"message": reply}, reply)
    if is_page(content_type, body):
        return failure_of_page(status, body)
    if status < 400:
        return Failed(FailureKind.BAD_ENDPOINT, body[:READ], status)
    return _typed(status, {"message": body}, body)


def failure_of_error(error: object, around: dict[str, Any], status: int | None = None) -> Failed:
    """An error object, or whatever a server put in its place, from a body or from the middle of a stream."""
    fields = error if isinstance(error, dict) else {"message": error}
    return _typed(status, fields, words_of(around) or json.dumps(around, ensure_ascii=False, default=str))


def untold(failed: Failed) -> Failed:
    """The same where something was asked beside chats, such as a list: a service without it may chat all the same."""
    closed = failed.status in _CLOSED and failed.kind in _OF_A_CHAT
    return replace(failed, kind=FailureKind.NOT_TOLD) if closed else failed


def _typed(status: int | None, fields: dict[str, Any], everything: str) -> Failed:
    everything = _LINK.sub("", everything[:READ])
    message = ": ".join(filter(None, (sentence_of(fields), _said_behind(fields))))[:READ]
    code = str(fields.get("code") or fields.get("type") or "")[:READ]
    number = status if status and status >= 400 else _number(fields.get("code"))
    field = refused_field(fields, message, everything)
    kind = _kind(number, code, everything, field is not None)
    wait = _WAIT.search(message)
    return Failed(
        kind,
        message or everything,
        number or status,
        code,
        field or "" if kind is FailureKind.PARAMETER_REFUSED else "",
        float(wait.group(1)) if wait else None,
    )


def _said_behind(fields: dict[str, Any]) -> str:
    """What the service behind OpenRouter said, where that hands it on."""
    metadata = fields.get("metadata")
    raw = metadata.get("raw") if isinstance(metadata, dict) else None
    return (sentence_of(read_json(raw)) or raw) if isinstance(raw, str) else ""


def _kind(status: int | None, code: str, everything: str, refuses_field: bool) -> FailureKind:
    """What the words say counts before what the number says: a 429 may mean an empty purse."""
    by_words = {
        FailureKind.DEPLOYMENT_NOT_FOUND: code == "DeploymentNotFound" or "DeploymentNotFound" in everything,
        FailureKind.QUOTA: bool(_QUOTA.search(everything)),
        FailureKind.REGION: bool(_REGION.search(everything)),
        FailureKind.CONTEXT_TOO_LONG: status != 429 and bool(_CONTEXT.search(everything)),
        FailureKind.FILTERED: bool(_FILTER.search(everything)),
        FailureKind.MODEL_NOT_FOUND: bool(_MODEL.search(everything)),
        FailureKind.NO_VISION: bool(_VISION.search(everything)),
        FailureKind.PARAMETER_REFUSED: status in _OF_A_FIELD and refuses_field,
        FailureKind.FORBIDDEN: bool(_DENIED.search(everything)),
        FailureKind.API_VERSION: bool(_VERSION.search(everything)),
        FailureKind.SERVER: bool(_CRASH.search(everything)),
        FailureKind.KEY_EXPIRED: bool(_EXPIRED.search(everything)),
        FailureKind.KEY_REFUSED: bool(_KEY.search(everything)),
        FailureKind.OVERLOADED: bool(_OVERLOAD.search(everything)),
        FailureKind.RATE_LIMIT: bool(_RATE.search(code)),
    }
    found = next((kind for kind, applies in by_words.items() if applies), None)
    return found or said_between(status, everything) or _kind_by_status(status, everything)


def _kind_by_status(status: int | None, everything: str) -> FailureKind:
    if status == 404 and "model" in everything.lower() and not _ENDPOINT.search(everything):
        return FailureKind.MODEL_NOT_FOUND
    if status is None or status < 300:
        return FailureKind.BAD_ENDPOINT if _ENDPOINT.search(everything) else FailureKind.SERVER
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return FailureKind.SERVER
    return FailureKind.BAD_ENDPOINT if status < 400 else FailureKind.BAD_REQUEST


def _number(code: object) -> int | None:
    text = str(code)
    return int(text) if text.isdecimal() and len(text) == 3 else None
