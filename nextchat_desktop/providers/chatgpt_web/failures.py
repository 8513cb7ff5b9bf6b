"""Why a ChatGPT-Web server gives no answer. It says so in sentences, nearly always with status 200."""

import re
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.said import sentence_of

_SENTENCES = (
    ("too many request", FailureKind.RATE_LIMIT),
    ("timed out waiting for response", FailureKind.TIMEOUT),
    ("[openai] 提供错误的api密钥", FailureKind.SERVER),  # the server's own key, which nobody here can mend
    ("[openai] 服务器拒绝访问", FailureKind.SERVER),
    ("internal server error", FailureKind.SERVER),
    ("server is busy", FailureKind.OVERLOADED),
    ("bad gateway", FailureKind.OVERLOADED),
    ("gateway time-out", FailureKind.OVERLOADED),
)
"""What the server makes of a failure of the service behind it; the first that fits."""

_BEHIND = re.compile(r"(?:chatgpt|openai) error (\d{3}):?\s*(.*)", re.I | re.S)
_OWN_FIELDS = ("temperature", "top_p")


def failure_in(reply: dict[str, Any]) -> Failed | None:
    """The failure that an object of a reply stands for; None where it says nothing of one."""
    message = sentence_of(reply)
    if reply.get("status") == "Unauthorized":
        return Failed(FailureKind.CODE_REFUSED, message)
    if reply.get("status") == "Success" or not (message or "status" in reply):
        return None
    return _of_sentence(message) or _of_others(failure_of_error(reply.get("error") or reply, reply))


def failure_of_reply(status: int, content_type: str, body: str) -> Failed:
    """Why there is no answer in a body that is no stream of objects."""
    reply = read_json(body)
    said = failure_in(reply) if isinstance(reply, dict) and status < 300 else None
    if said:
        return said
    if status < 300 and not body.strip():
        return Failed(FailureKind.EMPTY)
    return _of_others(failure_of_body(status, content_type, body))


def _of_sentence(message: str) -> Failed | None:
    behind = _BEHIND.search(message)
    if behind:
        return _of_others(failure_of_body(int(behind[1]), "", behind[2]))
    plain = message.lower()
    kind = next((kind for words, kind in _SENTENCES if words in plain), None)
    return Failed(kind, message) if kind else None


def _of_others(failed: Failed) -> Failed:
    """The server asks with a key and fields of its own, which nobody here can change."""
    kind = FailureKind.SERVER if failed.kind is FailureKind.KEY_REFUSED else failed.kind
    return replace(failed, kind=kind, field=failed.field if failed.field in _OWN_FIELDS else "")
