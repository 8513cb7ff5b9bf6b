"""Pictures on disk: kept once, found again, and gone when nothing mentions them any more."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Conversation, Draft
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (300).to_bytes(4) + (200).to_bytes(4) + b"\x08\x06\0\0\0"
GIF = b"GIF89a" + (30).to_bytes(2, "little") + (20).to_bytes(2, "little")
WEBP = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
JPEG = b"\xff\xd8\xff\xc0\0\x11\x08" + (50).to_bytes(2) + (70).to_bytes(2) + b"\x03" + b"\0" * 9 + b"\xff\xda\0\x0c\x03"
EARLY, LATE = 1_000, 2_000


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield database


@pytest.fixture
def store(database: sqlite3.Connection, blobs: Blobs) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def bin(database: sqlite3.Connection, blobs: Blobs) -> BinStore:
    return BinStore(database, blobs.erase)


def kept(blobs: Blobs, end: bytes = b"") -> Picture:
    picture = blobs.keep(PNG + end)
    assert picture is not None
    return picture


def say(store: ConversationStore, conversation: str, *pictures: Picture, text: str = "Look") -> None:
    message = Message(f"m-{conversation}", Role.USER, (Text(text), *pictures))
    store.save(Conversation(conversation, leaf=message.id), message)


@pytest.mark.parametrize(("data", "size"), [(PNG, (300, 200)), (GIF, (30, 20)), (JPEG, (70, 50))])
def test_what_is_kept_comes_back_and_tells_its_size(blobs: Blobs, data: bytes, size: tuple[int, int]) -> None:
    picture = blobs.keep(data + b"\0" * 20)
    assert picture is not None
    assert (picture.width, picture.height) == size
    assert blobs.get(picture.blob) == data + b"\0" * 20


def test_a_picture_that_a_disk_has_cut_is_mended_when_it_comes_again(blobs: Blobs, tmp_path: Path) -> None:
    name = kept(blobs).blob
    (file,) = tmp_path.rglob(name)
    file.write_bytes(PNG[:9])
    assert kept(blobs).blob == name
    assert blobs.get(name) == PNG


def test_a_picture_may_be_kept_from_several_threads_at_once(blobs: Blobs, tmp_path: Path) -> None:
    data = PNG + b"\0" * 2_000_000
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(blobs.keep, [data] * 16))
    (picture,) = found
    assert picture is not None
    assert blobs.get(picture.blob) == data
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [picture.blob]


def test_a_webp_tells_its_size_too(blobs: Blobs) -> None:
    picture = blobs.keep(WEBP)
    assert picture is not None
    assert (picture.media, picture.width, picture.height) == ("image/webp", 640, 480)


def test_what_is_no_picture_is_not_kept(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.keep(b"<html>") is None
    assert not (tmp_path / "blobs").exists()


def test_the_same_picture_is_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    assert kept(blobs) == kept(blobs)
    assert len([path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("name", ["../../secret", "", "a" * 64 + "/..", "A" * 64])
def test_a_name_leads_nowhere_else(blobs: Blobs, name: str) -> None:
    kept(blobs)
    blobs.erase(name)
    assert blobs.get(name) is None


def test_pictures_go_with_the_conversation_that_is_erased(
    store: ConversationStore, bin: BinStore, blobs: Blobs
) -> None:
    picture = kept(blobs)
    say(store, "c", picture)
    store.delete("c", EARLY)
    assert blobs.get(picture.blob) is not None
    bin.empty(LATE)
    assert blobs.get(picture.blob) is None


def test_a_picture_stays_that_another_conversation_shows(store: ConversationStore, bin: BinStore, blobs: Blobs) -> None:
    mine, shared = kept(blobs, b"mine"), kept(blobs, b"shared")
    say(store, "c", mine, shared)
    say(store, "d", replace(shared, name="the same.png"))
    store.delete("c", EARLY)
    bin.empty(LATE)
    assert blobs.get(mine.blob) is None
    assert blobs.get(shared.blob) is not None


def test_a_picture_stays_that_waits_in_a_draft(store: ConversationStore, bin: BinStore, blobs: Blobs) -> None:
    picture = kept(blobs)
    say(store, "c", picture)
    store.keep_draft("", Draft("Again:", 0, (picture,)))
    store.delete("c", EARLY)
    bin.empty(LATE)
    assert blobs.get(picture.blob) is not None


def test_the_pictures_of_a_draft_go_with_its_conversation(
    store: ConversationStore, bin: BinStore, blobs: Blobs
) -> None:
    picture = kept(blobs)
    say(store, "c")
    store.keep_draft("c", Draft("", 0, (picture,)))
    store.delete("c", EARLY)
    bin.empty(LATE)
    assert blobs.get(picture.blob) is None


def test_what_is_in_the_bin_only_since_yesterday_keeps_its_pictures(
    store: ConversationStore, bin: BinStore, blobs: Blobs
) -> None:
    picture = kept(blobs)
    say(store, "c", picture)
    store.delete("c", LATE)
    bin.empty(EARLY)
    assert blobs.get(picture.blob) is not None


def test_words_that_look_like_a_picture_are_words(store: ConversationStore, bin: BinStore, blobs: Blobs) -> None:
    picture = kept(blobs)
    say(store, "c", text=f'[{{"type":"picture","blob":"{picture.blob}","media":"image/png"}}]')
    store.delete("c", EARLY)
    bin.empty(LATE)
    assert blobs.get(picture.blob) is not None


def test_a_picture_that_cannot_be_erased_keeps_nothing_else_back(database: sqlite3.Connection, blobs: Blobs) -> None:
    def locked(_blob: str) -> None:
        raise PermissionError

    store = ConversationStore(database)
    say(store, "c", kept(blobs))
    store.delete("c", EARLY)
    BinStore(database, locked).empty(LATE)
    store.restore("c")
    assert store.all() == []
