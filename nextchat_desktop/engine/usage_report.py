"""What was used, in rows with names for a person to read, and as a table for other programs. It knows no widget."""

import csv
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.ledger import NOTHING, By, Entry, Sum, month_of, of_month
from nextchat_desktop.engine.ledger import Ledger
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import calendar_day, calendar_month, plain_date_and_time

_MONTHS = 12
_SHEET = "=+-@\t\r"
"""What begins with one of these is reckoned by a spreadsheet instead of shown."""

COLUMNS = (
    "time", "day", "purpose", "outcome", "conversation", "connection", "model", "prompt_tokens", "cached_tokens",
    "reply_tokens", "reasoning_tokens", "pictures", "estimated", "cost", "currency",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What was summed together: `key` is its id or name, `label` what it is called.

    `place` says where it belongs among its like; empty for those that are sorted by their label.
    """

    key: str
    label: str
    sum: Sum
    place: str = ""


class UsageReport:
    """`connection` gives the name of one, empty where it is gone, `title` that of a conversation."""

    def __init__(
        self, ledger: Ledger, connection: Callable[[str], str], title: Callable[[str], str], words: Words
    ) -> None:
        self._ledger = ledger
        self._connection = connection
        self._title = title
        self._words = words

    def months(self) -> tuple[str, ...]:
        """From this month back to that of the first request."""
        this = month_of(self._ledger.today)
        return tuple(reversed(months_between(min(month_of(self._ledger.first_day()) or this, this), this)))

    def lines(self, by: By, month: str) -> tuple[Line, ...]:
        """Of a month, or of everything where none is named: the latest day first, otherwise what was used most."""
        is_dated = by in (By.DAY, By.MONTH)
        found = [
            Line(key, self._label(by, key), value, key if is_dated else "")
            for key, value in self._ledger.sums(by, of_month(month)).items()
        ]
        return tuple(sorted(found, key=lambda line: line.place if is_dated else line.sum.tokens, reverse=True))

    def course(self, month: str) -> tuple[Line, ...]:
        """Every day of a month, or every month where none is named, also those on which nothing was used."""
        if not month:
            known = self._ledger.sums(By.MONTH)
            months = reversed(self.months())
            return tuple(Line(key, self._label(By.MONTH, key), known.get(key, NOTHING)) for key in months)
        known = self._ledger.sums(By.DAY, of_month(month))
        days = [f"{month}-{day:02}" for day in range(1, monthrange(*_parted(month))[1] + 1)]
        return tuple(Line(day, self._label(By.DAY, day), known.get(day, NOTHING)) for day in days)

    def total(self, month: str) -> Sum:
        return self._ledger.sum(of_month(month))

    def priceless(self) -> tuple[tuple[ModelChoice, str, int], ...]:
        """The models that were used and whose price nobody knows, the name of their connection, and how often."""
        counts: dict[ModelChoice, int] = {}
        for entry in self._ledger.unpriced():
            counts[entry.choice] = counts.get(entry.choice, 0) + 1
        return tuple((choice, self._connection(choice.connection), count) for choice, count in counts.items())

    def table(self, month: str) -> str:
        """The entries as comma-separated values, with a line of names that are the same in every language."""
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows(self._row(entry) for entry in self._ledger.entries(of_month(month)))
        return text.getvalue()

    def _row(self, entry: Entry) -> Iterable[object]:
        usage, choice = entry.usage, entry.choice
        title, name = self._title(entry.conversation), self._connection(choice.connection) or choice.connection
        counts = (usage.prompt, usage.cached, usage.reply, usage.reasoning, entry.pictures, int(entry.estimated))
        cost = "" if entry.cost is None else f"{entry.cost:.8f}".rstrip("0").rstrip(".")
        texts = (_harmless(text) for text in (title, name, choice.model))
        when = (plain_date_and_time(entry.at), entry.day)
        return (*when, entry.purpose, entry.outcome, *texts, *counts, cost, entry.currency)

    def _label(self, by: By, key: str) -> str:
        match by:
            case By.PURPOSE:
                return self._words(f"purpose.{key}")
            case By.CONNECTION:
                return self._connection(key) or self._words("usage.gone_connection")
            case By.CONVERSATION:
                return self._title(key) or self._words("usage.gone_conversation")
            case By.DAY:
                return calendar_day(self._words, key)
            case By.MONTH:
                return calendar_month(self._words, key)
            case _:
                return key


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Both included, as 2026-07."""
    begin, end = (year * _MONTHS + month - 1 for year, month in map(_parted, (first, last)))
    return tuple(f"{number // _MONTHS:04}-{number % _MONTHS + 1:02}" for number in range(begin, end + 1))


def _parted(month: str) -> tuple[int, int]:
    """Year and month as numbers."""
    year, _, number = month.partition("-")
    return int(year), int(number)


def _harmless(text: str) -> str:
    """The text; a spreadsheet would reckon what begins like a formula."""
    return f"'{text}" if text[:1] in tuple(_SHEET) else text
