"""The data in another folder: moved whole, proved before the old ones go, refused where they cannot lie."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from nextchat_desktop.compose.cannot_start import CannotStart
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.data_folder import CannotMove, Obstacle
from nextchat_desktop.core.labour import CalledOff, unwatched
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.ground import check, cloud_of, folder_in
from nextchat_desktop.storage.moving import arriving, prepare, sizes
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.proving import proving
from nextchat_desktop.storage.whereabouts import Pointer, at, located, point, pointer
from storage.backups.homes import CANARY, Home


class Crash(BaseException):
    """What nobody catches."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples", (home.picture("apple"),))
    home.set("'appearance.theme' = 'dark'\n")
    home.paths.key_file.write_text(CANARY)
    home.store.make(Occasion.DAILY, 5, unwatched)
    return home


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "disk" / "data"


def moved(home: Home, to: Path) -> Paths:
    prepare(home.driver, home.paths, located(home.paths), to, unwatched)
    paths, done = home.start()
    assert done == CarriedOut(moved=str(to))
    return paths


def proved(home: Home, data: Path) -> None:
    proving(home.paths, data, pause=0).wait()
    said = pointer(home.paths)
    assert said is None or said.proven


def test_everything_lies_in_the_other_folder(home: Home, there: Path) -> None:
    paths = moved(home, there)
    assert paths.data == there
    home.paths = paths
    assert home.titles == {"a": "Apples"}
    picture = home.picture("apple")
    assert (there / "blobs" / picture.blob[:2] / picture.blob).read_bytes().endswith(b"apple")
    assert [one.occasion for one in home.store.all()] == [Occasion.DAILY]
    assert paths.key_file.read_text() == CANARY


def test_settings_and_connections_stay(home: Home, there: Path) -> None:
    assert moved(home, there).settings_file == home.paths.settings_file


def test_what_is_said_until_the_next_start_goes_along(home: Home, there: Path) -> None:
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    home.say("b", "Bread", (home.picture("bread"),))
    paths, _ = home.start()
    picture = home.picture("bread")
    home.paths = paths
    assert home.titles == {"a": "Apples", "b": "Bread"}
    assert (there / "blobs" / picture.blob[:2] / picture.blob).is_file()


def test_pictures_that_backups_share_are_shared_there_too(home: Home, there: Path) -> None:
    moved(home, there)
    picture = home.picture("apple")
    names = [file for file in there.rglob("*") if file.name == picture.blob]
    assert len(names) == 2
    assert names[0].samefile(names[1])


def test_the_old_folder_stays_until_a_start_has_proved_the_new_one(home: Home, there: Path) -> None:
    old = home.paths
    moved(home, there)
    assert old.database.exists()
    proved(home, there)
    assert not old.database.exists()
    assert not old.blobs.exists()
    assert not old.key_file.exists()
    assert old.settings_file.exists()
    assert home.start()[0].data == there


def test_a_file_of_somebody_else_in_the_old_folder_stays(home: Home, there: Path) -> None:
    letter = home.paths.data / "letter.txt"
    letter.write_text("mine")
    moved(home, there)
    proved(home, there)
    assert letter.read_text() == "mine"


def test_the_proof_is_not_made_in_a_hurry(home: Home, there: Path) -> None:
    moved(home, there)
    proving(home.paths, there).close()
    assert home.paths.database.exists()


def test_who_works_with_the_old_folder_does_not_lose_it(home: Home, there: Path) -> None:
    moved(home, there)
    proving(home.paths, home.paths.data, pause=0).wait()
    assert home.paths.database.exists()


def test_where_the_new_folder_is_gone_before_anybody_used_it_the_old_one_counts_for_good(
    home: Home, there: Path
) -> None:
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    orders.carry_out(home.paths, arriving(home.driver, home.paths, home.paths, orders.Moving(str(there))))
    aside = there.rename(there.with_name("aside"))
    assert home.start()[0] == home.paths
    home.say("c", "Cherries")
    aside.rename(there)
    assert home.start()[0] == home.paths


def test_where_the_new_folder_was_used_nobody_goes_on_with_the_old_one_unasked(home: Home, there: Path) -> None:
    moved(home, there)
    aside = there.rename(there.with_name("aside"))
    with pytest.raises(CannotStart) as trouble:
        home.start()
    assert trouble.value.sentence == "start.data_gone"
    aside.rename(there)
    assert home.start()[0].data == there
    aside = there.rename(there.with_name("aside"))
    assert trouble.value.begin_anew is not None
    trouble.value.begin_anew()
    assert home.start()[0] == home.paths
    assert home.titles == {"a": "Apples"}


def test_where_a_proved_folder_is_not_there_nothing_is_begun_anew(home: Home, there: Path) -> None:
    moved(home, there)
    proved(home, there)
    shutil.rmtree(there)
    with pytest.raises(CannotStart) as trouble:
        home.start()
    assert (trouble.value.sentence, trouble.value.path) == ("start.data_gone", there)
    assert not home.paths.database.exists()


def test_it_can_be_moved_back(home: Home, there: Path) -> None:
    paths = moved(home, there)
    proved(home, there)
    prepare(home.driver, home.paths, paths, home.paths.data, unwatched)
    back, _ = home.start()
    assert back == home.paths
    assert home.titles == {"a": "Apples"}
    proved(home, home.paths.data)
    assert pointer(home.paths) is None
    assert not there.exists()


@pytest.mark.parametrize("pieces", range(0, 14, 2))
def test_called_off_it_leaves_nothing_there(home: Home, there: Path, pieces: int) -> None:
    left = iter(range(pieces))

    def watch(_done: float) -> None:
        if next(left, None) is None:
            raise CalledOff

    try:
        prepare(home.driver, home.paths, home.paths, there, watch)
    except CalledOff:
        assert not there.exists()
        assert orders.given(home.paths) is None
        assert home.start()[0] == home.paths


@pytest.mark.parametrize("step", range(4))
def test_a_crash_at_any_step_leaves_the_data_in_one_of_both(home: Home, there: Path, step: int) -> None:
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    order = orders.given(home.paths)
    assert isinstance(order, orders.Moving)
    left = iter(range(step))

    def fall(_what: str) -> None:
        if next(left, None) is None:
            raise Crash

    with pytest.raises(Crash):
        orders.carry_out(home.paths, arriving(home.driver, home.paths, home.paths, order), fall)
    assert located(home.paths).data == (there if step == 3 else home.paths.data)
    paths, _ = home.start()
    assert paths.data == there
    assert home.paths.database.exists()
    proved(home, there)
    home.paths = paths
    assert home.titles == {"a": "Apples"}
    assert home.paths.key_file.read_text() == CANARY


def test_where_the_rest_cannot_be_copied_the_data_stay(home: Home, there: Path) -> None:
    prepare(home.driver, home.paths, home.paths, there, unwatched)
    with home.open() as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA user_version = 99")
    paths, done = home.start()
    assert paths == home.paths
    assert done.not_moved
    assert orders.given(home.paths) is None


def refusal(home: Home, to: Path, size: int = 0) -> Obstacle:
    with pytest.raises(CannotMove) as refused:
        check(home.driver, to, home.paths, size)
    return refused.value.obstacle


def test_a_place_without_room_is_refused(home: Home, there: Path) -> None:
    assert refusal(home, there, 1 << 60) is Obstacle.NO_ROOM
    assert not there.exists()


def test_a_place_within_the_data_is_refused(home: Home) -> None:
    assert refusal(home, home.paths.data / "deeper") is Obstacle.INSIDE
    assert refusal(home, home.paths.data.parent) is Obstacle.INSIDE


def test_where_data_lie_already_they_are_not_written_over(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    assert refusal(home, other.paths.data) is Obstacle.OCCUPIED
    assert refusal(home, home.paths.data) is Obstacle.OCCUPIED


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="who may do everything may write anywhere")
def test_a_place_that_cannot_be_written_to_is_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert refusal(home, tmp_path / "locked" / "data") is Obstacle.READ_ONLY


def test_what_is_a_file_holds_no_data(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(home, tmp_path / "file") is Obstacle.READ_ONLY


def test_a_good_place_is_left_as_it_was(home: Home, there: Path) -> None:
    check(home.driver, there, home.paths, 1000)
    assert not there.parent.exists()


def test_a_folder_that_is_not_empty_gets_one_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    assert folder_in(tmp_path / "empty") == tmp_path / "empty"
    assert folder_in(tmp_path / "full") == tmp_path / "full" / "NextChat Desktop"


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("Dropbox/chats", "Dropbox"),
        ("OneDrive - Example Ltd/chats", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/chats", "iCloud"),
        ("我的坚果云/chats", "坚果云"),
        ("Documents/chats", ""),
        ("Dropboxes", ""),
    ],
)
def test_folders_that_a_service_carries_elsewhere_are_known(tmp_path: Path, folder: str, cloud: str) -> None:
    assert cloud_of(tmp_path / folder) == cloud


def test_everything_is_measured_and_shared_pictures_once(home: Home) -> None:
    found = sizes(home.paths)
    picture = home.picture("apple")
    assert found.pictures == (home.paths.blobs / picture.blob[:2] / picture.blob).stat().st_size
    assert found.conversations >= home.paths.database.stat().st_size
    assert found.backups > 4096
    assert found.settings == len("'appearance.theme' = 'dark'\n")


def test_a_pointer_that_nobody_can_read_points_nowhere(home: Home) -> None:
    (home.paths.config / "data-folder.json").write_text("{")
    assert located(home.paths) == home.paths


def test_the_folder_of_the_pictures_goes_with_the_data(home: Home, there: Path) -> None:
    point(home.paths, Pointer(data=str(there), proven=True))
    assert at(home.paths, there).blobs == there / "blobs"
