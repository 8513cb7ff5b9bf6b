"""How work beside a window goes on without anybody noticing it there: it rests again and again. It does none itself."""

import time
from collections.abc import Callable

REST = 0.5
"""Beside a window work rests so many times as long as it has gone on, many times a second."""
_TIMES = 4
"""So many times as long where something moves in the window: then its frames come as if nothing else went on."""
_TURN, _LONGEST = 0.004, 0.1
"""Seconds of work before it rests, and of rest at most, for it may have waited for the disk."""


def _nothing_moves() -> bool:
    return False


class Pace:
    """For one thread. Without `rest` it goes on as fast as it can. `moves` is asked whether something moves in the
    window, an answer that arrives."""

    def __init__(self, rest: float, moves: Callable[[], bool] = _nothing_moves) -> None:
        self._rest, self._moves = rest, moves
        self._rested = time.monotonic()

    def keep(self) -> None:
        """Rests where it is time for that; to be called again and again."""
        worked = time.monotonic() - self._rested
        if self._rest and worked > _TURN:
            times = _TIMES if self._moves() else 1
            time.sleep(min(worked * self._rest * times, _LONGEST))
            self._rested = time.monotonic()
