"""Restoring: what comes back, what it would change, and that a crash at any moment leaves the old or the new."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.compose.cannot_start import CannotStart
from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.core.backups import Backup, BackupRefused, Difference, Occasion, Refusal
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.labour import CalledOff, unwatched
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.backups.shelf import database_of
from nextchat_desktop.storage.database import SqliteDriver
from nextchat_desktop.storage.migrations import MIGRATIONS
from nextchat_desktop.storage.presence import Presence
from storage.backups.homes import CANARY, Home

STATES = Path(__file__).parents[1] / "states"
ROOT = Path(__file__).parents[3]


class Crash(BaseException):
    """What nobody catches and nothing is tidied up after."""


def falling_after(times: int) -> Callable[[object], None]:
    """What is told so often that something is done, and then no more."""
    left = iter(range(times))

    def fall(_what: object) -> None:
        if next(left, None) is None:
            raise Crash

    return fall


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples", (home.picture("apple"),))
    home.set("'appearance.theme' = 'dark'\n", '{"version": 1, "connections": [{"id": "1", "name": "Lab"}]}')
    return home


@pytest.fixture
def backup(home: Home) -> Backup:
    """Made before everything was changed."""
    made = home.store.make(Occasion.DAILY, 5, unwatched)
    home.say("a", "Avocados")
    home.say("b", "Bread")
    home.set("'appearance.theme' = 'light'\n", '{"version": 1, "connections": [{"id": "2", "name": "Shop"}]}')
    return made


OLD = {"a": "Apples"}, "'appearance.theme' = 'dark'\n", '{"version": 1, "connections": [{"id": "1", "name": "Lab"}]}'


def start(home: Home) -> CarriedOut:
    """As the program does, and ends again."""
    return home.start()[1]


def test_everything_is_again_as_it_was(home: Home, backup: Backup) -> None:
    now = home.state()
    home.store.restore(backup, 5, unwatched)
    assert home.state() == now, "until the next start nothing is changed"
    done = start(home)
    assert home.state() == OLD
    assert done.restored == backup.made


def test_it_can_be_undone_by_restoring_what_there_was(home: Home, backup: Backup) -> None:
    now = home.state()
    home.store.restore(backup, 5, unwatched)
    undo = start(home).undo
    before = next(one for one in home.store.all() if one.path == undo)
    assert before.occasion is Occasion.RESTORING
    home.store.restore(before, 5, unwatched)
    start(home)
    assert home.state() == now


def test_a_picture_that_was_erased_since_comes_back(home: Home, backup: Backup) -> None:
    picture = home.picture("apple")
    home.blobs.erase(picture.blob)
    home.store.restore(backup, 5, unwatched)
    start(home)
    assert home.blobs.get(picture.blob) is not None


def test_it_says_before_what_would_change(home: Home, backup: Backup) -> None:
    assert home.store.compare(backup) == Difference(
        gone=1, changed=1, connections_gone=("Shop",), connections_back=("Lab",), settings=True
    )


def test_a_file_made_on_another_computer_is_restored_here(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "all.nextchat-backup"
    home.store.pack(file, unwatched)
    other = Home(tmp_path / "other")
    other.say("z", "Zebras")
    found = other.store.unpack(file, unwatched)
    other.store.restore(found, 5, unwatched)
    start(other)
    other.store.forget_unpacked()
    assert other.state() == OLD
    assert other.blobs.get(home.picture("apple").blob) is not None


def test_keys_stay_where_they_are(home: Home, backup: Backup) -> None:
    home.paths.key_file.write_text(CANARY)
    home.paths.installation_file.write_text("this one")
    home.store.restore(backup, 5, unwatched)
    start(home)
    assert home.paths.key_file.read_text() == CANARY
    assert home.paths.installation_file.read_text() == "this one"


def test_the_index_is_made_anew_from_what_came_back(home: Home, backup: Backup) -> None:
    home.paths.search_index.write_bytes(b"of another database")
    home.store.restore(backup, 5, unwatched)
    start(home)
    assert not home.paths.search_index.exists()


def test_changes_that_were_not_taken_in_do_not_creep_into_what_came_back(home: Home, backup: Backup) -> None:
    """A log of changes that a killed process left belongs to the database that is replaced."""
    script = f"""
import os, sqlite3
database = sqlite3.connect({str(home.paths.database)!r})
database.execute("UPDATE conversations SET title = 'Unwanted'")
database.commit()
os._exit(1)
"""
    home.store.restore(backup, 5, unwatched)
    subprocess.run([sys.executable, "-c", script], check=False)
    assert home.paths.database.with_name("conversations.db-wal").stat().st_size > 0
    start(home)
    assert home.state() == OLD


@pytest.mark.parametrize("step", range(20))
def test_a_crash_at_any_step_is_made_good_by_the_next_start(home: Home, backup: Backup, step: int) -> None:
    home.store.restore(backup, 5, unwatched)
    order = orders.given(home.paths)
    assert isinstance(order, orders.Restoring)
    try:
        orders.carry_out(home.paths, orders.restoring(home.driver, home.paths, order), falling_after(step))
    except Crash:
        assert orders.given(home.paths) is not None
    start(home)
    assert home.state() == OLD
    assert orders.given(home.paths) is None
    assert [file.name for file in home.paths.data.glob("re*")] == []


def test_a_crash_within_a_crash_is_made_good_too(home: Home, backup: Backup) -> None:
    home.store.restore(backup, 5, unwatched)
    order = orders.given(home.paths)
    assert isinstance(order, orders.Restoring)
    for limit in (2, 4, 5, 7, 9):
        with pytest.raises(Crash):
            orders.carry_out(home.paths, orders.restoring(home.driver, home.paths, order), falling_after(limit))
    start(home)
    assert home.state() == OLD


@pytest.mark.parametrize("pieces", [1, 3, 5])
def test_a_process_that_is_killed_while_it_prepares_leaves_what_there_was(
    home: Home, backup: Backup, pieces: int
) -> None:
    now = home.state()
    script = f"""
import os
from pathlib import Path
from storage.backups.homes import Home
home, left = Home(Path({str(home.paths.config.parent)!r})), iter(range({pieces}))
def killed(_done):
    if next(left, None) is None:
        os._exit(9)
home.store.restore(home.store.all()[0], 5, killed)
"""
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    assert subprocess.run([sys.executable, "-c", script], env=environ, check=False).returncode == 9
    start(home)
    assert home.state() == now
    home.store.restore(next(one for one in home.store.all() if one.path == backup.path), 5, unwatched)
    start(home)
    assert home.state() == OLD


@pytest.mark.parametrize("fault", range(0, 30, 3))
def test_a_crash_before_everything_is_prepared_leaves_what_there_was(home: Home, backup: Backup, fault: int) -> None:
    now = home.state()
    try:
        home.store.restore(backup, 5, falling_after(fault))
    except Crash:
        assert start(home) == CarriedOut()
        assert home.state() == now
    else:
        start(home)
        assert home.state() == OLD


def test_called_off_it_leaves_what_there_was(home: Home, backup: Backup) -> None:
    now = home.state()

    def watch(done: float) -> None:
        if done > 0.7:
            raise CalledOff

    with pytest.raises(CalledOff):
        home.store.restore(backup, 5, watch)
    start(home)
    assert home.state() == now
    assert not list(home.paths.config.glob("restoring*"))


def test_while_another_window_has_the_same_data_nothing_is_restored(home: Home, backup: Backup) -> None:
    other = Presence(home.paths.config / "running")
    other.enter()
    with pytest.raises(BackupRefused) as refused:
        home.store.restore(backup, 5, unwatched)
    other.leave()
    assert refused.value.reason is Refusal.IN_USE
    assert orders.given(home.paths) is None


def test_who_may_not_erase_everything_leaves_what_another_window_has_prepared(home: Home, backup: Backup) -> None:
    home.store.restore(backup, 5, unwatched)
    order = orders.given(home.paths)
    other = Presence(home.paths.config / "running")
    other.enter()
    with pytest.raises(BackupRefused) as refused:
        home.store.erase_everything()
    other.leave()
    assert refused.value.reason is Refusal.IN_USE
    assert orders.given(home.paths) == order
    home.say("late", "Said meanwhile")
    start(home)
    assert "late" not in home.titles


def test_who_wants_a_restore_no_more_still_wants_everything_erased(home: Home, backup: Backup) -> None:
    home.store.restore(backup, 5, unwatched)
    home.store.erase_everything()
    home.store.take_back()
    assert orders.given(home.paths) == orders.Erasing()


def test_who_comes_while_it_is_to_be_done_has_to_wait(home: Home, backup: Backup) -> None:
    opening = Opening(home.driver, home.paths)
    opening.enter()
    home.now += 1
    home.store.make(Occasion.DAILY, 5, unwatched)
    orders.give(home.paths, orders.Restoring(made=1))
    with pytest.raises(CannotStart) as trouble:
        start(home)
    assert trouble.value.sentence == "start.others"
    opening.presence.leave()
    start(home)


@pytest.mark.parametrize("state", sorted(STATES.glob("*.db")), ids=lambda path: str(path.stem))
def test_a_backup_of_an_older_version_is_brought_up_to_date(home: Home, state: Path) -> None:
    copy = home.paths.data / "conversations.before-9.db"
    shutil.copy(state, copy)
    (old,) = [one for one in home.store.all() if one.occasion is Occasion.MIGRATION]
    home.store.restore(old, 5, unwatched)
    start(home)
    with home.open() as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert database.execute("SELECT count(*) FROM messages").fetchone()[0] > 0
    assert home.state()[1:] == OLD[1:], "it is of the database alone"


def damaged(change: Callable[[sqlite3.Connection], object]) -> Callable[[Path], None]:
    def done(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            change(database)

    return done


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (cut, Refusal.BROKEN),
        (lambda path: path.write_bytes(b"not a database"), Refusal.BROKEN),
        (damaged(lambda database: database.execute("PRAGMA user_version = 99")), Refusal.NEWER),
        (damaged(lambda database: database.execute("DROP TABLE messages")), Refusal.BROKEN),
        (
            damaged(
                lambda database: database.execute(
                    "CREATE TRIGGER strange AFTER INSERT ON messages BEGIN DELETE FROM messages; END"
                )
            ),
            Refusal.NOT_ONE,
        ),
    ],
)
def test_what_is_no_good_backup_is_refused_and_changes_nothing(
    home: Home, backup: Backup, harm: Callable[[Path], None], reason: Refusal
) -> None:
    now = home.state()
    harm(database_of(backup))
    with pytest.raises(BackupRefused) as refused:
        home.store.restore(backup, 5, unwatched)
    assert refused.value.reason is reason
    start(home)
    assert home.state() == now


def test_where_the_database_cannot_be_read_it_is_kept_apart(home: Home, backup: Backup) -> None:
    settings = home.state()[1:]
    home.paths.database.write_bytes(b"spoiled")
    home.store.restore_unread(backup, unwatched)
    start(home)
    assert home.titles == OLD[0]
    assert home.state()[1:] == settings, "these could be read, and no backup of them was made"
    assert (home.paths.data / "replaced-1" / "conversations.db").read_bytes() == b"spoiled"


def test_a_driver_of_another_kind_is_asked_for_every_database(home: Home, backup: Backup) -> None:
    """One that encrypts takes the place of the usual one; nobody opens a file behind its back."""
    opened: list[str] = []

    class Noting(SqliteDriver):
        def connect(self, path: Path) -> sqlite3.Connection:
            opened.append(path.name)
            return super().connect(path)

    home.driver = Noting()
    home.store.restore(backup, 5, unwatched)
    assert len(opened) > 3
