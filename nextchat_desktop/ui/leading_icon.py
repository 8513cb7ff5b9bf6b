"""Puts an icon before the words of a button, as far from them as drawn; it does not know what is pressed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton

from nextchat_desktop.ui.theme.icons import BEHIND
from nextchat_desktop.ui.theme.theme import Theme


def lead(button: QAbstractButton, theme: Theme, name: str, color: str | None = None, side: int | None = None) -> None:
    """The icon in a colour (that of labels unless told), `side` pixels square (as in rows unless told)."""
    side = side or theme.room.icon_row
    button.setIcon(theme.icons.leading(name, color, side))
    button.setIconSize(QSize(side + BEHIND, side))
