"""Chunks of a chat completion → events. It tolerates what servers really send and never raises."""

from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, StreamEvent, Usage
from nextchat_desktop.core.wire import ServerSentEvent
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.said import sentence_of
from nextchat_desktop.providers.thinking import ThinkingSplitter

_NO_REASONS = ("", "null")


class ChatParser:
    """Reads one streamed reply.

    The reply is whole when `[DONE]` came or a finish_reason was seen; any other end is an interruption.
    """

    def __init__(self) -> None:
        self._reason = ""
        self._whole = False
        self._unread = ""
        self._said_something = False
        self._ended = False
        self._thinking = ThinkingSplitter()

    @property
    def whole(self) -> bool:
        """Some servers give a reason with every piece: it counts when it comes alone and is the last word."""
        return self._whole

    def feed(self, sse: ServerSentEvent) -> Iterator[StreamEvent]:
        if self._ended:
            return
        if sse.data.startswith("[DONE]"):
            yield from self._closing(self._finished())
        elif isinstance(chunk := read_json(sse.data), dict):
            yield from self._chunk(chunk)
        elif sse.event == "error":
            yield from self._closing(failure_of_error(sse.data, {"error": sse.data}))
        elif not self._unread:
            self._unread = sse.data

    def end(self) -> Iterator[StreamEvent]:
        if self._ended:
            return
        for event in self._thinking.flush():
            self._said_something = True
            yield event
        if self._reason:
            yield from self._closing(self._finished())
        elif self._said_something:
            yield from self._closing(Failed(FailureKind.INTERRUPTED))
        else:
            yield failure_of_body(200, "", self._unread) if self._unread else Failed(FailureKind.EMPTY)

    def _finished(self) -> Finished | Failed:
        return Failed(FailureKind.SERVER) if self._reason == "error" else Finished(self._reason or "stop")

    def _chunk(self, chunk: dict[str, Any]) -> Iterator[StreamEvent]:
        choices = _dicts(chunk.get("choices"))
        error = chunk.get("error") or next((c["error"] for c in choices if c.get("error")), None)
        error = error or (chunk if _complains(chunk) else None)
        if error:
            yield from self._closing(failure_of_error(error, chunk))
            return
        for choice in choices:
            if choice.get("index") in (None, 0, "0"):
                yield from self._choice(choice)
        yield from _usage(chunk.get("usage"))

    def _choice(self, choice: dict[str, Any]) -> Iterator[StreamEvent]:
        said = False
        for event in self._delta(choice.get("delta") or choice.get("message")):
            self._said_something = said = True
            yield event
        reason = choice.get("finish_reason")
        if isinstance(reason, str) and reason not in _NO_REASONS:
            yield from self._thinking.flush()
            self._reason = reason
        self._whole = bool(self._reason) and not said
        yield from _usage(choice.get("usage"))

    def _delta(self, delta: object) -> Iterator[StreamEvent]:
        if not isinstance(delta, dict):
            return
        if reasoning := _text(delta.get("reasoning_content")) or _text(delta.get("reasoning")):
            yield ReasoningDelta(reasoning)
        for kind, text in _pieces(delta.get("content") or delta.get("refusal")):
            yield from [ReasoningDelta(text)] if kind == "thinking" else self._thinking.feed(text)

    def _closing(self, last: StreamEvent) -> Iterator[StreamEvent]:
        self._ended = True
        yield from self._thinking.flush()
        yield last


def whole_reply(status: int, content_type: str, body: str) -> Iterator[StreamEvent]:
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


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _pieces(content: object) -> Iterator[tuple[str, str]]:
    """Content as (kind, text): a string, or Mistral's list of typed parts."""
    if isinstance(content, str) and content:
        yield "text", content
    for part in _dicts(content):
        inner = part.get("thinking") if part.get("type") == "thinking" else part.get("text")
        kind = "thinking" if part.get("type") == "thinking" else "text"
        for text in [inner] if isinstance(inner, str) else [_text(piece.get("text")) for piece in _dicts(inner)]:
            if text:
                yield kind, text


def _usage(usage: object) -> Iterator[Usage]:
    if isinstance(usage, dict):
        yield Usage(
            prompt=_count(usage, "prompt_tokens"),
            reply=_count(usage, "completion_tokens"),
            reasoning=_count(usage.get("completion_tokens_details"), "reasoning_tokens"),
            cached=_count(usage.get("prompt_tokens_details"), "cached_tokens"),
        )


def _count(usage: object, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) else 0
