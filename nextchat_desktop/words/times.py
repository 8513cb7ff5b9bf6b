"""Times as a person of each language writes them, on the calendar of this place. Of those that no calendar has: a dash.

Babel, which knows how, comes with the first that is written for people.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nextchat_desktop.words.amounts import decimal, locale_of, whole
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from babel.dates import DateTimePattern

_LONGEST_DAY = 26 * 3_600_000
"""Milliseconds, where the clocks are put back."""
_MINUTE = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = "—"


def clock_time(words: Words, ms: int) -> str:
    """UTC milliseconds as the local hour and minute: 14:32, or 2:32 PM."""
    return _clock_time(words.locale, ms // _MINUTE)


def day(words: Words, ms: int) -> str:
    """UTC milliseconds as the local date: Jul 28, 2026."""
    at = _local(ms)
    return _NEVER if at is None else _day(words.locale, at.date())


def days(words: Words, first: int, last: int) -> str:
    """The local dates from one time in UTC milliseconds to another: Jul 21 – 28, 2026."""
    begin, end = _local(first), _local(last)
    if begin is None or end is None or begin.date() >= end.date():
        return day(words, first)
    from babel.dates import format_interval

    return format_interval(begin.date(), end.date(), "yMMMd", locale=locale_of(words.locale))


def date_and_time(words: Words, ms: int) -> str:
    """UTC milliseconds as the local date and time: Jul 28, 2026, 2:32 PM."""
    if _local(ms) is None:
        return _NEVER
    return _joined(words.locale).format(clock_time(words, ms), day(words, ms))


def moment(words: Words, ms: int, now: int) -> str:
    """The local hour and minute of a time in UTC milliseconds, beside its date where that is not today's."""
    return clock_time(words, ms) if is_today(ms, now) else date_and_time(words, ms)


def calendar_day(words: Words, iso: str) -> str:
    """2026-07-28 as Jul 28, 2026; what is no date stays as it is."""
    try:
        return _day(words.locale, date.fromisoformat(iso))
    except ValueError:
        return iso


def calendar_month(words: Words, iso: str) -> str:
    """2026-07 as July 2026; what is no month stays as it is."""
    try:
        first = date.fromisoformat(f"{iso}-01")
    except ValueError:
        return iso
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", first, locale=locale_of(words.locale))


def plain_day(ms: int) -> str:
    """UTC milliseconds as the local date for names of files and for programs: 2026-07-28."""
    at = _local(ms)
    return _NEVER if at is None else at.date().isoformat()


def plain_date_and_time(ms: int) -> str:
    """UTC milliseconds as the local date and time for programs and models: 2026-07-28 14:32."""
    at = _local(ms)
    return _NEVER if at is None else f"{at.date().isoformat()} {at:%H:%M}"


def is_today(ms: int, now: int) -> bool:
    """Whether both UTC milliseconds fall on the same local day."""
    if abs(ms - now) > _LONGEST_DAY:  # a conversation asks for each of its messages
        return False
    at, today = _local(ms), _local(now)
    return at is not None and today is not None and at.date() == today.date()


def lasted(words: Words, seconds: float, digits: int = 1) -> str:
    """12 ms, or from one second on 1.4 s, with so many digits behind the point."""
    if seconds >= 0.9995:
        return words("time.seconds", number=decimal(words, seconds, digits))
    return words("time.milliseconds", number=whole(words, round(seconds * 1000)) if seconds >= 0.0005 else "<1")


def _local(ms: int) -> datetime | None:
    """None of years that no calendar shows. Some systems know no zone of years long past; there it is Greenwich's."""
    try:
        at = _EPOCH + timedelta(milliseconds=ms)
    except OverflowError:
        return None
    try:
        return at.astimezone()
    except (OSError, OverflowError, ValueError):
        return at


@lru_cache(maxsize=4096)
def _clock_time(locale: str, minute: int) -> str:
    """Remembered, since a transcript asks again and again."""
    at = _local(minute * _MINUTE)
    return _NEVER if at is None else str(_clock(locale).apply(at, locale_of(locale)))


@lru_cache(maxsize=1024)
def _day(locale: str, on: date) -> str:
    return str(locale_of(locale).date_formats["medium"].apply(on, locale_of(locale)))


@cache
def _clock(locale: str) -> "DateTimePattern":
    """Halves of the day are called by the words that people use, where CLDR knows shorter ones, too: 오후 for PM."""
    from babel.dates import parse_pattern

    return parse_pattern(locale_of(locale).time_formats["short"].pattern.replace("a", "aaaa"))


@cache
def _joined(locale: str) -> str:
    """{1} stands for the date and {0} for the time."""
    return str(locale_of(locale).datetime_formats["medium"])
