"""A call that may block for as long as it likes, awaited from the loop, which may end before it does."""

import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def in_background(work: Callable[[], T]) -> T:
    """What `work` returns or raises, from a thread of its own that does not keep the program from ending."""
    import asyncio  # no start of the program needs it

    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            answer = work()
        except Exception as error:
            tell(done.set_exception, error)
        else:
            tell(done.set_result, answer)

    def tell(settle: Callable[[Any], None], outcome: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle_once, settle, outcome)

    def settle_once(settle: Callable[[Any], None], outcome: object) -> None:
        if not done.done():
            settle(outcome)

    threading.Thread(target=run, name="preparing", daemon=True).start()
    return await done


async def found(look: Callable[[], T]) -> AsyncIterator[T]:
    """What `look` finds out, once, in a thread of its own."""
    yield await in_background(look)
