"""What is left of the money, in one line of words."""

from nextchat_desktop.core.balance import Amount, Balance
from nextchat_desktop.engine.money import SIGNS
from nextchat_desktop.words.catalogue import Words


def told_balance(words: Words, balance: Balance) -> str:
    """One sentence for each amount; that nothing has to be paid where that is so."""
    said = [words(f"balance.{amount.kind}", amount=_money(amount, words)) for amount in balance.amounts]
    if balance.free:
        said.append(words("balance.free"))
    return words("balance.between").join(said) or words("balance.nothing")


def _money(amount: Amount, words: Words) -> str:
    value = f"{amount.value:,.2f}"
    if amount.currency in SIGNS:
        sign = SIGNS[amount.currency]
        return f"-{sign}{value[1:]}" if value.startswith("-") else f"{sign}{value}"
    if amount.currency == "credits":
        return words("balance.credits", value=value)
    return f"{value} {amount.currency}".strip()
