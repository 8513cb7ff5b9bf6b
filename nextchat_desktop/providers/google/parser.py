"""Chunks of Gemini's stream → events of a reply. It never raises."""

import json
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    KeepsakeAdded,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.chunks import count, dicts, fields, text
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.google.failures import failure_of_chunk, failure_of_reply
from nextchat_desktop.providers.google.turns import SIGNATURE, keepsake
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.received_pictures import picture_in

_FILTERED = ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR")
_REASONS = {"STOP": "stop", "MAX_TOKENS": "length", **dict.fromkeys(_FILTERED, "content_filter")}
"""Pictures have reasons of their own; every other one keeps its name, in small letters."""

_COUNTS = (
    "promptTokenCount",
    "toolUsePromptTokenCount",
    "candidatesTokenCount",
    "thoughtsTokenCount",
    "cachedContentTokenCount",
)


class ContentParser(ReplyParser):
    """Reads one streamed reply.

    It is whole when it ends after a reason for its end; any other end is an interruption.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reason = ""
        self._whole = False
        self._calls = 0
        self._counts = dict.fromkeys(_COUNTS, 0)

    @property
    def whole(self) -> bool:
        """Older models give a reason with every piece: it counts when it comes alone and is the last word."""
        return self._whole

    @property
    def is_done(self) -> bool:
        return bool(self._reason)

    def refused(self, unread: str) -> Failed:
        return failure_of_reply(200, "", unread)

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        """A list of chunks is as good as each of them; the mark is one of gateways and says nothing by itself."""
        reply = read_json(sse.data)
        chunks = dicts(reply if isinstance(reply, list) else [reply])
        if sse.data.startswith("[DONE]"):
            yield from self.end()
        elif not chunks:
            self.unread = self.unread or sse.data
        for chunk in chunks:
            if not self.has_ended:
                yield from self.read(chunk, sse.event)

    def read(self, value: dict[str, Any], event: str) -> Iterator[WireEvent]:
        candidates, blocked = dicts(value.get("candidates")), fields(value.get("promptFeedback"))
        if value.get("error"):
            yield from self.closing(failure_of_chunk(value))
        elif blocked.get("blockReason") and not candidates:
            reason = text(blocked.get("blockReason"))
            detail = text(blocked.get("blockReasonMessage")) or reason
            yield from self.closing(Failed(FailureKind.FILTERED, detail, code=reason))
        else:
            self.said_something = self.said_something or bool(candidates) or "usageMetadata" in value
            self.unread = self.unread or ("" if self.said_something else json.dumps(value, ensure_ascii=False))
            for candidate in candidates:
                if candidate.get("index") in (None, 0):
                    yield from self._candidate(candidate)
            yield from self._usage(fields(value.get("usageMetadata")))

    def _candidate(self, candidate: dict[str, Any]) -> Iterator[WireEvent]:
        said = False
        for part in dicts(fields(candidate.get("content")).get("parts")):
            for event in self._part(part):
                said = said or not isinstance(event, KeepsakeAdded)
                yield event
        self._reason = text(candidate.get("finishReason")) or self._reason
        self._whole = bool(self._reason) and not said

    def _part(self, part: dict[str, Any]) -> Iterator[WireEvent]:
        if part.get("thought") is True:  # drafts of pictures are thoughts too, and not kept
            if text(part.get("text")):
                yield ReasoningDelta(text(part.get("text")))
            return
        if text(part.get("text")):
            yield TextDelta(text(part.get("text")))
        picture = picture_in(fields(part.get("inlineData")).get("data"))
        if picture:
            yield picture
        yield from self._call(fields(part.get("functionCall")))
        if text(part.get(SIGNATURE)):
            yield KeepsakeAdded(keepsake(part))

    def _call(self, call: dict[str, Any]) -> Iterator[WireEvent]:
        """Calls come whole. Google's other service cuts them up: of those the name counts and nothing else."""
        if text(call.get("name")):
            arguments = "" if call.get("willContinue") else json.dumps(fields(call.get("args")), ensure_ascii=False)
            yield ToolCallDelta(self._calls, text(call.get("id")), text(call.get("name")), arguments)
            self._calls += 1

    def _usage(self, usage: dict[str, Any]) -> Iterator[Usage]:
        """Every chunk counts all that came so far; some leave out what they have said before."""
        highest = {name: max(count(usage.get(name)), before) for name, before in self._counts.items()}
        if highest != self._counts:
            self._counts = highest
            asked, of_tools, said, thought, cached = (highest[name] for name in _COUNTS)
            yield Usage(asked + of_tools, said + thought, thought, cached)

    def finished(self) -> Finished:
        if self._reason == "STOP" and self._calls:
            return Finished("tool_calls")
        if self._reason.startswith("IMAGE_"):
            return Finished("content_filter")
        return Finished(_REASONS.get(self._reason, self._reason.lower()))


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """An answer that was not streamed as events, one value or a list of them, or the reason why there is none."""
    chunks = read_json(body)
    known = dicts(chunks if isinstance(chunks, list) else [chunks])
    if status >= 300 or not any("candidates" in chunk or "promptFeedback" in chunk for chunk in known):
        yield failure_of_reply(status, content_type, body)
        return
    parser = ContentParser()
    yield from parser.feed(ServerSentEvent("message", body))
    yield from parser.end()
