"""All shortcuts there are, by group, to be looked through; whatever has one can be done from here, too."""

from collections.abc import Callable, Iterator
from itertools import groupby

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.likeness import likeness
from nextchat_desktop.engine.commands import Command
from nextchat_desktop.ui.commands import Commands, native_keys
from nextchat_desktop.ui.composer.send_keys import breaks, shown
from nextchat_desktop.ui.palette.items import Act, Item, Kind
from nextchat_desktop.ui.palette.panel import PalettePanel
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard

_FIXED = (("recall", ("↑",)), ("delete_row", ("Del",)), ("menu", ("Menu", "Shift+F10")), ("around", ("Tab",)))
"""Keys that are always the same, with what they do."""


class ShortcutsOverview(QObject):
    """`change` opens the place where keys are changed; `send_key` is asked for the name of the key that sends."""

    def __init__(
        self,
        commands: Commands,
        words: Words,
        theme: Theme,
        around: QWidget,
        change: Callable[[], object],
        send_key: Callable[[], str],
    ) -> None:
        super().__init__(around)
        self._commands = commands
        self._words = words
        self._change = change
        self._send_key = send_key
        spoken = (words("shortcuts.name"), words("shortcuts.search"), words("shortcuts.name"))
        self._panel = PalettePanel("shortcuts", spoken, theme, around)
        self._panel.typed.connect(self._show)
        self._panel.chosen.connect(self._on_chosen)

    def toggle(self) -> None:
        """Opens it, or closes it where it is open."""
        if self._panel.isVisible():
            self._panel.leave()
            return
        self._panel.open(self._words("palette.choose"), "")
        self._show("")

    def _show(self, text: str) -> None:
        rows: list[Item] = []
        for head, items in self._groups():
            found = [item for item in items if likeness(text, (item.title,), (*item.keys, head))]
            if found:
                rows += [Item(f"head:{head}", Kind.COMMANDS, head, is_head=True), *found]
        self._panel.show_rows(tuple(rows), self._words("shortcuts.nothing"))

    def _groups(self) -> Iterator[tuple[str, list[Item]]]:
        """Commands that keys run, then the keys that are always the same, then the way to change them."""
        words = self._words
        with_keys = [command for command in self._commands.all() if self._commands.keys(command.id)]
        for group, commands in groupby(with_keys, key=lambda command: command.group):
            yield words(f"command.group.{group}"), [self._command(command) for command in commands]
        name = self._send_key()
        fixed = (("send", (shown(name),)), ("line", (breaks(name),)), *_FIXED)
        yield words("shortcuts.fixed"), [self._item(id, words(f"shortcuts.fixed.{id}"), keys) for id, keys in fixed]
        change = words("shortcuts.change")
        hint = words("palette.enter.settings")
        row = Item("change", Kind.SETTINGS, change, "keyboard", self._change, spoken=change, hint=hint)
        yield words("settings.title"), [row]

    def _command(self, command: Command) -> Item:
        def run() -> None:
            self._commands.run(command.id)

        keys = tuple(map(native_keys, self._commands.keys(command.id)))
        return self._item(command.id, self._words(f"command.{command.id}"), keys, command.icon, run)

    def _item(self, id: str, title: str, keys: tuple[str, ...], icon: str = "", act: Act | None = None) -> Item:
        hint = self._words("palette.enter.commands") if act is not None else ""
        spoken = heard(self._words, (title, *keys))
        return Item(f"key:{id}", Kind.COMMANDS, title, icon, act, keys=keys, spoken=spoken, hint=hint)

    def _on_chosen(self, item: Item, _other: bool) -> None:
        self._panel.leave()
        if item.act is not None:
            item.act()
