"""Events of Claude's stream → events of a reply. Blocks may be interleaved; it never raises."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.core.events import (
    Failed,
    Finished,
    KeepsakeAdded,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.anthropic.failures import failure_of_event, failure_of_reply
from nextchat_desktop.providers.anthropic.turns import keepsake
from nextchat_desktop.providers.chunks import count, dicts, fields, text
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.json_text import read_json

_REASONS = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
}
"""Every other reason keeps its own name; `refusal` is a reason of ours too."""

_COUNTS = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")


@dataclass(slots=True)
class _Block:
    """A block that has begun. `place` is that of a tool call."""

    given: dict[str, Any]
    place: int = 0
    thought: list[str] = field(default_factory=list)
    signature: str = ""
    has_arguments: bool = False

    @property
    def kind(self) -> str:
        return text(self.given.get("type"))


class MessageParser(ReplyParser):
    """Reads one streamed reply.

    It is whole when a reason for its end or `message_stop` came; any other end is an interruption. What tools of the
    server do is passed over.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reason = self._detail = ""
        self._calls = 0
        self._blocks: dict[str, _Block] = {}
        self._counts = dict.fromkeys((*_COUNTS, "thinking_tokens"), 0)
        self._readers: dict[str, Callable[[dict[str, Any]], Iterator[WireEvent]]] = {
            "message_start": self._start,
            "content_block_start": self._start_of_block,
            "content_block_delta": self._delta,
            "content_block_stop": self._end_of_block,
            "message_delta": self._change,
            "message_stop": self._stop,
            "ping": self._ping,
        }

    @property
    def whole(self) -> bool:
        return bool(self._reason)

    @property
    def is_done(self) -> bool:
        return bool(self._reason)

    def finished(self) -> Finished:
        return Finished(_REASONS.get(self._reason, self._reason) or "stop", self._detail)

    def refused(self, unread: str) -> Failed:
        return failure_of_reply(200, "", unread)

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        if self.has_ended or not sse.data.strip():
            return
        chunk = read_json(sse.data)
        if sse.data.startswith("[DONE]"):  # added by gateways
            yield from self.end()
        elif isinstance(chunk, dict):
            yield from self.read(chunk, sse.event)
        elif sse.event == "error":
            yield from self.closing(failure_of_event(sse.data, {"error": sse.data}))
        else:
            self.unread = self.unread or sse.data

    def read(self, value: dict[str, Any], event: str = "") -> Iterator[WireEvent]:
        """One event of the service. `event` is the name it came under, if any."""
        kind = text(value.get("type"))
        if "error" in (event, kind) or value.get("error"):
            yield from self.closing(failure_of_event(value.get("error") or value, value))
        elif kind in self._readers:
            self.said_something = True
            yield from self._readers[kind](value)
        elif not kind:
            self.unread = self.unread or json.dumps(value, ensure_ascii=False)

    def end(self) -> Iterator[WireEvent]:
        yield from self._stop({}) if self.is_done and not self.has_ended else super().end()

    def _ping(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        yield from ()

    def _start(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        yield from self._usage(fields(chunk.get("message")).get("usage"))

    def _start_of_block(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        """Other servers than the service's own may put the beginning of the text here."""
        block = _Block(fields(chunk.get("content_block")))
        self._blocks[str(chunk.get("index"))] = block
        if block.kind == "tool_use":
            block.place, self._calls = self._calls, self._calls + 1
            yield ToolCallDelta(block.place, text(block.given.get("id")), text(block.given.get("name")))
        elif block.kind == "redacted_thinking":
            yield KeepsakeAdded(keepsake(block.given))
        elif block.kind == "thinking":
            yield from self._thought(block, block.given.get("thinking"))
            block.signature = text(block.given.get("signature"))
        elif block.kind == "text":
            yield from _said(text(block.given.get("text")))

    def _delta(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        delta = fields(chunk.get("delta"))
        block = self._blocks.setdefault(str(chunk.get("index")), _Block({"type": "thinking"}))
        kind = text(delta.get("type"))
        if kind == "thinking_delta":
            yield from self._thought(block, delta.get("thinking"))
        elif kind == "signature_delta":
            block.signature += text(delta.get("signature"))
        elif kind == "input_json_delta":
            yield from _argument(block, text(delta.get("partial_json")))
        elif kind in ("text_delta", ""):
            yield from _said(text(delta.get("text")))

    def _thought(self, block: _Block, thought: object) -> Iterator[WireEvent]:
        if text(thought):
            block.thought.append(text(thought))
            yield ReasoningDelta(text(thought))

    def _end_of_block(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        block = self._blocks.pop(str(chunk.get("index")), None)
        if block is not None:
            yield from _closed(block)

    def _change(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        delta = fields(chunk.get("delta"))
        self._reason = text(delta.get("stop_reason")) or self._reason
        self._detail = text(fields(delta.get("stop_details")).get("explanation")) or self._detail
        yield from self._usage(chunk.get("usage"))

    def _usage(self, usage: object) -> Iterator[WireEvent]:
        """Of several counts the highest: gateways begin with 0, or end without what they began with."""
        counted, detailed = fields(usage), fields(fields(usage).get("output_tokens_details"))
        told = {**{name: counted.get(name) for name in _COUNTS}, "thinking_tokens": detailed.get("thinking_tokens")}
        highest = {name: max(count(told[name]), before) for name, before in self._counts.items()}
        if highest != self._counts:
            self._counts = highest
            given, kept, cached, said = (highest[name] for name in _COUNTS)
            yield Usage(given + kept + cached, said, highest["thinking_tokens"], cached)

    def _stop(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        for block in self._blocks.values():  # some gateways do not end their blocks
            yield from _closed(block)
        yield from self.closing(self.finished())


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """An answer that was not streamed, or the reason why there is none."""
    reply = fields(read_json(body))
    content = reply.get("content")
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else dicts(content)
    if status >= 300 or reply.get("error") or "content" not in reply:
        yield failure_of_reply(status, content_type, body)
        return
    parser = MessageParser()
    yield from parser.read({"type": "message_start", "message": reply})
    for index, block in enumerate(blocks):
        yield from parser.read({"type": "content_block_start", "index": index, "content_block": block})
        yield from parser.read({"type": "content_block_stop", "index": index})
    yield from parser.read({"type": "message_delta", "delta": reply})
    yield from parser.read({"type": "message_stop"})


def _said(said: str) -> Iterator[WireEvent]:
    if said:
        yield TextDelta(said)


def _argument(block: _Block, piece: str) -> Iterator[WireEvent]:
    if piece and block.kind == "tool_use":
        block.has_arguments = True
        yield ToolCallDelta(block.place, arguments=piece)


def _closed(block: _Block) -> Iterator[WireEvent]:
    """What is known only when a block has ended. A thought without a signature is not asked for again."""
    if block.kind == "thinking" and block.signature:
        yield KeepsakeAdded(keepsake({**block.given, "thinking": "".join(block.thought), "signature": block.signature}))
    elif block.kind == "tool_use" and not block.has_arguments:
        yield ToolCallDelta(block.place, arguments=json.dumps(fields(block.given.get("input")), ensure_ascii=False))
