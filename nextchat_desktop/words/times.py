"""Times and numbers as a person of each language writes them."""

from datetime import UTC, datetime, timedelta

from nextchat_desktop.words.catalogue import Words


def clock_time(ms: int) -> str:
    """UTC milliseconds as the local hour and minute, 14:32 in both languages."""
    return datetime.fromtimestamp(ms / 1000).strftime("%H:%M")


def date_and_time(ms: int) -> str:
    """UTC milliseconds as the local date and time, 2026-07-28 14:32."""
    return datetime.fromtimestamp(ms / 1000).strftime("%Y-%m-%d %H:%M")


def local_day(ms: int) -> str:
    """UTC milliseconds as the local date, 2026-07-28."""
    return datetime.fromtimestamp(ms / 1000).date().isoformat()


def is_today(ms: int, now: int) -> bool:
    """Whether both UTC milliseconds fall on the same local day."""
    return datetime.fromtimestamp(ms / 1000).date() == datetime.fromtimestamp(now / 1000).date()


def moment(ms: int, now: int) -> str:
    """The local hour and minute of a time in UTC milliseconds, behind its date where that is not today's."""
    return clock_time(ms) if is_today(ms, now) else date_and_time(ms)


def day(ms: int) -> str:
    """UTC milliseconds as a date that every language reads alike, 2026-07-28; also of years that no calendar shows."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).date().isoformat()
    except OverflowError:
        return "—"


def lasted(words: Words, seconds: float, digits: int = 1) -> str:
    """12 ms, or from one second on 1.4 s, with so many digits behind the point."""
    if seconds >= 0.9995:
        return words("time.seconds", number=f"{seconds:.{digits}f}")
    return words("time.milliseconds", number=round(seconds * 1000) or "<1")
