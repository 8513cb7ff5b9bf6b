"""Objects of a reply, each with the whole text so far → events. It tolerates anything and never raises."""

import json
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, KeepsakeAdded, StreamEvent
from nextchat_desktop.core.parts import Keepsake
from nextchat_desktop.core.wire import ServerSentEvent
from nextchat_desktop.providers.chatgpt_web.body import KEEPSAKE
from nextchat_desktop.providers.chatgpt_web.failures import failure_in
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.thinking import ThinkingSplitter


class ReplyParser:
    """Reads one reply.

    It is whole when the last piece told why it ended. The mode that passes on to a web site never tells that: there a
    reply is whole when the server ended it, since it writes a failure down where there was one.
    """

    def __init__(self) -> None:
        self._text = ""
        self._ids: dict[str, str] = {}
        self._reason = ""
        self._tells_reasons = False
        self._unread = ""
        self._ended = False
        self._thinking = ThinkingSplitter()

    @property
    def whole(self) -> bool:
        return bool(self._reason)

    def feed(self, sse: ServerSentEvent) -> Iterator[StreamEvent]:
        if self._ended:
            return
        value = read_json(sse.data)
        if isinstance(value, dict) and _is_message(value):
            yield from self._message(value)
        elif isinstance(value, dict) and (failed := failure_in(value)):
            # What fails after the end of the answer leaves the server without it: no keepsake.
            yield from self._closing(Finished(self._reason) if self._reason else failed)
        elif not self._unread:
            self._unread = sse.data

    def end(self) -> Iterator[StreamEvent]:
        if self._ended:
            return
        ended_by_server = bool(self._text) and not self._tells_reasons and not self._unread
        if self._reason or ended_by_server:
            kept = [KeepsakeAdded(Keepsake(KEEPSAKE, json.dumps(self._ids)))] if self._ids else []
            yield from self._closing(*kept, Finished(self._reason or "stop"))
        elif self._text:
            yield from self._closing(Failed(FailureKind.INTERRUPTED))
        else:
            nothing = failure_of_body(200, "", self._unread) if self._unread else Failed(FailureKind.EMPTY)
            yield from self._closing(nothing)

    def _message(self, value: dict[str, Any]) -> Iterator[StreamEvent]:
        self._ids = _ids(value) or self._ids
        choice = _first_choice(value.get("detail"))
        if choice is not None:
            self._tells_reasons = True
            reason = choice.get("finish_reason")
            self._reason = reason if isinstance(reason, str) else self._reason
        text = value.get("text")
        yield from self._grown(text.strip() if isinstance(text, str) else "")

    def _grown(self, text: str) -> Iterator[StreamEvent]:
        """What is new in the text. Blanks at its end belong to it only when more follows."""
        before = self._text
        if before.startswith(text):
            return
        self._text = text
        known = len(before) if text.startswith(before) else _common(before, text)
        between = "\n\n" if before and not known else ""
        yield from self._thinking.feed(between + text[known:])

    def _closing(self, *last: StreamEvent) -> Iterator[StreamEvent]:
        self._ended = True
        yield from self._thinking.flush()
        yield from last


def _is_message(value: dict[str, Any]) -> bool:
    return "status" not in value and ("role" in value or isinstance(value.get("text"), str))


def _ids(value: dict[str, Any]) -> dict[str, str]:
    """What the next question has to say so as to follow this answer."""
    found = {"parentMessageId": value.get("id"), "conversationId": value.get("conversationId")}
    return {name: id for name, id in found.items() if isinstance(id, str) and id} if found["parentMessageId"] else {}


def _first_choice(detail: object) -> dict[str, Any] | None:
    choices = detail.get("choices") if isinstance(detail, dict) else None
    if not isinstance(choices, list):
        return None
    return choices[0] if choices and isinstance(choices[0], dict) else {}


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
