"""When spending is worth a word: a limit that comes near, a day unlike the others. Pure."""

from collections.abc import Sequence

from nextchat_desktop.core.ledger import Sum

NEAR, REACHED = 0.8, 1.0
"""Of a limit."""

DAYS = 30
"""So many of the latest days of use say what is usual,"""
FEWEST_DAYS = 5
"""and fewer say nothing."""

MANY = 5
"""Times the usual are too many,"""
LEAST = 50_000
"""unless the whole day has used fewer tokens than these."""


def crossed(before: float, after: float, limit: float) -> float | None:
    """The part of the limit that was reached between the two, NEAR or REACHED; None where it was neither."""
    parts = (part for part in (REACHED, NEAR) if limit > 0 and before < part * limit <= after)
    return next(parts, None)


def times_the_usual(today: Sum, days: Sequence[Sum]) -> float | None:
    """How many times the median of those days it is, in tokens or in money. None where that is nothing unusual."""
    if len(days) < FEWEST_DAYS or today.tokens < LEAST:
        return None
    factors = [_times(today.tokens, [day.tokens for day in days])]
    factors += [_times(money.value, [day.in_currency(money.currency) for day in days]) for money in today.costs]
    most = max(factors)
    return most if most >= MANY else None


def _times(now: float, then: Sequence[float]) -> float:
    from statistics import median  # no start of the program needs it

    usual = median(then)
    return now / usual if usual > 0 else 0.0
