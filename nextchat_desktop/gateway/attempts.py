"""A reply whose request may be repeated before its first visible piece, without a field or with another key."""

from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Delta, Failed, FailureKind, KeepsakeAdded, StreamEvent
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run
from nextchat_desktop.gateway.preparing import Preparation

_OF_THE_KEY = frozenset({FailureKind.KEY_REFUSED, FailureKind.KEY_EXPIRED, FailureKind.QUOTA, FailureKind.RATE_LIMIT})
"""Failures that another key may not have."""

_NEEDED = frozenset({"", "model", "messages", "stream"})
_OF_THE_SERVER = frozenset({"stream_options"})
"""Fields that a server does not know at all, rather than for one of its models."""


class Sender(Protocol):
    """What the attempts are made with."""

    def prepare(self, connection: Connection, turn: int) -> Preparation: ...
    def send(self, preparation: Preparation, chat: ChatRequest, deliver: Deliver) -> Run: ...
    def forget_token(self, connection: Connection) -> bool: ...
    def remember_refusal(self, connection: Connection, entry: str) -> Connection: ...
    def turn(self, connection: Connection) -> int: ...


class Attempts:
    """Once per field that the server refuses, once per further key, and once for a token that ran out too early."""

    def __init__(self, sender: Sender, chat: ChatRequest, connection: Connection, deliver: Deliver) -> None:
        self._sender = sender
        self._chat = chat
        self._connection = connection
        self._deliver = deliver
        self._begun = False
        self._turn = sender.turn(connection)
        self._tried = 1
        self._renewed = False
        self._go()

    def cancel(self) -> None:
        self._run.cancel()

    def _go(self) -> None:
        self._preparation = self._sender.prepare(self._connection, self._turn)
        self._run: Run = self._sender.send(self._preparation, self._chat, self._on_event)

    def _on_event(self, event: StreamEvent) -> None:
        if isinstance(event, Failed):
            if not self._begun and self._mends(event):
                self._go()
                return
            event = self._preparation.masked(self._as_shown(event))
        if isinstance(event, KeepsakeAdded):
            event = KeepsakeAdded(replace(event.keepsake, server=origin(self._connection.base_url)))
        self._begun = self._begun or isinstance(event, Delta)
        self._deliver(event)

    def _as_shown(self, failed: Failed) -> Failed:
        """Where no key was shown, none was refused: the server wants one."""
        shows_nothing = not self._preparation.keys and not self._connection.headers
        is_missing = failed.kind is FailureKind.KEY_REFUSED and shows_nothing
        return replace(failed, kind=FailureKind.NO_KEY) if is_missing else failed

    def _mends(self, failed: Failed) -> bool:
        """Whether another attempt may go better; it is made ready here."""
        return self._does_without(failed.field) or self._renews(failed) or self._takes_another_key(failed)

    def _does_without(self, field: str) -> bool:
        model = self._chat.choice.model
        if field in _NEEDED or field in self._connection.refused_for(model):
            return False
        entry = field if field in _OF_THE_SERVER else f"{field}@{model}"
        self._connection = self._sender.remember_refusal(self._connection, entry)
        return True

    def _renews(self, failed: Failed) -> bool:
        if failed.kind not in (FailureKind.KEY_EXPIRED, FailureKind.KEY_REFUSED) or self._renewed:
            return False
        self._renewed = True
        return self._sender.forget_token(self._connection)

    def _takes_another_key(self, failed: Failed) -> bool:
        if failed.kind not in _OF_THE_KEY or self._tried >= self._preparation.keys:
            return False
        self._tried += 1
        self._turn += 1
        return True
