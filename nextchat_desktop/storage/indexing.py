"""Keeps the index of messages up to date, in a thread of its own. It does not know who looks something up in it.

The database notes each message that is new, different or gone (`to_index`). What was noted is taken in first, then some
of the messages that were there before there was an index, the newest first. A piece of either is one transaction of the
index, which notes how far it came: whatever is cut off is done again. Where database and index do not belong together,
since one of them was put back from a copy, the index is made anew.
"""

import sqlite3
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread

from nextchat_desktop.core.looked_for import folded
from nextchat_desktop.core.messages import State
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.parts_text import legible, said
from nextchat_desktop.storage.search_index import (
    Entry,
    Standing,
    known,
    note_standing,
    open_index,
    put,
    standing,
    start_afresh,
)

LATER = 2.0
"""Seconds after the start before it begins, when the window is up."""
PAUSE = 1.0
"""Seconds between two looks at what has changed."""
_SELDOM = 60
"""Where nothing changes, it looks up to so many times less often: nobody is to wake for nothing."""
REST = 1.0
"""After each piece it rests so many times as long as that took, for the window to have most of a processor."""
AWAY = 1.0
"""Seconds for which it gives way, be it in the middle of a piece."""

_MESSAGES, _CHARACTERS = 400, 400_000
"""The most that are taken in at once."""
_PATIENCE = 250
"""Milliseconds to wait for somebody else who writes."""
_BUSY, _TROUBLE = 1.0, 60.0
"""Seconds before it is tried again where somebody else was writing, and where the disk takes nothing."""

Forget = Callable[[int], None]
"""Erases the notes of changes up to this one, now or soon."""


class Indexing:
    """Begins after `later` seconds and goes on until `close()`, which does not wait for a piece to be done.

    Notes that were taken in are erased by `forget`, called in this thread, where somebody else is to write that: who
    writes over a connection of their own is another process to all who look whether there is one.
    """

    def __init__(
        self,
        driver: Driver,
        database: Path,
        index: Path,
        later: float = LATER,
        pause: float = PAUSE,
        rest: float = REST,
        forget: Forget | None = None,
    ) -> None:
        self._driver = driver
        self._forget = forget
        self._paths = database, index
        self._times = later, pause, rest
        self._closing = Event()
        self._stirred = Event()
        self._away_until = 0.0
        self._lock = Lock()
        self._open: tuple[sqlite3.Connection, ...] = ()
        self._thread = Thread(target=self._run, name="indexing", daemon=True)
        self._thread.start()

    def give_way(self, seconds: float = AWAY) -> None:
        """Leaves the processor to who calls this, from now on: somebody waits for something else to be shown."""
        self._away_until = time.monotonic() + seconds

    def look(self) -> None:
        """Something has changed. Without being told it finds out later; what is looked for is found in either case."""
        self._stirred.set()

    def close(self) -> None:
        self._closing.set()
        self._stirred.set()
        with self._lock:
            for connection in self._open:
                connection.interrupt()
        self._thread.join()

    def _run(self) -> None:
        later, pause, _ = self._times
        while not self._closing.wait(later):
            try:
                self._keep_up(pause)
            except sqlite3.OperationalError as error:
                later = _BUSY if error.sqlite_errorcode == sqlite3.SQLITE_BUSY else _TROUBLE
            except (sqlite3.DatabaseError, OSError):
                later = _TROUBLE

    def _keep_up(self, pause: float) -> None:
        database_path, index_path = self._paths
        with (
            closing(self._driver.connect(database_path)) as database,
            closing(open_index(self._driver, index_path)) as index,
        ):
            for connection in (database, index):
                connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            with self._lock:
                self._open = database, index
            try:
                self._follow(Catching(database, index, self._forget, self._breathe), pause)
            finally:
                with self._lock:
                    self._open = ()

    def _follow(self, catching: "Catching", pause: float) -> None:
        catching.compare()
        wait, idle = 0.0, pause
        while not self._closing.wait(wait):
            began = time.monotonic()
            try:
                busy = catching.piece()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # it is spoiled
                catching.start_afresh()
                busy = True
            wait = (time.monotonic() - began) * self._times[2] if busy else 0.0
            idle = pause if busy or self._stirred.wait(idle) else min(2 * idle, _SELDOM * pause)
            self._stirred.clear()

    def _breathe(self) -> None:
        while (left := self._away_until - time.monotonic()) > 0 and not self._closing.wait(left):
            pass


class Catching:
    """Takes in piece by piece. Used in one thread; each call may raise sqlite3.Error and then has changed nothing."""

    def __init__(
        self,
        database: sqlite3.Connection,
        index: sqlite3.Connection,
        forget: Forget | None = None,
        breathe: Callable[[], object] = lambda: None,
    ) -> None:
        """`breathe` is called between two messages, and may take its time."""
        self._database = database
        self._breathe = breathe
        self._erase = forget or self._erase_here
        self._forgotten = 0
        self._database.text_factory = legible
        self._index = index
        self._idle: tuple[object, ...] = ()

    def compare(self) -> None:
        """Begins anew where the index is not one of this database."""
        with _within(self._index, "IMMEDIATE"), _within(self._database):
            if not self._belong_together():
                start_afresh(self._index, self._newest())

    def start_afresh(self) -> None:
        with _within(self._index, "IMMEDIATE"), _within(self._database):
            start_afresh(self._index, self._newest())

    def piece(self) -> bool:
        """Takes in some of what is to be taken in. False when there was nothing."""
        seen = self._database.execute("PRAGMA data_version").fetchone(), standing(self._index)
        if seen == self._idle:
            return False
        with _within(self._index, "IMMEDIATE"), _within(self._database):
            now = standing(self._index)
            after = self._changes(now) or self._walk(now)
            if after is not None:
                note_standing(self._index, after)
        is_done = not self._forget((after or now).seq) and after is None
        self._idle = seen if is_done else ()
        return not is_done

    def _changes(self, now: Standing) -> Standing | None:
        """Takes in what was noted. None where nothing was."""
        query = "SELECT seq, message, before FROM to_index WHERE seq > ? ORDER BY seq LIMIT ?"
        noted = self._database.execute(query, (now.seq, _MESSAGES)).fetchall()
        before: dict[str, str] = {}
        for _, message, parts in noted:
            before.setdefault(message, folded(said(parts or "")))  # the first is what the index knows
        put(self._index, self._entries(before, known(self._index, list(before))), self._breathe)
        return replace(now, seq=noted[-1][0]) if noted else None

    def _entries(self, before: dict[str, str], there: Container[str]) -> Iterator[Entry]:
        for message, old in before.items():
            self._breathe()
            query = "SELECT created, parts, state FROM messages WHERE id = ?"
            created, parts, state = self._database.execute(query, (message,)).fetchone() or (0, "", "")
            text = folded(said(parts)) if state != State.STREAMING.value else ""
            yield Entry(message, created, old if message in there else "", text)

    def _walk(self, now: Standing) -> Standing | None:
        """Takes in some messages that nobody has looked at. None where there are none left."""
        if now.below <= 0:
            return None
        rows = self._some_below(now.below)
        there = known(self._index, [row[1] for row in rows])
        put(self._index, self._first_entries(rows, there), self._breathe)
        return replace(now, below=rows[-1][0] if rows else 0)

    def _first_entries(self, rows: Iterable[tuple[int, str, int, str, str]], there: Container[str]) -> Iterator[Entry]:
        for _, message, created, parts, state in rows:
            self._breathe()
            if state != State.STREAMING.value and message not in there:
                yield Entry(message, created, "", folded(said(parts)))

    def _some_below(self, below: int) -> list[tuple[int, str, int, str, str]]:
        query = "SELECT rowid, id, created, parts, state FROM messages WHERE rowid < ? ORDER BY rowid DESC LIMIT ?"
        found, characters = [], 0
        with closing(self._database.execute(query, (below, _MESSAGES))) as rows:
            for row in rows:
                found.append(row)
                characters += len(row[3])
                if characters > _CHARACTERS:
                    break
        return found

    def _belong_together(self) -> bool:
        """Whether the next change is the one that comes after what the index knows."""
        seq, newest = standing(self._index).seq, self._newest()
        following = self._database.execute("SELECT 1 FROM to_index WHERE seq = ?", (seq + 1,)).fetchone()
        return seq == newest or (0 <= seq < newest and following is not None)

    def _newest(self) -> int:
        """The number of the last change there ever was."""
        row = self._database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'to_index'").fetchone()
        return int(row[0]) if row else 0

    def _forget(self, seq: int) -> bool:
        """Some of the notes that were taken in, so few that nobody has to wait for it. False when there were none."""
        query = "SELECT max(seq) FROM (SELECT seq FROM to_index WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?)"
        (last,) = self._database.execute(query, (self._forgotten, seq, _MESSAGES)).fetchone()
        if last is None:
            return False
        self._erase(last)
        self._forgotten = last
        return True

    def _erase_here(self, seq: int) -> None:
        self._database.execute("DELETE FROM to_index WHERE seq <= ?", (seq,))


@contextmanager
def _within(connection: sqlite3.Connection, kind: str = "DEFERRED") -> Iterator[None]:
    """Everything in the block, or nothing."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
