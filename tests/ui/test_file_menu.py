"""What is done with files stands in one menu, and in the bar of the system where there is one."""

import pytest
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.file_menu import FileMenu
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def entries(menu: QMenu) -> list[tuple[str, bool]]:
    menu.aboutToShow.emit()
    return [(action.text(), action.isEnabled()) for action in menu.actions() if not action.isSeparator()]


def made(window: QMainWindow, theme: Theme, has_bar: bool) -> tuple[FileMenu, list[str]]:
    commands, done = Commands(window), list[str]()
    commands.bind("import", lambda: done.append("import"))
    commands.bind("export", lambda: done.append("export"), lambda: False)
    menu = FileMenu(Words(resource("locales"), "en"), theme, commands, QToolButton(window), window, has_bar)
    return menu, done


def test_it_has_what_somebody_does_with_the_keys_of_today(window: QMainWindow, theme: Theme) -> None:
    menu, done = made(window, theme, has_bar=False)
    (first, second) = entries(menu.menu)
    assert first == ("Import conversations…", True)
    assert second[0].endswith("\tCtrl+Shift+E")
    assert not second[1]
    menu.menu.actions()[0].trigger()
    assert done == ["import"]


@pytest.mark.parametrize("has_bar", [True, False])
def test_where_the_system_has_a_bar_it_stands_there_too(window: QMainWindow, theme: Theme, has_bar: bool) -> None:
    _menu, done = made(window, theme, has_bar)
    bar = window.findChild(QMenuBar, "menuBar")
    assert (bar is not None) == has_bar
    if bar is not None:
        (menu,) = bar.findChildren(QMenu) or [action.menu() for action in bar.actions()]
        assert isinstance(menu, QMenu)
        assert entries(menu)[0] == ("Import conversations…", True)
        menu.actions()[0].trigger()
        assert done == ["import"]
