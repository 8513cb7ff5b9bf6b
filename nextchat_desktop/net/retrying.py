"""How long a server asks to be left alone, by the headers of its answer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 7 * 24 * 3600.0


def wait_of(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds; None where no header says it. `retry-after` may be seconds or a date."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "")
        seconds = _number(value)
        wait = seconds * unit if seconds is not None else _until(value, now or datetime.now(UTC))
        if wait is not None and 0 < wait < _LONGEST:
            return wait
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _until(text: str, now: datetime) -> float | None:
    try:
        return (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
