"""Keys that ask for a command before there is one, pictures pasted before anybody can prepare them, and all that is
typed behind them, until the window can do it: what follows the key for a new conversation must not be said in the old
one. It knows no command."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from nextchat_desktop.ui.composer.field import ComposerField


@dataclass(frozen=True, slots=True)
class Pasted:
    """Pictures, or files that may be some, as the field tells of them."""

    incoming: object


Typed = QKeyEvent | str | Pasted
"""A key, what an input method has made, or what lay in the clipboard."""


class Later:
    def __init__(self, commands: str) -> None:
        """`commands` are the keys that run any, one in a line."""
        self._commands = frozenset(commands.split("\n"))
        self._typed: list[Typed] = []

    def __bool__(self) -> bool:
        return bool(self._typed)

    @property
    def text(self) -> str:
        """What was typed."""
        return "".join(self._text(typed) for typed in self._typed)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether it waits now, for it asks for a command, or others wait already."""
        if not self._typed and keys_of(event) not in self._commands:
            return False
        self._typed.append(event.clone())
        return True

    def takes_text(self, text: str) -> bool:
        """As `takes`, from an input method."""
        if not self._typed or not text:
            return False
        self._typed.append(text)
        return True

    def take_pasted(self, incoming: object) -> None:
        self._typed.append(Pasted(incoming))

    def give(self) -> list[Typed]:
        """All of it, which waits here no more."""
        typed, self._typed = self._typed, []
        return typed

    def _text(self, typed: Typed) -> str:
        if not isinstance(typed, QKeyEvent):
            return typed if isinstance(typed, str) else ""
        text = typed.text().replace("\r", "\n")
        is_one = text.isprintable() or text == "\n"
        return text if is_one and keys_of(typed) not in self._commands else ""


def type_now(typed: list[Typed], window: QWidget, run: Callable[[str], bool]) -> None:
    """As if it were typed now: where a command opens something, what follows is for that.

    `run` has whatever these keys ask for done, and says whether there was anything.
    """
    for one in typed:
        before = _windows()
        if isinstance(one, QKeyEvent) and run(keys_of(one)):
            window = next((new for new in _windows() if new not in before), window)
        elif (target := window.focusWidget() or window).isVisible():
            _give(one, target)


def keys_of(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString()


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _give(typed: Typed, target: QWidget) -> None:
    if not isinstance(typed, Pasted):
        QCoreApplication.sendEvent(target, typed if isinstance(typed, QKeyEvent) else _made(typed))
    elif isinstance(target, ComposerField):
        target.pasted.emit(typed.incoming)


def _made(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event
