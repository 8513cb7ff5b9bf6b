"""Which key does what in the transcript."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from nextchat_desktop.ui.transcript.caret_moves import Motion

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

Command = Callable[["Transcript"], None]


def command_for(event: QKeyEvent) -> Command | None:
    """What the transcript itself does with a key; None leaves it to the scroll area."""
    for matched, motion in _MOTIONS.items():
        if event.matches(matched):
            return partial(_extend, motion)
    for matched, command in _STANDARD.items():
        if event.matches(matched):
            return command
    return _KEYS.get(Qt.Key(event.key())) if not event.modifiers() & _CHANGING else None


def _extend(motion: Motion, view: "Transcript") -> None:
    view.extend_selection(motion)


def _copy(view: "Transcript") -> None:
    view.copy()


def _select_all(view: "Transcript") -> None:
    view.select_all()


def _follow(view: "Transcript") -> None:
    view.follow()


def _delete(view: "Transcript") -> None:
    view.delete_pressed.emit()


def _go_home(view: "Transcript") -> None:
    view.go_home()


_Key = QKeySequence.StandardKey
_CHANGING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_STANDARD: dict[QKeySequence.StandardKey, Command] = {_Key.Copy: _copy, _Key.SelectAll: _select_all}
_KEYS: dict[Qt.Key, Command] = {Qt.Key.Key_End: _follow, Qt.Key.Key_Home: _go_home, Qt.Key.Key_Delete: _delete}
_MOTIONS: dict[QKeySequence.StandardKey, Motion] = {
    _Key.SelectPreviousChar: "left",
    _Key.SelectNextChar: "right",
    _Key.SelectPreviousWord: "word left",
    _Key.SelectNextWord: "word right",
    _Key.SelectPreviousLine: "up",
    _Key.SelectNextLine: "down",
    _Key.SelectStartOfLine: "line start",
    _Key.SelectEndOfLine: "line end",
    _Key.SelectStartOfDocument: "top",
    _Key.SelectEndOfDocument: "bottom",
}
