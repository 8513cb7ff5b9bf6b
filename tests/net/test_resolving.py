"""Names become addresses, or a reason why not, in a time that somebody can wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from net.waiting import LONG_ENOUGH, Waiting
from nextchat_desktop.core.checkup import Resolved
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.net.resolving import LookUp, resolve
from nextchat_desktop.net.worker import Streaming

AT_ONCE = 2.0
Outcome = Resolved | Failed


class Resolver(Waiting):
    def begin(self, host: str, look_up: LookUp) -> Streaming:
        return self.started(resolve(host, look_up, LONG_ENOUGH))

    def resolve(self, host: str, look_up: LookUp, patience: float = LONG_ENOUGH) -> Outcome:
        outcome: Outcome = self.outcome_of(resolve(host, look_up, patience))
        return outcome


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    with closing(Resolver()) as resolver:
        yield resolver


class Silent:
    """Knows, and says it when it is let."""

    def __init__(self) -> None:
        self.asked, self.let = threading.Event(), threading.Event()

    def __call__(self, host: str) -> tuple[str, ...]:
        self.asked.set()
        self.let.wait(LONG_ENOUGH)
        return ("192.0.2.1",)


def test_all_addresses_are_told_with_the_time_it_took(resolver: Resolver) -> None:
    def slow(host: str) -> tuple[str, ...]:
        time.sleep(0.05)
        return ("192.0.2.1", "2001:db8::1")

    resolved = resolver.resolve("chat.example", slow)
    assert isinstance(resolved, Resolved)
    assert resolved.addresses == ("192.0.2.1", "2001:db8::1")
    assert resolved.seconds >= 0.05


def test_who_does_not_answer_knows_no_name(resolver: Resolver) -> None:
    silent = Silent()
    assert resolver.resolve("chat.example", silent, 0.1) == Failed(FailureKind.NAME_NOT_FOUND, "chat.example · 0.1 s")
    silent.let.set()


def test_a_stop_does_not_wait_for_the_answer() -> None:
    resolver, silent = Resolver(), Silent()
    run = resolver.begin("chat.example", silent)
    assert silent.asked.wait(LONG_ENOUGH)
    began = time.monotonic()
    run.cancel()
    resolver.close()
    assert time.monotonic() - began < AT_ONCE
    silent.let.set()
    resolver.mailbox.drain()
    assert resolver.outcomes == []
