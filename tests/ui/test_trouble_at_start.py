"""What is said where the program cannot begin, and what can be done there."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from nextchat_desktop.compose import CannotStart, Program
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.opening.running import trouble_at_start
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.trouble_at_start import TroubleAtStart
from nextchat_desktop.words.catalogue import Words
from storage.backups.homes import Home


@pytest.fixture
def kept(home: Path) -> Home:
    kept = Home(home)
    kept.say("a", "Apples")
    kept.store.make(Occasion.DAILY, 5, unwatched)
    return kept


def box_of(home: Path, language: str = "en") -> TroubleAtStart:
    with pytest.raises(CannotStart) as trouble:
        Program(lambda: None, {}, home)
    return trouble_at_start(Words(resource("locales"), language), trouble.value)


def press(box: TroubleAtStart, name: str) -> None:
    button = box.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def follow(box: TroubleAtStart, way: str) -> None:
    """Presses the button, and does what it says."""
    press(box, way)
    act = box.chosen()
    assert act is not None
    act()


def titles(home: Path) -> list[str]:
    """Of the conversations that are there once the program begins again."""
    with closing(Program(lambda: None, {}, home)) as program:
        return [one.title for one in program.library.all()]


def test_a_newer_database_says_to_update_and_offers_a_backup(qapp: QApplication, home: Path, kept: Home) -> None:
    with kept.open() as database:
        database.execute("PRAGMA user_version = 99")
    box = box_of(home)
    assert "Update the program" in box.text()
    assert kept.store.all()[0].path in box.text()
    follow(box, "startWay0")
    assert titles(home) == ["Apples"]
    assert (kept.paths.data / "replaced-1" / "conversations.db").exists(), "what is newer is kept"


def test_a_broken_database_is_kept_beside_the_backup_that_takes_its_place(
    qapp: QApplication, home: Path, kept: Home
) -> None:
    kept.paths.database.write_bytes(b"spoiled" * 1000)
    box = box_of(home)
    follow(box, "startWay0")
    assert titles(home) == ["Apples"]


def test_who_quits_changes_nothing(qapp: QApplication, home: Path, kept: Home) -> None:
    kept.paths.database.write_bytes(b"spoiled")
    box = box_of(home)
    press(box, "startQuit")
    assert box.chosen() is None
    assert kept.paths.database.read_bytes() == b"spoiled"


def test_a_folder_that_is_gone_can_be_looked_for_again_or_given_up(qapp: QApplication, home: Path, kept: Home) -> None:
    (kept.paths.config / "data-folder.json").write_text('{"data": "/nowhere/at/all", "proven": true}')
    box = box_of(home, "zh_CN")
    assert "/nowhere/at/all" in box.text()
    follow(box, "startAgain")
    follow(box_of(home), "startWay0")
    assert titles(home) == ["Apples"]
