"""Backups: what is in one, that it is whole, that no key is in it, and how many are kept."""

import os
import sqlite3
import threading
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.backups import BackupRefused, Counts, Occasion, Refusal
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.labour import CalledOff, unwatched
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.storage.arriving import arriving
from nextchat_desktop.storage.backups.shelf import database_of
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.storage.migrations import MIGRATIONS
from storage.backups.homes import CANARY, Home, bytes_below


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples", (home.picture("apple"),))
    home.say("b", "Bread")
    home.set("'appearance.theme' = 'dark'\n", '{"version": 1, "connections": []}')
    return home


def test_a_backup_says_what_is_in_it(home: Home) -> None:
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    assert home.store.all() == [made]
    assert made.counts == Counts(conversations=2, messages=2, masks=0, pictures=1)
    assert (made.occasion, made.version, made.program) == (Occasion.DAILY, len(MIGRATIONS), "1.0")
    assert made.has_settings
    assert made.size > 4096


def test_what_is_in_the_bin_is_not_counted(home: Home) -> None:
    with home.open() as database:
        database.execute("UPDATE conversations SET deleted = 1 WHERE id = 'b'")
    assert home.store.make(Occasion.DAILY, 5, unwatched).counts == Counts(1, 1, 0, 1)


def test_what_is_on_its_way_in_is_not_counted(home: Home) -> None:
    with arriving(home.driver, home.paths.database) as coming:
        coming.put(Conversation("new"), [Message("new-1", Role.USER, (Text("Hi"),))])
        coming.known("new")
        assert home.store.make(Occasion.DAILY, 5, unwatched).counts == Counts(2, 2, 0, 1)


def test_it_holds_what_there_was_when_it_was_made(home: Home) -> None:
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    home.say("c", "Cherries")
    with closing(sqlite3.connect(database_of(made))) as copy:
        assert copy.execute("SELECT title FROM conversations ORDER BY id").fetchall() == [("Apples",), ("Bread",)]
    assert (Path(made.path) / "settings.toml").read_text("utf-8") == "'appearance.theme' = 'dark'\n"


def test_it_is_one_file_without_a_log_of_changes_beside_it(home: Home) -> None:
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    names = {file.name for file in Path(made.path).iterdir()}
    assert names == {"conversations.db", "settings.toml", "connections.json", "manifest.json", "pictures.txt"}


def test_its_pictures_outlive_those_that_are_erased(home: Home) -> None:
    picture = home.picture("apple")
    home.store.make(Occasion.DAILY, 5, unwatched)
    home.blobs.erase(picture.blob)
    kept = home.paths.backups / "pictures" / picture.blob[:2] / picture.blob
    assert kept.read_bytes().endswith(b"apple")


def test_pictures_of_many_backups_take_room_once(home: Home) -> None:
    picture = home.picture("apple")
    for _ in range(3):
        home.store.make(Occasion.DAILY, 5, unwatched)
    kept = [file for file in home.paths.backups.rglob("*") if file.name == picture.blob]
    assert len(kept) == 1
    assert kept[0].samefile(home.paths.blobs / picture.blob[:2] / picture.blob)


def test_no_key_is_in_a_backup(home: Home, tmp_path: Path) -> None:
    keys = FileKeeper(home.paths.key_file)
    keys.create("open sesame")
    keys.write("c", CANARY)
    home.store.make(Occasion.DAILY, 5, unwatched)
    home.store.pack(tmp_path / "all.nextchat-backup", unwatched)
    with zipfile.ZipFile(tmp_path / "all.nextchat-backup") as archive:
        names = archive.namelist()
    kept = {file.name for file in home.paths.backups.rglob("*")} | set(names)
    sealed = home.paths.key_file.read_bytes()
    assert "keys.enc" not in kept
    assert "installation" not in kept
    assert CANARY.encode() not in bytes_below(home.paths.backups)
    assert sealed not in bytes_below(home.paths.backups)


def test_the_oldest_go_when_there_are_too_many(home: Home) -> None:
    made = [home.store.make(Occasion.DAILY, 2, unwatched) for _ in range(4)]
    assert home.store.all() == [made[3], made[2]]


def test_with_the_last_backup_that_has_it_a_picture_goes(home: Home) -> None:
    picture = home.picture("apple")
    first = home.store.make(Occasion.DAILY, 5, unwatched)
    home.store.erase(first)
    assert home.store.all() == []
    assert not [file for file in home.paths.backups.rglob("*") if file.name == picture.blob]
    assert home.blobs.get(picture.blob) is not None


def test_what_is_made_before_restoring_does_not_push_out_the_others(home: Home) -> None:
    daily = home.store.make(Occasion.DAILY, 1, unwatched)
    for _ in range(5):
        home.store.make(Occasion.RESTORING, 1, unwatched)
    occasions = [one.occasion for one in home.store.all()]
    assert occasions == [Occasion.RESTORING] * 3 + [Occasion.DAILY]
    assert home.store.all()[-1] == daily


def test_copies_before_migrations_are_listed_and_the_old_ones_go(home: Home) -> None:
    with closing(sqlite3.connect(home.paths.database)) as database:
        for version in (2, 3, 4):
            copy = home.paths.data / f"conversations.before-{version}.db"
            database.execute("VACUUM INTO ?", (str(copy),))
            os.utime(copy, (version, version))
    found = [one for one in home.store.all() if one.occasion is Occasion.MIGRATION]
    assert [Path(one.path).name[-4:] for one in found] == ["4.db", "3.db", "2.db"]
    assert found[0].counts.conversations == 2
    assert not found[0].has_settings
    home.store.make(Occasion.DAILY, 5, unwatched)
    left = [one for one in home.store.all() if one.occasion is Occasion.MIGRATION]
    assert left == found[:2]


def test_half_a_backup_that_a_crash_left_is_none_and_goes(home: Home) -> None:
    half = home.paths.backups / ".20200101T000000Z-daily.partial"
    half.mkdir(parents=True)
    (half / "conversations.db").write_bytes(b"half")
    assert home.store.all() == []
    home.store.make(Occasion.DAILY, 5, unwatched)
    assert not half.exists()


@pytest.mark.parametrize("after", range(0, 12, 2))
def test_called_off_at_any_moment_it_leaves_nothing(home: Home, after: int) -> None:
    left = iter(range(after))

    def watch(_done: float) -> None:
        if next(left, None) is None:
            raise CalledOff

    try:
        home.store.make(Occasion.DAILY, 5, watch)
    except CalledOff:
        assert home.store.all() == []
        assert [file for file in home.paths.backups.iterdir() if file.name != "pictures"] == []
    else:
        assert len(home.store.all()) == 1


def test_nobody_makes_one_while_another_does(home: Home) -> None:
    home.paths.backups.mkdir()
    other = Claim.take(home.paths.backups / "making")
    assert other is not None
    with pytest.raises(BackupRefused) as refused:
        home.store.make(Occasion.DAILY, 5, unwatched)
    other.release()
    assert refused.value.reason is Refusal.IN_USE


def test_a_broken_database_makes_no_backup(home: Home) -> None:
    with home.open() as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with home.paths.database.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 16384)
    with pytest.raises(BackupRefused):
        home.store.make(Occasion.DAILY, 5, unwatched)
    assert home.store.all() == []


def test_who_saves_meanwhile_does_not_wait(home: Home) -> None:
    """Every save is timed while a large database is copied, piece by piece."""
    with home.open() as database:
        database.execute("CREATE TABLE much (content BLOB)")
        database.executemany("INSERT INTO much VALUES (?)", [(os.urandom(1 << 20),) for _ in range(48)])
    pieces: list[float] = []
    maker = threading.Thread(target=home.store.make, args=(Occasion.DAILY, 5, pieces.append))
    waited = []
    with home.open() as database:
        store, (head,) = (
            ConversationStore(database),
            [one for one in ConversationStore(database).all() if one.id == "b"],
        )
        maker.start()
        while maker.is_alive():
            began = time.perf_counter()
            store.save(head)
            waited.append(time.perf_counter() - began)
            time.sleep(0.002)
    maker.join()
    assert len(pieces) > 20
    assert len(waited) > 20
    assert sorted(waited)[len(waited) * 95 // 100] < 0.05
    (made,) = home.store.all()
    assert made.counts.conversations == 2


def test_as_one_file_it_can_be_put_anywhere_and_be_read_again(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "everything.nextchat-backup"
    packed = home.store.pack(file, unwatched)
    other = Home(tmp_path / "other")
    found = other.store.unpack(file, unwatched)
    assert found.counts == packed.counts == Counts(2, 2, 0, 1)
    assert found.made == packed.made
    assert other.store.all() == []


def test_a_file_that_was_there_stays_when_packing_is_called_off(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "everything.nextchat-backup"
    file.write_bytes(b"older")

    def watch(done: float) -> None:
        if done > 0.6:
            raise CalledOff

    with pytest.raises(CalledOff):
        home.store.pack(file, watch)
    assert file.read_bytes() == b"older"
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"no zip at all", b"PK\x03\x04"])
def test_a_file_that_is_something_else_is_refused(home: Home, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.nextchat-backup"
    file.write_bytes(content)
    with pytest.raises(BackupRefused) as refused:
        home.store.unpack(file, unwatched)
    assert refused.value.reason is Refusal.NOT_ONE


def test_no_name_in_a_file_leads_out_of_the_folder(home: Home, tmp_path: Path) -> None:
    file, tampered = tmp_path / "a.nextchat-backup", tmp_path / "b.nextchat-backup"
    home.store.pack(file, unwatched)
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(tampered, "w") as bad:
        for info in good.infolist():
            bad.writestr(info.filename, good.read(info))
        bad.writestr("../escaped", "x")
        bad.writestr("pictures/../../escaped", "x")
        bad.writestr(f"pictures/{'0' * 64}", "not what it is named after")
    found = home.store.unpack(tampered, unwatched)
    assert not list(tmp_path.rglob("escaped"))
    assert found.counts.pictures == 1


def test_a_later_version_is_refused_by_name(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.nextchat-backup"
    with home.open() as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(BackupRefused) as made:
        home.store.pack(file, unwatched)
    assert made.value.reason is Refusal.NEWER


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=64))
def test_whatever_is_wrong_with_a_file_it_is_read_or_refused(home: Home, place: float, garbage: bytes) -> None:
    good, bad = home.paths.config / "good", home.paths.config / "bad"
    if not good.exists():
        home.store.pack(good, unwatched)
    data = bytearray(good.read_bytes())
    start = int(place * (len(data) - 1))
    data[start : start + len(garbage)] = garbage
    bad.write_bytes(data)
    try:
        home.store.unpack(bad, unwatched)
    except BackupRefused:
        pass
    else:
        home.store.forget_unpacked()


@pytest.mark.parametrize("place", ["conversations.db", "backups/mine.nextchat-backup", "keys.enc"])
def test_no_file_is_saved_over_what_the_program_keeps(home: Home, place: str) -> None:
    home.paths.key_file.write_text(CANARY)
    before = home.titles
    home.store.make(Occasion.DAILY, 5, unwatched)
    with pytest.raises(BackupRefused) as refused:
        home.store.pack(home.paths.data / place, unwatched)
    assert refused.value.reason is Refusal.OWN_PLACE
    assert home.titles == before
    assert home.paths.key_file.read_text() == CANARY


@pytest.mark.parametrize("name", ["名" * 80 + ".x", "a b 🗂️.nextchat-backup"])
def test_a_name_that_the_disk_takes_will_do(home: Home, tmp_path: Path, name: str) -> None:
    home.store.pack(tmp_path / name, unwatched)
    assert home.store.unpack(tmp_path / name, unwatched).counts.conversations == 2


@pytest.mark.parametrize(
    "said", ['"made": 9223372036854775807', '"made": -62135596800001', '"made": 1, "conversations": -1']
)
def test_no_calendar_has_to_show_what_a_file_says(home: Home, tmp_path: Path, said: str) -> None:
    with zipfile.ZipFile(tmp_path / "all.nextchat-backup", "w") as archive:
        archive.writestr("manifest.json", f'{{"form": "nextchat-desktop-backup", "version": 1, "database": 3, {said}}}')
    with pytest.raises(BackupRefused) as refused:
        home.store.unpack(tmp_path / "all.nextchat-backup", unwatched)
    assert refused.value.reason is Refusal.NOT_ONE
