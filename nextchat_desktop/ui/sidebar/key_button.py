"""A wide button with an icon, what it does, and at its end the keys that do the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme


class KeyButton(QPushButton):
    def __init__(self, theme: Theme, name: str, text: str, icon: str) -> None:
        super().__init__(text)
        named(self, name, text, "soft")
        self._theme, self._icon = theme, icon
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)
        self._keys = named(QLabel(), f"{name}Keys", role="keys")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        set_margins(row, 0, 0, sizes.SPACE_3, 0)
        row.addStretch(1)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_keys("")

    def _on_theme_changed(self) -> None:
        lead(self, self._theme, self._icon, self._theme.palette.text)

    def show_keys(self, keys: str) -> None:
        """As this system writes them; nothing where there are none."""
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys))
