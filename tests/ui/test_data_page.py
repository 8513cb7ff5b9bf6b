"""The page of the data: what it says, what it asks, and that long work can be called off."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QListWidget, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.app import desk_of
from nextchat_desktop.core.backups import BackupRefused, Occasion, Refusal
from nextchat_desktop.core.data_folder import CannotMove, Obstacle
from nextchat_desktop.core.labour import CalledOff, Watch, unwatched
from nextchat_desktop.engine.telling_data import trouble
from nextchat_desktop.settings.schema import BACKUPS
from nextchat_desktop.storage.lock import Claim
from nextchat_desktop.ui.settings.data.asking import Asking
from nextchat_desktop.ui.settings.data.work_bar import WorkBar
from nextchat_desktop.ui.settings.dialog import SettingsDialog
from ui.forms import LAB, Form, Open


@pytest.fixture
def form(open_form: Open) -> Form:
    return open_form(LAB)


class Looking:
    """Somebody at the page, whose program is served by hand."""

    def __init__(self, form: Form) -> None:
        self.form = form
        form.dialog.open_page("data")
        self.wait(lambda: "…" not in self.text("dataSizes"))

    def wait(self, until: Callable[[], bool]) -> None:
        def served() -> bool:
            self.form.program.mailbox.drain()
            return until()

        self.form._qtbot.waitUntil(served)

    def text(self, name: str) -> str:
        return self.form.find(QLabel, name).text()

    @property
    def rows(self) -> list[str]:
        listed = self.form.find(QListWidget, "backupList")
        return [listed.item(row).text() for row in range(listed.count())]

    def make(self) -> None:
        self.form.program.data.store.make(Occasion.DAILY, 5, unwatched)
        self.form.program.data.backups.on_made(None)
        self.wait(lambda: len(self.rows) > 0)

    def is_seen(self, name: str) -> bool:
        return self.form.find(QWidget, name).isVisible()


def test_it_says_where_everything_is_and_how_large(form: Form) -> None:
    looking = Looking(form)
    assert str(form.program.paths.data) in form.find(QWidget, "dataFolder").toPlainText()  # type: ignore[attr-defined]
    assert looking.text("dataSizes").startswith("Conversations ")
    assert not looking.is_seen("dataMoveBack")


def test_where_there_is_no_backup_it_says_when_there_will_be_one(form: Form) -> None:
    looking = Looking(form)
    looking.wait(lambda: looking.is_seen("backupNone"))
    assert "some minutes after a start" in looking.text("backupNone")
    assert not form.find(QPushButton, "backupRestore").isEnabled()


def test_a_backup_that_was_made_meanwhile_appears(form: Form) -> None:
    looking = Looking(form)
    looking.make()
    assert len(looking.rows) == 1
    assert not looking.is_seen("backupNone")


def test_why_none_could_be_made_is_said_and_what_to_do(form: Form) -> None:
    looking = Looking(form)
    form.program.data.backups.on_made(BackupRefused(Refusal.NO_ROOM))
    looking.wait(lambda: looking.is_seen("backupTrouble"))
    assert "Make room" in looking.text("backupTrouble")


def test_erasing_a_backup_asks_in_its_own_place(form: Form) -> None:
    looking = Looking(form)
    looking.make()
    form.find(QListWidget, "backupList").setCurrentRow(0)
    form.press("backupErase")
    assert "cannot be undone" in looking.text("backupAskingText")
    form.press("backupAskingNo")
    assert len(looking.rows) == 1
    form.press("backupErase")
    form.press("backupAskingYes")
    looking.wait(lambda: looking.rows == [])


def test_long_work_shows_how_far_it_is_and_is_called_off(form: Form, tmp_path: Path) -> None:
    looking = Looking(form)
    begun, undone = Event(), Event()

    def work(watch: Watch) -> None:
        try:
            watch(0.5)
            begun.set()
            while True:
                watch(0.5)
        except CalledOff:
            undone.set()
            raise

    bar, told = form.find(WorkBar, "dataWork"), list[object]()
    do = form.program.data.backups._do
    bar.do("Working", lambda progress, done: do(work, progress, done), told.append)
    assert begun.wait(5)
    looking.wait(lambda: form.find(QProgressBar, "dataProgress").value() == 500)
    assert looking.text("dataWorkLabel") == "Working"
    for name in ("backUpNow", "backupFromFile", "dataMove", "eraseEverything"):
        assert not form.find(QAbstractButton, name).isEnabled(), name
    form.press("dataCancel")
    assert undone.wait(5)
    form.program.mailbox.drain()
    assert told == []
    assert not bar.isVisible()
    assert "nothing was changed" in looking.text("backupSaid")
    assert form.find(QAbstractButton, "backUpNow").isEnabled()


def move(form: Form, to: Path) -> None:
    form.press("dataMove")
    dialog = form.find(QFileDialog, "dataMoveDialog")
    dialog.fileSelected.emit(str(to))
    dialog.reject()


def test_a_cloud_folder_is_warned_of(form: Form, tmp_path: Path) -> None:
    looking = Looking(form)
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    move(form, folder)
    looking.wait(lambda: looking.is_seen("dataMoveAsking"))
    assert "Dropbox" in looking.text("dataMoveAskingWarning")


def test_why_they_cannot_be_moved_there_is_told(form: Form) -> None:
    looking = Looking(form)
    move(form, form.program.paths.data)
    looking.wait(lambda: bool(looking.text("dataMoveSaid")) or looking.is_seen("dataMoveAsking"))
    assert looking.text("dataMoveSaid") == trouble(form.program.words, CannotMove(Obstacle.OCCUPIED))
    assert not looking.is_seen("dataMoveAsking")


def test_the_word_is_needed_before_everything_is_erased(form: Form) -> None:
    Looking(form)
    form.press("eraseEverything")
    asking = form.find(Asking, "eraseAsking")
    assert not asking.yes.isEnabled()
    form.type("eraseWord", " Erase ")
    assert asking.yes.isEnabled()
    form.press("eraseAskingNo")
    form.press("eraseEverything")
    assert not asking.yes.isEnabled(), "it has to be typed each time"


def test_escape_leaves_the_question_and_not_the_window(form: Form) -> None:
    Looking(form)
    form.press("eraseEverything")
    asking = form.find(Asking, "eraseAsking")
    QTest.keyClick(form.find(QWidget, "eraseWord"), Qt.Key.Key_Escape)
    assert not asking.isVisible()
    assert form.dialog.isVisible()


def test_who_chooses_otherwise_in_the_form_is_asked_no_question(form: Form) -> None:
    Looking(form)
    form.program.settings[BACKUPS] = "off"
    assert form.program.data.backups.how_often() is None
    form.program.settings[BACKUPS] = "weekly"
    assert form.program.data.backups.how_often() is Occasion.WEEKLY


def test_ways_in_and_out_are_there_only_where_somebody_goes_them(form: Form) -> None:
    form.dialog.open_page("data")
    assert form.dialog.findChild(QAbstractButton, "data-import") is None


def test_a_way_in_or_out_is_gone_when_this_window_is_out_of_the_way(form: Form, qtbot: QtBot) -> None:
    """Nothing opens behind the settings."""
    seen: list[tuple[str, bool]] = []
    dialog = SettingsDialog(desk_of(form.program), form.dialog._theme, "", run=lambda id: seen.append((id, is_seen())))

    def is_seen() -> bool:
        return dialog.isVisible()

    qtbot.addWidget(dialog)
    dialog.open_page("data")
    dialog.show()
    found = dialog.findChild(QAbstractButton, "data-open_setup")
    assert found is not None
    found.click()
    assert seen == [("open_setup", False)]


def test_a_backup_that_cannot_be_erased_now_is_told(form: Form) -> None:
    looking = Looking(form)
    looking.make()
    claim = Claim.take(form.program.paths.backups / "making")
    assert claim is not None
    form.find(QListWidget, "backupList").setCurrentRow(0)
    form.press("backupErase")
    form.press("backupAskingYes")
    looking.wait(lambda: "Another window" in looking.text("backupSaid"))
    claim.release()
    assert len(looking.rows) == 1
