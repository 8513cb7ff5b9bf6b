"""Makes a backup by itself when one is due, in a thread of its own. It does not know what is in one, and loads nothing
before the first look."""

import sqlite3
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nextchat_desktop.core.backups import Backup, Occasion
    from nextchat_desktop.core.labour import Watch

LATER = 120.0
"""Seconds after a start before it looks, when the window has other things to do no more."""
PAUSE = 900.0
"""Seconds between two looks."""

HowOften = Callable[[], "Occasion | None"]


class Rotating:
    """Until `close()`, which calls off what is half made. `how_often` is asked in the thread; `told` hears there, too,
    what came of it: nothing, or why there is none."""

    def __init__(
        self,
        how_often: HowOften,
        backups: Callable[[], "Sequence[Backup]"],
        make: Callable[["Occasion", "Watch"], object],
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
        from nextchat_desktop.core.backups import BackupRefused, is_due
        from nextchat_desktop.core.labour import CalledOff

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
        from nextchat_desktop.core.labour import CalledOff

        if self._closing.is_set():
            raise CalledOff
