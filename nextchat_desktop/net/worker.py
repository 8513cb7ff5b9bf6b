"""The one background thread: an asyncio loop that speaks to its owner only through a mailbox."""

import contextlib
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from nextchat_desktop.core.joining import joined

if TYPE_CHECKING:
    import asyncio

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
        self._end: Job | None = None
        self._lock = threading.Lock()
        self._waiting: list[object] = []
        self._room: Job | None = None

    def follow(self, end: Job) -> None:
        """`end` stops what makes the events."""
        self._end = end

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
        if self._end is not None:
            self._end()


def _raise(error: Exception) -> None:
    raise error


class _Loop:
    """An event loop in a thread of its own. Both begin with the first job, and asyncio is loaded there: most starts of
    the program ask for nothing, and nobody waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[Job] = []

    @property
    def has_begun(self) -> bool:
        return self._thread is not None

    def do(self, job: Job) -> None:
        """In the loop's thread, one after the other. Called from any; raises RuntimeError when the loop has ended."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(job)
                return
            self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="network", daemon=True)
                self._thread.start()

    def end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """When `last` has been awaited. Raises TimeoutError."""
        done = threading.Event()
        self.do(partial(self._finish, last, done))
        if not done.wait(10):
            raise TimeoutError("the network does not end")
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        import asyncio

        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        with self._lock:
            self._loop, waiting = loop, self._waiting
            for job in waiting:
                loop.call_soon(job)
        loop.run_forever()
        loop.close()

    def _finish(self, last: Callable[[], Coroutine[Any, Any, None]], done: threading.Event) -> None:
        import asyncio

        async def finish() -> None:
            try:
                await last()
            finally:
                asyncio.get_running_loop().stop()
                done.set()

        self._ending = asyncio.ensure_future(finish())


class Worker:
    """Runs streams in its thread until `close()`, which waits for all of them to unwind."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._loop = _Loop()

    def stream(self, events: AsyncIterator[E], deliver: Callable[[E], None]) -> Streaming:
        run = Streaming(deliver, self._mailbox.post)
        tasks: list[asyncio.Task[None]] = []

        def begin() -> None:
            import asyncio

            tasks.append(asyncio.ensure_future(self._pump(events, run)))

        def cancel() -> None:
            for task in tasks:
                task.cancel()

        def end() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile, and with it all that ran
                self._loop.do(cancel)

        run.follow(end)
        self._loop.do(begin)
        return run

    def close(self, last: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """Cancels what runs, then awaits `last` in the loop (to close clients), then ends the thread."""
        if self._loop.has_begun:
            self._loop.end(partial(self._unwind, last))

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
        import asyncio

        room = asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                self._loop.do(room.set)

        if run.is_full(tell):
            await room.wait()

    async def _unwind(self, last: Callable[[], Coroutine[Any, Any, None]] | None) -> None:
        import asyncio

        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # they may begin others as they end
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        if last is not None:
            with contextlib.suppress(OSError):
                await last()
        await asyncio.get_running_loop().shutdown_asyncgens()
