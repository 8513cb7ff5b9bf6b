"""Restoring loses nothing: what was said until the end can be brought back, and nobody is fooled by what comes."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.backups import Backup, BackupRefused, Occasion, Refusal
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.backups.shelf import database_of
from nextchat_desktop.storage.migrations import MIGRATIONS
from nextchat_desktop.storage.presence import Presence
from storage.backups.homes import Home

STATES = Path(__file__).parents[1] / "states"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples", (home.picture("apple"),))
    home.set("'appearance.theme' = 'dark'\n")
    return home


@pytest.fixture
def backup(home: Home) -> Backup:
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    home.say("a", "Avocados")
    return made


def start(home: Home) -> CarriedOut:
    return home.start()[1]


def undone(home: Home, done: CarriedOut) -> None:
    (before,) = [one for one in home.store.all() if one.path == done.undo]
    home.store.restore(before, 5, unwatched)
    start(home)


@pytest.mark.parametrize("crashes", [(), (3,), (7,), (8,), (3, 8, 12)])
def test_what_was_said_while_it_was_prepared_comes_back_when_it_is_undone(
    home: Home, backup: Backup, crashes: tuple[int, ...]
) -> None:
    home.store.restore(backup, 5, unwatched)
    home.say("late", "Said at the last moment", (home.picture("late"),))
    home.set("'appearance.theme' = 'light'\n")
    for limit in crashes:
        broken_off(home, limit)
    done = start(home)
    assert home.titles == {"a": "Apples"}
    home.blobs.erase(home.picture("late").blob)
    (before,) = [one for one in home.store.all() if one.path == done.undo]
    assert (before.counts.conversations, before.counts.pictures) == (2, 2)
    undone(home, done)
    assert home.titles == {"a": "Avocados", "late": "Said at the last moment"}
    assert home.state()[1] == "'appearance.theme' = 'light'\n"
    assert home.blobs.get(home.picture("late").blob)


def broken_off(home: Home, limit: int) -> None:
    """As a crash does."""
    order = orders.given(home.paths)
    assert isinstance(order, orders.Restoring)
    left = iter(range(limit))
    with pytest.raises(KeyboardInterrupt):
        orders.carry_out(home.paths, orders.restoring(home.driver, home.paths, order), lambda _: fall(left))


def fall(left: Iterator[int]) -> None:
    if next(left, None) is None:
        raise KeyboardInterrupt


def test_where_what_was_there_cannot_be_read_again_the_copy_that_was_made_of_it_counts(
    home: Home, backup: Backup
) -> None:
    home.store.restore(backup, 5, unwatched)
    home.paths.database.write_bytes(b"spoiled at the last moment")
    undone(home, start(home))
    assert home.titles == {"a": "Avocados"}


def test_settings_that_are_a_link_to_another_disk_are_restored_there(
    home: Home, backup: Backup, tmp_path: Path
) -> None:
    elsewhere = Path("/dev/shm") / f"nextchat-{tmp_path.name}.toml"
    if not elsewhere.parent.is_dir():
        pytest.skip("no other disk here")
    try:
        home.paths.settings_file.unlink()
        elsewhere.write_text("'appearance.theme' = 'light'\n")
        home.paths.settings_file.symlink_to(elsewhere)
        home.store.restore(backup, 5, unwatched)
        start(home)
        assert elsewhere.read_text() == "'appearance.theme' = 'dark'\n"
        assert home.paths.settings_file.is_symlink()
    finally:
        elsewhere.unlink()


def test_where_what_was_prepared_is_gone_nothing_is_taken_away(home: Home, backup: Backup) -> None:
    orders.give(home.paths, orders.Restoring(made=1, files=()))
    now = home.state()
    start(home)
    assert home.state() == now


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE folders",
        "ALTER TABLE masks DROP COLUMN created",
        "DROP TABLE places; CREATE VIEW places AS SELECT 1 AS conversation, 2 AS message, 3 AS offset",
        "DROP TABLE prompts; CREATE VIRTUAL TABLE prompts USING fts5(id, title, text, created, deleted)",
        "DROP TABLE queued; CREATE TABLE queued (id)",
    ],
)
def test_a_database_that_only_looks_like_one_is_refused(home: Home, backup: Backup, harm: str) -> None:
    with closing(sqlite3.connect(database_of(backup))) as database:
        database.executescript(harm)
    now = home.state()
    with pytest.raises(BackupRefused) as refused:
        home.store.restore(backup, 5, unwatched)
    assert refused.value.reason is Refusal.NOT_ONE
    start(home)
    assert home.state() == now


def test_who_comes_at_the_last_moment_keeps_it_from_being_done(home: Home, backup: Backup) -> None:
    other = Presence(home.paths.config / "running")

    def watch(done: float) -> None:
        if done == 1:
            other.enter()

    try:
        with pytest.raises(BackupRefused) as refused:
            home.store.restore(backup, 5, watch)
    finally:
        other.leave()
    assert refused.value.reason is Refusal.IN_USE
    assert start(home) == CarriedOut()
    assert home.titles == {"a": "Avocados"}


def test_what_was_ordered_can_be_taken_back_until_the_next_start(home: Home, backup: Backup) -> None:
    home.store.restore(backup, 5, unwatched)
    home.store.take_back()
    assert start(home) == CarriedOut()
    assert home.titles == {"a": "Avocados"}


@pytest.mark.parametrize("state", sorted(STATES.glob("*.db")), ids=lambda path: str(path.stem))
def test_the_copy_made_before_a_migration_comes_back_and_goes_again(tmp_path: Path, state: Path) -> None:
    home = Home(tmp_path / "old home")
    shutil.copy(state, home.paths.database)
    before = home.titles
    home.say("since", "Said since")
    copies = [one for one in home.store.all() if one.occasion is Occasion.MIGRATION]
    if state.stem == str(len(MIGRATIONS)):
        assert copies == []
        return
    home.store.restore(copies[0], 5, unwatched)
    done = start(home)
    assert home.titles == before
    undone(home, done)
    assert home.titles == before | {"since": "Said since"}
