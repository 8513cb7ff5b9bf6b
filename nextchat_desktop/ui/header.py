"""The head of the window: the title of the conversation and the button of the model. It decides nothing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from nextchat_desktop.ui.elided import ElidedLabel
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.picker.button import ModelButton
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

_TITLE = 6
"""Letters of the title that are seen before the name of the model is shortened."""
_ROOMY = 680
"""Pixels from which on there is room for more than the title, at 100 %."""


class Header(QFrame):
    sidebar_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._theme = theme
        self.picker = ModelButton(words, theme)
        self._title = named(ElidedLabel(), "conversationTitle")
        self.count_button = named(QPushButton(), "countButton", words("header.count"), "note")
        self.count_button.setToolTip(words("header.count"))
        self.sidebar_button = self._tool("sidebarButton", words("header.sidebar"))
        self.find_button = self._tool("findButton", words("header.find"))
        self.tailoring_button = self._tool("tailoringButton", words("header.tailoring"))
        self.outline_button = self._tool("outlineButton", words("header.outline"))
        self.export_button = self._tool("exportButton", words("header.export"))
        self.more_button = self._tool("moreButton", words("header.more"))
        self._tools = (
            self.tailoring_button,
            self.outline_button,
            self.find_button,
            self.export_button,
            self.more_button,
        )
        self._first: QWidget | None = None
        self._lay_out()
        self.sidebar_button.clicked.connect(self.sidebar_asked)
        self.picker.renamed.connect(self._fit_picker)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_count(self, count: str) -> None:
        """How many messages there are, in words; empty where there are none."""
        self.count_button.setText(count)
        self.count_button.setVisible(self._has_room_for_count())

    def lead_with(self, widget: QWidget | None) -> None:
        """Stands before the name of the model until there is something to be done with a conversation."""
        if self._first is not None:
            self._first.hide()
        self._first = widget
        if widget is not None:
            self._row.insertWidget(self._row.indexOf(self.picker), widget)

    def show_tools(self, are_shown: bool) -> None:
        """What is done with a conversation; not shown where there can be none yet."""
        for tool in self._tools:
            tool.setVisible(are_shown)
        if self._first is not None:
            self._first.setVisible(not are_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.count_button.setVisible(self._has_room_for_count())
        self._fit_picker()

    def _has_room_for_count(self) -> bool:
        return bool(self.count_button.text()) and self.width() >= self._theme.room.scaled(_ROOMY)

    def _fit_picker(self) -> None:
        """Gives way where there would be no room for a title."""
        parts = (self.sidebar_button, *self._tools, *((self.count_button,) if self._has_room_for_count() else ()))
        taken = sum(part.sizeHint().width() + sizes.SPACE_2 for part in parts) + sizes.SPACE_3 + sizes.SPACE_4
        title = _TITLE * self._title.fontMetrics().averageCharWidth() + 2 * sizes.SPACE_2
        least = self.picker.minimumSizeHint().width()
        self.picker.setMaximumWidth(max(least, self.width() - taken - title))

    def tell_more(self, more: Callable[[], str]) -> None:
        """Has this say more of the conversation to whoever rests on its title."""
        self._title.more = more

    def _lay_out(self) -> None:
        set_property(self._title, "role", "heading")
        set_property(self.picker, "role", "soft")
        self.count_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        set_margins(row, sizes.SPACE_3, sizes.SPACE_1, sizes.SPACE_4, sizes.SPACE_1)
        row.setSpacing(sizes.SPACE_2)
        row.addWidget(self.sidebar_button)
        row.addWidget(self._title)
        row.addWidget(self.count_button)
        row.addStretch(1)
        row.addWidget(self.picker)
        for tool in self._tools:
            row.addWidget(tool)

    def _tool(self, name: str, words: str) -> QToolButton:
        button = named(QToolButton(), name, words)
        button.setToolTip(words)
        return button

    def _on_theme_changed(self) -> None:
        self.setMinimumHeight(self._theme.room.header)
        self._fit_picker()
        self.sidebar_button.setIcon(self._theme.icons.icon("sidebar"))
        self.find_button.setIcon(self._theme.icons.icon("search"))
        self.tailoring_button.setIcon(self._theme.icons.icon("tune"))
        self.outline_button.setIcon(self._theme.icons.icon("outline"))
        self.export_button.setIcon(self._theme.icons.icon("export"))
        self.more_button.setIcon(self._theme.icons.icon("more"))
