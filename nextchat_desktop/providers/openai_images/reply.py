"""An answer with pictures, or the reason why there is none → events. Total."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, Usage
from nextchat_desktop.core.wire import PictureData, PictureLink, WireEvent
from nextchat_desktop.providers.chunks import count, dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.received_pictures import picture_at, picture_in

_FILTER = re.compile(
    "content_policy_violation|moderation_blocked|(?:safety|moderation) system|content_?filter|sensitive ?content"
    "|不安全或敏感",
    re.IGNORECASE,
)
_OPTIONAL = (
    "response_format", "quality", "style", "size", "background", "moderation", "output_format", "output_compression",
    "n", "seed", "image_size", "batch_size", "negative_prompt", "aspect_ratio",
)  # fmt: skip
_SET_OFF = re.compile(rf"""['"`]({"|".join(_OPTIONAL)})['"`]""")
_SPOKEN_OF = re.compile(rf"\b({'|'.join(name for name in _OPTIONAL if len(name) > 1)})\b")
"""Most are words of the language as well, so that they count in a sentence that refuses something."""
_REFUSES = re.compile(r"unknown|unsupported|invalid|unrecognized|supported|permitted|must be|allowed|expected", re.I)


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """A body that came in one piece, whatever it is."""
    reply = read_json(body)
    lists = [found for name in ("data", "images") if isinstance(found := fields(reply).get(name), list)]
    if status >= 300 or not lists:
        yield refusal(status, content_type, body)
        return
    pictures = [picture for item in dicts(lists[0]) for picture in picture_of(item)]
    if not pictures:
        yield Failed(FailureKind.EMPTY)
        return
    yield from pictures
    yield from usage_of(fields(reply).get("usage"))
    yield Finished()


def picture_of(item: dict[str, Any]) -> Iterator[PictureData | PictureLink]:
    """One picture, whichever way it is given; nothing where it is none."""
    encoded = text(item.get("b64_json"))
    found = picture_at(encoded) if encoded.startswith("data:") else picture_in(encoded)
    picture = found or picture_at(item.get("url"))
    if picture:
        yield picture


def usage_of(usage: object) -> Iterator[Usage]:
    """Tokens, under either pair of names."""
    counts = fields(usage)
    prompt = count(counts.get("input_tokens")) or count(counts.get("prompt_tokens"))
    reply = count(counts.get("output_tokens")) or count(counts.get("completion_tokens"))
    if prompt or reply:
        yield Usage(prompt=prompt, reply=reply)


def refusal(status: int, content_type: str, body: str) -> Failed:
    return _understood(failure_of_body(status, content_type, body), fields(read_json(body)), body)


def refusal_in_stream(error: object, around: dict[str, Any]) -> Failed:
    """From the middle of a stream."""
    return _understood(failure_of_error(error, around), around, "")


def _understood(failed: Failed, reply: dict[str, Any], body: str) -> Failed:
    """The failure by what is particular to pictures: their filters, and the fields they can do without."""
    if _FILTER.search(f"{failed.code} {failed.detail} {text(fields(reply.get('error')).get('code'))}"):
        return replace(failed, kind=FailureKind.FILTERED, field="")
    vague = failed.kind in (FailureKind.BAD_REQUEST, FailureKind.PARAMETER_REFUSED)
    field = _refused(fields(reply.get("error")), failed.detail) if vague else ""
    return replace(failed, kind=FailureKind.PARAMETER_REFUSED, field=field) if field else failed


def _refused(error: dict[str, Any], sentence: str) -> str:
    named = text(error.get("param"))
    if named:
        return named if named in _OPTIONAL else ""
    found = _SET_OFF.search(sentence) or (_SPOKEN_OF.search(sentence) if _REFUSES.search(sentence) else None)
    return found[1] if found else ""
