"""Chunks of a chat completion → events. It tolerates what servers really send and never raises."""

from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.chunks import dicts
from nextchat_desktop.providers.chunks import text as text_of
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai.calls import Calls
from nextchat_desktop.providers.openai.usage import usage_of
from nextchat_desktop.providers.received_pictures import picture_at
from nextchat_desktop.providers.said import sentence_of

_NO_REASONS = ("", "null")
_REASONS = {
    "stop": "stop",
    "length": "length",
    "function_call": "tool_calls",
    "tool_use": "tool_calls",
    "eos": "stop",
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_length": "length",
    "safety": "content_filter",
    "sensitive": "content_filter",
}
"""Servers' own words for what has a name, without regard to capitals."""


class ChatParser(ReplyParser):
    """Reads one streamed reply.

    The reply is whole when `[DONE]` came or a finish_reason was seen; any other end is an interruption.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reason = ""
        self._whole = False
        self._calls = Calls()
        self._answered = False
        self._refused = False

    @property
    def whole(self) -> bool:
        """Some servers give a reason with every piece: it counts when it comes alone and is the last word."""
        return self._whole

    @property
    def is_done(self) -> bool:
        return bool(self._reason)

    def finished(self) -> Finished | Failed:
        if self._reason == "error":
            return Failed(FailureKind.SERVER)
        reason = _REASONS.get(self._reason.lower(), self._reason) or "stop"
        if reason == "stop" and self._calls:  # some do not say that they wait
            reason = "tool_calls"
        only_refused = self._refused and not self._answered
        return Finished("refusal" if reason == "stop" and only_refused else reason)

    def read(self, value: dict[str, Any], event: str) -> Iterator[WireEvent]:
        choices = dicts(value.get("choices"))
        error = value.get("error") or next((c["error"] for c in choices if c.get("error")), None)
        error = error or (value if _complains(value) else None)
        if error:
            yield from self.closing(failure_of_error(error, value))
            return
        for choice in choices:
            if choice.get("index") in (None, 0, "0"):
                yield from self._choice(choice)
        yield from usage_of(value.get("usage"))

    def _choice(self, choice: dict[str, Any]) -> Iterator[WireEvent]:
        said = False
        delta = choice.get("delta")
        for event in self._delta(delta if isinstance(delta, dict) else choice.get("message")):
            self.said_something = said = True
            yield event
        reason = choice.get("finish_reason")
        if isinstance(reason, str) and reason not in _NO_REASONS:
            yield from self.thinking.flush()
            self._reason = reason
        self._whole = bool(self._reason) and not said
        yield from usage_of(choice.get("usage"))

    def _delta(self, delta: object) -> Iterator[WireEvent]:
        if not isinstance(delta, dict):
            return
        if reasoning := text_of(delta.get("reasoning_content")) or text_of(delta.get("reasoning")) or _details(delta):
            yield ReasoningDelta(reasoning)
        for piece in _pieces(delta.get("content")):
            yield from self._piece(piece)
        if refusal := text_of(delta.get("refusal")):
            self._refused = True
            yield from self.thinking.feed(refusal)
        for image in dicts(delta.get("images")):
            yield from self._picture(image.get("image_url"))
        yield from self._calls.feed(dicts(delta.get("tool_calls")))
        yield from self._calls.feed_old(delta.get("function_call"))

    def _piece(self, piece: "_Piece") -> Iterator[WireEvent]:
        kind, value = piece
        if kind == "thinking":
            yield ReasoningDelta(value)
        elif kind == "picture":
            yield from self._picture(value)
        else:
            self._answered = True
            yield from self.thinking.feed(value)

    def _picture(self, address: object) -> Iterator[WireEvent]:
        if picture := picture_at(address):
            self._answered = True
            yield from self.thinking.flush()
            yield picture


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """An answer that was not streamed, or the reason why there is none."""
    reply = read_json(body)
    if status < 300 and isinstance(reply, dict) and reply.get("choices"):
        parser = ChatParser()
        yield from parser.feed(ServerSentEvent("message", body))
        yield from parser.feed(ServerSentEvent("message", "[DONE]"))  # a document that could be read is whole
    else:
        yield failure_of_body(status, content_type, body)


def _complains(chunk: dict[str, Any]) -> bool:
    """Whether a chunk that is no piece of an answer is a sentence about what went wrong."""
    is_well = chunk.get("code") in (0, "0", 200, "200") or "usage" in chunk
    return "choices" not in chunk and not is_well and bool(sentence_of(chunk))


_Piece = tuple[str, Any]


def _pieces(content: object) -> Iterator[_Piece]:
    """Content as (kind, what it holds): a string, or a list of typed parts."""
    if isinstance(content, str) and content:
        yield "text", content
    for part in dicts(content):
        if "image_url" in part:
            yield "picture", part["image_url"]
        kind = "thinking" if part.get("type") == "thinking" else "text"
        inner = part.get(kind)
        for text in [inner] if isinstance(inner, str) else [text_of(piece.get("text")) for piece in dicts(inner)]:
            if text:
                yield kind, text


def _details(delta: dict[str, Any]) -> str:
    """What a thought is where it comes in typed pieces only; they also stand beside the plain field."""
    pieces = dicts(delta.get("reasoning_details"))
    return "".join(text_of(piece.get("text")) or text_of(piece.get("summary")) for piece in pieces)
