"""A person's prompts in their window: found, written, deleted with a way back, brought in and taken out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.interchange.prompts import read_prompts, write_prompts
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.ui.prompts.dialog import PromptsDialog
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

SHIPPED = '[[prompt]]\nid = "polish"\ntitle = "Polish a text"\ntext = "Make it better"\n'


class Desk:
    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        (folder / "en.toml").write_text(SHIPPED, "utf-8")
        self.database = open_database(SqliteDriver(), folder / "c.db")
        store = PromptStore(self.database, folder)
        store.keep([Prompt("1", "Letter", "Dear {{who}}", created=1), Prompt("2", "翻译", "译成英文", created=2)])
        self.deeds = Deeds()
        words = Words(resource("locales"), "en")
        ids = iter(f"new{number}" for number in range(9))
        self.prompts = Prompts(store, self.deeds, words, lambda: 3, lambda: next(ids), read_prompts, write_prompts)
        self.theme = Theme(resource("icons"), folder / "icons")
        self.around = QWidget()
        qtbot.addWidget(self.around)
        self.dialog = PromptsDialog(self.prompts, self.deeds, words, self.theme, self.around)
        self.taken: list[Prompt] = []
        self.dialog.taken.connect(self.taken.append)
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    @property
    def rows(self) -> list[str]:
        return [self.dialog.list.item(row).text() for row in range(self.dialog.list.count())]

    @property
    def fields(self) -> tuple[str, str]:
        return self.dialog.editor.written

    @property
    def own(self) -> list[str]:
        return [prompt.title for prompt in self.prompts.own()]

    def click(self, name: str) -> None:
        button = self.dialog.findChild(QAbstractButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, title: str) -> None:
        self.dialog.list.setCurrentRow(self.rows.index(title))

    def write(self, title: str, text: str) -> None:
        editor = self.dialog.editor
        editor.title.setFocus()
        editor.title.selectAll()
        QTest.keyClicks(editor.title, title)
        editor.text.setFocus()
        editor.text.selectAll()
        QTest.keyClicks(editor.text, text)

    def said(self) -> str:
        label = self.dialog.findChild(QLabel, "toastText")
        assert label is not None
        return label.text()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, qtbot)
    yield desk
    desk.dialog.close()
    desk.theme.close()
    desk.database.close()


def test_ones_own_stand_above_those_that_are_built_in(desk: Desk) -> None:
    assert desk.rows == ["Yours", "翻译", "Letter", "Built in", "Polish a text"]
    assert desk.fields == ("翻译", "译成英文")


def test_the_search_narrows_by_title_and_text_and_says_when_nothing_is_left(desk: Desk) -> None:
    QTest.keyClicks(desk.dialog.search, "dear")
    assert desk.rows == ["Yours", "Letter"]
    QTest.keyClicks(desk.dialog.search, "xyz")
    nothing = desk.dialog.findChild(QLabel, "promptsNothing")
    assert nothing is not None
    assert (desk.rows, nothing.isVisible()) == ([], True)


def test_a_new_one_is_kept_as_soon_as_it_is_left(desk: Desk) -> None:
    desk.click("newPrompt")
    desk.write("Joke", "Tell me one")
    assert desk.own == ["翻译", "Letter"]
    place = desk.dialog.list.visualItemRect(desk.dialog.list.item(desk.rows.index("Letter"))).center()
    QTest.mouseClick(desk.dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.own == ["Joke", "翻译", "Letter"]
    assert desk.fields == ("Letter", "Dear {{who}}")


def test_one_that_lacks_its_text_is_not_kept_and_that_is_said(desk: Desk) -> None:
    desk.click("newPrompt")
    desk.write("Joke", "")
    desk.dialog.search.setFocus()
    QApplication.processEvents()
    hint = desk.dialog.findChild(QLabel, "promptHint")
    assert hint is not None
    assert (desk.own, hint.text()) == (["翻译", "Letter"], "A prompt needs a title and a text")


def test_what_is_changed_is_kept_when_the_window_closes_and_can_be_undone(desk: Desk) -> None:
    desk.choose("Letter")
    desk.write("Note", "Hi")
    desk.dialog.reject()
    assert desk.own == ["翻译", "Note"]
    for _ in range(3):
        desk.deeds.undo()
    assert desk.own == ["翻译", "Letter"]


def test_one_that_is_built_in_becomes_ones_own_when_it_is_changed(desk: Desk) -> None:
    desk.choose("Polish a text")
    desk.write("Polish a text", "My way")
    desk.dialog.search.setFocus()
    QApplication.processEvents()
    assert desk.own == ["Polish a text", "翻译", "Letter"]
    assert desk.rows.count("Polish a text") == 2
    assert desk.fields == ("Polish a text", "My way")


def test_a_deleted_one_comes_back_with_undo(desk: Desk) -> None:
    desk.choose("Letter")
    desk.click("deletePrompt")
    assert desk.own == ["翻译"]
    desk.click("undoButton")
    assert desk.own == ["翻译", "Letter"]


def test_one_that_is_built_in_cannot_be_deleted(desk: Desk) -> None:
    desk.choose("Polish a text")
    desk.click("deletePrompt")
    assert "Polish a text" in desk.rows


def test_one_is_taken_as_it_stands_there(desk: Desk) -> None:
    desk.choose("Letter")
    desk.click("usePrompt")
    assert [(one.title, one.text) for one in desk.taken] == [("Letter", "Dear {{who}}")]
    assert not desk.dialog.isVisible()


def test_a_file_is_brought_in_and_what_came_of_it_is_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("act,prompt\nPoet,Write a poem\nLetter,Dear {{who}}\n", "utf-8")
    desk.dialog.transfer.take(str(file))
    assert desk.own == ["Poet", "翻译", "Letter"]
    assert desk.said().startswith("Imported 1 prompt. 1 was left out")
    desk.dialog.transfer.take(str(file))
    assert desk.said() == "You have all prompts of this file already"
    desk.dialog.transfer.take(str(tmp_path / "gone.json"))
    assert "could not be read" in desk.said()


@pytest.mark.parametrize("name", ["mine.json", "mine.nextchat.json", "mine.csv"])
def test_ones_own_are_taken_out_as_the_end_of_the_name_says(desk: Desk, tmp_path: Path, name: str) -> None:
    desk.dialog.transfer.give(str(tmp_path / name))
    data = (tmp_path / name).read_bytes()
    assert {one.title for one in read_prompts(data).prompts} == {"Letter", "翻译"}
    assert data.startswith({"mine.json": b"[", "mine.nextchat.json": b"{", "mine.csv": b"\xef\xbb\xbf"}[name])
