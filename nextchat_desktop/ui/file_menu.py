"""What is done with files, in one menu at the foot of the sidebar. It makes the menu bar where the system has one."""

import sys
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMainWindow, QToolButton

from nextchat_desktop.engine.commands import FILE
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.keyboard.menu import HAS_LETTERS, Menu, give_letters
from nextchat_desktop.ui.menu_bar import MenuBar
from nextchat_desktop.ui.mirroring import is_mirrored, pop_at, shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class FileMenu(QObject):
    """It has the commands that somebody does, each with the keys of today."""

    def __init__(
        self,
        words: Words,
        theme: Theme,
        commands: Commands,
        button: QToolButton,
        window: QMainWindow,
        has_bar: bool = sys.platform == "darwin",
    ) -> None:
        super().__init__(window)
        self._words, self._theme, self._commands, self._button = words, theme, commands, button
        self.menu = named(Menu(window), "fileMenu", words("command.group.files"))
        self.menu.aboutToShow.connect(self.fill)
        button.clicked.connect(self._on_clicked)
        if has_bar:
            MenuBar(words, commands, window)

    def fill(self) -> None:
        """As things are now."""
        menu = self.menu
        menu.clear()
        table = {command.id: command for command in self._commands.all()}
        for id in FILE:
            if not id:
                menu.addSeparator()
            elif id in table:
                keys = self._commands.shown_keys(id)
                label = self._words(f"command.{id}")
                action = menu.addAction(
                    self._theme.icons.icon(table[id].icon), f"{label}\t{shown(keys)}" if keys else label
                )
                action.setObjectName(f"file.{id}")
                action.setEnabled(self._commands.is_enabled(id))
                action.triggered.connect(partial(self._commands.run, id))
        if HAS_LETTERS:
            give_letters(menu)

    def _on_clicked(self) -> None:
        """Above the button, which stands at the foot of the window."""
        self.fill()
        corner = self._button.rect().topRight() if is_mirrored() else QPoint(0, 0)
        pop_at(self.menu, self._button.mapToGlobal(corner) - QPoint(0, self.menu.sizeHint().height()))
