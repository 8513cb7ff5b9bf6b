"""From part to part of the window, and out of it, without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from end2end.person import Person
from nextchat_desktop.settings.schema import SEND_KEY

Key, Held = Qt.Key, Qt.KeyboardModifier
ROUND = ["conversationList", "sidebarButton", "transcript", "composer"]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def here() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def gone_round(held: Qt.KeyboardModifier, steps: int) -> list[str]:
    found = []
    for _ in range(steps):
        press(Key.Key_F6, held)
        found.append(here())
    return found


def test_f6_goes_through_the_window_as_the_eye_does(person: Person) -> None:
    person.see("composer", QWidget).setFocus()
    assert gone_round(Held.NoModifier, 4) == ROUND
    assert gone_round(Held.ShiftModifier, 4) == ["transcript", "sidebarButton", "conversationList", "composer"]


def test_the_bar_for_finding_and_the_way_back_are_parts_while_they_are_there(person: Person) -> None:
    person.press("composer", Key.Key_F, Held.ControlModifier)
    person.see("composer", QWidget).setFocus()
    assert gone_round(Held.NoModifier, 3)[-1] == "findField"
    person.press("findField", Key.Key_Escape)
    person.press("composer", Key.Key_Backspace, Held.ControlModifier | Held.ShiftModifier)
    person.see("composer", QWidget).setFocus()
    assert gone_round(Held.NoModifier, 5) == ["undoButton", *ROUND]


def test_without_a_sidebar_it_is_left_out(person: Person) -> None:
    person.press("composer", Key.Key_B, Held.ControlModifier)
    person.see("composer", QWidget).setFocus()
    assert gone_round(Held.NoModifier, 3) == ROUND[1:]


def test_the_head_remembers_where_one_was(person: Person) -> None:
    person.see("outlineButton", QWidget).setFocus()
    assert gone_round(Held.NoModifier, 4)[-1] == "outlineButton"


def test_the_window_fills_the_screen_and_is_as_before(person: Person) -> None:
    window = person.app.window
    person.press("composer", Key.Key_F11)
    assert window.isFullScreen()
    person.press("composer", Key.Key_F11)
    assert not window.isFullScreen()


def test_the_usual_keys_close_the_window(person: Person) -> None:
    person.press("composer", Key.Key_W, Held.ControlModifier)
    assert not person.app.window.isVisible()


def test_quitting_closes_every_window(person: Person) -> None:
    dialog = person.app.window.open_settings()
    person.press("composer", Key.Key_Q, Held.ControlModifier)
    assert not dialog.isVisible()
    assert not person.app.window.isVisible()


SIGNS = {
    "masksButton": "Masks (Ctrl+Shift+N)",
    "exportButton": "Export the conversation (Ctrl+Shift+E)",
    "promptsButton": "Prompts (type / in the field) (Ctrl+Shift+P)",
    "stopButton": "Stop (Esc)",
    "sendButton": "Send (Enter)",
    "guideButton": "Ask the guide",
}


@pytest.mark.parametrize("name", SIGNS)
def test_a_button_that_bears_a_sign_tells_its_keys(person: Person, name: str) -> None:
    assert person.see(name, QWidget).toolTip() == SIGNS[name]


def test_other_keys_are_told_as_soon_as_they_count(person: Person) -> None:
    person.app.program.settings[SEND_KEY] = "ctrl_enter"
    assert person.see("sendButton", QWidget).toolTip() == "Send (Ctrl+Enter)"
