"""What every window does at the usual keys: Enter, Esc, those that close and quit; and where its buttons stand."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.ui.keyboard.buttons import in_order, is_turned
from nextchat_desktop.ui.settings.fields import Hint
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window, foot
from ui.transcripts import open_window

Key, Held = Qt.Key, Qt.KeyboardModifier
Layout = QDialogButtonBox.ButtonLayout


class Asking(Window):
    """A field, a box, a button beside them, and two buttons at the foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("asking", "Asking", QSize(400, 300), None)
        self.pressed: list[str] = []
        self.field, self.box, self.tool = QLineEdit(), QCheckBox("Box"), QToolButton()
        self.cancel, self.main = QPushButton("Cancel"), QPushButton("Do it")
        self.main.setProperty("role", "primary")
        self.stack(self.field, self.box, self.tool, foot(Hint(theme, "said"), self.cancel, self.main), grows=self.box)
        for name, button in (("cancel", self.cancel), ("main", self.main), ("tool", self.tool)):
            button.clicked.connect(lambda _checked=False, name=name: self.pressed.append(name))


@pytest.fixture
def asking(qtbot: QtBot, plain_theme: Theme) -> Asking:
    window = Asking(plain_theme)
    qtbot.addWidget(window)
    open_window(window, qtbot)
    return window


def enter_at(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Key.Key_Return)


def test_enter_in_a_field_does_what_the_window_is_about(asking: Asking) -> None:
    enter_at(asking.field)
    enter_at(asking.box)
    assert asking.pressed == ["main", "main"]
    assert not asking.box.isChecked()


def test_enter_at_a_button_presses_that(asking: Asking) -> None:
    enter_at(asking.tool)
    enter_at(asking.cancel)
    assert asking.pressed == ["tool", "cancel"]


def test_enter_does_nothing_where_that_cannot_be_done(asking: Asking) -> None:
    asking.main.setEnabled(False)
    enter_at(asking.field)
    assert asking.pressed == []
    assert asking.isVisible()


def test_a_field_that_wants_enter_itself_has_it_alone(asking: Asking) -> None:
    asking.field.returnPressed.connect(lambda: asking.pressed.append("field"))
    enter_at(asking.field)
    assert asking.pressed == ["field"]


@pytest.mark.parametrize(
    ("key", "held"), [(Key.Key_Escape, Held.NoModifier), (Key.Key_W, Held.ControlModifier)], ids=["Esc", "Ctrl+W"]
)
def test_the_usual_keys_close_it(asking: Asking, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(asking.field, key, held)
    assert not asking.isVisible()
    assert asking.pressed == []


def test_quitting_is_possible_from_every_window(person: Person) -> None:
    dialog = person.app.window.open_settings()
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Q, Held.ControlModifier)
    assert not dialog.isVisible()
    assert not person.app.window.isVisible()


def test_enter_presses_buttons_of_the_main_window(person: Person) -> None:
    for is_shown in (False, True):
        enter_at(person.see("sidebarButton", QAbstractButton))
        assert person.see("sidebar", QWidget).isVisible() == is_shown


@pytest.mark.parametrize("name", ["conversationList", "outlineButton", "composer"])
def test_the_keyboard_is_where_it_was_when_a_window_closes(person: Person, name: str) -> None:
    person.see(name, QWidget).setFocus()
    dialog = person.app.window.open_settings()
    person.wait(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Escape)
    focus = person.app.window.focusWidget()  # which has the keyboard with its window
    assert focus is not None
    assert focus.objectName() == name


@pytest.mark.parametrize(
    ("hint", "platform", "turned"),
    [
        (Layout.WinLayout, "win32", True),
        (Layout.WinLayout, "linux", False),
        (Layout.KdeLayout, "linux", True),
        (Layout.GnomeLayout, "linux", False),
        (Layout.MacLayout, "darwin", False),
    ],
)
def test_the_main_button_comes_first_where_the_system_has_it_so(
    hint: QDialogButtonBox.ButtonLayout, platform: str, turned: bool
) -> None:
    assert is_turned(hint.value, platform) == turned


def test_here_it_stands_at_the_end(qapp: QApplication) -> None:
    assert list(in_order(["cancel", "do it"])) == ["cancel", "do it"]
