"""The gallery of masks and the page on which one is written, as somebody with a mouse and a keyboard finds them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nextchat_desktop.app import desk_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.settings.schema import ASK_MASK
from nextchat_desktop.ui.masks.dialog import MasksDialog
from nextchat_desktop.ui.theme.theme import Theme
from ui.forms import LAB, within

W = TypeVar("W", bound=QWidget)

EDITOR = Mask("m1", "Shortener", "✍️", "Half the words", "en", "writing", created=9)
TUTOR = Mask(
    "m2",
    "Tutor",
    "🧪",
    "Asks until you know",
    "en",
    "study",
    (Message("0", Role.SYSTEM, (Text("Ask."),)),),
    created=5,
)


class Room:
    """The window of masks over a real program that has but two of them."""

    def __init__(self, program: Program, theme: Theme, qtbot: QtBot, around: QWidget) -> None:
        self.program = program
        self._qtbot = qtbot
        self.dialog = MasksDialog(desk_of(program), theme, around)
        self.chosen: list[Mask] = []
        self.dialog.chosen.connect(self.chosen.append)
        self.open()

    def open(self) -> None:
        self.dialog.open_gallery()
        self._qtbot.waitUntil(self.dialog.isActiveWindow)

    def find(self, kind: type[W], name: str) -> W:
        return within(self.dialog, kind, name)

    def press(self, name: str) -> None:
        self.find(QAbstractButton, name).click()

    def type(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text) if text else field.clear()

    @property
    def names(self) -> list[str]:
        """What the gallery shows."""
        return [card.name for card in self.dialog.gallery.list.rows.cards]

    @property
    def own(self) -> list[str]:
        """What is kept."""
        return [mask.name for mask in self.program.masks.all() if not mask.builtin]

    def click(self, name: str, star: bool = False) -> None:
        """On the card, or on its star."""
        view = self.find(QListView, "maskList")
        rect = view.visualRect(view.model().index(self.names.index(name), 0))
        at = rect.topRight() + QPoint(-26, 18) if star else rect.center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def menu(self, name: str, id: str) -> None:
        mask = next(mask for mask in self.program.masks.all() if mask.name == name)
        action = self.dialog.gallery.menu_of(mask).findChild(QAction, f"mask-{id}")
        assert action is not None, id
        action.trigger()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key, held)

    @property
    def focused(self) -> QWidget:
        widget = self.dialog.focusWidget()
        assert widget is not None
        return widget

    def wait(self) -> None:
        """As long as it takes until what is typed is on the disk."""
        self._qtbot.wait(1300)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, program: Program) -> Iterator[Room]:
    program.setup.save(LAB)
    for mask in (EDITOR, TUTOR):
        program.masks.keep(mask)
    around = QWidget()
    qtbot.addWidget(around)
    room = Room(program, theme, qtbot, around)
    room.find(QAbstractButton, "category-mine").click()
    yield room
    room.dialog.done(0)


def test_a_click_on_a_card_begins_a_chat_with_it(room: Room) -> None:
    assert room.names == ["Shortener", "Tutor"]
    room.click("Tutor")
    assert room.chosen == [TUTOR]
    assert not room.dialog.isVisible()


def test_what_is_typed_narrows_the_cards_and_the_keyboard_goes_on_into_them(room: Room) -> None:
    room.find(QLineEdit, "maskSearch").setFocus()
    QTest.keyClicks(room.find(QLineEdit, "maskSearch"), "asks")
    assert room.names == ["Tutor"]
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Return)
    assert room.chosen == [TUTOR]


def test_a_mask_is_found_however_wide_the_letters_are_that_are_typed(room: Room) -> None:
    room.find(QLineEdit, "maskSearch").setText("ｔｕｔｏｒ")
    assert room.names == ["Tutor"]


def test_the_keyboard_goes_through_the_gallery_as_the_eye_does(room: Room) -> None:
    passed = []
    for _ in range(4):
        room.key(Qt.Key.Key_Tab)
        passed.append(room.focused.objectName())
    assert passed == ["newMaskButton", "category-all", "maskLanguage", "maskList"]


def test_whatever_takes_the_keyboard_on_the_page_of_a_mask_has_a_name(room: Room) -> None:
    room.menu("Tutor", "edit")
    first = room.focused
    room.key(Qt.Key.Key_Tab)
    while room.focused is not first:
        assert room.focused.accessibleName(), room.focused
        room.key(Qt.Key.Key_Tab)


def test_where_nothing_is_found_that_is_said(room: Room) -> None:
    room.type("maskSearch", "nobody is called so")
    assert room.find(QLabel, "masksEmpty").text().startswith("No mask is like that.")
    assert not room.find(QListView, "maskList").isVisible()


def test_a_star_makes_a_favourite_which_stands_first_and_begins_no_chat(room: Room) -> None:
    room.click("Tutor", star=True)
    assert room.names == ["Tutor", "Shortener"]
    room.press("category-favourites")
    assert room.names == ["Tutor"]
    assert room.chosen == []


def test_the_masks_that_ship_are_there_in_ones_language_with_their_categories(room: Room) -> None:
    room.press("category-all")
    shipped = [mask for mask in room.program.masks.all() if mask.builtin]
    english = [mask.name for mask in shipped if mask.language == "en"]
    assert room.names == ["Shortener", "Tutor", *english]
    box = room.find(QComboBox, "maskLanguage")
    box.setCurrentIndex(box.findData("zh_CN"))
    box.activated.emit(box.currentIndex())
    assert room.names == [mask.name for mask in shipped if mask.language == "zh_CN"]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_card_opens_by_mouse_and_keyboard(room: Room, reason: QContextMenuEvent.Reason) -> None:
    view = room.find(QListView, "maskList")
    view.setFocus()
    at = view.visualRect(view.model().index(0, 0)).center()
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
    menu = room.find(QMenu, "maskMenu")
    assert menu.isVisible()
    assert menu.accessibleName() == "Shortener"
    menu.close()


def test_a_deleted_mask_comes_back_by_the_keyboard(room: Room) -> None:
    view = room.find(QListView, "maskList")
    view.setFocus()
    room.key(Qt.Key.Key_Delete)
    assert room.names == ["Tutor"]
    assert room.find(QLabel, "toastText").text() == "Deleted the mask “Shortener”"
    room.press("undoButton")
    assert room.names == ["Shortener", "Tutor"]


def test_a_mask_that_ships_cannot_be_deleted_and_is_changed_as_a_copy(room: Room) -> None:
    room.press("category-all")
    shipped = next(mask for mask in room.program.masks.all() if mask.builtin and mask.language == "en")
    assert room.dialog.gallery.menu_of(shipped).findChild(QAction, "mask-delete") is None
    room.menu(shipped.name, "edit")
    assert room.find(QLineEdit, "maskName").text() == f"{shipped.name} (copy)"
    assert f"{shipped.name} (copy)" in room.own


def test_a_new_mask_is_written_and_kept_when_one_goes_back(room: Room) -> None:
    room.press("newMaskButton")
    room.type("maskName", "Poet")
    room.type("maskAbout", "Rhymes")
    room.press("contextAdd")
    room.find(QPlainTextEdit, "contextText").setPlainText("You rhyme.")
    room.press("maskBackButton")
    assert room.names == ["Poet", "Shortener", "Tutor"]
    mask = next(mask for mask in room.program.masks.all() if mask.name == "Poet")
    assert (mask.about, [(one.role, one.text) for one in mask.context]) == ("Rhymes", [(Role.SYSTEM, "You rhyme.")])
    assert room.find(QLabel, "toastText").text() == "Made the mask “Poet”"
    room.press("undoButton")
    assert room.names == ["Shortener", "Tutor"]


def test_escape_keeps_what_was_written_and_leads_back(room: Room) -> None:
    room.menu("Tutor", "edit")
    room.type("maskName", "Socrates")
    room.key(Qt.Key.Key_Escape)
    assert room.dialog.isVisible()
    assert room.names == ["Shortener", "Socrates"]
    room.press("undoButton")
    assert room.names == ["Shortener", "Tutor"]


def test_a_page_on_which_nothing_was_written_leaves_nothing(room: Room) -> None:
    room.press("newMaskButton")
    room.wait()
    room.press("maskBackButton")
    assert room.own == ["Shortener", "Tutor"]


def test_what_is_being_written_is_on_the_disk_before_one_is_done(room: Room) -> None:
    room.menu("Tutor", "edit")
    room.type("maskName", "Socrates")
    room.wait()
    assert room.own == ["Shortener", "Socrates"]
    room.press("maskBackButton")
    room.press("undoButton")
    assert room.own == ["Shortener", "Tutor"]


def test_a_mask_without_a_name_gets_one(room: Room) -> None:
    room.press("newMaskButton")
    room.type("maskAbout", "Rhymes")
    room.press("maskBackButton")
    assert room.own[0] == "Mask without a name"


def test_everything_about_a_mask_can_be_said(room: Room) -> None:
    room.menu("Tutor", "edit")
    traits = room.dialog.editor.traits
    room.press("maskAvatar")
    room.type("emojiFilter", "robot")
    room.key(Qt.Key.Key_Return)
    category = room.find(QComboBox, "maskCategory")
    category.setEditText("Odd jobs")
    language = room.find(QComboBox, "maskLanguageField")
    language.setCurrentIndex(language.findData("zh_CN"))
    room.find(QComboBox, "maskFold").setCurrentIndex(2)
    room.find(QCheckBox, "contextHide").click()
    room.press("maskModel")
    models = room.find(QListView, "modelList")
    models.clicked.emit(models.currentIndex())
    assert traits.avatar.emoji == "🤖"
    room.press("maskBackButton")
    mask = next(mask for mask in room.program.masks.all() if mask.id == "m2")
    assert (mask.avatar, mask.category, mask.language, mask.fold_code) == ("🤖", "Odd jobs", "zh_CN", False)
    assert mask.hides_context
    assert mask.choice is not None
    assert mask.choice.model == "tiny"


def test_emoji_are_found_in_both_languages_and_one_that_is_typed_is_offered(room: Room) -> None:
    room.press("newMaskButton")
    room.press("maskAvatar")
    shown = room.find(QListView, "emojiList").model()
    room.find(QLineEdit, "emojiFilter").setText("机器人")
    assert [shown.index(0, 0).data()] == ["🤖"]
    room.find(QLineEdit, "emojiFilter").setText("🫠")
    assert shown.index(0, 0).data() == "🫠"


def test_what_a_category_is_called_is_the_category(room: Room) -> None:
    room.menu("Tutor", "edit")
    room.find(QComboBox, "maskCategory").setEditText("code")
    room.press("maskBackButton")
    assert room.program.masks.categories("usual")[:2] == ("writing", "code")


def test_masks_go_into_a_file_and_come_back_from_it(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "masks.json"
    masks = [mask for mask in room.program.masks.all() if not mask.builtin]
    room.dialog.gallery.transfer.give(masks, str(path))
    assert [entry["name"] for entry in json.loads(path.read_bytes())] == ["Shortener", "Tutor"]
    assert room.find(QLabel, "toastText").text() == "2 masks were written to “masks.json”"
    room.dialog.gallery.transfer.take([str(path)])
    assert sorted(room.own) == ["Shortener", "Shortener", "Tutor", "Tutor"]
    room.press("undoButton")
    assert sorted(room.own) == ["Shortener", "Tutor"]


def test_a_file_that_holds_no_masks_is_told(room: Room, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[")
    room.dialog.gallery.transfer.take([str(tmp_path / "x.json")])
    assert room.find(QLabel, "toastText").text().startswith("This file holds no masks.")
    room.dialog.gallery.transfer.take([str(tmp_path / "gone.json")])
    assert "gone.json" in room.find(QLabel, "toastText").text()


def test_whether_to_ask_with_each_new_chat_is_chosen_in_place(room: Room) -> None:
    room.find(QCheckBox, "askMaskBox").click()
    assert room.program.settings[ASK_MASK]


def test_a_copy_that_is_undone_while_it_is_open_stays_gone(room: Room) -> None:
    room.menu("Tutor", "copy")
    room.menu("Tutor (copy)", "edit")
    assert room.find(QLineEdit, "maskName").isVisible()
    room.press("undoButton")
    assert not room.find(QLineEdit, "maskName").isVisible()
    assert room.names == ["Shortener", "Tutor"]
    room.key(Qt.Key.Key_Escape)
    assert room.own == ["Shortener", "Tutor"]


def test_an_edit_that_is_undone_while_its_page_is_open_is_seen_there(room: Room) -> None:
    room.menu("Tutor", "edit")
    room.type("maskName", "Socrates")
    room.press("maskBackButton")
    room.menu("Socrates", "edit")
    room.press("undoButton")
    assert room.find(QLineEdit, "maskName").text() == "Tutor"


def test_what_was_said_in_a_chat_comes_along_if_it_is_wanted(room: Room) -> None:
    said = (Message("a", Role.USER, (Text("Hello?"),)), Message("b", Role.ASSISTANT, (Text("Hi."),)))
    mask = room.program.masks.new()
    room.dialog.write(mask, True, said)
    box = room.find(QCheckBox, "maskWithTurns")
    assert box.text() == "Also what was said in the conversation: 2 messages"
    box.click()
    assert room.find(QListWidget, "contextList").count() == 2
    room.press("maskBackButton")
    kept = room.program.masks.get(mask.id)
    assert kept is not None
    assert [one.text for one in kept.context] == ["Hello?", "Hi."]
