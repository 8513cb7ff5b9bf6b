"""The word at the foot of a window, as somebody meets it who works in several windows of the program."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.words.catalogue import Words


class Window(QWidget):
    """Some window with buttons at its foot."""

    def __init__(self, deeds: Deeds, qtbot: QtBot) -> None:
        super().__init__()
        self.foot = QPushButton("Begin")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 30)
        column.addStretch(1)
        column.addWidget(self.foot)
        theme = Theme(resource("icons"), Path("nowhere"), self)
        self.toast = Toast(Words(resource("locales"), "en"), deeds, theme, self, self.foot)
        qtbot.addWidget(self)
        self.resize(500, 400)
        self.show()
        qtbot.waitExposed(self)


def test_what_was_undone_in_one_window_is_no_longer_offered_in_another(qtbot: QtBot) -> None:
    deeds = Deeds()
    here, there = Window(deeds, qtbot), Window(deeds, qtbot)
    deeds.did("Deleted", lambda: None)
    assert [window.toast.isVisible() for window in (here, there)] == [True, True]
    here.toast.undo()
    assert [window.toast.isVisible() for window in (here, there)] == [False, False]


def test_trouble_stays_when_something_is_undone_elsewhere(qtbot: QtBot) -> None:
    deeds = Deeds()
    here, there = Window(deeds, qtbot), Window(deeds, qtbot)
    deeds.did("Deleted", lambda: None)
    there.toast.warn("The disk is full")
    here.toast.undo()
    assert there.toast.isVisible()


def test_it_covers_nothing_of_what_stands_at_the_foot_however_high_the_window(qtbot: QtBot) -> None:
    window = Window(Deeds(), qtbot)
    window.toast.tell("Kept")
    for high in (400, 320, 600):
        window.resize(500, high)
        QTest.qWait(20)
        assert window.toast.geometry().bottom() < window.foot.mapTo(window, QPoint()).y()


def test_it_makes_room_for_what_comes_above_the_foot(qtbot: QtBot) -> None:
    window, bar = Window(Deeds(), qtbot), QPushButton("Stop all")
    bar.hide()
    column = window.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(1, bar)
    window.toast.keep_clear_of(bar)
    window.toast.tell("Kept")
    before = window.toast.y()
    bar.show()
    qtbot.waitUntil(lambda: window.toast.geometry().bottom() < bar.mapTo(window, QPoint()).y())
    bar.hide()
    qtbot.waitUntil(lambda: window.toast.y() == before)


def test_its_button_undoes_what_it_tells(qtbot: QtBot) -> None:
    deeds, undone = Deeds(), list[str]()
    window = Window(deeds, qtbot)
    deeds.did("Deleted", lambda: undone.append("Deleted"))
    button = window.toast.findChild(QPushButton, "undoButton")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == ["Deleted"]


def test_a_way_on_has_its_room_beside_the_words(qtbot: QtBot) -> None:
    window = Window(Deeds(), qtbot)
    window.toast.warn("The disk is full, and what was written is kept here until there is room for it again")
    window.toast.lead("Show where it is", lambda: None)
    parts = [part for part in window.toast.findChildren(QWidget) if part.isVisible()]
    QTest.qWait(20)
    for part in parts:
        assert window.toast.rect().contains(part.geometry())
    words, *buttons = (part.geometry() for part in parts)
    assert not any(words.intersects(button) for button in buttons)
