"""The requests behind the last replies, for those who want to look. It keeps nothing on disk."""

from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from nextchat_desktop.core.exchange import Exchange, Watched
from nextchat_desktop.core.wire import ChatRequest, Purpose

MOST = 50
"""Replies whose requests are remembered."""

MOST_BYTES = 16 * 1024 * 1024
"""What all that is remembered takes, apart from what is on its way right now."""


class _Errand(NamedTuple):
    purpose: Purpose
    watched: Watched


class Inspector:
    """Remembers by the message that was made; what is answered later is added to what came before."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._watched: OrderedDict[str, list[_Errand]] = OrderedDict()

    def watch(self, chat: ChatRequest, watched: Watched) -> None:
        """Requests that belong to no message are not remembered."""
        subject = chat.subject
        if not subject:
            return
        self._watched.setdefault(subject, []).append(_Errand(chat.purpose, watched))
        self._watched.move_to_end(subject)
        while len(self._watched) > MOST:
            self._watched.popitem(last=False)
        self._lighten()

    def exchanges(self, subject: str) -> tuple[Exchange, ...]:
        """Masked, oldest first. Empty where nothing is remembered."""
        return tuple(
            replace(exchange, purpose=one.purpose)
            for one in self._watched.get(subject, ())
            for exchange in one.watched.exchanges()
        )

    def _lighten(self) -> None:
        """The oldest bodies go first; how a request went is remembered longer than what was in it."""
        errands = [one.watched for errands in self._watched.values() for one in errands]
        weight = sum(one.weight for one in errands)
        for one in errands[:-1]:
            if weight <= self._most_bytes:
                return
            before = one.weight
            one.forget_bodies()
            weight -= before - one.weight
