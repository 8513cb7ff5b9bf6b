"""Long work in threads of its own: what is told of it, and how it ends."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from nextchat_desktop.core.labour import CalledOff, Watch
from nextchat_desktop.storage.labour import Labour


class Owner:
    """Runs on its own thread what is posted to it."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []
        self.labour = Labour(self.jobs.append)

    def serve(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 5
        while not until() and time.monotonic() < end:
            while self.jobs:
                self.jobs.pop(0)()
            time.sleep(0.002)
        assert until()


@pytest.fixture
def owner() -> Iterator[Owner]:
    owner = Owner()
    yield owner
    owner.labour.close()


def test_what_came_of_it_is_told_on_the_owners_thread(owner: Owner) -> None:
    told: list[tuple[object, str]] = []
    owner.labour.do(
        lambda _watch: 42, lambda _part: None, lambda it: told.append((it, threading.current_thread().name))
    )
    owner.serve(lambda: bool(told))
    assert told == [(42, threading.current_thread().name)]


def test_how_far_it_is_is_told_in_steps_that_somebody_would_see(owner: Owner) -> None:
    parts: list[float] = []
    done: list[object] = []

    def work(watch: Watch) -> None:
        for place in range(100_000):
            watch(place / 100_000)

    owner.labour.do(work, parts.append, done.append)
    owner.serve(lambda: bool(done))
    assert 100 < len(parts) < 300
    assert parts == sorted(parts)


def test_an_exception_is_handed_over(owner: Owner) -> None:
    told: list[object] = []

    def work(_watch: Watch) -> None:
        raise OSError("full")

    owner.labour.do(work, lambda _part: None, told.append)
    owner.serve(lambda: bool(told))
    assert isinstance(told[0], OSError)


def test_after_it_was_called_off_nothing_is_told(owner: Owner) -> None:
    told: list[object] = []
    ended = threading.Event()

    def work(watch: Watch) -> None:
        try:
            while True:
                watch(0.5)
        finally:
            ended.set()

    run = owner.labour.do(work, told.append, told.append)
    run.cancel()
    assert ended.wait(5)
    owner.labour.close()
    for job in owner.jobs:
        job()
    assert told == []


def test_closing_calls_everything_off_and_waits_until_it_was_taken_back() -> None:
    owner, undone = Owner(), []

    def work(watch: Watch) -> None:
        try:
            while True:
                watch(0.5)
        except CalledOff:
            time.sleep(0.02)
            undone.append(True)

    for _ in range(3):
        owner.labour.do(work, lambda _part: None, lambda _done: None)
    owner.labour.close()
    assert undone == [True] * 3


def test_what_cannot_be_taken_back_keeps_nobody_from_waiting_for_the_others() -> None:
    owner, ended = Owner(), threading.Event()

    def regret() -> None:
        raise OSError("full")

    def work(watch: Watch) -> None:
        try:
            while True:
                watch(0.5)
        except CalledOff:
            time.sleep(0.05)
            ended.set()

    owner.labour.do(lambda _watch: None, lambda _part: None, lambda _done: None, regret)
    owner.labour.do(work, lambda _part: None, lambda _done: None)
    with pytest.raises(OSError, match="full"):
        owner.labour.close()
    assert ended.is_set()


@pytest.mark.parametrize("way", ["cancel", "close"])
def test_what_was_done_before_it_was_called_off_is_taken_back(owner: Owner, way: str) -> None:
    told: list[object] = []
    ended = threading.Event()
    run = owner.labour.do(lambda _watch: ended.set(), told.append, told.append, lambda: told.append("taken back"))
    assert ended.wait(5)
    if way == "cancel":
        run.cancel()
        owner.serve(lambda: bool(told))
    owner.labour.close()
    for job in owner.jobs:
        job()
    assert told == ["taken back"]


def test_what_failed_or_was_told_is_not_taken_back(owner: Owner) -> None:
    told: list[object] = []
    owner.labour.do(lambda _watch: 1, told.append, told.append, lambda: told.append("taken back"))
    owner.serve(lambda: bool(told))
    owner.labour.close()

    def work(_watch: Watch) -> None:
        raise OSError("full")

    owner.labour.do(work, told.append, told.append, lambda: told.append("taken back")).cancel()
    owner.labour.close()
    assert told == [1]
