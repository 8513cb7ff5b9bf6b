"""A home with conversations, pictures, settings and keys in it, and what people would find there."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.storage.backups.store import BackupStore
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.paths import Paths, ensure, paths
from nextchat_desktop.storage.presence import Presence

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"
CANARY = "sk-canary-0123456789abcdefghijkl"
"""A key; wherever it is found but where keys are kept, it has leaked."""
DAY = 24 * 60 * 60 * 1000


class Home:
    """One installation, without the program."""

    def __init__(self, folder: Path) -> None:
        self.paths: Paths = paths({}, folder)
        self.driver = SqliteDriver()
        self.now = 1_700_000_000_000
        self._ids = count()
        self.blobs = Blobs(self.paths.blobs)
        ensure(self.paths.config)
        with self.open():
            pass

    @property
    def store(self) -> BackupStore:
        presence = Presence(self.paths.config / "running")
        return BackupStore(self.driver, self.paths, presence, self._clock, "1.0")

    def start(self) -> tuple[Paths, CarriedOut]:
        """As the program does, and ends again."""
        opening = Opening(self.driver, self.paths)
        try:
            return opening.enter()
        finally:
            opening.presence.leave()

    def open(self) -> "closing[sqlite3.Connection]":
        return closing(open_database(self.driver, self.paths.database))

    def say(self, id: str, text: str, pictures: Sequence[Picture] = ()) -> None:
        """A conversation of this id with one more message."""
        with self.open() as database:
            self.now += 1000
            message = Message(f"{id}-{next(self._ids)}", Role.USER, (Text(text), *pictures), None, self.now)
            head = Conversation(id, text, True, self.now, self.now, message.id)
            ConversationStore(database).save(head, message)

    def picture(self, name: str) -> Picture:
        kept = self.blobs.keep(PNG + name.encode())
        assert kept is not None
        return kept

    def set(self, settings: str = "", connections: str = "") -> None:
        self.paths.settings_file.write_text(settings, "utf-8")
        if connections:
            self.paths.connections_file.write_text(connections, "utf-8")

    @property
    def titles(self) -> dict[str, str]:
        with self.open() as database:
            return dict(database.execute("SELECT id, title FROM conversations WHERE deleted IS NULL"))

    def state(self) -> tuple[dict[str, str], str, str]:
        """What somebody would miss."""
        files = (self.paths.settings_file, self.paths.connections_file)
        settings, connections = (file.read_text("utf-8") if file.exists() else "" for file in files)
        return self.titles, settings, connections

    def _clock(self) -> int:
        self.now += 1000
        return self.now


def bytes_below(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
