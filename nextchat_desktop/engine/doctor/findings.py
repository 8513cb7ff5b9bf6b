"""What a test has found so far, and which step a failure belongs to. Pure; it asks nothing."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.checkup import Resolved, Road, Seen, Step
from nextchat_desktop.core.connections import Connection, ModelKind, Service
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Phase
from nextchat_desktop.core.masking import MASK
from nextchat_desktop.core.nearby import is_near
from nextchat_desktop.core.wire import Listed


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is examined. `now` is UTC milliseconds by the clock of this computer."""

    connection: Connection
    model: str
    service: Service
    can: Capabilities
    now: int

    @property
    def name(self) -> str:
        """What the person calls the model."""
        model = self.connection.model(self.model)
        return model.name if model else ""

    @property
    def paints(self) -> bool:
        return self.can.kind is ModelKind.PICTURES


@dataclass(frozen=True, slots=True)
class Findings:
    """None is what has not been asked, or was not answered. `failed_at` and `failure` belong together."""

    road: Road | None = None
    resolved: Resolved | None = None
    listing: Seen | None = None
    chat: Seen | None = None
    failure: Failed | None = None
    failed_at: Step | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return tuple(exchange for seen in (self.listing, self.chat) if seen for exchange in seen.exchanges)

    @property
    def line(self) -> Exchange | None:
        """The request for which a line was opened, else the first there was."""
        every = self.exchanges
        opened = (one for one in every if one.spell(Phase.CONNECT))
        return next(opened, every[0] if every else None)

    @property
    def listed(self) -> Listed | None:
        outcome = self.listing.outcome if self.listing else None
        return outcome if isinstance(outcome, Listed) else None

    @property
    def showed_key(self) -> bool:
        """Whether a request had something in it that nobody else needs to read."""
        sent = (exchange.sent for exchange in self.exchanges)
        return any(MASK in one.url or one.hides or any(MASK in value for _, value in one.headers) for one in sent)

    def failing(self, failure: Failed, seen: Seen | None = None, at: Step | None = None) -> "Findings":
        """The same, ended by this failure; without `at` its step is told by its kind and by what was seen."""
        return replace(self, failure=failure, failed_at=at or step_of(failure, seen))


_STEPS = {
    Step.SETTINGS: (
        FailureKind.NO_CONNECTION,
        FailureKind.NO_KEY,
        FailureKind.KEY_LOCKED,
        FailureKind.PASSPHRASE_NEEDED,
        FailureKind.BAD_KEY,
    ),
    Step.RESOLVE: (FailureKind.NAME_NOT_FOUND,),
    Step.CONNECT: (FailureKind.NOTHING_THERE, FailureKind.PROXY_DEAD, FailureKind.NETWORK),
    Step.PROXY: (FailureKind.PROXY, FailureKind.PROXY_LOGIN),
    Step.TLS: (
        FailureKind.TLS,
        FailureKind.CERTIFICATE_EXPIRED,
        FailureKind.CERTIFICATE_NAME,
        FailureKind.CERTIFICATE_CHANGED,
        FailureKind.BAD_CERTIFICATE,
        FailureKind.CLOCK,
        FailureKind.HANDSHAKE,
        FailureKind.NO_TLS,
        FailureKind.TLS_WANTED,
    ),
    Step.AUTHENTICATE: (
        FailureKind.KEY_REFUSED,
        FailureKind.KEY_EXPIRED,
        FailureKind.CODE_REFUSED,
        FailureKind.LOGIN_WANTED,
        FailureKind.FORBIDDEN,
        FailureKind.REGION,
    ),
    Step.MODELS: (FailureKind.MODEL_NOT_FOUND, FailureKind.DEPLOYMENT_NOT_FOUND, FailureKind.NO_DEPLOYMENT),
}
_STEP_OF = {kind: step for step, kinds in _STEPS.items() for kind in kinds}

_STUCK = {
    Phase.CONNECT: Step.CONNECT,
    Phase.PROXY_TLS: Step.PROXY,
    Phase.TUNNEL: Step.PROXY,
    Phase.TLS: Step.TLS,
}
"""Where a request stopped before it was sent."""

_KEY_WAS_READ = frozenset(
    {
        FailureKind.QUOTA,
        FailureKind.RATE_LIMIT,
        FailureKind.MODEL_NOT_FOUND,
        FailureKind.DEPLOYMENT_NOT_FOUND,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.PARAMETER_REFUSED,
        FailureKind.NO_VISION,
        FailureKind.FILTERED,
        FailureKind.REFUSED,
        FailureKind.BAD_REQUEST,
        FailureKind.EMPTY,
        FailureKind.INTERRUPTED,
    }
)
"""Who answers so has looked at the key and let it pass."""

_ANSWERS_AS_A_CHAT = frozenset(
    {
        FailureKind.KEY_REFUSED,
        FailureKind.KEY_EXPIRED,
        FailureKind.CODE_REFUSED,
        FailureKind.QUOTA,
        FailureKind.MODEL_NOT_FOUND,
        FailureKind.DEPLOYMENT_NOT_FOUND,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.PARAMETER_REFUSED,
        FailureKind.FILTERED,
        FailureKind.REFUSED,
    }
)
"""What only a chat service says. Any web server may be asked too often, or not understand."""

_BEYOND = _ANSWERS_AS_A_CHAT | _KEY_WAS_READ | {FailureKind.OVERLOADED, FailureKind.SERVER}
"""What is said by whoever could not be reached before."""


def step_of(failure: Failed, seen: Seen | None) -> Step:
    """Where a chat came to its end. Whatever does not stop it on the way is a matter of its answer."""
    last = seen.exchanges[-1] if seen and seen.exchanges else None
    stuck = last.stuck_in if last and last.head is None else None
    if stuck in (Phase.PROXY_TLS, Phase.TUNNEL):
        return Step.PROXY
    if failure.kind is FailureKind.CLOCK and last and last.head:
        return Step.AUTHENTICATE  # a signature, and no certificate
    by_kind = _STEP_OF.get(failure.kind)
    if failure.kind is FailureKind.NETWORK and stuck is not None:
        by_kind = None
    return by_kind or (_STUCK.get(stuck, Step.FIRST_WORD) if stuck else Step.FIRST_WORD)


def accepts_key(failure: Failed) -> bool:
    """Whether who refuses so has accepted the key."""
    return failure.kind in _KEY_WAS_READ


def is_answer(outcome: Listed | Failed | None) -> bool:
    """Whether a chat service stands behind this, be it with a refusal."""
    return not isinstance(outcome, Failed) or outcome.kind in _ANSWERS_AS_A_CHAT


def gets_further(outcome: Listed | Failed | None) -> bool:
    """Whether this comes from where a chat service is known to be."""
    return not isinstance(outcome, Failed) or outcome.kind in _BEYOND


def never_arrived(seen: Seen) -> bool:
    """Whether the request stopped on its way, as any other to the same server would."""
    last = seen.exchanges[-1] if seen.exchanges else None
    return isinstance(seen.outcome, Failed) and last is not None and last.head is None and last.stuck_in in _STUCK


def is_nearby(url: str, addresses: tuple[str, ...] = ()) -> bool:
    """Whether the server of this address is in the network of this computer; `addresses` are those of its name."""
    try:
        return is_near(urlsplit(url).hostname or "", addresses)
    except ValueError:
        return False
