"""Conversations from elsewhere on their way into the database: in small pieces, and seen all at once or never.

Each conversation comes with a mark that hides it, what is added to one that is there lies in a hidden one meanwhile; a
single short transaction takes the marks away. So nobody who writes has to wait, and a crash leaves what is erased the
next time.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from nextchat_desktop.core.arriving import Brought, Standing
from nextchat_desktop.core.conversation import Conversation, Folder, Memory
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message
from nextchat_desktop.storage.database import Driver
from nextchat_desktop.storage.folders import put_folders
from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.storage.masks import put_masks
from nextchat_desktop.storage.memories import put_memory
from nextchat_desktop.storage.prompts import put_prompts
from nextchat_desktop.storage.rows import (
    ARRIVING,
    CONVERSATION_COLUMNS,
    MESSAGE_COLUMNS,
    conversation_row,
    message_row,
)
from nextchat_desktop.storage.writing import add, transaction, upsert

_MOST = 200
"""Rows that are written, or erased, in one transaction."""
_PATIENCE = 15_000
"""Milliseconds to wait for somebody else who writes."""
_LOG = 1000
"""Pages in the database's log with which whoever writes moves them into the database; as SQLite has it."""
_STAND_IN = "arriving/"
_NOT_IN_USE = "NOT EXISTS (SELECT 1 FROM conversations WHERE folder = folders.id AND deleted IS NULL)"
"""Of folders: whatever else has been put into one stays there."""


class AnotherArrival(Exception):
    """Something is being brought in already, by this program or another."""


@contextmanager
def arriving(driver: Driver, path: Path, is_over: Callable[[], bool] = lambda: False) -> Iterator["Arriving"]:
    """For one import, used in its thread alone. What is not finished when this ends is erased, unless `is_over` tells
    that there is no time for it: then it is erased the next time.

    Raises AnotherArrival, or NotWritten for all that a database may say.
    """
    claim = Claim.take(path.with_name("arriving"))
    if claim is None:
        raise AnotherArrival
    try:
        with _told_as_not_written(), closing(driver.connect(path)) as database:
            for pragma in ("foreign_keys = ON", "synchronous = NORMAL", f"busy_timeout = {_PATIENCE}"):
                database.execute(f"PRAGMA {pragma}")
            coming = Arriving(database, is_over)
            coming.abandon()
            try:
                yield coming
            finally:
                coming.abandon()
    finally:
        claim.release()


@contextmanager
def looking(driver: Driver, path: Path) -> Iterator["Arriving"]:
    """For the trial of an import, which writes nothing. Raises NotWritten for all that a database may say."""
    with _told_as_not_written(), closing(driver.connect(path)) as database:
        database.execute("PRAGMA query_only = ON")
        yield Arriving(database)


@contextmanager
def _told_as_not_written() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise NotWritten(str(error)) from error


class Arriving:
    """Writing may raise NotWritten."""

    def __init__(self, database: sqlite3.Connection, is_over: Callable[[], bool] = lambda: False) -> None:
        self._database = database
        self._is_over = is_over
        self._waiting: list[Callable[[], None]] = []
        self._heads: set[str] = set()

    def standing(self, conversation: str) -> Standing:
        if conversation in self._heads:
            return Standing.COMING
        row = self._database.execute("SELECT deleted FROM conversations WHERE id = ?", (conversation,)).fetchone()
        if row is None:
            return Standing.ABSENT
        if row[0] is None:
            return Standing.HERE
        return Standing.COMING if row[0] == ARRIVING else Standing.BINNED

    def known(self, conversation: str) -> frozenset[str]:
        """The ids of its messages, deleted ones, too, and of those that are being added."""
        self._write()
        query = "SELECT id FROM messages WHERE conversation IN (?, ?)"
        return frozenset(id for (id,) in self._database.execute(query, (conversation, _STAND_IN + conversation)))

    def is_taken(self, ids: Iterable[str]) -> bool:
        """Whether one of these is the id of a message or a memory that is here."""
        self._write()
        query = "SELECT 1 FROM messages WHERE id = ?1 UNION ALL SELECT 1 FROM memories WHERE id = ?1"
        return any(self._database.execute(query, (id,)).fetchone() for id in ids)

    def put(self, head: Conversation, messages: Sequence[Message], memories: Iterable[Memory] = ()) -> None:
        """A conversation that is not there."""
        self._hide(head)
        self._queue(head.id, messages)
        for memory in memories:
            self._later(partial(put_memory, self._database, head.id, memory))

    def add(self, head: Conversation, messages: Sequence[Message]) -> None:
        """Messages that a conversation lacks."""
        if self.standing(head.id) is Standing.COMING:
            self._queue(head.id, messages)
        else:
            stand_in = Conversation(_STAND_IN + head.id, created=head.created, updated=head.updated, leaf=head.leaf)
            if self.standing(stand_in.id) is Standing.ABSENT:
                self._hide(stand_in)
            self._queue(stand_in.id, messages)

    def finish(self, folders: Iterable[Folder], masks: Iterable[Mask], prompts: Iterable[Prompt]) -> Brought:
        """Shows everything at once."""
        self._write()
        new, grown = self._coming()
        with transaction(self._database):
            added = [id for conversation in grown for id in self._join(conversation)]
            self._database.execute("UPDATE conversations SET deleted = NULL WHERE deleted = ?", (ARRIVING,))
            put_folders(self._database, folders := tuple(folders))
            put_masks(self._database, masks := tuple(masks))
            put_prompts(self._database, prompts := tuple(prompts))
        ids = (tuple(one.id for one in some) for some in (masks, prompts, folders))
        return Brought(tuple(new), tuple(added), *ids)

    def abandon(self) -> None:
        """Erases what has come so far, in small pieces."""
        self._waiting.clear()
        self._heads.clear()
        new, grown = self._coming()
        for id in (*new, *(_STAND_IN + one for one in grown)):
            self._erase(id)

    def _coming(self) -> tuple[list[str], list[str]]:
        """The conversations on their way, and those that others on their way belong to."""
        rows = self._database.execute("SELECT id FROM conversations WHERE deleted = ?", (ARRIVING,)).fetchall()
        new = [id for (id,) in rows if not id.startswith(_STAND_IN)]
        return new, [id.removeprefix(_STAND_IN) for (id,) in rows if id.startswith(_STAND_IN)]

    def _hide(self, head: Conversation) -> None:
        row = (*conversation_row(head), ARRIVING)
        self._heads.add(head.id)
        self._later(partial(upsert, self._database, "conversations", f"{CONVERSATION_COLUMNS}, deleted", row))

    def _queue(self, conversation: str, messages: Iterable[Message]) -> None:
        for message in messages:
            row = message_row(conversation, message)
            self._later(partial(add, self._database, "messages", MESSAGE_COLUMNS, row))

    def _later(self, write: Callable[[], None]) -> None:
        """With others, for each transaction takes its time."""
        self._waiting.append(write)
        if len(self._waiting) >= _MOST:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            return
        with transaction(self._database):
            for write in self._waiting:
                write()
        self._waiting.clear()

    def _join(self, conversation: str) -> list[str]:
        """What came for a conversation that is there. Where that had not gone on since, it goes on with this."""
        stand_in = _STAND_IN + conversation
        query = "SELECT id FROM messages WHERE conversation = ? ORDER BY rowid"
        added = [id for (id,) in self._database.execute(query, (stand_in,))]
        leaf, updated = self._database.execute(
            "SELECT leaf, updated FROM conversations WHERE id = ?", (stand_in,)
        ).fetchone()
        self._database.execute("UPDATE messages SET conversation = ? WHERE conversation = ?", (conversation, stand_in))
        self._database.execute("DELETE FROM conversations WHERE id = ?", (stand_in,))
        if leaf in added and self._leads_on(conversation, leaf):
            changes = "UPDATE conversations SET leaf = ?, updated = max(updated, ?) WHERE id = ?"
            self._database.execute(changes, (leaf, updated, conversation))
        return added

    def _leads_on(self, conversation: str, leaf: str) -> bool:
        """Whether the way back from this message comes by the one that is read last here."""
        (last,) = self._database.execute("SELECT leaf FROM conversations WHERE id = ?", (conversation,)).fetchone()
        query = "SELECT id, parent FROM messages WHERE conversation = ?"
        parents: dict[str, str | None] = dict(self._database.execute(query, (conversation,)).fetchall())
        at: str | None = leaf
        while at is not None and at != last:
            at = parents.pop(at, None)
        return bool(at == last)

    def _erase(self, conversation: str) -> None:
        some = "SELECT rowid FROM messages WHERE conversation = ? LIMIT ?"
        gone = 1
        while gone:
            if self._is_over():
                return
            with transaction(self._database):
                statement = f"DELETE FROM messages WHERE rowid IN ({some})"
                gone = self._database.execute(statement, (conversation, _MOST)).rowcount
        with transaction(self._database):
            self._database.execute("DELETE FROM conversations WHERE id = ?", (conversation,))


class ArrivalStore:
    """Takes an import back, and brings it again. Used on the owner's thread only; may raise NotWritten."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def make_way(self, is_coming: bool) -> None:
        """While very much comes in, its own thread moves it from the log into the database, and not who writes here."""
        self._database.execute(f"PRAGMA wal_autocheckpoint = {0 if is_coming else _LOG}")

    def take_back(self, brought: Brought, now: int) -> None:
        """Into the bin. What was deleted meanwhile stays as it is."""
        change = "SET deleted = ?1 WHERE id = ?2 AND deleted IS NULL"
        self._mark(brought, now, change, {"folders": f"{change} AND {_NOT_IN_USE}"})

    def bring_again(self, brought: Brought, at: int) -> None:
        """What was taken back at that time."""
        self._mark(brought, at, "SET deleted = NULL WHERE id = ?2 AND deleted = ?1", {})

    def _mark(self, brought: Brought, time: int, change: str, changes: Mapping[str, str]) -> None:
        with transaction(self._database):
            for table in ("conversations", "messages", "masks", "prompts", "folders"):
                rows = [(time, id) for id in getattr(brought, table)]
                self._database.executemany(f"UPDATE {table} {changes.get(table, change)}", rows)
