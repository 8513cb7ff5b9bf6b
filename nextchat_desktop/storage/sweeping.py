"""Erases pictures that nobody mentions, as a crash may leave some. It does not know what mentions them."""

import sqlite3
import time
from collections.abc import Callable
from threading import Event, Thread

from nextchat_desktop.storage.blobs import Blobs

DAY = 24 * 60 * 60
SELDOM = 7 * DAY
"""Seconds between two sweeps."""
PAUSE = 60.0
"""Seconds after the start before it begins, when the window has other things to do no more."""


class Sweeping:
    """At most one sweep, in a thread of its own until `close()`.

    `mentioned` is called there and tells every blob that anything mentions; it may raise, and then nothing is erased.
    What was kept within a day is left alone: it may be on its way into a draft of another window.
    """

    def __init__(self, blobs: Blobs, mentioned: Callable[[], set[str]], pause: float = PAUSE) -> None:
        self._blobs = blobs
        self._mentioned = mentioned
        self._pause = pause
        self._closing = Event()
        self._thread = Thread(target=self._run, name="sweeping")
        self._is_due = blobs.is_due(time.time() - SELDOM)
        if self._is_due:
            self._thread.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._is_due:
            self._thread.join()

    def close(self) -> None:
        self._closing.set()
        self.wait()

    def _run(self) -> None:
        if self._closing.wait(self._pause):
            return
        before = time.time() - DAY
        candidates = self._blobs.older(before)  # first, so that what comes in between is none
        try:
            mentioned = self._mentioned()
        except sqlite3.Error:
            return
        if candidates and not mentioned:
            return  # rather a database that was put elsewhere than one whose every picture was lost
        for blob in candidates:
            if self._closing.is_set():
                return
            if blob not in mentioned:
                self._blobs.erase_older(blob, before)
        self._blobs.note_sweep()
