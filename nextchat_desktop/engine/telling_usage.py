"""What was used, in words: below an answer, of a conversation, in a table, and when it is too much."""

from nextchat_desktop.core.connections import Connection, Limit
from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.ledger import Sum
from nextchat_desktop.core.spending import REACHED
from nextchat_desktop.words.amounts import money, whole
from nextchat_desktop.words.catalogue import Words

_WHOLE = 100


class UsageTeller:
    def __init__(self, words: Words) -> None:
        self._words = words

    def caption(self, found: Sum | None, told: Usage | None) -> tuple[str, ...]:
        """The tokens of an answer and what it cost, each where that is known; `told` where the ledger knows nothing."""
        usage = found.usage if found is not None else told
        is_estimated = found is not None and found.estimated > 0
        tokens = self._words.plural("entry.tokens", usage.reply) if usage else ""
        said = (tokens if usage and usage.reply else "", self.money(found) if found is not None else "")
        return tuple(self._about(part, is_estimated) for part in said if part)

    def money(self, found: Sum) -> str:
        """All of it, one currency beside the other; empty where nothing was to be paid or nobody knows."""
        costs = (money(self._words, cost.value, cost.currency) for cost in found.costs)
        return self._words("usage.and").join(costs)

    def cost(self, found: Sum) -> str:
        """The same for a table, with a mark where a part of it is an estimate, or not known."""
        if not found.costs:
            return self._words("usage.no_price" if found.unpriced else "usage.free") if found.requests else ""
        more = self._words("usage.and_more") if found.unpriced else ""
        return self._about(self.money(found), found.estimated > 0) + more

    def conversation(self, found: Sum) -> str:
        """One sentence about all that was asked there."""
        if not found.requests:
            return self._words("usage.conversation.nothing")
        words, tokens = self._words, whole(self._words, found.tokens)
        said = words.plural("usage.conversation", found.requests, number=whole(words, found.requests), tokens=tokens)
        cost = words("usage.conversation.cost", cost=self.cost(found)) if found.costs else ""
        return said + cost + (words("usage.conversation.estimated") if found.estimated else "")

    def limit(self, connection: Connection, limit: Limit, spent: Sum, part: float) -> str:
        """That a part of what the person wants to spend in a month was reached."""
        id = "usage.limit.reached" if part >= REACHED else "usage.limit.near"
        most, amount = (
            money(self._words, value, limit.currency) for value in (limit.amount, spent.in_currency(limit.currency))
        )
        return self._words(id, name=connection.name, spent=amount, limit=most)

    def of_limit(self, limit: Limit, spent: Sum) -> str:
        """How much of a limit was spent this month, and what is not counted in it."""
        words, amount = self._words, spent.in_currency(limit.currency)
        said = words(
            "usage.limit.so_far",
            spent=money(self._words, amount, limit.currency),
            limit=money(self._words, limit.amount, limit.currency),
            percent=whole(words, round(_WHOLE * amount / limit.amount)),
        )
        others = [cost for cost in spent.costs if cost.currency != limit.currency]
        if others:
            beside = words("usage.and").join(money(self._words, cost.value, cost.currency) for cost in others)
            said += words("usage.limit.other_currency", beside=beside)
        if spent.unpriced:
            said += words.plural("usage.limit.unpriced", spent.unpriced, number=whole(words, spent.unpriced))
        return said

    def unusual(self, today: Sum, times: float, title: str, share: float) -> str:
        """That a day is unlike the others, why that may be, and what can be done. `title` is the conversation that used
        the most, and `share` its part of the day."""
        words = self._words
        cost = words("usage.conversation.cost", cost=self.money(today)) if today.costs else ""
        said = words("usage.unusual", times=whole(words, round(times)), tokens=whole(words, today.tokens), cost=cost)
        most = words("usage.unusual.most", title=title, percent=round(_WHOLE * share)) if title else ""
        return said + most + words("usage.unusual.key")

    def _about(self, text: str, is_estimated: bool) -> str:
        return self._words("usage.about", value=text) if is_estimated else text
