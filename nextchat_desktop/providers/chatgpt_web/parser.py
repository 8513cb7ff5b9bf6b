"""Objects of a reply, each with the whole text so far → events. It tolerates anything and never raises."""

import json
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Finished, KeepsakeAdded
from nextchat_desktop.core.parts import Keepsake
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.chatgpt_web.body import KEEPSAKE
from nextchat_desktop.providers.chatgpt_web.failures import failure_in
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.json_text import read_json


class ProcessParser(ReplyParser):
    """Reads one reply.

    It is whole when the last piece told why it ended. The mode that passes on to a web site never tells that: there a
    reply is whole when the server ended it, since it writes a failure down where there was one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._ids: dict[str, str] = {}
        self._reason = ""
        self._tells_reasons = False

    @property
    def whole(self) -> bool:
        return bool(self._reason)

    @property
    def is_done(self) -> bool:
        ended_by_server = bool(self._text) and not self._tells_reasons and not self.unread
        return bool(self._reason) or ended_by_server

    def finished(self) -> Finished:
        return Finished(self._reason or "stop")

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        if self.has_ended:
            return
        value = read_json(sse.data)
        if isinstance(value, dict) and (_is_message(value) or failure_in(value)):
            yield from self.read(value, sse.event)
        elif not self.unread:
            self.unread = sse.data

    def read(self, value: dict[str, Any], event: str) -> Iterator[WireEvent]:
        if _is_message(value):
            yield from self._message(value)
        elif failed := failure_in(value):
            # What fails after the end of the answer leaves the server without it: no keepsake.
            yield from self.closing(self.finished() if self._reason else failed)

    def end(self) -> Iterator[WireEvent]:
        if self.is_done and self._ids and not self.has_ended:
            yield from self.thinking.flush()
            yield KeepsakeAdded(Keepsake(KEEPSAKE, json.dumps(self._ids)))
        yield from super().end()

    def _message(self, value: dict[str, Any]) -> Iterator[WireEvent]:
        self._ids = _ids(value) or self._ids
        choice = _first_choice(value.get("detail"))
        if choice is not None:
            self._tells_reasons = True
            reason = choice.get("finish_reason")
            self._reason = reason if isinstance(reason, str) else self._reason
        text = value.get("text")
        yield from self._grown(text.strip() if isinstance(text, str) else "")

    def _grown(self, text: str) -> Iterator[WireEvent]:
        """What is new in the text. Blanks at its end belong to it only when more follows."""
        before = self._text
        if before.startswith(text):
            return
        self._text = text
        known = len(before) if text.startswith(before) else _common(before, text)
        between = "\n\n" if before and not known else ""
        self.said_something = True
        yield from self.thinking.feed(between + text[known:])


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
