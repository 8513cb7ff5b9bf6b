"""Makes a backup by itself when one is due, in a thread of its own. It does not know what is in one."""

import sqlite3
from collections.abc import Callable, Sequence
from threading import Event, Thread

from nextchat_desktop.core.backups import ROTATING, Backup, BackupRefused, Occasion
from nextchat_desktop.core.labour import CalledOff, Watch

LATER = 120.0
"""Seconds after a start before it looks, when the window has other things to do no more."""
PAUSE = 900.0
"""Seconds between two looks."""
_HOUR = 60 * 60 * 1000
SPANS = {Occasion.DAILY: 20 * _HOUR, Occasion.WEEKLY: 6 * 24 * _HOUR + 12 * _HOUR}
"""Milliseconds from one to the next: somewhat less than a day, for who starts a little earlier than yesterday."""

HowOften = Callable[[], Occasion | None]


def is_due(occasion: Occasion, backups: Sequence[Backup], now: int) -> bool:
    """What was made in days to come, while the clock was wrong, does not count."""
    made = (one.made for one in backups if one.occasion in ROTATING)
    last = max((one for one in made if one - now <= SPANS[occasion]), default=None)
    return last is None or now - last >= SPANS[occasion]


class Rotating:
    """Until `close()`, which calls off what is half made. `how_often` is asked in the thread; `told` hears there, too,
    what came of it: nothing, or why there is none."""

    def __init__(
        self,
        how_often: HowOften,
        backups: Callable[[], Sequence[Backup]],
        make: Callable[[Occasion, Watch], object],
        clock: Callable[[], int],
        told: Callable[[Exception | None], object],
        later: float = LATER,
        pause: float = PAUSE,
    ) -> None:
        self._how_often, self._backups, self._make = how_often, backups, make
        self._clock, self._told, self._times = clock, told, (later, pause)
        self._closing = Event()
        self._thread = Thread(target=self._run, name="backups", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        wait, pause = self._times
        while not self._closing.wait(wait):
            self._look()
            wait = pause

    def _look(self) -> None:
        try:
            occasion = self._how_often()
            if occasion is None or not is_due(occasion, self._backups(), self._clock()):
                return
            self._make(occasion, self._watch)
        except CalledOff:
            return
        except (BackupRefused, OSError, sqlite3.Error) as error:
            self._told(error)
        else:
            self._told(None)

    def _watch(self, _done: float) -> None:
        if self._closing.is_set():
            raise CalledOff
