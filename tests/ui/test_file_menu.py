"""What is done with files stands in one menu, and in the bar of the system where there is one."""

from functools import partial

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QMenuBar, QToolButton
from pytestqt.qtbot import QtBot

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.file_menu import FileMenu
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from ui.transcripts import open_window


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def entries(menu: QMenu) -> list[tuple[str, bool]]:
    return [
        (action.text().replace("&", ""), action.isEnabled()) for action in menu.actions() if not action.isSeparator()
    ]


def made(window: QMainWindow, theme: Theme, has_bar: bool) -> tuple[FileMenu, list[str]]:
    commands, done = Commands(window), list[str]()
    for id in ("import", "settings", "about", "quit", "undo", "new"):
        commands.bind(id, partial(done.append, id))
    commands.bind("export", partial(done.append, "export"), lambda: False)
    menu = FileMenu(Words(resource("locales"), "en"), theme, commands, QToolButton(window), window, has_bar)
    menu.fill()
    return menu, done


def test_it_has_what_somebody_does_with_the_keys_of_today(window: QMainWindow, theme: Theme) -> None:
    menu, done = made(window, theme, has_bar=False)
    (first, second) = entries(menu.menu)
    assert first == ("Import conversations…", True)
    assert second[0].endswith("\tCtrl+Shift+E")
    assert not second[1]
    menu.menu.actions()[0].trigger()
    assert done == ["import"]


def menus(window: QMainWindow) -> dict[str, QMenu]:
    """Those in the bar, by what is written there."""
    bar = window.findChild(QMenuBar, "menuBar")
    assert bar is not None
    found = {action.text(): action.menu() for action in bar.actions()}
    return {name: menu for name, menu in found.items() if isinstance(menu, QMenu)}


def row(menu: QMenu, id: str) -> QAction:
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if action.objectName() == id)


def test_only_where_the_system_has_a_bar_is_one_made(window: QMainWindow, theme: Theme) -> None:
    made(window, theme, has_bar=False)
    assert window.findChild(QMenuBar, "menuBar") is None


def test_the_bar_has_the_menus_that_people_look_for(window: QMainWindow, theme: Theme) -> None:
    _menu, done = made(window, theme, has_bar=True)
    bar = menus(window)
    assert list(bar) == ["Files", "Edit", "View", "Conversations", "Window", "Help"]
    row(bar["Files"], "command.import").trigger()
    row(bar["Conversations"], "command.new").trigger()
    assert done == ["import", "new"]
    assert not row(bar["Files"], "command.export").isEnabled()


def test_the_system_finds_what_belongs_into_its_own_menu(window: QMainWindow, theme: Theme) -> None:
    _menu, _done = made(window, theme, has_bar=True)
    roles = {action.objectName(): action.menuRole() for menu in menus(window).values() for action in menu.actions()}
    own = {id: role for id, role in roles.items() if role is not QAction.MenuRole.NoRole and id}
    assert own == {
        "command.settings": QAction.MenuRole.PreferencesRole,
        "command.quit": QAction.MenuRole.QuitRole,
        "command.about": QAction.MenuRole.AboutRole,
    }


def test_editing_is_done_in_the_field_that_has_the_keyboard(window: QMainWindow, theme: Theme, qtbot: QtBot) -> None:
    _menu, _done = made(window, theme, has_bar=True)
    field = QLineEdit("words", window)
    window.setCentralWidget(field)
    open_window(window, qtbot)
    edit = menus(window)["Edit"]
    field.setFocus()
    row(edit, "menu.select_all").trigger()
    row(edit, "menu.cut").trigger()
    assert field.text() == ""
    row(edit, "menu.paste").trigger()
    row(edit, "menu.paste").trigger()
    assert field.text() == "wordswords"
    field.clearFocus()
    assert not row(edit, "menu.paste").isEnabled()
