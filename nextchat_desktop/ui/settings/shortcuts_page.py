"""The page of the keyboard: every command with the keys that run it, which a person may change. It runs none."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.core.likeness import likeness
from nextchat_desktop.engine.commands import Command
from nextchat_desktop.engine.shortcuts import Shortcuts
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import SearchField, button, labelled
from nextchat_desktop.ui.settings.form import Page
from nextchat_desktop.ui.settings.shortcut_row import ShortcutRow
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class ShortcutsPage(Page):
    def __init__(self, commands: Sequence[Command], shortcuts: Shortcuts, words: Words, theme: Theme) -> None:
        self._shortcuts = shortcuts
        self._filter = SearchField(theme, "shortcutsFilter", words("shortcuts.search"))
        self._all_back = button("putBackAllKeys", words("shortcuts.put_back_all"))
        self._nothing = named(labelled(words("shortcuts.nothing"), "hint"), "shortcutsNothing")
        self._groups: list[tuple[QLabel, list[ShortcutRow]]] = []
        for group, members in groupby(commands, key=lambda command: command.group):
            rows = [ShortcutRow(command, shortcuts, words, theme) for command in members]
            self._groups.append((labelled(words(f"command.group.{group}"), "group"), rows))
        groups = [_together(head, rows) for head, rows in self._groups]
        super().__init__(words("settings.page.keyboard"), [self._head(), self._nothing, *groups], theme)
        self._connect()
        self._on_changed()
        self._on_typed("")

    def showEvent(self, event: QShowEvent) -> None:
        """Other parts of the program change settings too."""
        self._on_changed()
        super().showEvent(event)

    @property
    def _rows(self) -> list[ShortcutRow]:
        return [row for _, rows in self._groups for row in rows]

    def _head(self) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._filter, 1)
        line.addWidget(self._all_back, 0, Qt.AlignmentFlag.AlignRight)
        return head

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_typed)
        self._all_back.clicked.connect(self._on_all_put_back)
        for row in self._rows:
            row.changed.connect(self._on_changed)
            row.spoke.connect(partial(self._show_whole, row))

    def _show_whole(self, row: ShortcutRow) -> None:
        """Once it has grown."""
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row))

    def _on_changed(self) -> None:
        held = self._shortcuts.all()
        for row in self._rows:
            row.show_keys(held[row.command.id])
        self._all_back.setEnabled(any(self._shortcuts.is_changed(row.command.id) for row in self._rows))

    def _on_all_put_back(self) -> None:
        self._shortcuts.put_back([row.command.id for row in self._rows])
        self._on_changed()

    def _on_typed(self, text: str) -> None:
        for head, rows in self._groups:
            shown = [row for row in rows if likeness(text, (row.title,), (*row.found_by, head.text()))]
            for row in rows:
                row.setVisible(row in shown)
            head.setVisible(bool(shown))
        self._nothing.setVisible(all(row.isHidden() for row in self._rows))


def _together(head: QLabel, rows: Sequence[ShortcutRow]) -> QWidget:
    """A group, its rows close below one another."""
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for widget in (head, *rows):
        column.addWidget(widget)
    return group
