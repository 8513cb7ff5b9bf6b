"""The one background thread: an asyncio loop that speaks to its owner only through a mailbox."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

E = TypeVar("E")
"""What is delivered: the events of a reply, or the one outcome of a smaller errand."""

Job = Callable[[], None]


class Mailbox:
    """Jobs from any thread, run in order on the owner's.

    `wake` is called once per batch, under the lock that appends, so that no job waits for a wake-up that was spent.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._jobs: list[Job] = []

    def post(self, job: Job) -> None:
        with self._lock:
            self._jobs.append(job)
            if len(self._jobs) == 1:
                self._wake()

    def drain(self) -> None:
        """Runs what has been posted, on the owner's thread after each wake-up. One that raises delays the rest."""
        with self._lock:
            jobs, self._jobs = self._jobs, []
        waiting = iter(jobs)
        try:
            for job in waiting:
                job()
        finally:
            self._put_back(list(waiting))

    def _put_back(self, jobs: list[Job]) -> None:
        if not jobs:
            return
        with self._lock:
            is_first = not self._jobs
            self._jobs[:0] = jobs
            if is_first:
                self._wake()


class Streaming:
    """A reply in flight. Used on the owner's thread; after `cancel()` nothing more is delivered."""

    def __init__(self, deliver: Callable[[Any], None]) -> None:
        self._deliver: Callable[[Any], None] | None = deliver
        self._future: Future[None] | None = None

    def follow(self, future: Future[None]) -> None:
        self._future = future

    def hand_over(self, event: object) -> None:
        if self._deliver is not None:
            self._deliver(event)

    def cancel(self) -> None:
        self._deliver = None
        if self._future is not None:
            self._future.cancel()


class Worker:
    """Runs streams in its thread until `close()`, which waits for all of them to unwind."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._thread.start()

    def stream(self, events: AsyncIterator[E], deliver: Callable[[E], None]) -> Streaming:
        run = Streaming(deliver)
        run.follow(asyncio.run_coroutine_threadsafe(self._pump(events, run), self._loop))
        return run

    def close(self, last: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """Cancels what runs, then awaits `last` in the loop (to close clients), then ends the thread."""
        asyncio.run_coroutine_threadsafe(self._unwind(last), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _pump(self, events: AsyncIterator[object], run: Streaming) -> None:
        async for event in events:
            self._mailbox.post(_delivery(run, event))

    async def _unwind(self, last: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # they may begin others as they end
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        if last is not None:
            with contextlib.suppress(OSError):
                await last()
        await self._loop.shutdown_asyncgens()


def _delivery(run: Streaming, event: object) -> Job:
    def deliver() -> None:
        run.hand_over(event)

    return deliver
