"""`export` on the command line."""

import json
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.folders import FolderStore
from nextchat_desktop.storage.paths import paths
from shells import Shell, Told
from storage.backups.homes import Home


@pytest.fixture
def told(home: Path) -> Callable[..., Told]:
    return partial(Shell(home).told, "export")


@pytest.fixture
def kept(home: Path) -> Home:
    made = Home(home)
    made.say("a", "Apples", (made.picture("apple"),))
    made.say("b", "Bread")
    return made


def test_one_conversation_goes_through_a_pipe(kept: Home, told: Callable[..., Told]) -> None:
    code, output, errors = told("--conversation", "apples", "--as", "md")
    assert (code, errors) == (0, "")
    assert output.startswith("# Apples\n\n## ")
    assert told("--conversation", "a", "--as", "md")[1] == output


def test_everything_goes_into_a_file_that_comes_in_again(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    code, output, _ = told("--all", "--as", "json", "--output", str(file))
    assert (code, output) == (0, f"2 conversations were written to {file}\n")
    assert [one["conversation"]["title"] for one in json.loads(file.read_bytes())["conversations"]] == [
        "Apples",
        "Bread",
    ]
    assert json.loads(told("--all", "--as", "json")[1]) == json.loads(file.read_bytes())


def test_what_ends_in_zip_has_a_file_for_each_and_the_pictures(
    kept: Home, told: Callable[..., Told], tmp_path: Path
) -> None:
    for more, count in (((), 3), (("--without-pictures",), 2)):
        file = tmp_path / "all.ZIP"
        assert told("--all", "--as", "md", "--output", str(file), *more)[0] == 0
        assert len(zipfile.ZipFile(file).namelist()) == count


def test_a_folder_by_its_name(kept: Home, told: Callable[..., Told], home: Path) -> None:
    database = open_database(SqliteDriver(), paths({}, home).database)
    FolderStore(database).keep_folders(Folder("f", "Work"))
    database.execute("UPDATE conversations SET folder = 'f' WHERE id = 'b'")
    database.close()
    code, output, _ = told("--folder", "work", "--as", "txt")
    assert (code, "Bread" in output, "Apples" in output) == (0, True, False)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("--conversation", "Cheese", "--as", "md"), "no_conversation"),
        (("--folder", "Cheese", "--as", "md"), "no_folder"),
        (("--all", "--as", "html"), "wrong_use"),
        (("--all", "--as", "pdf"), "wrong_use"),
        (("--all", "--folder", "x", "--as", "md"), "wrong_use"),
        (("--as", "md"), "wrong_use"),
    ],
)
def test_what_cannot_be_is_told_and_writes_nothing(
    kept: Home, told: Callable[..., Told], arguments: tuple[str, ...], kind: str
) -> None:
    code, output, errors = told(*arguments)
    assert (code, output) == (2, "")
    assert errors.startswith(f"{kind}: ")


def test_of_several_with_one_name_the_ids_are_told(kept: Home, told: Callable[..., Told]) -> None:
    kept.say("c", "Bread")
    code, _, errors = told("--conversation", "Bread", "--as", "md")
    assert (code, errors.splitlines()[-2:]) == (2, ["b", "c"])
    assert told("--conversation", "b", "--conversation", "c", "--as", "txt")[0] == 0


def test_where_the_disk_takes_nothing_it_is_told(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, _, errors = told("--all", "--as", "json", "--output", str(tmp_path / "file" / "out.json"))
    assert (code, errors.split(":")[0]) == (2, "not_written")


def test_a_terminal_is_not_worked_by_what_was_said(kept: Home, told: Callable[..., Told]) -> None:
    kept.say("e", "Escape \x1b]0;owned\x07")
    code, output, _ = told("--conversation", "e", "--as", "txt", is_terminal=True)
    assert (code, "\x1b" in output, "owned" in output) == (0, False, True)


def test_a_picture_that_is_gone_is_told(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    kept.say("d", "Dates", (Picture("f" * 64, "image/png"),))
    code, _, errors = told("--conversation", "d", "--as", "html", "--output", str(tmp_path / "d.html"))
    assert (code, errors) == (0, "1 picture is not on this computer any more and was left out.\n")
