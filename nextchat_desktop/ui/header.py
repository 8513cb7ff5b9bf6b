"""The head of the window: the title of the conversation and the model menu. It decides nothing."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from nextchat_desktop.core.messages import ModelChoice
from nextchat_desktop.engine.models import Group
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words


class ModelPicker(QPushButton):
    """A button with the name of the model; its menu groups all models by connection."""

    chosen = Signal(object)
    settings_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelPicker")
        self._words = words
        self._theme = theme
        self._menu = named(QMenu(self), "modelMenu")
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)

    def show_choice(self, groups: tuple[Group, ...], current: ModelChoice | None, label: str) -> None:
        """The name on the button and the rows of the menu; `current` bears the mark."""
        self.setText(label)
        self.setAccessibleName(self._words("header.model", name=label))
        self._menu.clear()
        for group in groups:
            self._menu.addSection(group.name)
            for choice, name in group.models:
                self._add(choice, name, choice == current)
        self._menu.addSeparator()
        self._menu.addAction(self._words("header.connections")).triggered.connect(self.settings_asked)

    def _add(self, choice: ModelChoice, name: str, current: bool) -> None:
        action = self._menu.addAction(name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(current)
        action.triggered.connect(partial(self._on_triggered, choice))

    def _on_triggered(self, choice: ModelChoice, _checked: bool) -> None:
        self.chosen.emit(choice)


class Header(QFrame):
    sidebar_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(sizes.HEADER)
        self._theme = theme
        self.picker = ModelPicker(words, theme)
        self._title = named(QLabel(), "conversationTitle")
        self._fold = named(QToolButton(), "sidebarButton")
        self._fold.setAccessibleName(words("header.sidebar"))
        self._fold.setToolTip(words("header.sidebar"))
        self._lay_out()
        self._fold.clicked.connect(self.sidebar_asked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setToolTip(title)

    def _lay_out(self) -> None:
        set_property(self._title, "role", "heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.SPACE_3, 0, sizes.SPACE_4, 0)
        row.setSpacing(sizes.SPACE_2)
        row.addWidget(self._fold)
        row.addWidget(self._title, 1)
        row.addWidget(self.picker)

    def _on_theme_changed(self) -> None:
        self._fold.setIcon(self._theme.icons.icon("sidebar"))
        self.picker.setIcon(self._theme.icons.icon("chip", self._theme.palette.text))
