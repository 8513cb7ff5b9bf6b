"""Times and numbers as a person of each language writes them."""

from datetime import UTC, datetime, timedelta


def clock_time(ms: int) -> str:
    """UTC milliseconds as the local hour and minute, 14:32 in both languages."""
    return datetime.fromtimestamp(ms / 1000).strftime("%H:%M")


def is_today(ms: int, now: int) -> bool:
    """Whether both UTC milliseconds fall on the same local day."""
    return datetime.fromtimestamp(ms / 1000).date() == datetime.fromtimestamp(now / 1000).date()


def day(ms: int) -> str:
    """UTC milliseconds as a date that every language reads alike, 2026-07-28; also of years that no calendar shows."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).date().isoformat()
    except OverflowError:
        return "—"
