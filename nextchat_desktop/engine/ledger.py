"""Writes down what each request has used, whoever asks and however it ends; knows neither SQL nor the network."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.connections import GUIDE
from nextchat_desktop.core.events import (
    Failed,
    Finished,
    PictureAdded,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.ledger import EVERYTHING, By, Entry, Outcome, Span, Sum, counted
from nextchat_desktop.core.plan import weight
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run, StartReply
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, NewId
from nextchat_desktop.engine.pricing import Prices

Day = Callable[[int], str]
"""UTC milliseconds as the local day, 2026-07-28."""


class Entries(Protocol):
    """Where entries are kept. Writing may raise NotWritten."""

    def keep(self, *entries: Entry) -> None: ...
    def sums(self, by: By, span: Span = EVERYTHING) -> dict[str, Sum]: ...
    def sum(self, span: Span) -> Sum: ...
    def latest_days(self, before: str, number: int) -> tuple[Sum, ...]: ...
    def entries(self, span: Span = EVERYTHING) -> Iterator[Entry]: ...
    def unpriced(self) -> tuple[Entry, ...]: ...
    def first_day(self) -> str: ...


class Ledger:
    """`start` asks for a reply as `StartReply` does. `changed` tells the conversation that has used something.

    What the disk does not take is offered to it again with the next entry. `entered` is told every entry by itself.
    """

    def __init__(self, start: StartReply, kept: Entries, prices: Prices, clock: Clock, day: Day, new_id: NewId) -> None:
        self._start = start
        self._kept = kept
        self._clock = clock
        self._day = day
        self._new_id = new_id
        self._unkept: list[Entry] = []
        self._going: set[_Going] = set()
        self._shown: tuple[str, dict[str, Sum]] = ("", {})
        self.prices = prices
        self.entered: Callable[[Entry], None] = lambda _entry: None
        self.changed = Notice()

    @property
    def today(self) -> str:
        """The local day."""
        return self._day(self._clock())

    def start(self, chat: ChatRequest, deliver: Deliver) -> Run:
        """Asks for a reply and hears what it uses. The guide uses nothing."""
        if chat.choice.connection == GUIDE:
            return self._start(chat, deliver)
        going = _Going(chat, deliver, self._over)
        self._going.add(going)
        going.run = self._start(chat, going.hear)
        return going

    def close(self) -> None:
        """What is still on its way is written down as stopped."""
        for going in list(self._going):
            going.end(None)

    def of_conversation(self, id: str) -> Sum:
        """All that was asked there, titles and memories included."""
        return self._kept.sum(Span(conversation=id))

    def of_message(self, conversation: str, message: str) -> Sum | None:
        """None where nothing is known of it. Those of a conversation are read together."""
        if self._shown[0] != conversation:
            self._shown = (conversation, self._kept.sums(By.MESSAGE, Span(conversation=conversation)))
        return self._shown[1].get(message)

    def sums(self, by: By, span: Span = EVERYTHING) -> dict[str, Sum]:
        return self._kept.sums(by, span)

    def sum(self, span: Span = EVERYTHING) -> Sum:
        return self._kept.sum(span)

    def latest_days(self, number: int) -> tuple[Sum, ...]:
        """Of the last so many days of use before today."""
        return self._kept.latest_days(self.today, number)

    def entries(self, span: Span = EVERYTHING) -> Iterator[Entry]:
        """The oldest first."""
        return self._kept.entries(span)

    def unpriced(self) -> tuple[Entry, ...]:
        """Those whose price nobody knew."""
        return self._kept.unpriced()

    def first_day(self) -> str:
        """The local day of the first entry; empty where there is none."""
        return self._kept.first_day()

    def price_the_rest(self) -> int:
        """Gives entries whose price nobody knew the price that is known now; how many. Raises NotWritten."""
        priced = tuple(entry for one in self._kept.unpriced() if (entry := self._priced(one)).cost is not None)
        if priced:
            self._kept.keep(*priced)
            self._shown = ("", {})
            self.changed.tell("")
        return len(priced)

    def _over(self, going: "_Going", end: Finished | Failed | None) -> None:
        self._going.discard(going)
        at, chat = self._clock(), going.chat
        usage, is_estimated = going.counted(end)
        outcome = Outcome.STOPPED if end is None else Outcome.FINISHED if isinstance(end, Finished) else Outcome.FAILED
        entry = Entry(
            self._new_id(),
            at,
            self._day(at),
            chat.purpose,
            outcome,
            chat.conversation,
            chat.subject,
            chat.choice,
            usage,
            going.pictures,
            is_estimated,
        )
        self._enter(self._priced(entry))

    def _priced(self, entry: Entry) -> Entry:
        price = self.prices.of(entry.choice, entry.usage.prompt)
        if price is None:
            return entry
        return replace(entry, cost=price.cost(entry.usage, entry.pictures), currency=price.currency)

    def _enter(self, entry: Entry) -> None:
        self._unkept.append(entry)
        try:
            self._kept.keep(*self._unkept)
        except NotWritten:  # the answer itself tells that the disk takes nothing
            return
        self._unkept.clear()
        self._shown = ("", {})
        self.entered(entry)
        self.changed.tell(entry.conversation)


class _Going:
    """A request on its way, and what of it counts."""

    def __init__(
        self, chat: ChatRequest, deliver: Deliver, over: Callable[["_Going", Finished | Failed | None], None]
    ) -> None:
        self.chat = chat
        self.run: Run | None = None
        self.pictures = 0
        self._deliver = deliver
        self._over = over
        self._told: Usage | None = None
        self._came: list[str] = []
        self._is_over = False

    def hear(self, event: StreamEvent) -> None:
        """It is written down before its end is told, so that whoever shows the answer finds what it has used."""
        match event:
            case Usage():
                self._told = event
            case TextDelta(text) | ReasoningDelta(text):
                self._came.append(text)
            case ToolCallDelta():
                self._came.append(event.name + event.arguments)
            case PictureAdded():
                self.pictures += 1
            case Finished() | Failed():
                self.end(event)
            case _:
                pass
        self._deliver(event)

    def cancel(self) -> None:
        if self.run is not None:
            self.run.cancel()
        self.end(None)

    def end(self, event: Finished | Failed | None) -> None:
        """Once; None is an end that the person has made."""
        if not self._is_over:
            self._is_over = True
            self._over(self, event)

    def counted(self, end: Finished | Failed | None) -> tuple[Usage, bool]:
        """What it has used, and whether that is an estimate. Who paints is given the last question only."""
        chat = self.chat
        given = (chat.question,) if self.pictures and chat.question else chat.messages
        return counted(self._told, end, sum(map(weight, given)), "".join(self._came), self.pictures)
