"""Somebody who imports in a thread, with files made of what they hold and a database of their own."""

import queue
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nextchat_desktop.compose.importing import Import, ImportWorld
from nextchat_desktop.core.arriving import ImportReport, Progress
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, FoundConversation, KeepPicture, Opened
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.sources import Source
from nextchat_desktop.engine.importing import Present
from nextchat_desktop.net.worker import Mailbox
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import Driver, SqliteDriver

PATIENCE = 20.0
Read = Callable[[], Iterator[Found]]


def chat(id: str, count: int = 2) -> FoundConversation:
    ids = [f"{id}-{number}" for number in range(count)]
    parents = [None, *ids[:-1]]
    said = tuple(
        Message(one, Role.USER, (Text(f"{one} says something"),), parent)
        for one, parent in zip(ids, parents, strict=True)
    )
    return FoundConversation(Conversation(id, f"Title {id}"), said)


class FullDisk:
    """A disk on which so many pages of a database have room."""

    def __init__(self, pages: int) -> None:
        self._pages = pages

    def connect(self, path: Path) -> sqlite3.Connection:
        database = SqliteDriver().connect(path)
        database.execute(f"PRAGMA max_page_count = {self._pages}")
        return database


class Importer:
    """`read` is what every file gives."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder, self.store = folder, ConversationStore(database)
        self.database = database
        self.wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.mailbox = Mailbox(lambda: self.wakes.put(None))
        self.progress: list[Progress] = []
        self.reports: list[ImportReport] = []
        self.logs = folder / "logs"

    @property
    def path(self) -> Path:
        return self.folder / "conversations.db"

    def start(self, read: Read, is_trial: bool = False, driver: Driver | None = None, files: int = 1) -> Import:
        def open_file(_source: Source, _keep: KeepPicture) -> Opened | None:
            return Opened("test", "Test", read())

        world = ImportWorld(
            driver or SqliteDriver(),
            self.path,
            Blobs(self.folder / "blobs"),
            self.mailbox.post,
            lambda: 1_700_000_000_000,
            self.logs,
            open_file,
            lambda: False,
        )
        paths = [self.folder / f"file{number}.json" for number in range(files)]
        for path in paths:
            path.write_text("{}")
        return Import(world, paths, Present(), is_trial, self.progress.append, self.reports.append, rest=0.0)

    def wait(self) -> ImportReport:
        """For the report of one."""
        self.wait_until(lambda: bool(self.reports))
        return self.reports.pop()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, "nothing happened"
            self.wakes.get(timeout=PATIENCE)
            self.mailbox.drain()

    def rows(self) -> tuple[int, int]:
        """How many conversations and messages the database has, seen or not."""
        counts = (self.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TABLES)
        conversations, messages = counts
        return conversations, messages


_TABLES: Sequence[str] = ("conversations", "messages")
