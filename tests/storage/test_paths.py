"""Where files go, and that they arrive there whole."""

import os
import sys
from pathlib import Path

import pytest

from nextchat_desktop.storage.files import write_atomically
from nextchat_desktop.storage.paths import Paths, ensure, paths


def folders(found: Paths) -> list[Path]:
    return [found.config, found.data, found.logs, found.blobs, found.cache]


def test_an_explicit_home_holds_everything(tmp_path: Path) -> None:
    assert all(folder.is_relative_to(tmp_path) for folder in folders(paths({}, tmp_path)))


def test_the_environment_names_a_home(tmp_path: Path) -> None:
    assert paths({"NEXTCHAT_HOME": str(tmp_path)}) == paths({}, tmp_path)


def test_an_explicit_home_is_stronger_than_the_environment(tmp_path: Path) -> None:
    assert paths({"NEXTCHAT_HOME": "/elsewhere"}, tmp_path) == paths({}, tmp_path)


def test_a_relative_home_stays_put_when_the_working_folder_changes() -> None:
    assert paths({"NEXTCHAT_HOME": "here"}).data == Path.cwd() / "here" / "data"


def test_an_empty_variable_names_no_home() -> None:
    assert paths({"NEXTCHAT_HOME": " "}) == paths({})


def test_without_a_home_the_platform_decides() -> None:
    assert all(any("NextChat Desktop" in part for part in folder.parts) for folder in folders(paths({})))


def test_files_have_places_of_their_own(tmp_path: Path) -> None:
    found = paths({}, tmp_path)
    files = {
        found.database,
        found.settings_file,
        found.connections_file,
        found.key_file,
        found.journal,
        found.installation_file,
    }
    assert len(files) == 6


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    paths({}, tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


if sys.platform != "win32":

    def test_folders_and_files_are_for_their_owner_only(tmp_path: Path) -> None:
        write_atomically(tmp_path / "a" / "b" / "file", b"x")
        modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("a", "a/b", "a/b/file")]
        assert modes == [0o700, 0o700, 0o600]

    def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(tmp_path / "real")
        write_atomically(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_bytes() == b"new"


def test_making_a_folder_twice_does_no_harm(tmp_path: Path) -> None:
    assert ensure(ensure(tmp_path / "a" / "b")).is_dir()


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"a long old content")
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["file"]


def test_a_write_that_fails_leaves_no_traces(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_atomically(tmp_path / "taken", b"x")
    assert os.listdir(tmp_path) == ["taken"]
