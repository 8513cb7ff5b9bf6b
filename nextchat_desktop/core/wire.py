"""The protocol every dialect implements: a chat becomes an HTTP request, server-sent events become stream events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from nextchat_desktop.core.events import StreamEvent
from nextchat_desktop.core.messages import Message, ModelChoice


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What is to be answered and by whom. `options` are the sampling parameters in the names of OpenAI's API."""

    choice: ModelChoice
    messages: tuple[Message, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a request goes, as the person's connection says. `refused` fields must not be sent."""

    base_url: str
    model: str = ""
    api_version: str = ""
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credentials:
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A POST of `body` as JSON."""

    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    event: str
    data: str


class Parser(Protocol):
    """Stateful for the length of one reply; never raises."""

    @property
    def whole(self) -> bool:
        """Whether all that counts has come, though the stream may go on."""
        ...

    def feed(self, sse: ServerSentEvent) -> Iterable[StreamEvent]: ...

    def end(self) -> Iterable[StreamEvent]:
        """What the end of the stream means: what was held back, then Finished if the reply was whole, else Failed.

        Nothing if the reply has already ended."""
        ...


class Dialect(Protocol):
    """One language of the wire. Pure: everything it needs is handed to it."""

    def url(self, endpoint: Endpoint) -> str: ...

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials) -> HttpRequest: ...

    def parser(self) -> Parser: ...

    def whole(self, status: int, content_type: str, body: str) -> Iterable[StreamEvent]:
        """A reply that came in one piece: a refusal, or an answer from a server that does not stream. Any body."""
        ...


Deliver = Callable[[StreamEvent], None]


class Run(Protocol):
    """A reply in flight. `cancel()` does not wait, and nothing is delivered after it."""

    def cancel(self) -> None: ...


class StartReply(Protocol):
    """Asks for a reply. Events come on the owner's thread, never before this call has returned."""

    def __call__(self, chat: ChatRequest, deliver: Deliver) -> Run: ...
