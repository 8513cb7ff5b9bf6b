"""What is left of the money, in one line of words."""

from nextchat_desktop.core.balance import Amount, Balance
from nextchat_desktop.words.amounts import decimal, money
from nextchat_desktop.words.catalogue import Words


def told_balance(words: Words, balance: Balance) -> str:
    """One sentence for each amount; that nothing has to be paid where that is so."""
    said = [words(f"balance.{amount.kind}", amount=told_amount(words, amount)) for amount in balance.amounts]
    if balance.free:
        said.append(words("balance.free"))
    return words("balance.between").join(said) or words("balance.nothing")


def told_amount(words: Words, amount: Amount) -> str:
    """With its currency, or what the service counts in."""
    if amount.currency == "credits":
        return words("balance.credits", value=decimal(words, amount.value, 2))
    return money(words, amount.value, amount.currency)
