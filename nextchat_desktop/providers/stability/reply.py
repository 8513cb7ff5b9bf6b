"""An answer of Stability AI, or the reason why there is none → events. Total."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished
from nextchat_desktop.core.wire import WireEvent
from nextchat_desktop.providers.chunks import fields, text
from nextchat_desktop.providers.coded import refusing
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.received_pictures import picture_in

_KINDS = {
    "content_moderation": FailureKind.FILTERED,
    "unauthorized": FailureKind.KEY_REFUSED,
    "permission_denied": FailureKind.FORBIDDEN,
    "payment_required": FailureKind.QUOTA,
    "rate_limit_exceeded": FailureKind.RATE_LIMIT,
}
_OPTIONAL = (
    "negative_prompt", "aspect_ratio", "style_preset", "output_format", "cfg_scale", "strength", "seed"
)  # fmt: skip
_FILTERED = "CONTENT_FILTERED"


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """A body that came in one piece, whatever it is."""
    reply = fields(read_json(body))
    picture = picture_in(reply.get("image"))
    if status < 300 and reply.get("finish_reason") == _FILTERED:
        yield Failed(FailureKind.FILTERED, code=_FILTERED)  # what comes with it has been blurred
    elif status < 300 and picture:
        yield picture
        yield Finished()
    else:
        yield refusal(status, content_type, body, reply)


def refusal(status: int, content_type: str, body: str, reply: dict[str, Any]) -> Failed:
    failed = failure_of_body(status, content_type, body)
    errors = reply.get("errors")
    if not isinstance(errors, list):
        return failed
    name = text(reply.get("name"))
    told = replace(failed, detail="; ".join(map(str, errors)), code=name, field="")
    return replace(told, kind=_KINDS[name]) if name in _KINDS else refusing(told, _OPTIONAL)
