"""Events of a response → events of a reply. They are told apart by their own type; what is unknown is passed over."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, ToolCallDelta
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.chunks import dicts, fields, text
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai_responses.items import (
    CALLS,
    Items,
    keepsake_of,
    reason_of,
    texts_of,
    thoughts_of,
    usage_of,
)
from nextchat_desktop.providers.received_pictures import picture_in
from nextchat_desktop.providers.said import sentence_of

_Event = dict[str, Any]
_PARAGRAPH = "\n\n"
_ENDS = ("completed", "incomplete", "failed", "cancelled")


class ResponsesParser(ReplyParser):
    """Reads one streamed reply. It is whole when the response was completed, and there is nothing after that."""

    def __init__(self) -> None:
        super().__init__()
        self._items = Items()
        self._streamed: set[int] = set()
        self._places: dict[int, int] = {}
        self._last: tuple[object, ...] = ()
        self._parts = 0
        self._answered = False
        self._refused = False
        self._waits = False
        self._handlers: dict[str, Callable[[_Event], Iterator[WireEvent]]] = {
            "response.output_text.delta": self._text,
            "response.refusal.delta": self._refusal,
            "response.reasoning_summary_part.added": self._new_part,
            "response.reasoning_summary_text.delta": self._thought,
            "response.reasoning_text.delta": self._thought,
            "response.function_call_arguments.delta": self._arguments,
            "response.custom_tool_call_input.delta": self._arguments,
            "response.function_call_arguments.done": self._all_arguments,
            "response.custom_tool_call_input.done": self._all_arguments,
            "response.output_item.added": self._begun,
            "response.output_item.done": self._done,
            "response.completed": self._completed,
            "response.incomplete": self._incomplete,
            "response.failed": self._failed,
            "response.cancelled": self._cancelled,
            "error": self._error,
        }

    @property
    def whole(self) -> bool:
        return self.has_ended

    @property
    def is_done(self) -> bool:
        """Only its own event ends a response."""
        return False

    def read(self, value: _Event, event: str) -> Iterator[WireEvent]:
        kind = text(value.get("type"))
        if kind in self._handlers:
            yield from self._handlers[kind](value)
        elif not kind.startswith("response.") and (value.get("error") or sentence_of(value)):
            yield from self._error(value)

    def _text(self, event: _Event) -> Iterator[WireEvent]:
        item = self._items.of(event)
        self._answered = True
        yield from self._words(item, text(event.get("delta")))

    def _refusal(self, event: _Event) -> Iterator[WireEvent]:
        self._refused = True
        yield from self._words(self._items.of(event), text(event.get("delta")))

    def _words(self, item: int, words: str) -> Iterator[WireEvent]:
        """Two messages in a row are paragraphs."""
        if words:
            begins = self._begins("text", item)
            self._streamed.add(item)
            self._waits = False
            yield from self.thinking.feed(_PARAGRAPH + words if begins else words)

    def _new_part(self, event: _Event) -> Iterator[WireEvent]:
        self._parts += 1
        yield from ()

    def _thought(self, event: _Event) -> Iterator[WireEvent]:
        item, words = self._items.of(event), text(event.get("delta"))
        if words:
            place = (item, self._parts, event.get("summary_index"), event.get("content_index"))
            begins = self._begins("thought", *place)
            self._streamed.add(item)
            yield ReasoningDelta(_PARAGRAPH + words if begins else words)

    def _begins(self, kind: str, *place: object) -> bool:
        """Whether a piece of this place begins a paragraph: what came last is of the same kind and another place."""
        before, self._last = self._last, (kind, *place)
        self.said_something = True
        return before != self._last and before[:1] == (kind,)

    def _begun(self, event: _Event) -> Iterator[WireEvent]:
        number, item = self._items.of(event), fields(event.get("item"))
        if item.get("type") in CALLS:
            yield from self._call(number, text(item.get("call_id")) or text(item.get("id")), text(item.get("name")))

    def _call(self, number: int, id: str = "", name: str = "", arguments: str = "") -> Iterator[WireEvent]:
        is_new = number not in self._places
        place = self._places.setdefault(number, len(self._places))
        self.said_something = self._waits = True
        if arguments:
            self._streamed.add(number)
        if is_new or arguments:
            yield ToolCallDelta(place, id if is_new else "", name if is_new else "", arguments)

    def _arguments(self, event: _Event) -> Iterator[WireEvent]:
        yield from self._call(self._items.of(event), arguments=text(event.get("delta")))

    def _all_arguments(self, event: _Event) -> Iterator[WireEvent]:
        number = self._items.of(event)
        if number not in self._streamed:
            yield from self._call(number, arguments=text(event.get("arguments")) or text(event.get("input")))

    def _done(self, event: _Event) -> Iterator[WireEvent]:
        """A whole item: what has not been streamed of it is said now."""
        number, item = self._items.of(event), fields(event.get("item"))
        kind = text(item.get("type"))
        is_new = number not in self._streamed
        if kind in CALLS:
            arguments = text(item.get(CALLS[kind])) if is_new else ""
            id = text(item.get("call_id")) or text(item.get("id"))
            yield from self._call(number, id, text(item.get("name")), arguments)
        elif kind == "message" and is_new:
            yield from self._message(number, item)
        elif kind == "reasoning":
            yield from self._thought({**event, "delta": thoughts_of(item)}) if is_new else ()
            yield from keepsake_of(item)
        elif kind == "image_generation_call" and (picture := picture_in(item.get("result"))):
            self.said_something = self._answered = True
            self._last = ()
            yield from self.thinking.flush()
            yield picture

    def _message(self, number: int, item: dict[str, Any]) -> Iterator[WireEvent]:
        for kind, words in texts_of(item):
            self._refused = self._refused or kind == "refusal"
            self._answered = self._answered or kind != "refusal"
            yield from self._words(number, words)

    def _completed(self, event: _Event) -> Iterator[WireEvent]:
        yield from self._ending(event)
        yield from self.closing(self.finished())

    def _incomplete(self, event: _Event) -> Iterator[WireEvent]:
        yield from self._ending(event)
        yield from self.closing(Finished(reason_of(fields(event.get("response")))))

    def _ending(self, event: _Event) -> Iterator[WireEvent]:
        """Some servers say everything at the end only."""
        response = fields(event.get("response"))
        if not self.said_something:
            for index, item in enumerate(dicts(response.get("output"))):
                yield from self._done({"output_index": index, "item": item})
        yield from usage_of(response)

    def _failed(self, event: _Event) -> Iterator[WireEvent]:
        error = fields(event.get("response")).get("error") or event.get("error")
        yield from self.closing(failure_of_error(error, {"error": error}) if error else Failed(FailureKind.SERVER))

    def _cancelled(self, event: _Event) -> Iterator[WireEvent]:
        yield from self.closing(Failed(FailureKind.INTERRUPTED))

    def _error(self, event: _Event) -> Iterator[WireEvent]:
        """Flat, nested, or without a type."""
        yield from self.closing(failure_of_error(event.get("error") or event, event))

    def finished(self) -> Finished:
        only_refused = self._refused and not self._answered
        return Finished("tool_calls" if self._waits else "refusal" if only_refused else "stop")


def whole_reply(status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """An answer that was not streamed, or the reason why there is none."""
    reply = read_json(body)
    if status < 300 and isinstance(reply, dict) and isinstance(reply.get("output"), list):
        state = "failed" if reply.get("error") else reply.get("status")
        end = {"type": f"response.{state if state in _ENDS else 'completed'}", "response": reply}
        yield from ResponsesParser().feed(ServerSentEvent("message", json.dumps(end)))
    else:
        yield failure_of_body(status, content_type, body)
