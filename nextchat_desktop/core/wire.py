"""The protocols of the wire: a chat becomes an HTTP request, what comes back becomes events. Pure."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import NO_MORE_TRUST, Model, Trust
from nextchat_desktop.core.events import Failed, StreamEvent
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.proxies import FindProxy, directly


class Purpose(StrEnum):
    """Why a reply is asked for. The words for it are `purpose.<purpose>`."""

    CHAT = "chat"
    TITLE = "title"
    MEMORY = "memory"


RESEND = "resend"
"""The option that tells a server which keeps the history to be sent all of it again, since it may have forgotten it."""


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What is to be answered and by whom. `options` are the sampling parameters in the names of OpenAI's API.

    `pictures` holds the bytes of the pictures among the messages by the names of their blobs; one that is missing
    there is not sent. `question` is the last message by itself: in `messages` it may be one turn with questions that
    were never answered. `subject` is the id of the message that is made, for those who want to see how;
    what makes none has an id of its own. `conversation` is where it belongs.
    """

    choice: ModelChoice
    messages: tuple[Message, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    question: Message | None = None
    subject: str = ""
    purpose: Purpose = Purpose.CHAT
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a request goes, as the person's connection says.

    `api` names one of the service's dialects where it has several, empty for the first. `refused` fields must not be
    sent. `extra` fields are added to the body, over what the dialect puts there. `longest_answer` is what the model can
    say at most, in tokens, 0 where that is not known.
    """

    base_url: str
    model: str = ""
    api_version: str = ""
    api: str = ""
    refused: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)
    makes_pictures: bool = False
    longest_answer: int = 0

    def body(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The body of a request: these fields without the refused ones, and what the person has added."""
        return {name: value for name, value in fields.items() if name not in self.refused} | dict(self.extra)


@dataclass(frozen=True, slots=True)
class Credentials:
    """`key` as the person entered it; services that need two parts have them as `id:secret`. `token` was fetched."""

    key: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def pair(self) -> tuple[str, str]:
        id, _, secret = self.key.partition(":")
        return id.strip(), secret.strip()


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A mapping as `body` is sent as JSON, bytes as they are; None is no body. The address may hold a key too."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any] | bytes | None = field(default=None, repr=False)
    method: str = "POST"

    @property
    def content(self) -> bytes:
        """The bytes that are sent."""
        if self.body is None or isinstance(self.body, bytes):
            return self.body or b""
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for a request that is not a stream. `headers` are in lower case."""

    status: int
    content_type: str
    body: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """`event` is its name, "message" where it has none."""

    event: str
    data: str


@dataclass(frozen=True, slots=True)
class PictureData:
    """A picture in the middle of a reply, not yet kept."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PictureLink:
    """Where a picture of the reply can be fetched, for a short while."""

    url: str


WireEvent = StreamEvent | PictureData | PictureLink
"""What a parser says. Pictures become `PictureAdded` on their way."""


class Framing(StrEnum):
    """How a stream is cut into the pieces that a parser is fed."""

    EVENTS = "events"
    """Server-sent events."""
    VALUES = "values"
    """JSON values, one after the other, with or without line ends between. Each comes as the data of an event."""


class Parser(Protocol):
    """Stateful for the length of one reply; never raises."""

    @property
    def whole(self) -> bool:
        """Whether all that counts has come, though the stream may go on."""
        ...

    def feed(self, sse: ServerSentEvent) -> Iterable[WireEvent]: ...

    def end(self) -> Iterable[WireEvent]:
        """What the end of the stream means: what was held back, then Finished if the reply was whole, else Failed.

        Nothing if the reply has already ended."""
        ...


@dataclass(frozen=True, slots=True)
class Token:
    """What a key was exchanged for. It holds for `seconds` from now."""

    text: str = field(repr=False)
    seconds: float


class TokenSource(Protocol):
    """A request before the request, where a service wants its key exchanged for a token."""

    def request(self, endpoint: Endpoint, credentials: Credentials) -> HttpRequest: ...

    def read(self, answered: Answered) -> Token | Failed: ...


class Dialect(Protocol):
    """One language of the wire. Pure: everything it needs is handed to it. Implementations inherit the defaults."""

    framing: Framing = Framing.EVENTS
    tokens: TokenSource | None = None

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        """Those of `core.parameters.OPTIONS` that can be told here; any other is left out of a request."""
        return frozenset()

    def url(self, endpoint: Endpoint) -> str: ...

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        """`now` is UTC milliseconds, for signatures."""
        ...

    def parser(self) -> Parser: ...

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        """A reply that came in one piece: a refusal, or an answer from a server that does not stream. Any body."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """Models that a service offers. `after` asks for the next page; `default` is the model the server would choose."""

    models: tuple[Model, ...]
    after: str = ""
    default: str = ""


class Listing(Protocol):
    """Asks a service for its models. Pure."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest: ...

    def read(self, answered: Answered) -> Listed | Failed: ...


class Account(Protocol):
    """Asks a service for what has been used and what is left, by so many requests. Pure."""

    number: int = 1

    def request(self, place: int, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        """The request with this place, from 0. `now` is UTC milliseconds."""
        ...

    def read(self, answers: tuple[Answered, ...]) -> Balance | Failed:
        """The answers are in the order of the requests."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """How requests of a connection travel.

    `proxy_for` finds the way to an address. `idle` is the longest silence in seconds, 0 for the usual one. `headers`
    are added to every request.
    """

    proxy_for: FindProxy = field(default=directly, repr=False)
    idle: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    trust: Trust = NO_MORE_TRUST


@dataclass(frozen=True, slots=True)
class Call:
    """A request on its way. With `then` what came back says what is asked next, or what came of it all."""

    request: HttpRequest
    route: Route = Route()
    then: Callable[[Answered], Any] | None = None


Deliver = Callable[[StreamEvent], None]


class Run(Protocol):
    """A reply in flight. `cancel()` does not wait, and nothing is delivered after it."""

    def cancel(self) -> None: ...


class StartReply(Protocol):
    """Asks for a reply. Events come on the owner's thread, never before this call has returned."""

    def __call__(self, chat: ChatRequest, deliver: Deliver) -> Run: ...
