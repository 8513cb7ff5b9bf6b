"""The frame of a parser whose every object is a piece of the answer, or its end; knows no service."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.events import Failed, Finished, TextDelta, Usage
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.frame import ReplyParser
from nextchat_desktop.providers.json_text import read_json

_END = ServerSentEvent("message", "[DONE]")
_UNCOUNTED = Usage()


class ChunkParser(ReplyParser):
    """Reads one reply. A dialect says what a chunk holds; what a stream means as a whole is said here.

    The reply is whole when a reason for its end was seen; any other end is an interruption. The methods of a dialect
    are given any JSON object and must not raise.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reason = ""

    @abstractmethod
    def failure(self, chunk: dict[str, Any], event: str, status: int | None = None) -> Failed | None:
        """Why there is no more of the answer, if the chunk says that.

        `event` is the name it came under, `status` that of a refusal which came in one piece.
        """

    @abstractmethod
    def pieces(self, chunk: dict[str, Any]) -> Iterator[WireEvent]:
        """Deltas and counts, without a Finished or Failed. A count of nothing counts as none."""

    @abstractmethod
    def reason(self, chunk: dict[str, Any]) -> str:
        """Why the answer ends here; empty where it goes on."""

    def refusal(self, status: int, content_type: str, body: str) -> Failed:
        """Why there is no answer in a body that came in one piece."""
        reply = read_json(body)
        if reply is None:  # a stream in spite of its status
            reply = read_json(next((line[5:] for line in body.splitlines() if line.startswith("data:")), ""))
        failed = self.failure(reply, "error", status) if isinstance(reply, dict) else None
        return failed or failure_of_body(status, content_type, body)

    @property
    def whole(self) -> bool:
        return bool(self._reason)

    @property
    def is_done(self) -> bool:
        return bool(self._reason)

    @property
    def has_answered(self) -> bool:
        """Whether anything of an answer has come, be it its end only."""
        return self.said_something or self.whole

    def finished(self) -> Finished:
        return Finished(self._reason or "stop")

    def refused(self, unread: str) -> Failed:
        return self.refusal(200, "", unread)

    def read(self, value: dict[str, Any], event: str) -> Iterator[WireEvent]:
        failed = self.failure(value, event)
        if failed:
            yield from self.closing(failed)
            return
        for piece in self.pieces(value):
            if piece == _UNCOUNTED:
                continue
            self.said_something = self.said_something or not isinstance(piece, Usage)
            yield from self.thinking.feed(piece.text) if isinstance(piece, TextDelta) else [piece]
        self._reason = self.reason(value) or self._reason


def whole_reply(parser: ChunkParser, status: int, content_type: str, body: str) -> Iterator[WireEvent]:
    """An answer that was not streamed, or the reason why there is none. The parser must be a new one."""
    events = [*parser.feed(ServerSentEvent("message", body)), *parser.feed(_END)] if status < 300 else []
    yield from events if parser.has_answered else [parser.refusal(status, content_type, body)]


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def fields(value: object) -> dict[str, Any]:
    """The object; an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
