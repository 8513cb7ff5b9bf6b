"""What went over the wire for one request, as it was seen from here: frozen values for whoever wants to look."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.masking import SHORTEST_IN_BODY, masked_header, masked_text

Header = tuple[str, str]


class Phase(StrEnum):
    """What a request goes through, in this order; some need not all of them."""

    CONNECT = "connect"
    """The line to the server, or to the proxy; names are looked up on the way."""
    PROXY_TLS = "proxy_tls"
    TUNNEL = "tunnel"
    """The proxy lets through, or does not."""
    TLS = "tls"
    SEND = "send"
    WAIT = "wait"
    """Until the head of the response."""
    RECEIVE = "receive"


@dataclass(frozen=True, slots=True)
class Spell:
    """When a phase began and ended, in seconds since the request was asked for. `ended` is None until it did."""

    phase: Phase
    began: float
    ended: float | None = None

    @property
    def seconds(self) -> float | None:
        return None if self.ended is None else self.ended - self.began


@dataclass(frozen=True, slots=True)
class Arrival:
    """So many bytes of the body came together, so many seconds after the request was asked for."""

    at: float
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The request as it was written to the line. `target` is what stands in its first line.

    `body` is its beginning, and `length` how long all of it was.
    """

    method: str
    url: str
    target: str = ""
    headers: tuple[Header, ...] = ()
    body: bytes = field(default=b"", repr=False)
    length: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """How the response begins."""

    status: int
    reason: str = ""
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The line that was used: the proxy without its login, the address that was reached, and how it is secured.

    `secured` is such as "TLSv1.3", empty without TLS. `is_new` tells that it was opened for this request.
    """

    proxy: str = ""
    address: str = ""
    secured: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it so far. Nothing in it has been masked; show `shown(...)` of it.

    `asked` is in UTC milliseconds. `received` is the beginning of the body after its encoding was undone, `length` how
    long all of it was. `first_word` and `ended` are seconds since it was asked for, None until then.
    """

    asked: int
    sent: Sent
    line: Line = Line()
    head: Head | None = None
    spells: tuple[Spell, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    received: bytes = field(default=b"", repr=False)
    length: int = 0
    first_word: float | None = None
    ended: float | None = None
    failure: Failed | None = None

    def spell(self, phase: Phase) -> Spell | None:
        return next((one for one in reversed(self.spells) if one.phase is phase), None)

    @property
    def stuck_in(self) -> Phase | None:
        """The phase that never ended."""
        return next((one.phase for one in reversed(self.spells) if one.ended is None), None)


class Watched(Protocol):
    """The requests of one errand, from the first to the latest; may be asked at any time from any thread."""

    def exchanges(self) -> tuple[Exchange, ...]:
        """Masked."""
        ...


def shown(exchange: Exchange, secrets: tuple[str, ...]) -> Exchange:
    """The exchange without what nobody else needs to read: keys, tokens, passwords and cookies."""
    sent, head = exchange.sent, exchange.head
    return replace(
        exchange,
        sent=replace(
            sent,
            url=masked_text(sent.url, secrets),
            target=masked_text(sent.target, secrets),
            headers=_without_secrets(sent.headers, secrets),
            body=_masked_bytes(sent.body, secrets),
        ),
        head=head and replace(head, headers=_without_secrets(head.headers, secrets)),
        received=_masked_bytes(exchange.received, secrets),
        failure=exchange.failure and replace(exchange.failure, detail=masked_text(exchange.failure.detail, secrets)),
    )


def _without_secrets(headers: tuple[Header, ...], secrets: tuple[str, ...]) -> tuple[Header, ...]:
    return tuple((name, masked_header(name, value, secrets)) for name, value in headers)


def _masked_bytes(data: bytes, secrets: tuple[str, ...]) -> bytes:
    """As it is, where no secret stands in it."""
    long_enough = tuple(secret for secret in secrets if len(secret) >= SHORTEST_IN_BODY)
    if not any(secret.encode("utf-8", "replace") in data for secret in long_enough):
        return data
    text = data.decode("utf-8", "surrogateescape")
    return masked_text(text, long_enough).encode("utf-8", "surrogateescape")
