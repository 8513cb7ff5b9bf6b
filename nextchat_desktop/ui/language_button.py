"""The language of the window, and a list of all others behind it, for people who cannot read what else stands there."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from nextchat_desktop.settings.said import choice_said
from nextchat_desktop.settings.schema import LANGUAGE, LANGUAGES_OFFERED
from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import name_of


class LanguageButton(QPushButton):
    """`chosen` carries a value of the setting."""

    chosen = Signal(str)

    def __init__(self, words: Words, theme: Theme) -> None:
        name = name_of(words.language)
        super().__init__(name)
        self._words, self._theme = words, theme
        spoken = words("language.now", name=name)
        named(self, "languageButton", spoken)
        self.setToolTip(spoken)
        set_property(self, "role", "quiet")
        self.clicked.connect(self._open)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _open(self) -> None:
        """Each under its own name; the one that is spoken has a mark."""
        menu = named(QMenu(self), "languageMenu", self.accessibleName())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value in LANGUAGES_OFFERED:
            row = menu.addAction(choice_said(LANGUAGE, value, self._words))
            row.setObjectName(f"language-{value}")
            row.setCheckable(True)
            row.setChecked(value == self._words.language)
            row.triggered.connect(partial(self._on_chosen, value))
        beginning = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        place = self.mapToGlobal(beginning)
        menu.popup(place - QPoint(menu.sizeHint().width(), 0) if self.isRightToLeft() else place)

    def _on_chosen(self, value: str, _checked: bool = False) -> None:
        self.chosen.emit(value)

    def _on_theme_changed(self) -> None:
        lead(self, self._theme, "globe")
