"""Nothing that the program keeps is forgotten: by backups, by moving, by erasing everything. A new file that nobody has
named in `storage/belongings.py` or `Paths.texts` is found here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lived_in import Home, Inhabitant
from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.settings.schema import THEME
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.belongings import everything, folders, loose
from nextchat_desktop.storage.database import SqliteDriver
from nextchat_desktop.storage.paths import Paths, ensure

PASSING = {"data-folder.json", "at-next-start.json"}
"""Of this computer and this moment: in no backup, and gone with everything."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Of a home in which about everything was done that leaves something on disk."""
    home = Home(tmp_path / "home")
    program = home.program
    Inhabitant(home, 1).live(60)
    program.settings[THEME] = "dark"
    connection = Connection("c", "Lab", "compatible", "https://lab.example/v1", models=(Model("tiny"),))
    program.setup.save(connection)
    program.keys.file.create("open sesame")
    program.setup.store_key(connection, "sk-0123456789abcdef0123")
    (program.paths.prices_file).write_text("{}")
    program.data.store.make(Occasion.BY_HAND, 5, unwatched)
    ensure(program.paths.journal).joinpath("left.jsonl").write_text("{}\n")
    ensure(program.paths.logs).joinpath("errors.log").write_text("")
    home.close()
    return program.paths


def files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")


def test_what_is_kept_beside_the_settings_is_in_every_backup(paths: Paths) -> None:
    assert {file.name for file in files(paths.config)} - PASSING == {file.name for file in paths.texts}


def test_what_lies_in_the_folder_of_the_data_goes_along_when_they_are_moved(paths: Paths) -> None:
    made_anew = f"{paths.search_index.name}", f"{paths.database.name}"
    left = [file for file in files(paths.data) if not file.name.startswith(made_anew)]
    carried = (*folders(paths), *loose(paths))
    assert left
    assert [file for file in left if not any(file.is_relative_to(one) for one in carried)] == []


def test_of_what_is_erased_with_everything_nothing_is_left(paths: Paths) -> None:
    orders.give(paths, orders.Erasing())
    opening = Opening(SqliteDriver(), paths)
    opening.enter()
    opening.presence.leave()
    assert [file for file in paths.config.parent.rglob("*") if file.is_file() and file.parent.name != "running"] == []


def test_every_place_that_has_a_name_is_erased_with_everything(paths: Paths) -> None:
    """Also those to which nothing was written here."""
    own = [getattr(paths, name) for name, kind in vars(Paths).items() if isinstance(kind, property)]
    named = [place for place in (*own, paths.logs, paths.blobs, paths.cache) if isinstance(place, Path)]
    for place in named:
        if not place.exists():
            ensure(place.parent)
            place.write_text("")
    gone = everything(paths)
    left = [place for place in named if not any(place.is_relative_to(one) for one in gone)]
    assert [place for place in left if place.name not in PASSING] == []
