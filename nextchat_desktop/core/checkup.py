"""What a test of a connection asks, what it is answered, and what it found: frozen values. They do nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.exchange import Exchange
from nextchat_desktop.core.wire import Listed, Run

if TYPE_CHECKING:
    from nextchat_desktop.core.remedies import Remedy


class Step(StrEnum):
    """The way a question goes, in this order."""

    SETTINGS = "settings"
    """Everything that is needed is there: address, key, model."""
    RESOLVE = "resolve"
    """The name of the server, or of the proxy, is known."""
    CONNECT = "connect"
    PROXY = "proxy"
    TLS = "tls"
    AUTHENTICATE = "authenticate"
    MODELS = "models"
    FIRST_WORD = "first_word"
    """The first piece of a real answer has come."""


class Outcome(StrEnum):
    PASSED = "passed"
    WARNED = "warned"
    """It works, and something about it is worth knowing."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """It does not apply here, or there was no way to get so far."""


class Remark(StrEnum):
    """What is said beside a step, by the id of its sentence, `doctor.remark.<remark>`."""

    NO_PROXY = "no_proxy"
    THROUGH_PROXY = "through_proxy"
    """With `{proxy}`."""
    NAMES_BY_PROXY = "names_by_proxy"
    """The proxy looks the name up."""
    NUMBERED = "numbered"
    """The address is a number, so that there is no name to look up."""
    PLAIN = "plain"
    """The line is not encrypted."""
    SECURED = "secured"
    """With `{version}`."""
    NO_KEY_NEEDED = "no_key_needed"
    LISTED = "listed"
    """With `{count}`: so many models, this one among them."""
    NOT_LISTED = "not_listed"
    """The list does not have `{model}`; the chat tells whether that matters."""
    NO_LIST = "no_list"
    IN_ONE_LUMP = "in_one_lump"
    """The whole answer came at once, `{seconds}` after the question: something holds it back."""
    IN_LUMPS = "in_lumps"
    NOT_STREAMED = "not_streamed"
    """The server answers in one piece, by its own choice."""
    HOT = "hot"
    """A temperature above 1, `{temperature}`, makes garbled answers."""
    WOULD_PAINT = "would_paint"
    """A picture would cost; it was not asked for one."""
    CLOCK_IS_OFF = "clock_is_off"
    """The server's clock is `{minutes}` minutes from ours."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One step. `seconds` is None where nothing was measured. `values` fill the sentence of the remark."""

    step: Step
    outcome: Outcome
    seconds: float | None = None
    remark: Remark | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server showed. Times are UTC milliseconds, `fingerprint` is SHA-256 in hexadecimal.

    `is_authority` tells that it may vouch for others, `is_self_signed` that nobody else vouches for it.
    """

    pem: str = field(repr=False)
    subject: str
    issuer: str
    names: tuple[str, ...]
    begins: int
    ends: int
    fingerprint: str
    is_self_signed: bool = False
    is_authority: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a test. `failed_at` and `failure` belong together; `remedies` begin with the best.

    `models` are the nearest names of those that the service has, where the one that is set is not among them.
    `key_of` is the id of another service whose keys look like the one that was refused. The exchanges are masked.
    """

    steps: tuple[Checked, ...]
    seconds: float = 0.0
    failed_at: Step | None = None
    failure: Failed | None = None
    remedies: "tuple[Remedy, ...]" = ()
    models: tuple[str, ...] = ()
    certificate: Certificate | None = None
    exchanges: tuple[Exchange, ...] = ()
    key_of: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether one can chat."""
        return self.failure is None


# What a test asks of the world, one errand at a time. What it is answered stands below each.


@dataclass(frozen=True, slots=True)
class Prepare:
    """May this model of this connection be asked at all? Answered by a `Road`, or by Failed; where none is named, by
    that."""

    connection: Connection
    model: str


@dataclass(frozen=True, slots=True)
class Road:
    """Where a chat would go. `proxy` has no login and is empty where there is none; `host` is the first to be reached:
    the proxy if there is one, else the server. `key_of` is the service whose keys alone look like the one that is kept,
    empty where that cannot be told."""

    url: str
    proxy: str
    host: str
    port: int
    key_of: str = ""


@dataclass(frozen=True, slots=True)
class Resolve:
    """Answered by `Resolved`, or by Failed."""

    host: str


@dataclass(frozen=True, slots=True)
class Resolved:
    addresses: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class AskModels:
    """Answered by `Seen`, whose outcome is Listed or Failed, over a line of its own."""

    connection: Connection


@dataclass(frozen=True, slots=True)
class Chat:
    """A real question as any other, hung up on once enough of the answer was seen. Answered by `Seen`.

    Its outcome is None where all went well as far as it was heard, else Failed, even if words had come. `without` names
    fields that the request does not have, beside those that the connection knows to be refused.
    """

    connection: Connection
    model: str
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """`pieces` are the seconds since the question at which each piece of the answer came; `ended` tells that all of it
    was there. Nothing was left out or resent on the way: what is seen is what the server says to the request itself."""

    outcome: Listed | Failed | None
    exchanges: tuple[Exchange, ...]
    pieces: tuple[float, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class ShowCertificate:
    """Answered by `Certificate`, or by Failed. Nothing is sent to the server but the greeting."""

    connection: Connection
    url: str


_USUAL_PORTS = (7890, 7897, 7891, 10809, 10808, 1080, 1087, 20171, 2080, 6152, 8889, 8118, 3128, 8080)
"""Where the proxies listen that people run on their own computer, the likeliest first."""


@dataclass(frozen=True, slots=True)
class LookForProxies:
    """Which of the usual proxies of this computer are there? Answered by a tuple of addresses, the likeliest first."""

    ports: tuple[int, ...] = _USUAL_PORTS


@dataclass(frozen=True, slots=True)
class LookForPortal:
    """Does the network answer in place of others? Answered by the address of its page, empty if it does not.

    Asked only where something answered that is no chat service.
    """

    connection: Connection


Errand = Prepare | Resolve | AskModels | Chat | ShowCertificate | LookForProxies | LookForPortal
Answer = Road | Resolved | Seen | Certificate | tuple[str, ...] | str | Failed


class Perform(Protocol):
    """Does one errand. The answer comes once, on the owner's thread, not before this returns."""

    def __call__(self, errand: Errand, deliver: Callable[[Answer], None]) -> Run: ...
