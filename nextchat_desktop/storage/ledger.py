"""The ledger in the database: what each request has used, and sums of that. It does not know what anything costs."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.ledger import EVERYTHING, NOTHING, By, Entry, Money, Outcome, Span, Sum, together
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.storage.writing import transaction, upsert

_COLUMNS = (
    "id, at, day, purpose, outcome, conversation, message, connection, model, "
    "prompt, reply, reasoning, cached, pictures, estimated, cost, currency"
)

_KEYS = {By.MONTH: "substr(day, 1, 7)"}
"""What stands for a group; any other is the column of its name."""

_SUMS = (
    "count(*), sum(prompt), sum(reply), sum(reasoning), sum(cached), sum(pictures), sum(estimated), "
    "sum(cost IS NULL), sum(cost)"
)

_PAID = "(cost IS NULL OR cost > 0)"

_MOST = 2**40
"""A server may count what it likes; of larger numbers a column could not be summed."""


class LedgerStore:
    """Every write is one transaction and may raise NotWritten. Used on the owner's thread only."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def keep(self, *entries: Entry) -> None:
        """New ones, and others in place of those with their ids."""
        with transaction(self._database):
            for entry in entries:
                upsert(self._database, "ledger", _COLUMNS, _row_of(entry))

    def sums(self, by: By, span: Span = EVERYTHING) -> dict[str, Sum]:
        """By the days, ids and names that are summed together, in their order."""
        key = _KEYS.get(by, by.value)
        where, values = _where(span)
        query = f"SELECT {key}, currency, {_SUMS} FROM ledger{where} GROUP BY {key}, currency ORDER BY {key}"
        found: dict[str, Sum] = {}
        for name, currency, *numbers in self._database.execute(query, values):
            found[name] = found.get(name, NOTHING) + _sum(currency, numbers)
        return found

    def sum(self, span: Span) -> Sum:
        """Of all requests in it."""
        where, values = _where(span)
        query = f"SELECT currency, {_SUMS} FROM ledger{where} GROUP BY currency"
        return sum((_sum(row[0], row[1:]) for row in self._database.execute(query, values)), NOTHING)

    def latest_days(self, before: str, number: int) -> tuple[Sum, ...]:
        """Of the last so many local days before that one on which something was used that may have cost money."""
        query = f"SELECT DISTINCT day FROM ledger WHERE day < ? AND {_PAID} ORDER BY day DESC LIMIT ?"
        days = [row[0] for row in self._database.execute(query, (before, number))]
        return tuple(self.sums(By.DAY, Span(days[-1], days[0], paid=True)).values()) if days else ()

    def entries(self, span: Span = EVERYTHING) -> Iterator[Entry]:
        """The oldest first."""
        where, values = _where(span)
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM ledger{where} ORDER BY day, at", values):
            yield _entry_of(row)

    def first_day(self) -> str:
        """Empty where nothing was ever used."""
        return self._database.execute("SELECT min(day) FROM ledger").fetchone()[0] or ""

    def unpriced(self) -> tuple[Entry, ...]:
        """Those whose price nobody knew."""
        query = f"SELECT {_COLUMNS} FROM ledger WHERE cost IS NULL ORDER BY at"
        return tuple(_entry_of(row) for row in self._database.execute(query))


def _where(span: Span) -> tuple[str, tuple[str, ...]]:
    terms = (
        ("day >= ?", span.first),
        ("day <= ?", span.last),
        ("connection = ?", span.connection),
        ("conversation = ?", span.conversation),
    )
    said = [(term, value) for term, value in terms if value]
    where = " AND ".join([*(term for term, _ in said), *([_PAID] if span.paid else [])])
    return f" WHERE {where}" if where else "", tuple(value for _, value in said)


def _sum(currency: str, numbers: Iterable[float | None]) -> Sum:
    requests, prompt, reply, reasoning, cached, pictures, estimated, unpriced, cost = numbers
    count = [int(number or 0) for number in (requests, prompt, reply, reasoning, cached, pictures, estimated, unpriced)]
    costs = together([Money(cost, currency)]) if cost else ()
    return Sum(count[0], Usage(count[1], count[2], count[3], count[4]), count[5], count[6], count[7], costs)


def _row_of(entry: Entry) -> tuple[object, ...]:
    usage = entry.usage
    counts = (usage.prompt, usage.reply, usage.reasoning, usage.cached, entry.pictures)
    return (
        entry.id,
        entry.at,
        entry.day,
        entry.purpose,
        entry.outcome,
        entry.conversation,
        entry.message,
        entry.choice.connection,
        entry.choice.model,
        *(max(0, min(count, _MOST)) for count in counts),
        int(entry.estimated),
        entry.cost,
        entry.currency,
    )


def _entry_of(row: tuple[Any, ...]) -> Entry:
    id, at, day, purpose, outcome, conversation, message, connection, model, *numbers, cost, currency = row
    prompt, reply, reasoning, cached, pictures, estimated = numbers
    return Entry(
        id,
        at,
        day,
        Purpose(purpose) if purpose in set(Purpose) else Purpose.CHAT,
        Outcome(outcome) if outcome in set(Outcome) else Outcome.FAILED,
        conversation,
        message,
        ModelChoice(connection, model),
        Usage(prompt, reply, reasoning, cached),
        pictures,
        bool(estimated),
        cost,
        currency,
    )
