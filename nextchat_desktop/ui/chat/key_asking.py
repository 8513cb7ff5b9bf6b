"""The place above the composer where another key is asked for; empty, and nothing loaded for it, until that happens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.ui.chat.key_bar import KeyBar


class KeyAsking(QWidget):
    """`kept` carries the id of the answer for which the key was wanted; `closed` tells that the place is free."""

    kept = Signal(str)
    closed = Signal()

    def __init__(self, setup: Setup, words: Words, theme: Theme) -> None:
        super().__init__()
        self._setup = setup
        self._words = words
        self._theme = theme
        self._bar: KeyBar | None = None
        self._answer = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, sizes.SPACE_2)
        self._column = column
        self.hide()

    def ask(self, connection: Connection, answer: str) -> None:
        self._answer = answer
        self.show()
        self._made().ask(connection)

    def leave(self) -> bool:
        """Whether it was open."""
        is_open = self._bar is not None and not self.isHidden()
        if self._bar is not None and is_open:
            self._bar.leave()
        return is_open

    def _made(self) -> "KeyBar":
        from nextchat_desktop.ui.chat.key_bar import KeyBar  # no start of the program needs it

        if self._bar is None:
            self._bar = KeyBar(self._setup, self._words, self._theme)
            self._column.addWidget(self._bar)
            self._bar.kept.connect(self._on_kept)
            self._bar.closed.connect(self._on_closed)
        return self._bar

    def _on_kept(self) -> None:
        self._on_closed()
        self.kept.emit(self._answer)

    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()
