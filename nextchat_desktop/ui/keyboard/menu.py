"""A menu whose rows are chosen by letters, too, as systems have it that underline them. It knows no row."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nextchat_desktop.ui.keyboard.letters import Label, lettered

HAS_LETTERS = sys.platform != "darwin"
"""Whether this system underlines letters."""
_KEYS = "\t"


class Menu(QMenu):
    def popup(self, pos: QPoint, at: QAction | None = None) -> None:
        if HAS_LETTERS:
            give_letters(self)
        super().popup(pos, at) if at is not None else super().popup(pos)


def give_letters(menu: QMenu) -> None:
    """To its rows and to those of the menus in it, each menu for itself."""
    rows: Sequence[QAction] = [action for action in menu.actions() if not action.isSeparator()]
    words = [action.text().partition(_KEYS) for action in rows]
    labels = [Label(said, action.objectName()) for action, (said, _, _) in zip(rows, words, strict=True)]
    for action, (_, between, keys), said in zip(rows, words, lettered(labels), strict=True):
        action.setText(f"{said}{between}{keys}")
        below = action.menu()
        if isinstance(below, QMenu):
            give_letters(below)
