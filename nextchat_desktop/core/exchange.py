"""What went over the wire for one request, as it was seen from here: frozen values for whoever wants to look."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.masking import Mask
from nextchat_desktop.core.wire import Purpose

Header = tuple[str, str]

_SENDS_ON = frozenset({301, 302, 303, 307, 308})


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
class Gap:
    """So many bytes of a body were let go of at this place of what is left."""

    at: int
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The request as it was written to the line. `target` is what stands in its first line.

    `body` is what is remembered of it, `gaps` tell where it is not all, and `length` how long all of it was.
    `hides` tells that a mask stands in the body for what was sent.
    """

    method: str
    url: str
    target: str = ""
    headers: tuple[Header, ...] = ()
    body: bytes = field(default=b"", repr=False)
    length: int = 0
    gaps: tuple[Gap, ...] = ()
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """How the response begins."""

    status: int
    reason: str = ""
    headers: tuple[Header, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The headers by their names in small letters; of several of one name the last."""
        return {name.lower(): value for name, value in self.headers}

    @property
    def sends_on(self) -> bool:
        """Whether the server is said to be elsewhere."""
        return self.status in _SENDS_ON


@dataclass(frozen=True, slots=True)
class Line:
    """The line that was used: the proxy without its login, the address that was reached, and how it is secured.

    `login` tells that there is one for the proxy. `secured` is such as "TLSv1.3", empty without TLS. `is_new` tells
    that it was opened for this request.
    """

    proxy: str = ""
    login: bool = False
    address: str = ""
    secured: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it so far. Nothing in it has been masked; show `shown(...)` of it.

    `asked` is in UTC milliseconds. `received` is what is remembered of the body after its encoding was undone, `gaps`
    tell where it is not all, and `length` how long all of it was. `arrivals` are the first pieces it came in.
    `first_word` and `ended` are seconds since it was asked for, None until then.
    """

    asked: int
    sent: Sent
    line: Line = Line()
    head: Head | None = None
    spells: tuple[Spell, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    received: bytes = field(default=b"", repr=False)
    length: int = 0
    gaps: tuple[Gap, ...] = ()
    first_word: float | None = None
    ended: float | None = None
    failure: Failed | None = None
    purpose: Purpose = Purpose.CHAT

    def spell(self, phase: Phase) -> Spell | None:
        return next((one for one in reversed(self.spells) if one.phase is phase), None)

    @property
    def stuck_in(self) -> Phase | None:
        """The phase that never ended."""
        return next((one.phase for one in reversed(self.spells) if one.ended is None), None)


class Watched(Protocol):
    """The requests of one errand, from the first to the latest; may be asked at any time from any thread."""

    @property
    def weight(self) -> int:
        """Bytes that remembering it takes, roughly."""
        ...

    def exchanges(self) -> tuple[Exchange, ...]:
        """Masked."""
        ...

    def forget_bodies(self) -> None:
        """Lets go of what takes room; what else is known of the requests stays."""
        ...


def shown(exchange: Exchange, mask: Mask) -> Exchange:
    """The exchange without what nobody else needs to read: keys, tokens, passwords and cookies."""
    head, failure = exchange.head, exchange.failure
    received, gaps = _masked(exchange.received, exchange.gaps, mask.answer)
    return replace(
        exchange,
        sent=_shown_request(exchange.sent, mask),
        head=head and replace(head, reason=mask.text(head.reason), headers=_shown_headers(head.headers, mask)),
        received=received,
        gaps=gaps,
        failure=failure and replace(failure, detail=mask.text(failure.detail), code=mask.text(failure.code)),
    )


def _shown_request(sent: Sent, mask: Mask) -> Sent:
    body, gaps = _masked(sent.body, sent.gaps, mask.body)
    return replace(
        sent,
        url=mask.url(sent.url),
        target=mask.url(sent.target),
        headers=_shown_headers(sent.headers, mask),
        body=body,
        gaps=gaps,
        hides=body != sent.body,
    )


def _shown_headers(headers: tuple[Header, ...], mask: Mask) -> tuple[Header, ...]:
    return tuple((mask.text(name), mask.header(name, value)) for name, value in headers)


def _masked(data: bytes, gaps: tuple[Gap, ...], mask: Callable[[bytes, bool], bytes]) -> tuple[bytes, tuple[Gap, ...]]:
    """What is left between the gaps, masked; the gaps are where they then are."""
    kept, places, start = bytearray(), [], 0
    for gap in gaps:
        kept += mask(data[start : gap.at], True)
        places.append(Gap(len(kept), gap.size))
        start = gap.at
    kept += mask(data[start:], False)
    return bytes(kept), tuple(places)
