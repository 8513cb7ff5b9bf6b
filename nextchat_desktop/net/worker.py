"""The one background thread: an asyncio loop that speaks to its owner only through a mailbox."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from nextchat_desktop.core.joining import joined

E = TypeVar("E")
"""What is delivered: the events of a reply, or the one outcome of a smaller errand."""

Job = Callable[[], None]

MOST_WAITING = 256
"""Events of a reply that wait for their owner, before nothing more is read of it."""


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
    """A reply in flight. Used on the owner's thread; after `cancel()` nothing more is delivered.

    What has come while the owner was busy is handed over together, neighbouring words as one piece. Where much waits,
    nothing more is read from the line: a server that floods is slowed down, and neither memory nor the window suffer.
    """

    def __init__(self, deliver: Callable[[Any], None], post: Callable[[Job], None]) -> None:
        self._deliver: Callable[[Any], None] | None = deliver
        self._post = post
        self._future: Future[None] | None = None
        self._lock = threading.Lock()
        self._waiting: list[object] = []
        self._room: Job | None = None

    def follow(self, future: Future[None]) -> None:
        self._future = future

    def put(self, event: object) -> None:
        """In the loop's thread: the owner is told that something waits."""
        with self._lock:
            self._waiting.append(event)
            is_first = len(self._waiting) == 1
        if is_first:
            self._post(self._hand_over)

    def is_full(self, room: Job) -> bool:
        """In the loop's thread: whether too much waits. Then `room` is called once, when that is over."""
        with self._lock:
            is_full = len(self._waiting) >= MOST_WAITING
            self._room = room if is_full else None
            return is_full

    def _hand_over(self) -> None:
        """Delivers all that waits. One that raises delays the rest."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            room, self._room = self._room, None
        if room is not None:
            room()
        events = joined(waiting)
        try:
            for event in events:
                if self._deliver is not None:
                    self._deliver(event)
        finally:
            self._put_back(list(events))

    def _put_back(self, events: list[object]) -> None:
        with self._lock:
            was_empty = not self._waiting
            self._waiting[:0] = events
        if events and was_empty:
            self._post(self._hand_over)

    def cancel(self) -> None:
        self._deliver = None
        if self._future is not None:
            self._future.cancel()


def _raise(error: Exception) -> None:
    raise error


class Worker:
    """Runs streams in its thread until `close()`, which waits for all of them to unwind."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._thread.start()

    def stream(self, events: AsyncIterator[E], deliver: Callable[[E], None]) -> Streaming:
        run = Streaming(deliver, self._mailbox.post)
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
        try:
            async for event in events:
                run.put(event)
                await self._room_in(run)
        except Exception as error:  # streams end in a Failed; a fault of our own must not be waited for in silence
            self._mailbox.post(partial(_raise, error))
        finally:
            if isinstance(events, AsyncGenerator):  # the line below it is closed now, not with the next garbage
                await events.aclose()

    async def _room_in(self, run: Streaming) -> None:
        room = asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                self._loop.call_soon_threadsafe(room.set)

        if run.is_full(tell):
            await room.wait()

    async def _unwind(self, last: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # they may begin others as they end
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        if last is not None:
            with contextlib.suppress(OSError):
                await last()
        await self._loop.shutdown_asyncgens()
