"""What services tell of the money behind a key: where each is asked and what its answers mean. Knows no dialect."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Account, Answered, Credentials, Endpoint, HttpRequest
from nextchat_desktop.providers.chunks import dicts, fields
from nextchat_desktop.providers.failures import failure_of_body, untold
from nextchat_desktop.providers.json_text import read_json

Replies = tuple[dict[str, Any], ...]
Amounts = Callable[[Replies], Iterator[Amount]]

_OF_THE_ADDRESS = (FailureKind.BAD_ENDPOINT, FailureKind.WEB_PAGE)
_CREDITS = "credits"
_UNLIMITED = 100_000_000
"""What resellers say is the limit where there is none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A GET below the address of the service, or, with `at_root`, below that address without its version.

    `{first}` and `{next}` in the path are the first day of this month and tomorrow.
    """

    path: str
    at_root: bool = False

    def url(self, base_url: str, now: int) -> str:
        base = base_url.rstrip("/")
        today = datetime.fromtimestamp(now / 1000, UTC).date()
        days = {"first": today.replace(day=1), "next": today + timedelta(days=1)}
        return f"{base.removesuffix('/v1') if self.at_root else base}/{self.path.format(**days)}"


class Asked(Account):
    """An account that is asked by one or more questions. What can be read of the answers counts."""

    def __init__(self, amounts: Amounts, *questions: Question) -> None:
        self._amounts = amounts
        self._questions = questions
        self.number = len(questions)

    def request(self, place: int, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        headers = {"Accept": "application/json"}
        if credentials.key:
            headers["Authorization"] = f"Bearer {credentials.key}"
        return HttpRequest(self._questions[place].url(endpoint.base_url, now), headers, method="GET")

    def read(self, answers: tuple[Answered, ...]) -> Balance | Failed:
        replies = tuple(fields(read_json(one.body)) if one.status < 300 else {} for one in answers)
        found = tuple(self._amounts(replies))
        return Balance(found) if found else _failure(answers)


def _failure(answers: tuple[Answered, ...]) -> Failed:
    """Why nothing is told. That a server has no such address does not make its chat's address wrong."""
    worst = max(answers, key=lambda answered: answered.status)
    failed = untold(failure_of_body(worst.status, worst.content_type, worst.body))
    for_a_browser = failed.kind in _OF_THE_ADDRESS or "session key" in failed.detail
    return replace(failed, kind=FailureKind.NOT_TOLD) if for_a_browser else failed


def _named(found: dict[str, Any], currency: str, **kinds: AmountKind) -> Iterator[Amount]:
    """The amounts of those fields that are numbers."""
    for name, kind in kinds.items():
        value = _number(found.get(name))
        if value is not None:
            yield Amount(kind, value, currency)


def _number(value: object) -> float | None:
    """A number, which some write as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _billing(used: AmountKind) -> Amounts:
    def amounts(replies: Replies) -> Iterator[Amount]:
        limit, cents = _number(replies[0].get("hard_limit_usd")), _number(replies[1].get("total_usage"))
        limited = limit is not None and limit < _UNLIMITED
        if limited and cents is not None and used is AmountKind.USED:
            yield Amount(AmountKind.LEFT, (limit or 0.0) - cents / 100, "USD")
        if cents is not None:
            yield Amount(used, cents / 100, "USD")
        if limited:
            yield Amount(AmountKind.LIMIT, limit or 0.0, "USD")

    return amounts


def _deepseek(replies: Replies) -> Iterator[Amount]:
    for purse in dicts(replies[0].get("balance_infos")):
        yield from _named(
            purse,
            str(purse.get("currency") or ""),
            total_balance=AmountKind.LEFT,
            granted_balance=AmountKind.GRANTED,
            topped_up_balance=AmountKind.PAID,
        )


def _moonshot(currency: str) -> Amounts:
    def amounts(replies: Replies) -> Iterator[Amount]:
        yield from _named(
            fields(replies[0].get("data")),
            currency,
            available_balance=AmountKind.LEFT,
            voucher_balance=AmountKind.GRANTED,
            cash_balance=AmountKind.PAID,
        )

    return amounts


def _siliconflow(replies: Replies) -> Iterator[Amount]:
    yield from _named(
        fields(replies[0].get("data")),
        "CNY",
        totalBalance=AmountKind.LEFT,
        balance=AmountKind.GRANTED,
        chargeBalance=AmountKind.PAID,
    )


def _openrouter(replies: Replies) -> Iterator[Amount]:
    """The purse is told to some keys only, the key's own limit and use to each."""
    purse, key = fields(replies[0].get("data")), fields(replies[1].get("data"))
    bought, used = _number(purse.get("total_credits")), _number(purse.get("total_usage"))
    if bought is not None and used is not None:
        yield Amount(AmountKind.LEFT, bought - used, "USD")
        yield Amount(AmountKind.USED, used, "USD")
    else:
        yield from _named(key, "USD", limit_remaining=AmountKind.LEFT, usage=AmountKind.USED)
    yield from _named(key, "USD", usage_monthly=AmountKind.USED_THIS_MONTH, limit=AmountKind.LIMIT)


def _stability(replies: Replies) -> Iterator[Amount]:
    yield from _named(replies[0], _CREDITS, credits=AmountKind.LEFT)


def _ai302(replies: Replies) -> Iterator[Amount]:
    yield from _named(fields(replies[0].get("data")), _CREDITS, balance=AmountKind.LEFT)


_BILLING = (
    Question("dashboard/billing/subscription", at_root=True),
    Question("dashboard/billing/usage?start_date={first}&end_date={next}", at_root=True),
)

OPENAI_BILLING = Asked(_billing(AmountKind.USED_THIS_MONTH), *_BILLING)
"""OpenAI's own: what was used this month. It asks a NextChat server that passes it on; OpenAI answers browsers only."""
RESELLER_BILLING = Asked(_billing(AmountKind.USED), *_BILLING)
"""The same addresses at one-api and its kin, who tell what the key has used in all its days."""
DEEPSEEK = Asked(_deepseek, Question("user/balance", at_root=True))
MOONSHOT = Asked(_moonshot("CNY"), Question("users/me/balance"))
MOONSHOT_INTL = Asked(_moonshot("USD"), Question("users/me/balance"))
SILICONFLOW = Asked(_siliconflow, Question("user/info"))
OPENROUTER = Asked(_openrouter, Question("credits"), Question("key"))
STABILITY = Asked(_stability, Question("v1/user/balance", at_root=True))
AI302 = Asked(_ai302, Question("dashboard/balance", at_root=True))
