"""The row of buttons at the foot of the sidebar: settings, masks, the guide, files, the archive and the bin."""

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_BUTTONS = ("settings", "masks", "guide", "files", "archive", "bin")
_ICONS = {
    "settings": "settings",
    "masks": "mask",
    "guide": "guide",
    "files": "data",
    "archive": "archive",
    "bin": "trash",
}

_APART = 2
"""So that all of them have room in the narrowest sidebar."""


class Foot(QWidget):
    """Its buttons bear the object names `<name>Button` and are told apart by `button`."""

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        spoken = {
            "settings": words("sidebar.settings"),
            "masks": words("sidebar.masks"),
            "guide": words("sidebar.guide"),
            "files": words("command.group.files"),
            "archive": words("sidebar.archive"),
            "bin": words("sidebar.bin"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2)
        row.setSpacing(_APART)
        self.button = {name: named(QToolButton(), f"{name}Button", spoken[name]) for name in _BUTTONS}
        for name, button in self.button.items():
            button.setToolTip(spoken[name])
            row.addWidget(button)
        row.addStretch(1)
        self.button["archive"].setCheckable(True)
        self.dress()

    def dress(self) -> None:
        """As the theme is now."""
        side = self._theme.room.field
        for name, button in self.button.items():
            button.setFixedSize(side, side)
            button.setIcon(self._theme.icons.icon(_ICONS[name]))
