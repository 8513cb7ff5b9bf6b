"""How long each step of a request took, and how fast the answer came. Pure; it has no clock."""

from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.exchange import Exchange, Phase


class Stage(StrEnum):
    """What a person sees of a request, in this order; the words are `inspector.stage.<stage>`."""

    CONNECT = "connect"
    PROXY_TLS = "proxy_tls"
    TUNNEL = "tunnel"
    TLS = "tls"
    SEND = "send"
    WAIT = "wait"
    """Until the head of the answer."""
    THINK = "think"
    """From there to the first word for a reader."""
    WRITE = "write"
    """From there to the end."""
    RECEIVE = "receive"
    """From the head to the end, where there is no word for a reader."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage, from when to when in seconds since the request was asked for; `is_over` tells whether it ended."""

    stage: Stage
    began: float
    ended: float
    is_over: bool = True

    @property
    def seconds(self) -> float:
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tokens a second as the service counted them, or pieces where it did not count."""

    per_second: float
    are_tokens: bool


_SHORTEST_FOR_A_RATE = 0.05
"""Seconds. What came in less came at once."""


def bars(exchange: Exchange, now: float) -> tuple[Bar, ...]:
    """`now` is where it stands while it goes on, in seconds since the request was asked for."""
    end = exchange.ended if exchange.ended is not None else now
    found = []
    for spell in exchange.spells:
        ended = spell.ended if spell.ended is not None else max(end, spell.began)
        bar = Bar(Stage(spell.phase.value), spell.began, ended, spell.ended is not None)
        found += _of_the_answer(bar, exchange.first_word) if spell.phase is Phase.RECEIVE else [bar]
    return tuple(found)


def _of_the_answer(bar: Bar, first_word: float | None) -> list[Bar]:
    if first_word is None or not bar.began <= first_word <= bar.ended:
        return [bar]
    return [
        Bar(Stage.THINK, bar.began, first_word),
        Bar(Stage.WRITE, first_word, bar.ended, bar.is_over),
    ]


def first_byte(exchange: Exchange) -> float | None:
    """Seconds until the head of the answer."""
    waited = exchange.spell(Phase.WAIT)
    return waited.ended if waited is not None else None


def rate(exchange: Exchange, usage: Usage | None) -> Rate | None:
    """None where nothing came, or all of it at once. `usage` is that of the message this request made."""
    if exchange.first_word is None or exchange.ended is None:
        return None
    seconds = exchange.ended - exchange.first_word
    if seconds < _SHORTEST_FOR_A_RATE:
        return None
    if usage is not None and usage.reply > 0:
        return Rate(usage.reply / seconds, are_tokens=True)
    spoken = [arrival.at for arrival in exchange.arrivals if arrival.at >= exchange.first_word]
    span = spoken[-1] - spoken[0] if spoken else 0.0
    return Rate((len(spoken) - 1) / span, are_tokens=False) if span >= _SHORTEST_FOR_A_RATE else None
