"""Looks something up in all conversations, their messages and their titles, in a thread of its own.

It does not know how the index is kept.
"""

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from threading import Condition, Thread

from nextchat_desktop.core.looked_for import folded, has_all, snippet, terms_of
from nextchat_desktop.core.search import Found, Hit
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.parts_text import legible, said
from nextchat_desktop.storage.search_index import asked, matching, open_index
from nextchat_desktop.storage.titles import TitleReading, Titles

_AT_ONCE = 64
"""Messages that are looked at together: about as many as are shown."""

Deliver = Callable[[Found], None]
Post = Callable[[Callable[[], None]], None]


class Wish:
    """Something that is looked for. `cancel` is called on the owner's thread and does not wait."""

    def __init__(self, text: str, most: int, deliver: Deliver, interrupt: Callable[["Wish"], None]) -> None:
        self.text = text
        self.most = most
        self.is_cancelled = False
        self._deliver = deliver
        self._interrupt = interrupt

    def cancel(self) -> None:
        self.is_cancelled = True
        self._interrupt(self)

    def hand_over(self, found: Found) -> None:
        if not self.is_cancelled:
            self._deliver(found)


class Search:
    """Answers one wish after the other, from the first on until `close()`. `post` brings a job to the owner's thread.

    Where index or database cannot be read, nothing is found; titles are found without an index.
    """

    def __init__(self, driver: Driver, database: Path, index: Path, post: Post) -> None:
        self._driver = driver
        self._paths = database, index
        self._post = post
        self._changed = Condition()
        self._waiting: deque[Wish] = deque()
        self._closing = False
        self._current: Wish | None = None
        self._reading: Reading | None = None
        self._titles: TitleReading | None = None
        self._thread: Thread | None = None

    def __call__(self, text: str, most: int, deliver: Deliver) -> Wish:
        wish = Wish(text, most, deliver, self._on_cancel)
        with self._changed:
            self._waiting.append(wish)
            self._changed.notify()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="search", daemon=True)
                self._thread.start()
        return wish

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._changed.notify()
            if self._reading is not None:
                self._reading.interrupt()
        if self._thread is not None:
            self._thread.join()

    def _on_cancel(self, wish: Wish) -> None:
        with self._changed:
            if wish in self._waiting:
                self._waiting.remove(wish)
            if wish is self._current and self._reading is not None:
                self._reading.interrupt()

    def _run(self) -> None:
        try:
            while (wish := self._next()) is not None:
                found = self._found(wish)
                self._post(lambda wish=wish, found=found: wish.hand_over(found))  # type: ignore[misc]
        finally:
            self._let_go()
            self._let_titles_go()

    def _next(self) -> Wish | None:
        with self._changed:
            self._current = None
            while not (self._waiting or self._closing):
                self._changed.wait()
            self._current = self._waiting.popleft() if self._waiting and not self._closing else None
            return self._current

    def _found(self, wish: Wish) -> Found:
        began = time.perf_counter()
        titles, titled = self._titled(wish)
        hits = self._hits(wish)
        seconds = time.perf_counter() - began
        return Found(wish.text, hits[: wish.most], len(hits) > wish.most, seconds, titles, titled)

    def _hits(self, wish: Wish) -> tuple[Hit, ...]:
        """One more than are wanted, if there are more."""
        try:
            return self._opened().newest(terms_of(wish.text), wish.most + 1, lambda: self._is_enough(wish))
        except (sqlite3.Error, OSError):
            self._let_go()
            return ()

    def _titled(self, wish: Wish) -> Titles:
        try:
            if self._titles is None:
                self._titles = TitleReading(self._driver, self._paths[0], lambda: self._closing)
            return self._titles.found(wish.text, wish.most, lambda: self._is_enough(wish))
        except sqlite3.Error:
            self._let_titles_go()
            return (), 0

    def _is_enough(self, wish: Wish) -> bool:
        return wish.is_cancelled or self._closing

    def _opened(self) -> "Reading":
        if self._reading is not None and not self._reading.is_current():
            self._let_go()
        if self._reading is None:
            reading = Reading(self._driver, *self._paths)
            with self._changed:
                self._reading = reading
        return self._reading

    def _let_go(self) -> None:
        with self._changed:
            reading, self._reading = self._reading, None
        if reading is not None:
            reading.close()

    def _let_titles_go(self) -> None:
        titles, self._titles = self._titles, None
        if titles is not None:
            titles.close()


class Reading:
    """Index and messages side by side. Used in one thread, but for `interrupt`; all may raise sqlite3.Error."""

    def __init__(self, driver: Driver, database: Path, index: Path) -> None:
        self._path = index
        self._index = open_index(driver, index)
        self._file = _file(index)
        try:
            self._database = driver.connect(database)
        except sqlite3.Error:
            self._index.close()
            raise
        self._database.text_factory = legible

    def is_current(self) -> bool:
        """Whether the index is still the one that was opened."""
        return self._file == _file(self._path)

    def interrupt(self) -> None:
        self._index.interrupt()
        self._database.interrupt()

    def close(self) -> None:
        self._index.close()
        self._database.close()

    def newest(self, terms: tuple[str, ...], most: int, is_enough: Callable[[], bool]) -> tuple[Hit, ...]:
        """The newest messages that have all the terms, `most` at most. Fewer once `is_enough`."""
        hits: list[Hit] = []
        if not terms:
            return ()
        with closing(matching(self._index, asked(terms))) as messages:
            while len(hits) < most and not is_enough() and (some := tuple(islice(messages, _AT_ONCE))):
                hits += islice(self._hits(some, terms), most - len(hits))
        return tuple(sorted(hits, key=lambda hit: hit.created, reverse=True))

    def _hits(self, messages: tuple[str, ...], terms: tuple[str, ...]) -> Iterator[Hit]:
        """Those that have the terms today and were not deleted, in the order of the messages."""
        query = f"""SELECT messages.id, conversation, title, author, messages.created, parts
            FROM messages CROSS JOIN conversations ON conversations.id = conversation
            WHERE messages.id IN ({", ".join("?" for _ in messages)})
            AND messages.deleted IS NULL AND conversations.deleted IS NULL"""
        rows = {row[0]: row[1:] for row in self._database.execute(query, messages)}
        for message in messages:
            if message not in rows:
                continue
            conversation, title, author, created, parts = rows[message]
            text = said(parts)
            if has_all(folded(text), terms):
                cut = snippet(text, terms)
                yield Hit(message, conversation, title, cut.text, cut.marks, author, created)


def _file(path: Path) -> object:
    """What a file is while it has this name; None where there is none."""
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None
