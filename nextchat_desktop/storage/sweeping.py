"""Erases pictures that nobody mentions, as a crash may leave some. It does not know what mentions them."""

import sqlite3
import time
from collections.abc import Callable
from functools import partial

from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.later import PAUSE, IsOver, Later

DAY = 24 * 60 * 60
SELDOM = 7 * DAY
"""Seconds between two sweeps."""

Mentioned = Callable[[], set[str]]
"""Tells every blob that anything mentions; asked in the thread that sweeps. Where it raises, nothing is erased."""


def sweeping(blobs: Blobs, mentioned: Mentioned, pause: float = PAUSE) -> Later:
    """At most one sweep. What was kept within a day is left alone: it may be on its way into a draft of another
    window."""
    return Later("sweeping", partial(_sweep, blobs, mentioned), blobs.is_due(time.time() - SELDOM), pause)


def _sweep(blobs: Blobs, mentioned: Mentioned, is_over: IsOver) -> None:
    before = time.time() - DAY
    candidates = blobs.older(before)  # first, so that what comes in between is none
    try:
        wanted = mentioned()
    except sqlite3.Error:
        return
    if candidates and not wanted:
        return  # rather a database that was put elsewhere than one whose every picture was lost
    for blob in candidates:
        if is_over():
            return
        if blob not in wanted:
            blobs.erase_older(blob, before)
    blobs.note_sweep()
