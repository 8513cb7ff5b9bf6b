"""Letters with Alt: which they are in each language, that they press what bears them, and that they go again."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.keyboard.letters import Label, lettered
from nextchat_desktop.ui.keyboard.menu import give_letters
from nextchat_desktop.ui.keyboard.mnemonics import Mnemonics
from nextchat_desktop.ui.window import Window
from ui.transcripts import open_window

Key, Held = Qt.Key, Qt.KeyboardModifier


def letters(*words: str) -> list[str]:
    return lettered([Label(each) for each in words])


def test_the_first_letter_that_is_free_is_the_one() -> None:
    assert letters("Save", "Send", "Save as") == ["&Save", "S&end", "Save &as"]


def test_whoever_begins_with_a_letter_has_it_before_those_in_which_it_only_is() -> None:
    assert letters("Cancel", "Copy", "Open") == ["&Cancel", "Co&py", "&Open"]


def test_words_of_a_script_that_is_not_typed_have_one_behind_them() -> None:
    found = lettered([Label("保存", "saveButton"), Label("另存为…", "saveAsButton"), Label("取消", "cancel")])
    assert found == ["保存(&S)", "另存为(&A)…", "取消(&C)"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("Сохранить", "Удалить"), ["&Сохранить", "&Удалить"]),
        (("حفظ", "حذف"), ["&حفظ", "ح&ذف"]),
        (("저장",), ["저장(&A)"]),
        (("キャンセル",), ["キャンセル(&A)"]),
        (("Größe", "ß"), ["&Größe", "ß(&A)"]),
        (("GPT-4 选择",), ["&GPT-4 选择"]),
    ],
)
def test_every_script_has_letters(words: Sequence[str], found: Sequence[str]) -> None:
    assert letters(*words) == found


def test_no_letter_is_given_twice_however_many_want_one() -> None:
    found = letters(*(f"{letter}{letter}" for letter in "abcdefgabcdefg"), *["保存"] * 40)
    given = [words[words.index("&") + 1].casefold() for words in found if "&" in words]
    assert len(given) == len(set(given)) == 26


def test_what_has_a_sign_or_says_nothing_stays_as_it_is() -> None:
    assert letters("R&D", "", "…") == ["R&D", "", "…"]
    assert lettered([Label("Save")], taken="s") == ["S&ave"]


class Form(Window):
    def __init__(self) -> None:
        super().__init__("form", "Form", QSize(300, 200), None)
        self.pressed: list[str] = []
        self.name, self.save, self.other = QLineEdit(), QPushButton("Save"), QPushButton("Say")
        self.label = QLabel("Name")
        self.label.setBuddy(self.name)
        self.save.setProperty("role", "primary")
        self.stack(self.label, self.other, self.save, self.name, grows=self.name)
        self.letters = Mnemonics(self)
        for button in (self.save, self.other):
            button.clicked.connect(lambda _checked=False, button=button: self.pressed.append(button.objectName()))
        self.save.setObjectName("save")
        self.other.setObjectName("other")

    def words(self) -> list[str]:
        return [self.label.text(), self.save.text(), self.other.text()]


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    window = Form()
    qtbot.addWidget(window)
    open_window(window, qtbot)
    window.save.setFocus()
    yield window
    window.close()


def test_letters_are_seen_as_long_as_alt_is_held(form: Form) -> None:
    for widget in (form.name, form.save):
        QTest.keyPress(widget, Key.Key_Alt)
        assert form.words() == ["&Name", "&Save", "S&ay"]
        QTest.keyRelease(widget, Key.Key_Alt)
        assert form.words() == ["Name", "Save", "Say"]


def test_alt_and_a_letter_press_and_lead_to_fields(form: Form, qtbot: QtBot) -> None:
    QTest.keyPress(form.name, Key.Key_Alt)
    QTest.keyClick(form.name, Key.Key_A, Held.AltModifier)
    assert form.pressed == ["other"] or qtbot.waitUntil(lambda: form.pressed == ["other"]) is None
    QTest.keyClick(form.save, Key.Key_N, Held.AltModifier)
    assert form.focusWidget() is form.name


def test_a_button_that_breaks_its_words_into_lines_keeps_its_size(form: Form) -> None:
    flowing = FlowingButton("Open a set-up", form)
    flowing.setGeometry(0, 0, 120, 30)
    flowing.show()
    before = flowing.sizeHint()
    QTest.keyPress(form.name, Key.Key_Alt)
    assert (flowing.text(), flowing.sizeHint()) == ("Open a set-up", before)


def test_what_says_something_else_meanwhile_keeps_that(form: Form) -> None:
    QTest.keyPress(form.name, Key.Key_Alt)
    form.save.setText("Saved")
    form.close()
    assert form.words() == ["Name", "Saved", "Say"]


def test_rows_of_a_menu_have_letters_beside_their_keys(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    for words in ("Open\tCtrl+O", "Order", "导入\tCtrl+I"):
        menu.addAction(words)
    menu.addSeparator()
    below = menu.addMenu("More")
    below.addAction(QAction("Open", below))
    give_letters(menu)
    assert [row.text() for row in menu.actions()] == ["&Open\tCtrl+O", "O&rder", "导入(&A)\tCtrl+I", "", "&More"]
    assert below.actions()[0].text() == "&Open"
    assert menu.actionAt(QPoint(-1, -1)) is None


def test_the_name_of_the_model_stays_whole(person: Person) -> None:
    picker = person.see("modelPicker", QPushButton)
    before = picker.text()
    QTest.keyPress(person.see("composer", QWidget), Key.Key_Alt)
    assert picker.text() == before
    assert person.see("newChatButton", QPushButton).text() == "&New chat"
    QTest.keyRelease(person.see("composer", QWidget), Key.Key_Alt)
    assert person.see("newChatButton", QPushButton).text() == "New chat"
