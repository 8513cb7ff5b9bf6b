"""Days and months on the calendar of this place, as headings for what was used in them. It knows no conversation."""

from bisect import bisect_right
from datetime import date, datetime, timedelta

from nextchat_desktop.engine.sections import Heading, Kind

_FIRST_YEAR = 2000
_WEEK, _LATELY = 7, 30
"""Days that count as the last week, and as a while ago: what is older stands under its month."""


class Periods:
    """Headings as of a day; asked again on another day, there are others."""

    def __init__(self, now: int) -> None:
        """`now` is in UTC milliseconds."""
        today = _day(now)
        self.ends = _start(today + timedelta(days=1))
        days = ((Kind.TODAY, 0), (Kind.YESTERDAY, 1), (Kind.WEEK, _WEEK), (Kind.EARLIER, _LATELY))
        recent = [(_start(today - timedelta(days=ago)), Heading(kind)) for kind, ago in reversed(days)]
        months = [found for found in _months(today) if found[0] < recent[0][0]]
        self._starts = [start for start, _ in (*months, *recent)]
        self._headings = [heading for _, heading in (*months, *recent)]

    def heading(self, ms: int) -> Heading:
        """Of what was used at this time; what a clock says of tomorrow counts as today."""
        return self._headings[max(0, bisect_right(self._starts, ms) - 1)]


def _months(today: date) -> list[tuple[int, Heading]]:
    """The beginnings of all months up to this one. The first takes in what is older than people's chats can be."""
    first = min(_FIRST_YEAR, today.year)
    every = ((year, month) for year in range(first, today.year + 1) for month in range(1, 13))
    past = [(year, month) for year, month in every if (year, month) <= (today.year, today.month)]
    return [
        (_start(date(year, month, 1)), Heading(Kind.MONTH, f"{year}-{month:02}", -(year * 12 + month)))
        for year, month in past
    ]


def _day(ms: int) -> date:
    try:
        return datetime.fromtimestamp(ms / 1000).date()
    except (OSError, OverflowError, ValueError):
        return date(1970, 1, 2)


def _start(day: date) -> int:
    """UTC milliseconds at which a day begins here."""
    try:
        return round(datetime(day.year, day.month, day.day).timestamp() * 1000)
    except (OSError, OverflowError, ValueError):
        return (day - date(1970, 1, 1)).days * 86_400_000
