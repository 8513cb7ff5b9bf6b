"""The network thread with a mailbox that a test empties, for errands that end with one outcome."""

import queue
from collections.abc import AsyncIterator
from typing import Any

from nextchat_desktop.net.client import Clients
from nextchat_desktop.net.patience import USUAL, Patience
from nextchat_desktop.net.worker import Mailbox, Streaming, Worker

LONG_ENOUGH = 10.0


class Waiting:
    """`outcomes` are those of the errand that was begun last."""

    def __init__(self, patience: Patience = USUAL) -> None:
        self._wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.mailbox = Mailbox(lambda: self._wakes.put(None))
        self._worker = Worker(self.mailbox)
        self.clients = Clients(patience)
        self.outcomes: list[Any] = []

    def started(self, errand: AsyncIterator[Any]) -> Streaming:
        self.outcomes.clear()
        return self._worker.stream(errand, self.outcomes.append)

    def outcome_of(self, errand: AsyncIterator[Any]) -> Any:
        """The only one."""
        self.started(errand)
        while not self.outcomes:
            self._wakes.get(timeout=LONG_ENOUGH)
            self.mailbox.drain()
        (outcome,) = self.outcomes
        return outcome

    def close(self) -> None:
        self._worker.close(self.clients.close)
