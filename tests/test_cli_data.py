"""`backup` and `restore` on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nextchat_desktop.storage.paths import paths
from shells import Shell, Told
from storage.backups.homes import Home


@pytest.fixture
def told(home: Path) -> Callable[..., Told]:
    return Shell(home).told


@pytest.fixture
def kept(home: Path) -> Home:
    kept = Home(home)
    kept.say("a", "Apples", (kept.picture("apple"),))
    return kept


def test_a_backup_goes_into_a_file_and_says_what_is_in_it(
    kept: Home, told: Callable[..., Told], tmp_path: Path
) -> None:
    file = tmp_path / "all.nextchat-backup"
    code, output, _ = told("backup", str(file))
    assert code == 0
    assert str(file) in output
    assert "1 conversation · 1 message · 1 picture" in output
    assert file.read_bytes().startswith(b"PK")


def test_without_a_file_it_goes_to_the_others(kept: Home, told: Callable[..., Told]) -> None:
    assert told("backup")[0] == 0
    assert len(kept.store.all()) == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    kept: Home, told: Callable[..., Told], tmp_path: Path
) -> None:
    file = tmp_path / "all.nextchat-backup"
    told("backup", str(file))
    kept.say("b", "Bread")
    code, output, _ = told("restore", str(file), "--dry-run", "--json")
    assert code == 0
    assert {"gone": 1, "back": 0, "conversations": 1}.items() <= json.loads(output).items()
    told("backup")
    assert kept.titles == {"a": "Apples", "b": "Bread"}


def test_the_next_start_puts_it_in_place(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    file = tmp_path / "all.nextchat-backup"
    told("backup", str(file))
    kept.say("b", "Bread")
    code, output, errors = told("restore", str(file))
    assert (code, "1 conversation that is here now" in output, "next start" in errors) == (0, True, True)
    told("connections", "list")
    assert kept.titles == {"a": "Apples"}
    assert not (kept.paths.backups / ".opened").exists()


def test_one_of_the_backups_beside_the_database_is_named_by_its_path(kept: Home, told: Callable[..., Told]) -> None:
    told("backup")
    kept.say("b", "Bread")
    (made,) = kept.store.all()
    assert told("restore", made.path)[0] == 0
    told("connections", "list")
    assert kept.titles == {"a": "Apples"}


def test_what_is_no_backup_is_refused_in_a_sentence(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear friend")
    code, _, errors = told("restore", str(tmp_path / "letter"))
    assert code == 2
    assert errors.startswith("not_one: This is no backup of this program.")


def test_a_file_that_is_not_there_is_told(kept: Home, told: Callable[..., Told], tmp_path: Path) -> None:
    code, _, errors = told("restore", str(tmp_path / "nothing"))
    assert code == 2
    assert "nothing" in errors


def test_a_newer_database_is_left_alone_and_a_backup_is_named(kept: Home, told: Callable[..., Told]) -> None:
    told("backup")
    with kept.open() as database:
        database.execute("PRAGMA user_version = 99")
    before = paths({}, kept.paths.config.parent).database.read_bytes()
    code, _, errors = told("connections", "list")
    assert code == 2
    assert errors.startswith("cannot_start: This file was written by a newer version of the program")
    assert "Update the program" in errors
    assert kept.store.all()[0].path in errors
    assert kept.paths.database.read_bytes() == before
