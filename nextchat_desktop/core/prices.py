"""What models cost: rows of a table, the one that counts for a request, and what that makes. It knows no file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cache

from nextchat_desktop.core.capabilities import plain_id
from nextchat_desktop.core.events import Usage

MILLION = 1_000_000

CURRENCIES = ("USD", "CNY")
"""Those that the services ask for."""


@dataclass(frozen=True, slots=True)
class Price:
    """A row of the table.

    `models` is a pattern of ids: `*` is anything, `|` stands between several. `services` are the ids of those who ask
    this price, `connection` the id of the only connection it is for; where neither is said it is asked everywhere.
    `input`, `cached` and `output` are for a million tokens; where no `cached` is said, what was read before costs as
    much as anything else. `picture` is for each picture that is made. A row with `beyond` is for requests that are
    longer than that many tokens. `noted` is the month in which somebody looked, as 2025-08.
    """

    models: str
    services: tuple[str, ...] = ()
    connection: str = ""
    currency: str = "USD"
    input: float = 0.0
    cached: float | None = None
    output: float = 0.0
    picture: float = 0.0
    beyond: int = 0
    noted: str = ""

    @property
    def key(self) -> tuple[str, tuple[str, ...], str, int]:
        """What it is a price of: of two rows with one key, one stands for the other."""
        return self.models, self.services, self.connection, self.beyond

    @property
    def is_free(self) -> bool:
        return not (self.input or self.output or self.picture)

    def asked_by(self, service: str, connection: str) -> bool:
        if self.connection:
            return self.connection == connection
        return not self.services or service in self.services

    def cost(self, usage: Usage, pictures: int = 0) -> float:
        """In its currency."""
        known = min(usage.cached, usage.prompt)
        rate = self.input if self.cached is None else self.cached
        tokens = (usage.prompt - known) * self.input + known * rate + usage.reply * self.output
        return tokens / MILLION + pictures * self.picture


def price_of(rows: Iterable[Price], model: str, service: str, connection: str, prompt: int = 0) -> Price | None:
    """The first row that is for this model of this connection, for a request of `prompt` tokens. None: nobody knows."""
    plain = plain_id(model)
    return next(
        (row for row in rows if row.asked_by(service, connection) and row.beyond <= prompt and _fits(row, plain)), None
    )


def in_order(own: Iterable[Price], shipped: Sequence[Price]) -> tuple[Price, ...]:
    """All rows, the ones that are asked first before the others.

    The person's own go before those that ship with the program: first what is for one connection, then what is for a
    service, then the rest; there the longest pattern first, and for long requests before any. The shipped stay in their
    order, each with the person's own in its place, if there is one.
    """
    mine = {row.key: row for row in own}
    changed = {row.key for row in shipped} & mine.keys()
    added = [row for key, row in mine.items() if key not in changed]
    added.sort(key=lambda row: (not row.connection, not row.services, -len(row.models), -row.beyond))
    return (*added, *(mine.get(row.key, row) for row in shipped))


def _fits(row: Price, plain: str) -> bool:
    return _expression(row.models.lower()).match(plain) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Kept for good: there are as many as the table has rows."""
    return re.compile("|".join(translate(one.strip()) for one in pattern.split("|")))
