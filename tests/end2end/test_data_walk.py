"""Somebody makes backups, restores one and undoes that, moves everything, and begins anew."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from conftest import MemoryKeyring
from end2end.person import Person
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.settings.schema import AUTO_TITLE, BACKUPS
from nextchat_desktop.storage.presence import Presence
from nextchat_desktop.storage.whereabouts import pointer
from scripted import STALL, Reply, ScriptedServer, answer, delta

KEY = "sk-canary-zyxwvutsrqponmlkjihgfedcba"


class Keeper(Person):
    """Somebody at the page of the data."""

    def look(self) -> None:
        self.app.window.open_settings("data")
        self.wait(lambda: "MB" in self.read("dataSizes") or "kB" in self.read("dataSizes"))

    def read_settled(self, name: str) -> str:
        label = self.see(name, QLabel)
        self.wait(lambda: bool(label.text()))
        return label.text()

    def restart(self) -> None:
        """As the program does by itself."""
        self.wait(lambda: self.app.is_to_restart)
        self.quit()
        self.start()

    def choose_file(self, dialog: str, path: Path) -> None:
        found = self.see(dialog, QFileDialog)
        found.fileSelected.emit(str(path))
        found.close()


@pytest.fixture
def keeper(qtbot: QtBot, home: Path, memory_keyring: MemoryKeyring, server: ScriptedServer) -> Iterator[Keeper]:
    someone = Keeper(qtbot, home, memory_keyring)
    program = someone.app.program
    program.settings[AUTO_TITLE] = False
    connection = Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny"),))
    program.setup.save(connection)
    program.setup.store_key(connection, KEY)
    yield someone
    someone.quit()


def say(keeper: Keeper, server: ScriptedServer, text: str) -> None:
    keeper.app.window.new_chat()
    server.queue(answer("Yes."))
    keeper.ask(text)
    keeper.wait_for_the_answer()


def rows(keeper: Keeper) -> QListWidget:
    listed = keeper.see("backupList", QListWidget)
    keeper.wait(lambda: listed.count() > 0)
    return listed


def test_a_backup_is_restored_with_a_click_and_undone_with_another(keeper: Keeper, server: ScriptedServer) -> None:
    say(keeper, server, "Apples?")
    keeper.app.program.data.store.make(Occasion.DAILY, 5, unwatched)
    say(keeper, server, "Bread?")
    now = keeper.titles()
    keeper.look()
    rows(keeper).setCurrentRow(0)
    keeper.click("backupRestore")
    question = keeper.read_settled("backupAskingText")
    assert "1 conversation" in question
    assert "will be gone" in question
    keeper.click("backupAskingYes")
    keeper.restart()
    assert len(keeper.titles()) == 1
    assert "Restored the backup" in keeper.read("toastText")
    assert keeper.app.program.keys.get("c", server.base_url) == KEY
    keeper.click("undoButton")
    keeper.restart()
    assert keeper.titles() == now


def test_an_answer_on_its_way_and_a_draft_come_back_when_a_restore_is_undone(
    keeper: Keeper, server: ScriptedServer
) -> None:
    say(keeper, server, "Apples?")
    keeper.app.program.data.store.make(Occasion.DAILY, 5, unwatched)
    keeper.app.window.new_chat()
    server.queue(Reply((delta("Half of "), 0.5, delta("an answer"), STALL)))
    keeper.ask("Bread?")
    keeper.wait_for_words("Half of")
    keeper.look()
    rows(keeper).setCurrentRow(0)
    keeper.click("backupRestore")
    keeper.click("backupAskingYes")
    keeper.wait(lambda: "an answer" in keeper.answer.text)
    keeper.type("composer", "Not sent yet")
    asked = keeper.session.conversation.id
    keeper.restart()
    assert len(keeper.titles()) == 1
    keeper.click("undoButton")
    keeper.restart()
    found = keeper.app.program.library.open(asked)
    assert found is not None
    assert found.path[-1].text == "Half of an answer"
    assert keeper.app.program.conversations.draft(asked).text == "Not sent yet"


def test_everything_fits_into_a_file_and_comes_out_of_it_elsewhere(
    keeper: Keeper, server: ScriptedServer, qtbot: QtBot, tmp_path: Path, memory_keyring: KeyringBackend
) -> None:
    file = tmp_path / "all.nextchat-backup"
    say(keeper, server, "Apples?")
    titles = keeper.titles()
    keeper.app.window.commands.run("back_up")
    keeper.choose_file("backUpDialog", file)
    assert str(file) in keeper.read_settled("backupSaid").replace("\u200b", "")
    keeper.quit()
    assert KEY.encode() not in b"".join(zipfile.ZipFile(file).read(name) for name in zipfile.ZipFile(file).namelist())
    other = Keeper(qtbot, tmp_path / "elsewhere", memory_keyring)
    try:
        other.look()
        other.click("backupFromFile")
        other.choose_file("backupFileDialog", file)
        assert "Connections that come back: Lab" in other.read_settled("backupAskingText")
        other.click("backupAskingYes")
        other.restart()
        assert other.titles() == titles
        assert [one.name for one in other.app.program.setup.all()] == ["Lab"]
    finally:
        other.quit()


def test_a_file_that_is_no_backup_is_refused_with_words(keeper: Keeper, tmp_path: Path) -> None:
    letter = tmp_path / "letter.nextchat-backup"
    letter.write_text("Dear friend")
    keeper.look()
    keeper.click("backupFromFile")
    keeper.choose_file("backupFileDialog", letter)
    keeper.wait(lambda: "no backup of this program" in keeper.read("backupSaid"))
    assert not keeper.see("backupAsking", QWidget).isVisible()


def test_the_data_are_moved_and_moved_back(keeper: Keeper, server: ScriptedServer, tmp_path: Path) -> None:
    there = tmp_path / "disk"
    there.mkdir()
    say(keeper, server, "Apples?")
    titles, usual = keeper.titles(), keeper.app.program.paths.data
    keeper.look()
    keeper.click("dataMove")
    keeper.choose_file("dataMoveDialog", there)
    assert str(there) in keeper.read_settled("dataMoveAskingText").replace("\u200b", "")
    keeper.click("dataMoveAskingYes")
    keeper.restart()
    assert keeper.app.program.paths.data == there
    assert keeper.titles() == titles
    assert keeper.app.program.keys.get("c", server.base_url) == KEY, "it is still the same installation"
    keeper.look()
    assert str(usual) in keeper.read("dataState")
    keeper.click("dataMoveBack")
    assert str(usual) in keeper.read_settled("dataMoveAskingText").replace("\u200b", "")
    keeper.click("dataMoveAskingYes")
    keeper.restart()
    assert keeper.app.program.paths.data == usual
    assert keeper.titles() == titles


def test_where_two_programs_use_the_data_they_are_not_moved(
    keeper: Keeper, qtbot: QtBot, home: Path, memory_keyring: KeyringBackend, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    second = Person(qtbot, home, memory_keyring)
    try:
        keeper.look()
        keeper.click("dataMove")
        keeper.choose_file("dataMoveDialog", tmp_path / "disk")
        keeper.wait(lambda: "Another window" in keeper.read("dataMoveSaid"))
    finally:
        second.quit()


def test_settings_are_put_back_and_that_is_undone(keeper: Keeper) -> None:
    settings = keeper.app.program.settings
    settings[BACKUPS] = "weekly"
    keeper.look()
    keeper.click("resetSettings")
    assert (settings[AUTO_TITLE], settings[BACKUPS]) == (True, "daily")
    keeper.click("clearing-undoButton")
    assert (settings[AUTO_TITLE], settings[BACKUPS]) == (False, "weekly")


def test_all_conversations_go_to_the_bin_and_come_back(keeper: Keeper, server: ScriptedServer) -> None:
    say(keeper, server, "Apples?")
    titles = keeper.titles()
    keeper.look()
    keeper.click("deleteAll")
    assert keeper.titles() == []
    keeper.click("clearing-undoButton")
    assert keeper.titles() == titles


def test_everything_is_erased_only_when_the_word_was_typed(
    keeper: Keeper, server: ScriptedServer, home: Path, memory_keyring: MemoryKeyring
) -> None:
    say(keeper, server, "Apples?")
    keeper.app.program.data.store.make(Occasion.DAILY, 5, unwatched)
    keeper.look()
    keeper.click("eraseEverything")
    yes = keeper.see("eraseAskingYes", QPushButton)
    assert not yes.isEnabled()
    QTest.keyClicks(keeper.see("eraseWord", QLineEdit), "eras")
    assert not yes.isEnabled()
    QTest.keyClicks(keeper.see("eraseWord", QLineEdit), "e")
    keeper.click("eraseAskingYes")
    keeper.restart()
    assert keeper.titles() == []
    assert keeper.app.program.setup.all() == ()
    assert [entry for entry in memory_keyring.entries.values() if KEY in entry] == []
    left = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"Apples" not in left
    assert pointer(keeper.app.program.paths) is None


def test_where_a_key_cannot_be_erased_that_is_said_before_anything_is_gone(
    keeper: Keeper, server: ScriptedServer, memory_keyring: MemoryKeyring
) -> None:
    try:
        say(keeper, server, "Apples?")
        memory_keyring.is_locked = True
        keeper.look()
        keeper.click("eraseEverything")
        QTest.keyClicks(keeper.see("eraseWord", QLineEdit), "erase")
        keeper.click("eraseAskingYes")
        assert "Lab" in keeper.read("eraseAskingWarning")
        assert not keeper.app.is_to_restart
        assert len(keeper.titles()) == 1
    finally:
        memory_keyring.is_locked = False


def test_keys_of_connections_that_a_restore_took_away_are_erased_too(
    keeper: Keeper, server: ScriptedServer, memory_keyring: MemoryKeyring
) -> None:
    program = keeper.app.program
    backup = program.data.store.make(Occasion.DAILY, 5, unwatched)
    later = Connection("later", "Later", "compatible", server.base_url, models=(Model("tiny"),))
    program.setup.save(later)
    program.setup.store_key(later, KEY)
    program.data.store.restore(backup, 5, unwatched)
    keeper.quit()
    keeper.start()
    assert [one.name for one in keeper.app.program.setup.all()] == ["Lab"]
    assert len([entry for entry in memory_keyring.entries.values() if KEY in entry]) == 2
    keeper.look()
    keeper.click("eraseEverything")
    QTest.keyClicks(keeper.see("eraseWord", QLineEdit), "erase")
    keeper.click("eraseAskingYes")
    assert [entry for entry in memory_keyring.entries.values() if KEY in entry] == []


def test_where_another_program_uses_the_data_no_key_is_erased(keeper: Keeper, memory_keyring: MemoryKeyring) -> None:
    other = Presence(keeper.app.program.paths.config / "running")
    other.enter()
    try:
        keeper.look()
        keeper.click("eraseEverything")
        QTest.keyClicks(keeper.see("eraseWord", QLineEdit), "erase")
        keeper.click("eraseAskingYes")
        assert "Another window" in keeper.read("clearingSaid")
        assert [entry for entry in memory_keyring.entries.values() if KEY in entry]
    finally:
        other.leave()


def test_in_a_low_window_questions_and_answers_are_where_somebody_looks(keeper: Keeper, tmp_path: Path) -> None:
    keeper.app.program.data.store.make(Occasion.DAILY, 5, unwatched)
    keeper.look()
    keeper.app.window.open_settings("data").resize(800, 480)
    keeper.see("backupList", QListWidget).setCurrentRow(0)
    keeper.click("backupRestore")
    asking = keeper.see("backupAsking", QWidget)
    keeper.wait(lambda: asking.visibleRegion().boundingRect() == asking.rect())
    keeper.click("backupAskingNo")
    keeper.click("backUpNow")
    keeper.choose_file("backUpDialog", tmp_path / "all.nextchat-backup")
    said = keeper.see("backupSaid", QWidget)
    keeper.wait(lambda: not said.visibleRegion().isEmpty())
    keeper.click("eraseEverything")
    word = keeper.see("eraseWord", QWidget)
    keeper.wait(lambda: word.visibleRegion().boundingRect() == word.rect())
