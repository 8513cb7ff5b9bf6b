"""What is kept stays: no backup is lost to another one, to a clock that is wrong, or to a file that was spoiled."""

import os
import sqlite3
from pathlib import Path

import pytest

from nextchat_desktop.core.backups import Backup, BackupRefused, Counts, Occasion, Refusal, is_due
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.storage.database import SqliteDriver
from storage.backups.homes import DAY, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples", (home.picture("apple"),))
    return home


def paths_of(home: Home) -> list[str]:
    return [one.path for one in home.store.all()]


@pytest.mark.parametrize("occasion", [Occasion.RESTORING, Occasion.DAILY])
def test_the_backup_that_is_restored_is_not_pushed_out_by_the_one_made_before(home: Home, occasion: Occasion) -> None:
    oldest = home.store.make(occasion, 3, unwatched)
    for _ in range(2):
        home.store.make(occasion, 3, unwatched)
    home.store.restore(oldest, 1, unwatched)
    assert oldest.path in paths_of(home)


def test_after_the_clock_was_set_back_what_is_made_now_stays_and_the_oldest_goes(home: Home) -> None:
    home.now += 1000 * DAY
    wrong = [home.store.make(Occasion.DAILY, 2, unwatched) for _ in range(2)]
    home.now -= 1000 * DAY
    made = home.store.make(Occasion.DAILY, 2, unwatched)
    assert set(paths_of(home)) == {made.path, wrong[1].path}


def test_after_the_clock_was_set_back_a_restore_can_still_be_undone(home: Home) -> None:
    backup = home.store.make(Occasion.DAILY, 5, unwatched)
    home.now += 1000 * DAY
    for _ in range(3):
        home.store.make(Occasion.RESTORING, 5, unwatched)
    home.now -= 1000 * DAY
    home.store.restore(backup, 5, unwatched)
    assert len([one for one in home.store.all() if one.made < 1_700_000_000_000 + DAY]) == 2


def test_backups_of_days_to_come_do_not_have_one_made_every_quarter_of_an_hour() -> None:
    now = 2000 * DAY
    wrong, right = (Backup("", Occasion.DAILY, made, 3, Counts()) for made in (now + 1000 * DAY, now - DAY // 24))
    assert is_due(Occasion.DAILY, [wrong], now)
    assert not is_due(Occasion.DAILY, [wrong, right], now)


def test_a_picture_that_the_disk_has_cut_off_does_not_take_the_place_of_a_good_one(home: Home) -> None:
    picture = home.picture("apple")
    home.store.make(Occasion.DAILY, 5, unwatched)
    kept = home.paths.backups / "pictures" / picture.blob[:2] / picture.blob
    whole, here = kept.read_bytes(), home.paths.blobs / picture.blob[:2] / picture.blob
    here.unlink()
    here.write_bytes(whole[:10])
    home.store.make(Occasion.DAILY, 5, unwatched)
    assert kept.read_bytes() == whole


def test_a_list_of_pictures_that_cannot_be_read_takes_no_picture_along(home: Home) -> None:
    picture = home.picture("apple")
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    os.unlink(Path(made.path) / "pictures.txt")
    home.store.erase(home.store.make(Occasion.BY_HAND, 5, unwatched))
    assert (home.paths.backups / "pictures" / picture.blob[:2] / picture.blob).exists()


class FullDisk(SqliteDriver):
    """Its databases cannot grow, as where a disk is full."""

    def connect(self, path: Path) -> sqlite3.Connection:
        connection = super().connect(path)
        connection.execute("PRAGMA max_page_count = 4")
        return connection


def test_where_the_disk_is_full_nothing_is_called_broken(home: Home) -> None:
    home.say("b", "x" * 100_000)
    home.driver = FullDisk()
    with pytest.raises(BackupRefused) as refused:
        home.store.make(Occasion.DAILY, 5, unwatched)
    assert refused.value.reason is Refusal.NO_ROOM
    assert home.store.all() == []
