"""A program that carries its data with it."""

from pathlib import Path

import pytest

from nextchat_desktop.storage.portable import portable_home, program_folder
from nextchat_desktop.storage.usual_paths import usual_paths


@pytest.mark.parametrize("marker", ["portable.txt", "nextchat.portable"])
def test_a_file_beside_the_program_keeps_everything_there(tmp_path: Path, marker: str) -> None:
    (tmp_path / marker).write_text("")
    assert portable_home(tmp_path) == tmp_path / "NextChat Data"


def test_without_one_nothing_is_portable(tmp_path: Path) -> None:
    assert portable_home(tmp_path) is None
    assert portable_home(None) is None


@pytest.mark.parametrize(
    ("environ", "executable", "folder"),
    [
        ({}, "/opt/nextchat/nextchat-desktop", "/opt/nextchat"),
        ({}, "/Users/me/NextChat Desktop.app/Contents/MacOS/nextchat", "/Users/me"),
        ({"APPIMAGE": "/home/me/NextChat.AppImage"}, "/tmp/.mount_x/usr/bin/python", "/home/me"),
    ],
)
def test_beside_the_program_is_where_a_person_sees_it(environ: dict[str, str], executable: str, folder: str) -> None:
    assert program_folder(environ, Path(executable), is_frozen=True) == Path(folder)


def test_a_program_that_python_has_installed_stands_beside_nothing() -> None:
    assert program_folder({}, Path("/usr/bin/python3"), is_frozen=False) is None


def test_the_marker_counts_and_a_home_that_was_named_counts_more(tmp_path: Path) -> None:
    (tmp_path / "portable.txt").write_text("")
    environ = {"APPIMAGE": str(tmp_path / "NextChat.AppImage")}
    paths, portable = usual_paths(environ, None)
    assert portable == str(tmp_path)
    assert paths.data == tmp_path / "NextChat Data" / "data"
    assert usual_paths(environ, tmp_path / "home") == (usual_paths({}, tmp_path / "home")[0], "")
    assert usual_paths(environ | {"NEXTCHAT_HOME": str(tmp_path / "home")}, None)[1] == ""
