"""The commands with what they do in this window, and the shortcuts that run them. It decides nothing."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nextchat_desktop.engine.commands import COMMANDS, Command
from nextchat_desktop.ui.mirroring import shown

Act = Callable[[], object]
_META = "Win" if sys.platform == "win32" else "Super"
"""What is written on the key that Qt calls Meta where that is not a Mac."""


def native_keys(keys: str) -> str:
    """As this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Meta", _META)


def always() -> bool:
    """For a command that can be run at any time."""
    return True


class Commands(QObject):
    """A command without anybody who does it is not there. `changed` tells that other keys run them now."""

    changed = Signal()

    def __init__(self, window: QWidget, table: Sequence[Command] = COMMANDS) -> None:
        super().__init__(window)
        self._window = window
        self._table = {command.id: command for command in table}
        self._acts: dict[str, tuple[Act, Callable[[], bool]]] = {}
        self._own: Mapping[str, tuple[str, ...]] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self._hinted: list[tuple[str, QWidget, str]] = []

    def bind(self, id: str, act: Act, enabled: Callable[[], bool] = always) -> None:
        """What the command does, and whether it can be done now."""
        self._acts[id] = (act, enabled)
        self._listen(self._table[id])

    def all(self) -> tuple[Command, ...]:
        """Those that somebody does, in the order of the table."""
        return tuple(command for command in self._table.values() if command.id in self._acts)

    def is_enabled(self, id: str) -> bool:
        return id in self._acts and self._acts[id][1]()

    def run(self, id: str) -> bool:
        """Whether it could be done now, and was."""
        if not self.is_enabled(id):
            return False
        self._acts[id][0]()
        return True

    def run_by(self, keys: str) -> bool:
        """Whether these keys are those of a command, which is run if it can be."""
        wanted = QKeySequence(keys)
        for command in self.all():
            if wanted in (QKeySequence(one) for one in self.keys(command.id)):
                self.run(command.id)
                return True
        return False

    def keys(self, id: str) -> tuple[str, ...]:
        """What runs it now."""
        return self._own.get(id, self._table[id].keys)

    def shown_keys(self, id: str) -> str:
        """The first of them as this system writes it; empty where none does."""
        return next((native_keys(keys) for keys in self.keys(id)), "")

    def hint_at(self, id: str, widget: QWidget, label: str) -> None:
        """The tooltip of a widget that does the same: what it does, and the keys that do, whichever those are."""
        self._hinted.append((id, widget, label))
        self._hint()

    def set_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """The shortcuts that the person has chosen, by command; for others the usual ones count."""
        self._own = own
        for command in self.all():
            self._listen(command)
        self._hint()
        self.changed.emit()

    def _hint(self) -> None:
        for id, widget, label in self._hinted:
            keys = self.shown_keys(id)
            widget.setToolTip(f"{label} ({shown(keys)})" if keys else label)

    def _listen(self, command: Command) -> None:
        for gone in self._shortcuts.pop(command.id, []):
            gone.setEnabled(False)
            gone.deleteLater()
        sequences = (QKeySequence(keys) for keys in self.keys(command.id))
        made = [QShortcut(keys, self._window) for keys in sequences if not keys.isEmpty()]
        for shortcut in made:
            shortcut.activated.connect(partial(self.run, command.id))
        self._shortcuts[command.id] = made
