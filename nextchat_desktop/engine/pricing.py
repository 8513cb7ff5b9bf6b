"""The table of prices with the person's own on top. It does not know where they are kept, nor what was used."""

from collections.abc import Callable
from typing import Protocol

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.prices import Price, in_order, price_of
from nextchat_desktop.engine.notice import Notice


class PriceFile(Protocol):
    """The person's own rows. Writing may raise NotWritten."""

    def read(self) -> tuple[Price, ...]: ...
    def write(self, prices: tuple[Price, ...]) -> None: ...


class Prices:
    """`shipped` is asked once, when a price is first wanted. `changed` tells nothing but that the rows are others."""

    def __init__(
        self, file: PriceFile, shipped: Callable[[], tuple[Price, ...]], connection: Callable[[str], Connection | None]
    ) -> None:
        self._file = file
        self._read_shipped = shipped
        self._connection = connection
        self._shipped: tuple[Price, ...] | None = None
        self._own: tuple[Price, ...] = ()
        self._rows: tuple[Price, ...] = ()
        self.changed = Notice()

    @property
    def rows(self) -> tuple[Price, ...]:
        """All of them, the ones that are asked first before the others."""
        self._load()
        return self._rows

    def of(self, choice: ModelChoice, prompt: int = 0) -> Price | None:
        """For a request of so many tokens. None where nobody knows."""
        connection = self._connection(choice.connection)
        service = connection.service if connection is not None else ""
        return price_of(self.rows, choice.model, service, choice.connection, prompt)

    def is_own(self, price: Price) -> bool:
        """Whether the person has said it."""
        return price in self._own

    def shipped_for(self, price: Price) -> Price | None:
        """The row of the program's table that this one stands for."""
        return next((row for row in self._shipped or () if row.key == price.key), None)

    def put(self, price: Price, before: Price | None = None) -> None:
        """Takes a price in, in place of what it was `before`. Raises NotWritten, and then has changed nothing."""
        self._load()
        gone = {price.key, *([before.key] if before is not None else [])}
        places = [place for place, row in enumerate(self._own) if row.key in gone]
        kept = [row for row in self._own if row.key not in gone]
        kept.insert(places[0] if places else len(kept), price)
        self._take(tuple(row for row in kept if row != self.shipped_for(row)))

    def put_back(self, price: Price) -> None:
        """Forgets what the person has said of it. Raises NotWritten, and then has changed nothing."""
        self._load()
        self._take(tuple(row for row in self._own if row.key != price.key))

    def _load(self) -> None:
        if self._shipped is None:
            self._shipped = self._read_shipped()
            self._own = self._file.read()
            self._rows = in_order(self._own, self._shipped)

    def _take(self, own: tuple[Price, ...]) -> None:
        self._file.write(own)
        self._own = own
        self._rows = in_order(own, self._shipped or ())
        self.changed.tell("")
