"""What each request has used, and sums of that. Pure; it knows neither prices nor where it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, Usage
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.core.wire import Purpose

NO_TOKENS = Usage()


class Outcome(StrEnum):
    """How a request ended. The words for it are `usage.outcome.<outcome>`."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `at` is when it ended, in UTC milliseconds, and `day` the local day of that, as 2026-07-28.

    `message` is what was made by it, or an id of its own where that is no message. Where the service did not tell, the
    tokens are an estimate, and `estimated`. `cost` is at the price of that time, None where no price was known.
    """

    id: str
    at: int
    day: str
    purpose: Purpose
    outcome: Outcome
    conversation: str
    message: str
    choice: ModelChoice
    usage: Usage = NO_TOKENS
    pictures: int = 0
    estimated: bool = False
    cost: float | None = None
    currency: str = ""


class By(StrEnum):
    """What is summed together. The words for it are `usage.by.<by>`."""

    DAY = "day"
    MONTH = "month"
    MODEL = "model"
    CONNECTION = "connection"
    PURPOSE = "purpose"
    CONVERSATION = "conversation"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Span:
    """Of which requests: from the first local day to the last, of one connection, of one conversation. Empty is any.

    `paid` leaves out what is known to have cost nothing.
    """

    first: str = ""
    last: str = ""
    connection: str = ""
    conversation: str = ""
    paid: bool = False


EVERYTHING = Span()


def month_of(day: str) -> str:
    """The month of a local day, as 2026-07."""
    return day[: len("2026-07")]


def of_month(month: str, connection: str = "") -> Span:
    """Everything where no month is named."""
    return Span(f"{month}-01", f"{month}-31", connection) if month else Span(connection=connection)


@dataclass(frozen=True, slots=True)
class Money:
    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Of several requests. `estimated` and `unpriced` are how many of them are; `costs` are one for each currency."""

    requests: int = 0
    usage: Usage = NO_TOKENS
    pictures: int = 0
    estimated: int = 0
    unpriced: int = 0
    costs: tuple[Money, ...] = ()

    @property
    def tokens(self) -> int:
        return self.usage.prompt + self.usage.reply

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.requests + other.requests,
            self.usage + other.usage,
            self.pictures + other.pictures,
            self.estimated + other.estimated,
            self.unpriced + other.unpriced,
            together(self.costs + other.costs),
        )

    def without(self, other: "Sum") -> "Sum":
        """What it was before the other came to it."""
        taken = tuple(Money(-money.value, money.currency) for money in other.costs)
        usage = Usage(
            self.usage.prompt - other.usage.prompt,
            self.usage.reply - other.usage.reply,
            self.usage.reasoning - other.usage.reasoning,
            self.usage.cached - other.usage.cached,
        )
        return Sum(
            self.requests - other.requests,
            usage,
            self.pictures - other.pictures,
            self.estimated - other.estimated,
            self.unpriced - other.unpriced,
            together(self.costs + taken),
        )

    def in_currency(self, currency: str) -> float:
        return sum(money.value for money in self.costs if money.currency == currency)


NOTHING = Sum()


def sum_of(entry: Entry) -> Sum:
    """What it adds. That which costs nothing adds no money."""
    costs = (Money(entry.cost, entry.currency),) if entry.cost else ()
    return Sum(1, entry.usage, entry.pictures, int(entry.estimated), int(entry.cost is None), costs)


def together(costs: Iterable[Money]) -> tuple[Money, ...]:
    """One for each currency, in the order of their codes; currencies are never made into one another."""
    values: dict[str, float] = {}
    for money in costs:
        values[money.currency] = values.get(money.currency, 0.0) + money.value
    return tuple(Money(values[currency], currency) for currency in sorted(values))


_UNREAD = frozenset(FailureKind) - {
    FailureKind.INTERRUPTED,
    FailureKind.TIMEOUT,
    FailureKind.EMPTY,
    FailureKind.FILTERED,
    FailureKind.REFUSED,
    FailureKind.NOT_KEPT,
}
"""Where nothing came and the request failed of this, no model has read it."""

_FAR_LESS = 2
"""A count that came before the end and is less than this part of what came is not the last one."""


def counted(
    told: Usage | None, end: Finished | Failed | None, sent: int, came: str, pictures: int
) -> tuple[Usage, bool]:
    """What a request has used, and whether any of that is an estimate.

    `told` is what the service counted, `end` how it ended, None if the person stopped it; `sent` is an estimate of what
    it was given, and `came` the words of the answer.
    """
    usage, written = told or NO_TOKENS, estimate(came)
    is_unread = isinstance(end, Failed) and end.kind in _UNREAD and told is None and not came and not pictures
    if is_unread:
        return usage, False
    prompt = usage.prompt or sent
    is_early = not isinstance(end, Finished) and usage.reply * _FAR_LESS < written
    reply = written if is_early or not usage.reply else usage.reply
    return replace(usage, prompt=prompt, reply=reply), (prompt, reply) != (usage.prompt, usage.reply)
