"""What a NextChat server itself says no with, before or instead of what the service behind it says. Total."""

import re
from dataclasses import replace

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.providers.failures import failure_of_error
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.said import sentence_of

_SAID = (
    (re.compile(r"(?:empty|wrong) access code", re.I), FailureKind.CODE_REFUSED),
    (re.compile(r"with your own api key", re.I), FailureKind.KEY_REFUSED),
    (re.compile(r"in server env", re.I), FailureKind.SERVER),  # whoever runs the server has not set it up for this
    (re.compile(r"not allowed to request", re.I), FailureKind.BAD_ENDPOINT),
    (re.compile(r"not allowed to use .* model", re.I | re.S), FailureKind.MODEL_NOT_FOUND),
)

_WAITED = re.compile(r"timed? ?-?out|abort", re.I)
_FENCES = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")


def failure_of_server(status: int, body: str) -> Failed | None:
    """The failure that the server itself had; None where the body is somebody else's."""
    reply = read_json(body)
    if isinstance(reply, str) and reply.lstrip().startswith("```"):
        return _wrapped(reply)
    if not isinstance(reply, dict) or reply.get("error") is not True:
        return None
    sentence = sentence_of(reply)
    kind = next((kind for words, kind in _SAID if words.search(sentence)), None)
    return Failed(kind, sentence, status) if kind else None


def _wrapped(text: str) -> Failed:
    """What the server wrote down when it could not reach the service behind it, as if that were the answer."""
    said = _FENCES.sub("", text)
    reply = read_json(said)
    if _WAITED.search(said):
        return Failed(FailureKind.OVERLOADED, " ".join(said.split()))
    if isinstance(reply, dict) and sentence_of(reply):
        failed = failure_of_error(reply.get("error") or reply, reply)
        return replace(failed, kind=FailureKind.SERVER) if failed.kind is FailureKind.BAD_ENDPOINT else failed
    return Failed(FailureKind.SERVER, " ".join(said.split()) or text)
