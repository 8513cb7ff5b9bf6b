"""Errors that NextChat kept as if they were answers: which text is one, and what it says. It knows no message.

They stand as JSON in a fence: alone, behind a sentence about the missing access code, or, in a message that is marked
as failed, behind what had arrived before.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.interchange.foreign.loose import line
from nextchat_desktop.interchange.foreign.turns import failed
from nextchat_desktop.records.reading import mapping

_OPEN, _CLOSE = "```json", "```"
_LONGEST = 100_000
"""No error has more letters."""
_LONGEST_SENTENCE = 1_500
"""Nor has the sentence about the code."""
_PAGES = ("](/#/auth)", "](/#/settings)", "](#/auth)", "](#/settings)")
"""Links of NextChat's own, which lead nowhere but in it."""
_WITHOUT_A_LINK = re.compile(
    r"unauthorized access, please enter access code|未授权状态|未授權，請前往|acceso no autorizado, por favor ingrese"
    r"|unbefugter zugriff, bitte|accesso non autorizzato, inserire|yetkisiz erişim, lütfen|未承認の状態",
    re.I,
)
"""What the sentence begins with where it has no link, in the versions of early 2023."""
_KINDS: tuple[tuple[re.Pattern[str], FailureKind], ...] = tuple(
    (re.compile(pattern, re.I), kind)
    for pattern, kind in (
        (r"access code", FailureKind.CODE_REFUSED),
        (r"insufficient_quota|exceeded your current quota|insufficient balance|arrearage", FailureKind.QUOTA),
        (r"deploymentnotfound", FailureKind.DEPLOYMENT_NOT_FOUND),
        (r"model_not_found|model .{0,80}does not exist|no such model", FailureKind.MODEL_NOT_FOUND),
        (r"context_length|maximum context|too many tokens", FailureKind.CONTEXT_TOO_LONG),
        (r"content_filter|content management policy|responsibleai|safety", FailureKind.FILTERED),
        (r"rate.?limit|too many requests|\b429\b", FailureKind.RATE_LIMIT),
        (r"overloaded|\b503\b", FailureKind.OVERLOADED),
        (r"invalid_api_key|incorrect api key|unauthorized|authentication|\b401\b", FailureKind.KEY_REFUSED),
        (r"unsupported_country|not supported in your (?:country|region)", FailureKind.REGION),
        (r"not allowed|forbidden|permission|\b403\b", FailureKind.FORBIDDEN),
        (r"empty response", FailureKind.EMPTY),
        (r"timeout|timed out|aborted", FailureKind.TIMEOUT),
        (r"failed to fetch|load failed|networkerror|network error|econn|dns", FailureKind.NETWORK),
    )
)
"""The first that fits what an error says of itself."""


def parted(content: str, is_marked: bool) -> tuple[str, Failed | None]:
    """What had arrived, and the error behind it, if there is one. `is_marked` tells that NextChat itself knew of it."""
    if not content.strip():
        return "", _failure("", {}) if is_marked else None
    before, found = _fenced(content)
    if _is_about_the_code(before):
        return "", replace(_failure(_said(found) or before, found), kind=FailureKind.CODE_REFUSED)
    if is_marked and (found or len(content) > _LONGEST_SENTENCE):
        return before.strip(), _failure(_said(found), found)
    if is_marked:
        return "", _failure(content, {})
    if found and not before.strip():
        return "", _failure(_said(found), found)
    return content, None


def fenced(said: str) -> str:
    """An error as NextChat would have kept it."""
    return f"{_OPEN}\n{json.dumps({'error': True, 'message': said}, ensure_ascii=False, indent=2)}\n{_CLOSE}"


def _fenced(content: str) -> tuple[str, Mapping[str, Any]]:
    """What stands before the fence that ends a text, and the error in it; all of the text where there is none."""
    start = content.rfind(_OPEN)
    body = content[start + len(_OPEN) :].strip() if start >= 0 and len(content) - start < _LONGEST else ""
    if not body.endswith(_CLOSE):
        return content, {}
    try:
        found = json.loads(body.removesuffix(_CLOSE))
    except (ValueError, RecursionError):
        return content, {}
    found = found[0] if isinstance(found, list) and found else found
    return (content[:start], found) if isinstance(found, dict) and _is_error(found) else (content, {})


def _is_about_the_code(text: str) -> bool:
    is_short = len(text) < _LONGEST_SENTENCE
    return is_short and (any(page in text for page in _PAGES) or _WITHOUT_A_LINK.search(text) is not None)


def _is_error(found: Mapping[str, Any]) -> bool:
    """Whether this is what services and NextChat's server answer with where something is wrong."""
    error = found.get("error")
    if isinstance(error, dict):
        return bool(error.keys() & {"message", "code", "type", "status", "msg"})
    if error is True or isinstance(error, str):
        return bool(error)
    return "error_code" in found or found.keys() >= {"code", "message", "request_id"}


def _said(found: Mapping[str, Any]) -> str:
    """The sentence in it, or else the whole of it."""
    error = found.get("error")
    inner = mapping(error)
    places = (inner.get("message"), inner.get("msg"), error, found.get("message"), found.get("msg"))
    said = next((one for one in (*places, found.get("error_msg")) if isinstance(one, str) and one.strip()), "")
    return said or (json.dumps(found, ensure_ascii=False) if found else "")


def _failure(said: str, found: Mapping[str, Any]) -> Failed:
    inner = mapping(found.get("error"))
    codes = [line(one) for one in (inner.get("code"), inner.get("type"), found.get("code"), found.get("error_code"))]
    statuses = (inner.get("status"), inner.get("code"), found.get("status"), found.get("statusCode"))
    status = next((one for one in statuses if isinstance(one, int) and not isinstance(one, bool)), None)
    signs = " ".join((*codes, str(status or ""), said))
    plain = failed(said, status)
    kind = next((kind for pattern, kind in _KINDS if pattern.search(signs)), plain.kind)
    return replace(plain, kind=kind, code=failed(next(filter(None, codes), "")).detail)
