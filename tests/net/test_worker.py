"""The network thread and its mailbox: nothing is lost, nothing comes after Stop, nothing is left over."""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest

from nextchat_desktop.core.events import Finished, ReasoningDelta, StreamEvent, TextDelta
from nextchat_desktop.net.local import paced
from nextchat_desktop.net.worker import MOST_WAITING, Mailbox, Worker

LONG_ENOUGH = 10.0


class Owner:
    """A thread's loop in miniature: it is woken, and then empties the mailbox."""

    def __init__(self) -> None:
        self.wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.mailbox = Mailbox(lambda: self.wakes.put(None))
        self.worker = Worker(self.mailbox)
        self.events: list[StreamEvent] = []

    def turn(self) -> None:
        self.wakes.get(timeout=LONG_ENOUGH)
        self.mailbox.drain()

    def turns(self, number: int) -> None:
        for _ in range(number):
            self.turn()

    def close(self) -> None:
        self.worker.close()


class Counted:
    """Events as fast as they are taken, and how many were."""

    def __init__(self, events: list[StreamEvent]) -> None:
        self.count = 0
        self.closed = threading.Event()
        self._events = events

    async def all(self) -> AsyncIterator[StreamEvent]:
        try:
            for event in self._events:
                self.count += 1
                yield event
                await asyncio.sleep(0)
        finally:
            self.closed.set()

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + LONG_ENOUGH
        while self.count < count and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(0.01)  # the last of them is still on its way


@pytest.fixture
def owner() -> Iterator[Owner]:
    with closing(Owner()) as owner:
        yield owner


def test_a_batch_wakes_its_owner_once() -> None:
    woken: list[int] = []
    ran: list[int] = []
    mailbox = Mailbox(lambda: woken.append(len(ran)))
    for batch in (range(3), range(3, 5)):
        for number in batch:
            mailbox.post(lambda number=number: ran.append(number))  # type: ignore[misc]
        mailbox.drain()
    assert ran == [0, 1, 2, 3, 4]
    assert woken == [0, 3]


def test_a_job_that_fails_only_delays_those_after_it() -> None:
    ran: list[str] = []
    woken: list[None] = []
    mailbox = Mailbox(lambda: woken.append(None))
    mailbox.post(lambda: ran.append("first"))
    mailbox.post(lambda: ran.remove("nothing"))
    mailbox.post(lambda: ran.append("third"))
    with pytest.raises(ValueError, match="not in list"):
        mailbox.drain()
    assert (ran, len(woken)) == (["first"], 2)
    mailbox.drain()
    assert ran == ["first", "third"]


def test_what_is_posted_while_emptying_wakes_again() -> None:
    ran: list[str] = []
    woken: list[None] = []
    mailbox = Mailbox(lambda: woken.append(None))
    mailbox.post(lambda: mailbox.post(lambda: ran.append("second")))
    mailbox.drain()
    assert (ran, len(woken)) == ([], 2)
    mailbox.drain()
    assert ran == ["second"]


def test_jobs_from_many_threads_are_all_run(owner: Owner) -> None:
    counted: list[int] = []

    def post_all() -> None:
        for _ in range(500):
            owner.mailbox.post(lambda: counted.append(1))

    threads = [threading.Thread(target=post_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(counted) < 2000:
        owner.turn()
    for thread in threads:
        thread.join()
    assert len(counted) == 2000


def test_a_stream_is_delivered_on_the_owners_thread(owner: Owner) -> None:
    threads: list[threading.Thread] = []

    def deliver(event: StreamEvent) -> None:
        threads.append(threading.current_thread())
        owner.events.append(event)

    owner.worker.stream(paced([TextDelta("a"), ReasoningDelta("b"), Finished()], 0), deliver)
    while Finished() not in owner.events:
        owner.turn()
    assert owner.events == [TextDelta("a"), ReasoningDelta("b"), Finished()]
    assert set(threads) == {threading.current_thread()}


def test_nothing_is_delivered_before_the_call_returns(owner: Owner) -> None:
    owner.worker.stream(paced([Finished()], 0), owner.events.append)
    owner.wakes.get(timeout=LONG_ENOUGH)
    assert owner.events == []
    owner.mailbox.drain()
    assert owner.events == [Finished()]


def test_nothing_is_delivered_after_stop_though_it_had_arrived(owner: Owner) -> None:
    run = owner.worker.stream(paced([TextDelta("late")], 0), owner.events.append)
    owner.wakes.get(timeout=LONG_ENOUGH)
    run.cancel()
    owner.mailbox.drain()
    assert owner.events == []


def test_stop_may_be_pressed_twice_and_after_the_end(owner: Owner) -> None:
    run = owner.worker.stream(paced([Finished()], 0), owner.events.append)
    owner.turn()
    run.cancel()
    run.cancel()
    assert owner.events == [Finished()]


def test_stop_from_within_a_delivery_is_the_last_of_it(owner: Owner) -> None:
    run = owner.worker.stream(paced([TextDelta("a"), ReasoningDelta("b"), Finished()], 0), lambda event: stop(event))

    def stop(event: StreamEvent) -> None:
        owner.events.append(event)
        run.cancel()

    owner.turn()
    assert owner.events == [TextDelta("a")]


def test_closing_unwinds_what_runs_and_ends_the_thread() -> None:
    begun, unwound = threading.Event(), threading.Event()

    async def endless() -> AsyncIterator[StreamEvent]:
        try:
            begun.set()
            await asyncio.Event().wait()
            yield Finished()
        finally:
            unwound.set()

    owner = Owner()
    owner.worker.stream(endless(), owner.events.append)
    assert begun.wait(LONG_ENOUGH)
    owner.close()
    assert unwound.is_set()
    assert not any(thread.name == "network" for thread in threading.enumerate())


def test_the_last_wish_is_carried_out_in_the_loop() -> None:
    threads: list[str] = []

    async def last() -> None:
        threads.append(threading.current_thread().name)

    owner = Owner()
    owner.worker.stream(paced([Finished()], 0), owner.events.append)
    owner.worker.close(last)
    assert threads == ["network"]


def test_who_has_asked_for_nothing_has_no_thread_and_no_last_wish() -> None:
    wishes: list[None] = []

    async def last() -> None:
        wishes.append(None)

    owner = Owner()
    assert not any(thread.name == "network" for thread in threading.enumerate())
    owner.worker.close(last)
    assert wishes == []


class Held(asyncio.DefaultEventLoopPolicy):
    """Loops are made when they are let go, and not before."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        self.let_go.wait(LONG_ENOUGH)
        return super().new_event_loop()


@pytest.fixture
def held() -> Iterator[Held]:
    held = Held()
    asyncio.set_event_loop_policy(held)
    yield held
    asyncio.set_event_loop_policy(None)


def test_what_is_stopped_before_the_thread_has_begun_is_not_begun(held: Held, owner: Owner) -> None:
    pieces = Counted([TextDelta("x")])
    owner.worker.stream(pieces.all(), owner.events.append).cancel()
    owner.worker.stream(paced([Finished()], 0), owner.events.append)
    held.let_go.set()
    while Finished() not in owner.events:
        owner.turn()
    assert (owner.events, pieces.count) == ([Finished()], 0)


def test_stop_may_come_after_everything_is_closed() -> None:
    owner = Owner()
    run = owner.worker.stream(paced([Finished()], 0), owner.events.append)
    owner.close()
    run.cancel()
    assert owner.events == []


def test_words_that_wait_together_come_as_one_piece(owner: Owner) -> None:
    said = [TextDelta("a"), TextDelta("b"), ReasoningDelta("c"), TextDelta("d"), TextDelta("e"), Finished()]
    pieces = Counted(said)
    owner.worker.stream(pieces.all(), owner.events.append)
    pieces.wait_for(len(said))
    while Finished() not in owner.events:
        owner.turn()
    assert owner.events == [TextDelta("ab"), ReasoningDelta("c"), TextDelta("de"), Finished()]


def test_a_flood_is_read_no_faster_than_its_owner_takes_it(owner: Owner) -> None:
    pieces = Counted([TextDelta("x")] * (MOST_WAITING + 500) + [Finished()])
    owner.worker.stream(pieces.all(), owner.events.append)
    pieces.wait_for(MOST_WAITING)
    time.sleep(0.05)
    assert pieces.count == MOST_WAITING
    while Finished() not in owner.events:
        owner.turn()
    assert sum(len(event.text) for event in owner.events if isinstance(event, TextDelta)) == MOST_WAITING + 500


def test_a_flood_that_nobody_takes_is_stopped_all_the_same(owner: Owner) -> None:
    pieces = Counted([TextDelta("x")] * (MOST_WAITING + 500))
    run = owner.worker.stream(pieces.all(), owner.events.append)
    pieces.wait_for(MOST_WAITING)
    run.cancel()
    assert pieces.closed.wait(LONG_ENOUGH)
    owner.mailbox.drain()
    assert owner.events == []


def test_a_delivery_that_fails_keeps_the_rest_for_the_next_turn(owner: Owner) -> None:
    pieces = Counted([TextDelta("a"), ReasoningDelta("b"), Finished()])

    def deliver(event: StreamEvent) -> None:
        owner.events.append(event)
        if event == TextDelta("a"):
            raise ValueError("not now")

    owner.worker.stream(pieces.all(), deliver)
    pieces.wait_for(3)
    with pytest.raises(ValueError, match="not now"):
        owner.turn()
    owner.turn()
    assert owner.events == [TextDelta("a"), ReasoningDelta("b"), Finished()]


def test_a_fault_of_the_program_itself_reaches_its_owner(owner: Owner) -> None:
    async def faulty() -> AsyncIterator[StreamEvent]:
        yield TextDelta("a")
        raise LookupError("a fault")

    owner.worker.stream(faulty(), owner.events.append)
    with pytest.raises(LookupError, match="a fault"):
        owner.turns(2)
    assert owner.events == [TextDelta("a")]
