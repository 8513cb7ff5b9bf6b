"""How work beside a window goes on without anybody noticing it there: it rests again and again. It does none itself."""

import time

REST = 0.5
"""Beside a window work rests so many times as long as it has gone on, many times a second."""
_TURN, _LONGEST = 0.004, 0.1
"""Seconds of work before it rests, and of rest at most, for it may have waited for the disk."""


class Pace:
    """For one thread. Without `rest` it goes on as fast as it can."""

    def __init__(self, rest: float) -> None:
        self._rest = rest
        self._rested = time.monotonic()

    def keep(self) -> None:
        """Rests where it is time for that; to be called again and again."""
        worked = time.monotonic() - self._rested
        if self._rest and worked > _TURN:
            time.sleep(min(worked * self._rest, _LONGEST))
            self._rested = time.monotonic()
