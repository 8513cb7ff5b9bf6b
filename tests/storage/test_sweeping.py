"""Pictures that a crash left behind are erased, and no other."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Conversation, Draft
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.sweeping import DAY, sweeping

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (300).to_bytes(4) + (200).to_bytes(4) + b"\x08\x06\0\0\0"


class Shelf:
    """A folder of pictures beside a database, as two windows share them."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder / "blobs"
        self.blobs = Blobs(self.folder)
        self.store = ConversationStore(database)
        self._mentioned = folder / "conversations.db"

    def put(self, end: bytes, days: float = 2) -> Picture:
        """A picture that was kept so long ago."""
        picture = self.blobs.keep(PNG + end)
        assert picture is not None
        when = time.time() - days * DAY
        os.utime(self.file(picture), (when, when))
        return picture

    def say(self, picture: Picture, conversation: str = "c") -> None:
        message = Message(f"m-{conversation}", Role.USER, (Text("Look"), picture))
        self.store.save(Conversation(conversation, leaf=message.id), message)

    def file(self, picture: Picture) -> Path:
        return self.folder / picture.blob[:2] / picture.blob

    def mentioned(self) -> set[str]:
        with closing(SqliteDriver().connect(self._mentioned)) as database:
            return ConversationStore(database).mentioned()

    def sweep(self, mentioned: Callable[[], set[str]] | None = None) -> None:
        sweeping(self.blobs, mentioned or self.mentioned, pause=0).wait()

    def has(self, picture: Picture) -> bool:
        return self.blobs.get(picture.blob) is not None


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield Shelf(tmp_path, database)


def test_what_nobody_mentions_is_erased_and_all_else_stays(shelf: Shelf) -> None:
    said, waiting, deleted, lost = (shelf.put(end) for end in (b"1", b"2", b"3", b"4"))
    shelf.say(said)
    shelf.say(deleted, "d")
    shelf.store.delete("d", 1)
    shelf.store.keep_draft("", Draft("", 0, (waiting,)))
    shelf.sweep()
    assert [shelf.has(picture) for picture in (said, waiting, deleted, lost)] == [True, True, True, False]


def test_what_was_kept_today_may_be_on_its_way_into_a_draft(shelf: Shelf) -> None:
    shelf.say(shelf.put(b"1"))
    fresh = shelf.put(b"2", days=0.9)
    shelf.sweep()
    assert shelf.has(fresh)


def test_an_old_picture_that_is_attached_again_in_another_window_stays(shelf: Shelf) -> None:
    shelf.say(shelf.put(b"1"))
    old = shelf.put(b"2")

    def attached_meanwhile() -> set[str]:
        mentioned = shelf.mentioned()
        shelf.blobs.keep(PNG + b"2")
        return mentioned

    shelf.sweep(attached_meanwhile)
    assert shelf.has(old)


def test_nothing_is_erased_where_it_cannot_be_told_what_is_mentioned(shelf: Shelf) -> None:
    lost = shelf.put(b"1")

    def broken() -> set[str]:
        raise sqlite3.DatabaseError("malformed")

    shelf.sweep(broken)
    assert shelf.has(lost)


def test_nothing_is_erased_beside_a_database_that_mentions_nothing(shelf: Shelf) -> None:
    lost = shelf.put(b"1")
    shelf.sweep()
    assert shelf.has(lost)


def test_what_a_later_version_says_of_a_picture_counts(shelf: Shelf, tmp_path: Path) -> None:
    picture = shelf.put(b"1")
    shelf.say(shelf.put(b"2"))
    with closing(sqlite3.connect(tmp_path / "conversations.db", isolation_level=None)) as database:
        database.execute("UPDATE messages SET parts = ?", (f'[{{"type":"film","blob":"{picture.blob}"}}]',))
    shelf.sweep()
    assert shelf.has(picture)


def test_it_is_done_once_a_week(shelf: Shelf) -> None:
    shelf.say(shelf.put(b"1"))
    shelf.sweep()
    lost = shelf.put(b"2")
    shelf.sweep()
    assert shelf.has(lost)
    (stamp,) = shelf.folder.glob(".*")
    os.utime(stamp, (0, 0))
    shelf.sweep()
    assert not shelf.has(lost)


def test_what_a_crash_left_half_written_goes_too(shelf: Shelf) -> None:
    picture = shelf.put(b"1")
    shelf.say(picture)
    half = shelf.file(picture).with_name(f".{picture.blob}.0badcafe.tmp")
    half.write_bytes(PNG)
    os.utime(half, (0, 0))
    shelf.sweep()
    assert not half.exists()


def test_a_program_that_closes_does_not_wait_for_it(shelf: Shelf) -> None:
    lost = shelf.put(b"1")
    sweeping(shelf.blobs, shelf.mentioned).close()
    assert shelf.has(lost)
