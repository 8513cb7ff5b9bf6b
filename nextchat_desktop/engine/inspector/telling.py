"""What is known of the requests behind a reply, in words; the window shows them, and it makes none itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.exchange import Exchange, Sent
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.engine.failures import told
from nextchat_desktop.engine.inspector.times import Bar, first_byte, rate
from nextchat_desktop.words.amounts import decimal, whole
from nextchat_desktop.words.amounts import size as told_size
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_line, listed
from nextchat_desktop.words.times import lasted


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list: what it was for, and what came of it."""

    title: str
    outcome: str


class Teller:
    """Tells in the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def rows(self, exchanges: Sequence[Exchange]) -> tuple[Row, ...]:
        """One for each request of a reply."""
        chats = [exchange for exchange in exchanges if exchange.purpose is Purpose.CHAT]
        titles = iter([self._title(chats, place) for place in range(len(chats))])
        return tuple(
            Row(
                next(titles) if exchange.purpose is Purpose.CHAT else self._words(f"purpose.{exchange.purpose}"),
                self._outcome(exchange),
            )
            for exchange in exchanges
        )

    def seconds(self, seconds: float) -> str:
        """12 ms, or 1.25 s."""
        return lasted(self._words, seconds, digits=2)

    def left_out(self, size: int) -> str:
        return self._words("inspector.left_out", size=told_size(self._words, size))

    def bar(self, bar: Bar) -> str:
        """What a stage is called, and whether it never ended."""
        name = self._words(f"inspector.stage.{bar.stage}")
        return name if bar.is_over else self._words("inspector.not_over", stage=name)

    def times(self, exchange: Exchange, usage: Usage | None) -> tuple[tuple[str, str], ...]:
        """What counts in the end, each by its name."""
        speed, words = rate(exchange, usage), self._words
        known = (
            (words("inspector.first_byte"), first_byte(exchange)),
            (words("inspector.first_word"), exchange.first_word),
            (words("inspector.total"), exchange.ended),
        )
        told_times = tuple((name, self.seconds(value)) for name, value in known if value is not None)
        if speed is None:
            return told_times
        per_second = decimal(words, speed.per_second)
        sentence = words("inspector.tokens_rate" if speed.are_tokens else "inspector.pieces_rate", number=per_second)
        return (*told_times, (words("inspector.rate"), sentence))

    def way(self, exchange: Exchange) -> str:
        """Over which line it went."""
        line, words = exchange.line, self._words
        parts = [words("inspector.through", proxy=line.proxy)] if line.proxy else []
        parts += [words("inspector.reached", address=line.address)] if line.address else []
        parts += [line.secured] if line.secured else []
        if line.address:
            parts.append(words("inspector.line_new" if line.is_new else "inspector.line_again"))
        return in_line(words, parts)

    def trouble(self, exchange: Exchange, service: str = "", model: str = "") -> str:
        """Why there is no whole answer, or where it is right now; empty where all is well."""
        if exchange.failure is not None:
            return told(self._words, exchange.failure, service, model, exchange.first_word is not None).title
        if exchange.stuck_in is None:
            return ""
        stage = self._words(f"inspector.stage.{exchange.stuck_in}")
        return self._words("inspector.stopped_in" if exchange.ended is not None else "inspector.is_in", stage=stage)

    def nothing(self, message: Message) -> str:
        """Why there is nothing to see, and what is known nevertheless."""
        words = self._words
        known = [message.author] if message.author else []
        if message.choice is not None and message.choice.model and message.choice.model != message.author:
            known.append(message.choice.model)
        if message.usage is not None and (message.usage.prompt or message.usage.reply):
            usage = message.usage
            known.append(words("inspector.counted", prompt=whole(words, usage.prompt), reply=whole(words, usage.reply)))
        if message.seconds is not None:
            known.append(self.seconds(message.seconds))
        told_known = [words("inspector.still_known", known=in_line(words, known))] if known else []
        return "\n".join((words("inspector.nothing"), *told_known))

    def _title(self, exchanges: Sequence[Exchange], place: int) -> str:
        words, sent = self._words, exchanges[place].sent
        if _path(sent) != _path(exchanges[-1].sent):
            return words("inspector.before")
        earlier = next((one.sent for one in reversed(exchanges[:place]) if _path(one.sent) == _path(sent)), None)
        if earlier is None:
            return words("inspector.first" if len(exchanges) > 1 else "inspector.only")
        without = sorted(_fields(earlier) - _fields(sent))
        return words("inspector.again_without", fields=listed(words, without)) if without else words("inspector.again")

    def _outcome(self, exchange: Exchange) -> str:
        if exchange.head is not None:
            return f"{exchange.head.status} {exchange.head.reason}".strip()
        if exchange.ended is None:
            return self._words("inspector.under_way")
        return self._words("inspector.no_answer")


def _path(sent: Sent) -> str:
    return (sent.target or sent.url).partition("?")[0].rpartition("//")[2].partition("/")[2]


def _fields(sent: Sent) -> frozenset[str]:
    """The fields of a body of JSON."""
    try:
        value = json.loads(sent.body)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(value) if isinstance(value, dict) else frozenset()
