"""Which key does what in the transcript."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

Command = Callable[["Transcript"], None]


def command_for(event: QKeyEvent) -> Command | None:
    """What the transcript itself does with a key; None leaves it to the scroll area."""
    for matched, command in _STANDARD.items():
        if event.matches(matched):
            return command
    return _KEYS.get(Qt.Key(event.key()))


def _copy(view: "Transcript") -> None:
    view.copy()


def _select_all(view: "Transcript") -> None:
    view.select_all()


def _follow(view: "Transcript") -> None:
    view.follow()


def _go_home(view: "Transcript") -> None:
    view.go_home()


_STANDARD: dict[QKeySequence.StandardKey, Command] = {
    QKeySequence.StandardKey.Copy: _copy,
    QKeySequence.StandardKey.SelectAll: _select_all,
}
_KEYS: dict[Qt.Key, Command] = {Qt.Key.Key_End: _follow, Qt.Key.Key_Home: _go_home}
