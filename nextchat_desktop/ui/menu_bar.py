"""The bar of menus of a system that has one for every program: what can be done there, and in the field one is in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from nextchat_desktop.engine.commands import FILE, Command
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.words.catalogue import Words

_Role = QAction.MenuRole
_ROLES = {"about": _Role.AboutRole, "settings": _Role.PreferencesRole, "quit": _Role.QuitRole}
"""What the system puts into its own menu, which is called as the program."""
_EDITING = {"menu.cut": "cut", "menu.copy": "copy", "menu.paste": "paste", "menu.select_all": "selectAll"}
"""What is done by the field that has the keyboard, by the name that Qt gives it."""
_WINDOW: dict[str, Callable[[QWidget], object]] = {
    "menu.minimise": QWidget.showMinimized,
    "menu.zoom": lambda window: window.showNormal() if window.isMaximized() else window.showMaximized(),
}
_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("command.group.files", (*FILE, "", "close_window", "settings", "quit")),
    ("menu.edit", ("undo", "redo", "", *_EDITING, "", "find", "find_next", "find_previous")),
    ("menu.view", ("sidebar", "show_archive", "outline", "", "larger", "smaller", "usual_size", "", "full_screen")),
    (
        "command.group.chats",
        (
            "new",
            "new_with_mask",
            "palette",
            "",
            "rename",
            "pin",
            "archive",
            "delete",
            "",
            "stop",
            "answer_again",
            "model",
        ),
    ),
    ("command.group.window", (*_WINDOW, "", "next", "previous")),
    ("menu.help", ("guide", "shortcuts", "about")),
)


class MenuBar(QObject):
    """Each menu is filled when it is opened, and once before, for what the system takes out of it."""

    def __init__(self, words: Words, commands: Commands, window: QMainWindow) -> None:
        super().__init__(window)
        self._words, self._commands, self._window = words, commands, window
        bar = named(QMenuBar(window), "menuBar")
        for title, ids in _MENUS:
            menu = named(QMenu(words(title), window), f"bar-{title}", words(title))
            menu.aboutToShow.connect(partial(self._fill, menu, ids))
            self._fill(menu, ids)
            bar.addMenu(menu)
        window.setMenuBar(bar)

    def _fill(self, menu: QMenu, ids: tuple[str, ...]) -> None:
        menu.clear()
        table = {command.id: command for command in self._commands.all()}
        for id in ids:
            if not id:
                menu.addSeparator()
            elif id in _EDITING:
                focus = QApplication.focusWidget()
                self._add(menu, id, partial(_edit, _EDITING[id]), hasattr(focus, _EDITING[id]))
            elif id in _WINDOW:
                self._add(menu, id, partial(_WINDOW[id], self._window))
            elif id in table:
                self._add_command(menu, table[id])

    def _add_command(self, menu: QMenu, command: Command) -> None:
        keys, is_enabled = self._commands.shown_keys(command.id), self._commands.is_enabled(command.id)
        action = self._add(menu, f"command.{command.id}", partial(self._commands.run, command.id), is_enabled)
        action.setMenuRole(_ROLES.get(command.id, _Role.NoRole))
        if keys:
            action.setText(f"{action.text()}\t{shown(keys)}")

    def _add(self, menu: QMenu, id: str, act: Callable[[], object], is_enabled: bool = True) -> QAction:
        action = menu.addAction(self._words(id))
        action.setObjectName(id)
        action.setMenuRole(_Role.NoRole)  # or the system would guess by the words
        action.setEnabled(is_enabled)
        action.triggered.connect(lambda _checked=False: act())
        return action


def _edit(name: str) -> None:
    """In the field that has the keyboard by now."""
    act = getattr(QApplication.focusWidget(), name, None)
    if act is not None:
        act()
