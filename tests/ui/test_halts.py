"""Where Tab stops in a conversation: at links and buttons, as the eye meets them; and what the keys do there."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.ui.keyboard.tabbing import go_on
from nextchat_desktop.ui.transcript.entries import Action
from nextchat_desktop.ui.transcript.view import Transcript
from ui.transcripts import answer, fenced, maximum, open_window, paragraphs, question, show, value

Key, Held = Qt.Key, Qt.KeyboardModifier
LINKS = "See [the **first** page](https://one.example) and [two](https://two.example).\n\n"
COPY = (Action("copy", "copy"), Action("again", "again"))


class Around(QWidget):
    """A window as all of the program's are."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)


class Between:
    """A transcript with a field above and one below, as in the window."""

    def __init__(self, view: Transcript, qtbot: QtBot) -> None:
        self.window = Around()
        self.above, self.below = QLineEdit(), QLineEdit()
        self.above.setObjectName("above")
        self.below.setObjectName("below")
        column = QVBoxLayout(self.window)
        for widget in (self.above, view, self.below):
            column.addWidget(widget)
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        open_window(self.window, qtbot)
        self.view = view

    def tab(self, back: bool = False) -> str:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Backtab if back else Key.Key_Tab, Held.ShiftModifier if back else Held.NoModifier)
        return here()


@pytest.fixture
def between(view: Transcript, qtbot: QtBot) -> Between:
    return Between(view, qtbot)


def here() -> str:
    """What the keyboard is at: a link by its words, all else by its name."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus.accessibleName() if focus.objectName() == "linkButton" else focus.objectName()


def walk(between: Between, back: bool = False) -> Sequence[str]:
    """From one field to the other."""
    (between.below if back else between.above).setFocus()
    found: list[str] = []
    while not found or found[-1] not in ("above", "below"):
        found.append(between.tab(back))
        assert len(found) < 50
    return found


def test_tab_comes_by_links_and_buttons_as_they_stand(between: Between) -> None:
    show(between.view, [answer(LINKS + fenced("x = 1") + "\n\n[three](https://three.example)", actions=COPY)])
    there = ["the first page", "two", "wrapCode", "saveCode", "copyCode", "three", "action-copy", "action-again"]
    assert walk(between) == ["transcript", *there, "below"]
    assert walk(between, back=True) == ["transcript", "above"]
    between.below.setFocus()
    between.tab(back=True)
    for name in there:
        assert between.tab() == name
    for name in [*reversed(there[:-1]), "transcript"]:
        assert between.tab(back=True) == name


def test_links_in_tables_and_notes_are_links(between: Between) -> None:
    table = "| a | b |\n|---|---|\n| [one](https://one.example) | [two](https://two.example) |\n\n"
    show(between.view, [answer(table + "Words.[^n]\n\n[^n]: A note.")])
    assert walk(between)[1:4] == ["one", "two", "n"]


def test_enter_and_space_follow_a_link(between: Between) -> None:
    followed: list[str] = []
    between.view.link_activated.connect(followed.append)
    show(between.view, [answer(LINKS)])
    between.above.setFocus()
    for _ in range(3):
        between.tab()
    for key in (Key.Key_Return, Key.Key_Space):
        QTest.keyClick(between.view.window().focusWidget(), key)
    assert followed == ["https://two.example"] * 2


def ring(view: Transcript) -> QWidget:
    button = view.findChild(QWidget, "linkButton")
    assert button is not None
    return button


def test_the_ring_lies_around_the_words_and_goes_with_them(between: Between) -> None:
    show(between.view, [question("?"), answer(LINKS + paragraphs(60))])
    between.view.go_home()
    between.above.setFocus()
    while here() != "two":
        between.tab()
    before = ring(between.view).geometry()
    assert before.width() < 80
    between.view.verticalScrollBar().setValue(value(between.view) + 20)
    assert ring(between.view).geometry() == before.translated(0, -20)
    assert here() == "two"


def test_a_link_that_is_scrolled_away_leaves_the_keyboard_in_the_transcript(between: Between) -> None:
    show(between.view, [question("?"), answer(LINKS + paragraphs(60))])
    between.view.go_home()
    between.above.setFocus()
    while here() != "two":
        between.tab()
    QTest.keyClick(ring(between.view), Key.Key_End)
    assert value(between.view) == maximum(between.view)
    assert here() == "transcript"
    assert not ring(between.view).isVisible()


def test_a_mouse_meets_the_link_and_not_the_ring(between: Between) -> None:
    show(between.view, [answer(LINKS)])
    between.above.setFocus()
    while here() != "two":
        between.tab()
    assert ring(between.view).testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def offered_at(view: Transcript, widget: QWidget) -> list[str]:
    """What the menu key offers while the keyboard is there."""
    centre = widget.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, widget.mapToGlobal(centre))
    menu = view._hands.menu(view.menu_place(asked))
    offered = [action.text() for action in menu.actions()]
    menu.close()
    return offered


def test_the_menu_key_offers_what_can_be_done_with_the_link(between: Between) -> None:
    show(between.view, [answer(LINKS)])
    between.above.setFocus()
    while here() != "two":
        between.tab()
    assert "Copy the link" in offered_at(between.view, ring(between.view))


def test_the_menu_key_offers_what_can_be_done_with_the_turn_one_has_gone_to(between: Between) -> None:
    show(between.view, [answer(paragraphs(60), actions=COPY), question("?"), answer(paragraphs(60), "b")])
    between.view.setFocus()
    between.view.ways.step(-1)
    between.view.ways.step(-1)
    between.view.ways.step(-1)
    assert between.view.turn_at_hand == "a"
    assert "again" in " ".join(offered_at(between.view, between.view))


def test_letters_are_for_the_composer_wherever_in_the_conversation_one_is(person: Person) -> None:
    transcript = person.see("transcript", QWidget)
    for widget in (transcript, transcript.findChild(QWidget, "action-copy")):
        assert widget is not None
        widget.setFocus()
        QTest.keyClicks(widget, "H")
        assert person.see("composer", QWidget).hasFocus()
        QTest.keyClicks(QApplication.focusWidget(), "i ")
    assert person.app.window.page.composer.text() == "Hi Hi "


def test_keys_that_run_something_write_nothing(person: Person) -> None:
    transcript = person.see("transcript", QWidget)
    for key, held, text in ((Key.Key_J, Held.ControlModifier, "\n"), (Key.Key_Space, Held.NoModifier, " ")):
        transcript.setFocus()
        QApplication.sendEvent(transcript, QKeyEvent(QKeyEvent.Type.KeyPress, key, held, text))
        assert transcript.hasFocus()
    assert person.app.window.page.composer.text() == ""
