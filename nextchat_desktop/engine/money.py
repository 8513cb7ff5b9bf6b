"""Sums of money as people write them, down to the small change that a question costs."""

from math import floor, log10

SIGNS = {"USD": "$", "CNY": "¥", "EUR": "€"}
"""What stands before the number; other codes stand after it."""

_FINEST = 6
"""Digits behind the point at most; what is less is nothing that anybody would notice."""


def told_money(value: float, currency: str) -> str:
    """$12.34, and below one the two digits that count: $0.0021."""
    least = 10.0**-_FINEST
    if 0 < value < least:
        return f"<{_with_sign(f'{least:.{_FINEST}f}', currency)}"
    digits = 2 if value <= 0 or value >= 1 else min(_FINEST, max(2, 1 - floor(log10(value))))
    return _with_sign(f"{value:,.{digits}f}", currency)


def _with_sign(number: str, currency: str) -> str:
    return f"{SIGNS[currency]}{number}" if currency in SIGNS else f"{number} {currency}".strip()
