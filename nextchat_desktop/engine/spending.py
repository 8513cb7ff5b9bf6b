"""Says when a connection comes near its monthly limit, and when a day is unlike the others. It holds nothing back."""

from collections.abc import Callable

from nextchat_desktop.core.connections import Connection, Limit
from nextchat_desktop.core.ledger import By, Entry, Span, Sum, month_of, of_month, sum_of
from nextchat_desktop.core.spending import DAYS, crossed, times_the_usual
from nextchat_desktop.engine.ledger import Ledger
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.words.catalogue import Words


class Spending:
    """Hears every entry. `warned` tells a sentence, once for each line that is crossed."""

    def __init__(
        self,
        ledger: Ledger,
        connection: Callable[[str], Connection | None],
        title: Callable[[str], str],
        words: Words,
    ) -> None:
        self._ledger = ledger
        self._connection = connection
        self.title = title
        self._tell = UsageTeller(words)
        self.warned = Notice()
        ledger.entered = self._on_entered

    def this_month(self, connection: str) -> Sum:
        """What was used there since the first of the month."""
        return self._ledger.sum(of_month(month_of(self._ledger.today), connection))

    def of_limit(self, connection: str, limit: Limit | None) -> str:
        """How far the month is from its limit, in words; empty without one."""
        return self._tell.of_limit(limit, self.this_month(connection)) if limit is not None else ""

    def _on_entered(self, entry: Entry) -> None:
        if entry.cost == 0:
            return
        for sentence in (self._about_limit(entry), self._about_day(entry)):
            if sentence:
                self.warned.tell(sentence)

    def _about_limit(self, entry: Entry) -> str:
        connection = self._connection(entry.choice.connection)
        limit = connection.monthly_limit if connection is not None else None
        if connection is None or limit is None:
            return ""
        spent = self._ledger.sum(of_month(month_of(entry.day), connection.id))
        before = spent.without(sum_of(entry)).in_currency(limit.currency)
        part = crossed(before, spent.in_currency(limit.currency), limit.amount)
        return self._tell.limit(connection, limit, spent, part) if part is not None else ""

    def _about_day(self, entry: Entry) -> str:
        day = Span(entry.day, entry.day, paid=True)
        today = self._ledger.sum(day)
        usual = self._ledger.latest_days(DAYS)
        times = times_the_usual(today, usual)
        if times is None or times_the_usual(today.without(sum_of(entry)), usual) is not None:
            return ""
        talks = self._ledger.sums(By.CONVERSATION, day)
        most = max(talks, key=lambda id: talks[id].tokens)
        return self._tell.unusual(today, times, self.title(most), talks[most].tokens / today.tokens)
