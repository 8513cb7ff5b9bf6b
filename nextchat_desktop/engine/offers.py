"""What services offer, asked when somebody wants to know, and what of it a person has chosen.

It knows neither who answers nor what the list looks like.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.connections import Connection, Model, ModelKind
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.matching import matches
from nextchat_desktop.core.wire import Listed, Run
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import AskBalance, AskModels

T = TypeVar("T")
Capable = Callable[[Model], Capabilities]


class Offers:
    """Asks, one question of a kind for each connection at a time: a new one takes the place of the one before.

    A connection need not be saved, but its key must be stored. `changed` tells the id of a connection of which
    something is asked from now on, or no longer.
    """

    def __init__(self, ask_models: AskModels, ask_balance: AskBalance) -> None:
        self._ask_models = ask_models
        self._ask_balance = ask_balance
        self._models: dict[str, Run] = {}
        self._balances: dict[str, Run] = {}
        self.changed = Notice()

    def models(self, connection: Connection, deliver: Callable[[Listed | Failed], None]) -> None:
        """Which models there are, where the service lists them. `deliver` is called once, or never after `cancel`."""
        self._begin(self._models, connection, self._ask_models, deliver)

    def balance(self, connection: Connection, deliver: Callable[[Balance | Failed], None]) -> None:
        """What is left of the money, where the service tells it. `deliver` as for `models`."""
        self._begin(self._balances, connection, self._ask_balance, deliver)

    def asks_models(self, connection: str) -> bool:
        """Whether the answer is on its way."""
        return connection in self._models

    def asks_balance(self, connection: str) -> bool:
        """Whether the answer is on its way."""
        return connection in self._balances

    @property
    def are_asked(self) -> bool:
        """Whether any answer is on its way."""
        return bool(self._models or self._balances)

    def cancel(self, connection: str) -> None:
        """Nothing that was asked of it is delivered any more."""
        runs = [asked.pop(connection) for asked in (self._models, self._balances) if connection in asked]
        for run in runs:
            run.cancel()
        if runs:
            self.changed.tell(connection)

    def _begin(
        self,
        asked: dict[str, Run],
        connection: Connection,
        ask: Callable[[Connection, Callable[[T | Failed], None]], Run],
        deliver: Callable[[T | Failed], None],
    ) -> None:
        def end(outcome: T | Failed) -> None:
            asked.pop(connection.id, None)
            self.changed.tell(connection.id)
            deliver(outcome)

        before = asked.pop(connection.id, None)
        if before is not None:
            before.cancel()
        asked[connection.id] = ask(connection, end)
        self.changed.tell(connection.id)


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the list a person chooses from.

    `model` is what the connection will know of it, `can` what it can do. `checked` tells that it can be chosen in
    chats, `listed` that the service has it, `default` that the service would choose it.
    """

    model: Model
    can: Capabilities
    checked: bool = False
    listed: bool = True
    default: bool = False

    @property
    def favourite(self) -> bool:
        return self.model.favourite

    @property
    def name(self) -> str:
        return self.model.label


def offered(listed: Listed, chosen: Iterable[Model], capable: Capable, others: bool = False) -> tuple[Offer, ...]:
    """The models of a connection in its order, then what else the service lists.

    What a person has said of a model counts more than what the service says, and that more than the table. With
    `others` also what is nothing to chat with.
    """
    found = {model.id: model for model in listed.models}
    mine = tuple(_joined(model, found.get(model.id)) for model in chosen)
    known = {model.id for model in mine}
    rest = tuple(model for model in listed.models if model.id not in known)
    rows = [
        *(Offer(model, capable(model), model.shown, model.id in found, model.id == listed.default) for model in mine),
        *(Offer(model, capable(model), default=model.id == listed.default) for model in rest),
    ]
    return tuple(row for row in rows if others or row.checked or row.can.kind is not ModelKind.OTHER)


def checked(offers: Iterable[Offer], id: str, wanted: bool) -> tuple[Offer, ...]:
    """The rows with this one checked, or not."""
    return tuple(replace(row, checked=wanted) if row.model.id == id else row for row in offers)


def chosen(offers: Iterable[Offer], before: Iterable[Model]) -> tuple[Model, ...]:
    """The models of the connection after the rows were changed.

    One that was chosen before and is not any more is only hidden, with its name and all that was said of it; rows that
    are not shown stay as they are.
    """
    rows = {row.model.id: row for row in offers}
    known = tuple(before)
    kept = (_after(model, rows.get(model.id)) for model in known)
    ids = {model.id for model in known}
    return (
        *kept,
        *(replace(row.model, shown=True) for row in rows.values() if row.checked and row.model.id not in ids),
    )


def _after(model: Model, row: Offer | None) -> Model:
    return model if row is None else replace(row.model, shown=row.checked)


def _joined(model: Model, listed: Model | None) -> Model:
    """The person's, with what only the service says."""
    if listed is None:
        return model
    return replace(
        model,
        name=model.name or listed.name,
        kind=model.kind or listed.kind,
        vision=listed.vision if model.vision is None else model.vision,
        reasoning=listed.reasoning if model.reasoning is None else model.reasoning,
        context=model.context or listed.context,
        output=model.output or listed.output,
    )


def searched(offers: Iterable[Offer], text: str) -> tuple[Offer, ...]:
    """The rows whose name or id has every word of the text."""
    return tuple(row for row in offers if matches(text, row.name, row.model.id))
