"""The frame of a parser whose stream is JSON objects: what an end means, be it marked or not. It knows no service."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.failures import failure_of_body, failure_of_error
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.thinking import ThinkingSplitter


class ReplyParser(ABC):
    """Reads one reply; never raises. A dialect says what an object of the stream holds.

    `said_something` is for the dialect to set when a piece of the answer has come, and `thinking` takes its text, if it
    may hold thoughts. `unread` is the first thing that came and could not be read.
    """

    def __init__(self) -> None:
        self.said_something = False
        self.thinking = ThinkingSplitter()
        self.unread = ""
        self._ended = False

    @property
    def has_ended(self) -> bool:
        """Whether the last event has been given."""
        return self._ended

    @property
    @abstractmethod
    def whole(self) -> bool:
        """Whether all that counts has come, though the stream may go on."""

    @abstractmethod
    def read(self, value: dict[str, Any], event: str) -> Iterator[WireEvent]:
        """What one object means. `event` is the name it came under."""

    @abstractmethod
    def finished(self) -> Finished | Failed:
        """The last event of a reply whose end was marked, or is `is_done`."""

    @property
    @abstractmethod
    def is_done(self) -> bool:
        """Whether an end without a mark is no interruption."""

    def refused(self, unread: str) -> Failed:
        """Why nothing but this came, which could not be read."""
        return failure_of_body(200, "", unread)

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        if self._ended:
            return
        if sse.data.startswith("[DONE]"):
            yield from self.closing(self.finished())
        elif isinstance(value := read_json(sse.data), dict):
            yield from self.read(value, sse.event)
        elif sse.event == "error":
            yield from self.closing(failure_of_error(sse.data, {"error": sse.data}))
        elif not self.unread:
            self.unread = sse.data

    def end(self) -> Iterator[WireEvent]:
        if self._ended:
            return
        for event in self.thinking.flush():
            self.said_something = True
            yield event
        yield from self.closing(self._unmarked())

    def closing(self, last: StreamEvent) -> Iterator[WireEvent]:
        """What was held back, and the last event."""
        self._ended = True
        yield from self.thinking.flush()
        yield last

    def _unmarked(self) -> Finished | Failed:
        """What an end means that nothing has marked."""
        if self.is_done:
            return self.finished()
        if self.said_something:
            return Failed(FailureKind.INTERRUPTED)
        return self.refused(self.unread) if self.unread else Failed(FailureKind.EMPTY)
