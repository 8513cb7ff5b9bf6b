"""`connections models` and `connections balance`: what a service says when it is asked."""

import argparse
from collections.abc import Callable
from typing import Any

from nextchat_desktop.cli.shell import DONE, NOT_ALLOWED, Shell, WrongUse, json_text, named_or_all, one_line
from nextchat_desktop.cli.telling import tell
from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.connections import Connection, Service
from nextchat_desktop.core.events import Failed
from nextchat_desktop.engine.balances import told_amount
from nextchat_desktop.engine.offers import Offer, offered


def models(shell: Shell, command: argparse.Namespace) -> int:
    connection, service = _named(shell, command.name)
    if not service.lists_models:
        raise WrongUse(shell.words("cli.lists_no_models", service=service.label))
    listed = _asked(shell, lambda deliver: shell.program.offers.models(connection, deliver))
    if isinstance(listed, Failed):
        return tell(shell, listed, connection.name)
    every = offered(listed, connection.models, shell.program.capable, others=True)
    rows = [_row(offer) for offer in every if offer.listed]
    if command.json:
        shell.say(json_text(rows))
    else:
        _say_rows(shell, rows)
    return DONE


def balance(shell: Shell, command: argparse.Namespace) -> int:
    connection, service = _named(shell, command.name)
    hidden = shell.program.rules.no_balance
    if hidden is not None:
        raise WrongUse(shell.telling_rules.no_balance(hidden), NOT_ALLOWED)
    if not service.tells_balance:
        raise WrongUse(shell.words("cli.tells_no_balance", service=service.label))
    outcome: Balance | Failed = _asked(shell, lambda deliver: shell.program.offers.balance(connection, deliver))
    if isinstance(outcome, Failed):
        return tell(shell, outcome, connection.name)
    amounts = [{"kind": one.kind.value, "value": one.value, "currency": one.currency} for one in outcome.amounts]
    if command.json:
        shell.say(json_text({"free": outcome.free, "amounts": amounts}))
        return DONE
    if outcome.free:
        shell.say(shell.words("cli.free"))
    for one in outcome.amounts:
        shell.say(f"{shell.words(f'cli.amount.{one.kind}')}\t{one_line(told_amount(shell.words, one))}")
    return DONE


def _say_rows(shell: Shell, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        shell.say("\t".join(filter(None, (row["id"], row["name"] if row["name"] != row["id"] else ""))))
    if not rows:
        shell.warn(shell.words("cli.no_models_listed"))


def _named(shell: Shell, name: str) -> tuple[Connection, Service]:
    connection = named_or_all(shell, name)[0]
    return connection, shell.program.setup.service(connection.service)


def _asked(shell: Shell, ask: Callable[[Callable[[Any], None]], None]) -> Any:
    """The outcome, waited for."""
    outcomes: list[Any] = []
    ask(outcomes.append)
    while not outcomes:
        shell.wait()
    return outcomes[0]


def _row(offer: Offer) -> dict[str, Any]:
    """What is known is told; 0 and null are what is not."""
    return {
        "id": one_line(offer.model.id),
        "name": one_line(offer.name),
        "chosen": offer.checked,
        "kind": offer.can.kind.value,
        "vision": offer.can.vision,
        "reasoning": offer.can.reasoning,
        "context": offer.can.context,
        "output": offer.can.output,
    }
