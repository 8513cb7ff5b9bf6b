"""Moving loses nothing: neither what is seldom thought of, nor what others keep there, nor when it is broken off."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.data_folder import CannotMove, Obstacle
from nextchat_desktop.core.labour import CalledOff, unwatched
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.moves import Moves
from nextchat_desktop.storage.moving import prepare, sizes
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.presence import Presence
from nextchat_desktop.storage.proving import prove
from nextchat_desktop.storage.whereabouts import pointer
from storage.backups.homes import Home

ROOT = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "家 🏠")
    home.say("a", "Apples", (home.picture("apple"),))
    home.store.make(Occasion.DAILY, 5, unwatched)
    return home


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "另一个 disk 💾"


def start(home: Home) -> Paths:
    return home.start()[0]


def moves(home: Home, here: Paths) -> Moves:
    return Moves(home.driver, home.paths, here, Presence(home.paths.config / "running"), False)


def moved(home: Home, to: Path) -> Paths:
    moves(home, start(home)).move(to, unwatched)
    return start(home)


def proved(home: Home) -> None:
    now = pointer(home.paths)
    assert now is not None
    prove(home.paths, now)
    said = pointer(home.paths)
    assert said is None or said.proven


def refusal(home: Home, to: Path) -> Obstacle:
    with pytest.raises(CannotMove) as refused:
        moves(home, start(home)).plan(to)
    return refused.value.obstacle


def test_copies_before_migrations_and_what_could_not_be_read_go_along(home: Home, there: Path) -> None:
    shutil.copy(home.paths.database, home.paths.data / "conversations.before-3.db")
    os.utime(home.paths.data / "conversations.before-3.db", (1_600_000_000, 1_600_000_000))
    kept = home.paths.data / "replaced-1"
    kept.mkdir()
    (kept / "conversations.db").write_bytes(b"the only copy")
    before = home.store.all()
    assert sizes(home.paths).backups > sum(one.size for one in before if one.occasion is Occasion.MIGRATION)
    moved(home, there)
    proved(home)
    assert (there / "replaced-1" / "conversations.db").read_bytes() == b"the only copy"
    assert (there / "conversations.before-3.db").stat().st_mtime == 1_600_000_000
    assert not kept.exists()


@pytest.mark.parametrize("name", ["backups/photo.jpg", "blobs/mine.txt", "journal/2024.txt", "installation notes.txt"])
def test_where_something_is_called_as_ours_it_is_not_taken_for_ours(home: Home, there: Path, name: str) -> None:
    mine = there / "NextChat Desktop" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert refusal(home, there) is Obstacle.OCCUPIED
    with pytest.raises(CannotMove):
        prepare(home.driver, home.paths, home.paths, there / "NextChat Desktop", unwatched)
    assert mine.read_text() == "mine"


def test_what_others_keep_there_stays_when_it_is_called_off(home: Home, there: Path) -> None:
    mine = there / "NextChat Desktop" / "letter.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")

    def watch(done: float) -> None:
        if done > 0.9:
            raise CalledOff

    with pytest.raises(CalledOff):
        moves(home, home.paths).move(mine.parent, watch)
    assert [file.name for file in there.rglob("*")] == ["NextChat Desktop", "letter.txt"]


@pytest.mark.parametrize("place", ["data/deeper", "blobs/deeper", "cache/deeper", "logs/deeper"])
def test_no_folder_of_the_program_takes_the_data_in(home: Home, place: str) -> None:
    assert refusal(home, home.paths.config.parent / place) is Obstacle.INSIDE


def test_by_another_name_it_is_the_same_folder(home: Home, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home.paths.data)
    assert refusal(home, tmp_path / "link" / "deeper") is Obstacle.INSIDE


def test_the_folder_itself_is_refused(home: Home, there: Path) -> None:
    assert refusal(home, home.paths.data) is Obstacle.OCCUPIED
    moved(home, there)
    assert refusal(home, there) is Obstacle.OCCUPIED


def test_who_moves_twice_in_a_hurry_leaves_no_copy_behind(home: Home, there: Path) -> None:
    moved(home, there / "one")
    here = moved(home, there / "two")
    proved(home)
    assert here.data == there / "two"
    assert not (there / "one").exists()
    assert not home.paths.database.exists()


def test_everything_that_is_erased_is_erased_where_it_was_before_too(home: Home, there: Path) -> None:
    moved(home, there / "one")
    proved(home)
    moved(home, there / "two")
    orders.give(home.paths, orders.Erasing())
    start(home)
    assert not list(there.rglob("*.*"))
    assert not home.paths.database.exists()


def test_erasing_goes_on_after_a_crash_also_elsewhere(home: Home, there: Path) -> None:
    moved(home, there)
    proved(home)
    orders.give(home.paths, orders.Erasing())
    (there / "conversations.db").unlink()
    assert start(home) == home.paths
    assert not list(there.rglob("*.*"))


def test_what_a_killed_process_had_copied_goes_with_the_next_start(home: Home, there: Path) -> None:
    script = f"""
import os
from pathlib import Path
from nextchat_desktop.storage.moving import prepare
from storage.backups.homes import Home
home = Home(Path({str(home.paths.config.parent)!r}))
prepare(home.driver, home.paths, home.paths, Path({str(there)!r}), lambda done: os._exit(9) if done > 0.9 else None)
"""
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    assert subprocess.run([sys.executable, "-c", script], env=environ, check=False).returncode == 9
    assert [file for file in there.rglob("*") if file.is_file()]
    assert start(home) == home.paths
    assert not there.exists()
    assert home.titles == {"a": "Apples"}
    moved(home, there)
    assert (there / "conversations.db").exists()


def test_who_starts_while_another_window_copies_takes_nothing_back(home: Home, there: Path) -> None:
    other = Presence(home.paths.config / "running")
    other.enter()
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    orders.give(home.paths, orders.Copying(str(there), True))
    assert start(home) == home.paths
    other.leave()
    assert list(there.rglob("*.txt"))


def test_a_backup_that_is_erased_meanwhile_is_none_there(home: Home, there: Path) -> None:
    (backup,) = home.store.all()
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    home.store.erase(backup)
    home.paths = start(home)
    assert home.store.all() == []
    assert not [file for file in (there / "backups").iterdir() if file.name[:2] == "20"]


def test_what_was_prepared_can_be_taken_back_until_the_next_start(home: Home, there: Path) -> None:
    moves(home, home.paths).move(there, unwatched)
    moves(home, home.paths).take_back()
    assert not there.exists()
    assert start(home) == home.paths
