"""The parser of a service that never streams, should something stream in its place; knows no service."""

from collections.abc import Callable, Iterable, Iterator

from nextchat_desktop.core.wire import ServerSentEvent, WireEvent

Whole = Callable[[int, str, str], Iterable[WireEvent]]


class OnePiece:
    """Collects what comes and reads it at the end as a body of one piece."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._body: list[str] = []
        self._ended = False

    @property
    def whole(self) -> bool:
        return self._ended

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        if sse.data.startswith("[DONE]"):
            yield from self.end()
        else:
            self._body.append(sse.data)

    def end(self) -> Iterator[WireEvent]:
        if not self._ended:
            self._ended = True
            yield from self._whole(200, "", "\n".join(self._body))
