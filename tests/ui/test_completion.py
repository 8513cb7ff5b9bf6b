"""What is typed behind `/` and `:`: prompts come up and are taken, commands run, and nothing that was typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.engine.commands import Command
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.interchange.prompts import read_prompts, write_prompts
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.composer.completing import Completing
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

KEY = Qt.Key
OWN = (
    Prompt("1", "Polish", "Make it better: {{text}}"),
    Prompt("2", "Polite letter", "To {{who}}: dear {{who}}, about {{what}}. Yours, {{me}}"),
    Prompt("3", "翻译", "译成{{语言}}：😀{{原文}}"),
)
TABLE = (
    Command("new", "chats", (), "plus", "new"),
    Command("next", "chats", (), "plus", "next"),
    Command("delete", "chats", (), "trash", "del"),
    Command("undo", "chats"),
)


class Desk:
    """A window with a composer, three prompts and three commands that can be typed, one of which cannot be done now."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.database = open_database(SqliteDriver(), folder / "c.db")
        store = PromptStore(self.database, folder)
        store.keep(OWN)
        words = Words(resource("locales"), "en")
        prompts = Prompts(store, Deeds(), words, lambda: 0, lambda: "new", read_prompts, write_prompts)
        self.theme = Theme(resource("icons"), folder / "icons")
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.composer = Composer(words, self.theme)
        self.field = self.composer.field
        column = QVBoxLayout(self.window)
        column.addStretch(1)
        column.addWidget(self.composer)
        self.done: list[str] = []
        self.commands = Commands(self.window, TABLE)
        self.can_delete = True
        self.commands.bind("new", lambda: self.done.append("new"))
        self.commands.bind("next", lambda: self.done.append("next"))
        self.commands.bind("delete", lambda: self.done.append("delete"), lambda: self.can_delete)
        self.suggests = True
        self.completing = Completing(
            self.composer, prompts, self.commands, words, self.theme, lambda: self.suggests, self.window
        )
        self.sent: list[str] = []
        self.composer.submitted.connect(self.sent.append)
        self.warned: list[str] = []
        self.completing.warned.connect(self.warned.append)
        self.window.resize(700, 500)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.field, text)

    def write(self, text: str) -> None:
        """As an input method does."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.field, event)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.field, key, held)

    @property
    def text(self) -> str:
        return self.composer.text()

    @property
    def rows(self) -> list[str]:
        """Nothing where no list is seen."""
        return [row.title for row in self.completing.list.rows] if self.completing.list.isVisible() else []

    @property
    def selected(self) -> str:
        return self.field.textCursor().selectedText()

    @property
    def hint(self) -> str:
        label = self.composer.findChild(QLabel, "composerHint")
        assert label is not None
        return label.text()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, qtbot)
    yield desk
    desk.window.close()
    desk.theme.close()
    desk.database.close()


def test_prompts_come_up_as_one_types_and_go_when_none_is_meant(desk: Desk) -> None:
    desk.type("/")
    assert desk.rows == ["翻译", "Polite letter", "Polish"]
    desk.type("pol")
    assert desk.rows == ["Polite letter", "Polish"]
    desk.type("x")
    assert (desk.rows, desk.text) == ([], "/polx")


def test_prompts_are_found_by_chinese_and_by_what_they_say(desk: Desk) -> None:
    desk.write("/译成")
    assert desk.rows == ["翻译"]


def test_the_list_stands_above_the_field_and_keeps_the_keyboard_where_it_is(desk: Desk) -> None:
    desk.type("/")
    frame = desk.composer.frame
    place = frame.mapTo(desk.window, frame.rect().topLeft())
    assert desk.completing.list.geometry().bottom() < place.y()
    assert (desk.completing.list.x(), desk.completing.list.width()) == (place.x(), frame.width())
    assert desk.field.hasFocus()


def test_arrows_choose_and_enter_takes_without_sending(desk: Desk) -> None:
    desk.type("/pol")
    desk.press(KEY.Key_Down)
    assert desk.field.accessibleDescription().startswith("Polish")
    desk.press(KEY.Key_Return)
    assert (desk.text, desk.rows, desk.sent) == ("Make it better: {{text}}", [], [])


def test_tab_and_the_mouse_take_too(desk: Desk) -> None:
    desk.type("/polis")
    desk.press(KEY.Key_Tab)
    assert desk.text == "Make it better: {{text}}"
    desk.composer.clear()
    desk.type("/polis")
    view = desk.completing.list.list
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.text == "Make it better: {{text}}"
    assert desk.field.hasFocus()


def test_escape_closes_the_list_and_leaves_the_text_until_more_is_typed(desk: Desk) -> None:
    desk.type("/pol")
    desk.press(KEY.Key_Escape)
    assert (desk.rows, desk.text) == ([], "/pol")
    desk.press(KEY.Key_Left)
    assert desk.rows == []
    desk.press(KEY.Key_Right)
    desk.type("i")
    assert desk.rows


def test_what_else_is_written_stays(desk: Desk) -> None:
    desk.type("Dear all,")
    desk.press(KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.type("/polis")
    desk.press(KEY.Key_Return)
    assert desk.text == "Dear all,\nMake it better: {{text}}"
    desk.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == "Dear all,\n/polis"


@pytest.mark.parametrize(
    "text", ["either/or", "/usr/bin", "/ polish", "see /pol", "/polxyz", ":)", ": a list", "::", ":newer"]
)
def test_what_only_looks_like_it_is_sent_as_text(desk: Desk, text: str) -> None:
    desk.type(text)
    assert desk.rows == []
    desk.press(KEY.Key_Return)
    assert (desk.sent, desk.done) == ([text], [])


def test_while_an_input_method_composes_the_list_takes_nothing(desk: Desk) -> None:
    desk.type("/")
    QApplication.sendEvent(desk.field, QInputMethodEvent("fan yi", []))
    desk.press(KEY.Key_Down)
    desk.press(KEY.Key_Return)
    assert (desk.text, desk.sent) == ("/", [])
    desk.write("翻译")
    assert desk.rows == ["翻译"]


@pytest.mark.parametrize("sign", [":", "："])
def test_a_command_is_listed_and_run_and_leaves_no_text(desk: Desk, sign: str) -> None:
    desk.write(sign)
    assert desk.rows == [":new", ":next", ":del"]
    desk.type("ne")
    assert desk.rows == [":new", ":next"]
    desk.press(KEY.Key_Down)
    desk.press(KEY.Key_Return)
    assert (desk.done, desk.text, desk.sent) == (["next"], "", [])


def test_without_suggestions_a_command_typed_whole_runs_all_the_same(desk: Desk) -> None:
    desk.suggests = False
    desk.type("/pol")
    assert desk.rows == []
    desk.composer.clear()
    desk.type(":new")
    assert desk.rows == []
    desk.press(KEY.Key_Return)
    assert (desk.done, desk.text) == (["new"], "")


def test_a_command_that_cannot_be_done_now_is_not_listed_and_says_so(desk: Desk) -> None:
    desk.can_delete = False
    desk.type(":d")
    assert desk.rows == []
    desk.type("el")
    desk.press(KEY.Key_Return)
    assert (desk.done, desk.sent, desk.text) == ([], [], ":del")
    assert desk.warned


def take_letter(desk: Desk) -> None:
    desk.type("/polite")
    desk.press(KEY.Key_Return)


def test_names_are_filled_in_place_and_everywhere_at_once(desk: Desk) -> None:
    take_letter(desk)
    assert desk.selected == "{{who}}"
    desk.type("Ann")
    assert desk.text == "To Ann: dear Ann, about {{what}}. Yours, {{me}}"
    desk.press(KEY.Key_Tab)
    assert desk.selected == "{{what}}"
    desk.write("茶 😀")
    desk.press(KEY.Key_Tab)
    assert desk.selected == "{{me}}"
    desk.type("Bo")
    assert desk.text == "To Ann: dear Ann, about 茶 😀. Yours, Bo"
    desk.press(KEY.Key_Return)
    assert desk.sent == ["To Ann: dear Ann, about 茶 😀. Yours, Bo"]


def test_the_way_back_leads_to_what_was_filled_in(desk: Desk) -> None:
    take_letter(desk)
    desk.type("Ann")
    desk.press(KEY.Key_Tab)
    desk.press(KEY.Key_Backtab)
    assert desk.selected == "Ann"
    desk.type("Eve")
    assert desk.text.startswith("To Eve: dear Eve,")


def test_letters_of_two_units_before_a_name_do_not_shift_it(desk: Desk) -> None:
    desk.write("/翻")
    desk.press(KEY.Key_Return)
    desk.write("英文")
    desk.press(KEY.Key_Tab)
    assert desk.selected == "{{原文}}"
    desk.write("你好")
    assert desk.text == "译成英文：😀你好"


def test_what_is_written_around_a_name_is_not_in_it(desk: Desk) -> None:
    take_letter(desk)
    desk.type("Ann")
    cursor = desk.field.textCursor()
    cursor.setPosition(0)
    desk.field.setTextCursor(cursor)
    desk.type("> ")
    assert desk.text.startswith("> To Ann: dear Ann,")
    desk.press(KEY.Key_Tab)
    assert desk.selected == "{{what}}"


def test_undo_takes_a_name_back_in_all_places(desk: Desk) -> None:
    take_letter(desk)
    desk.write("Ann")
    desk.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == OWN[1].text
    desk.press(KEY.Key_Tab)
    desk.type("x")
    assert desk.text.count("x") in (1, 2)


def test_sending_with_names_unfilled_asks_once_and_then_sends(desk: Desk) -> None:
    take_letter(desk)
    desk.type("Ann")
    desk.press(KEY.Key_Return)
    assert desk.sent == []
    assert "what, me" in desk.hint
    assert desk.selected == "{{what}}"
    desk.press(KEY.Key_Return)
    assert desk.sent == ["To Ann: dear Ann, about {{what}}. Yours, {{me}}"]


def test_braces_that_a_person_writes_are_text(desk: Desk) -> None:
    desk.type("Explain {{ value }} in Jinja")
    desk.press(KEY.Key_Return)
    assert desk.sent == ["Explain {{ value }} in Jinja"]


def test_without_names_left_tab_goes_on_to_the_buttons(desk: Desk) -> None:
    desk.type("/polis")
    desk.press(KEY.Key_Return)
    desk.type("this")
    desk.press(KEY.Key_Tab)
    assert desk.text == "Make it better: this"
    assert not desk.field.hasFocus()
