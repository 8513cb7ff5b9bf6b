"""The head of the window: the title of the conversation and the model menu. It decides nothing."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from nextchat_desktop.core.messages import ModelChoice
from nextchat_desktop.engine.models import Group
from nextchat_desktop.ui.elided import ElidedLabel, plain_tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

_WIDEST = 28
"""Characters of a model's name on the button."""


class _RightAlignedMenu(QMenu):
    """Opens below its button and ends where that ends, within the window."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        button = self.parentWidget()
        if button is not None:
            end = button.mapToGlobal(QPoint(button.width(), button.height()))
            self.move(end.x() - self.width(), end.y())


class ModelPicker(QPushButton):
    """A button with the name of the model; its menu groups all models by connection."""

    chosen = Signal(object)
    settings_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelPicker")
        self.setIconSize(QSize(sizes.ICON + sizes.SPACE_2, sizes.ICON))
        self._words = words
        self._theme = theme
        self._label = self._warning = ""
        self._menu = named(_RightAlignedMenu(self), "modelMenu")
        self._menu.triggered.connect(self._on_triggered)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)

    def show_choice(
        self, groups: tuple[Group, ...], current: ModelChoice | None, label: str, warning: str = ""
    ) -> None:
        """The name on the button and the rows of the menu; `current` bears the mark. A warning says why it is gone."""
        self._label, self._warning = label, warning
        self.show_icon()
        self._fit()
        self.setAccessibleName(self._words("header.model", name=label))
        self._menu.clear()
        for group in groups:
            self._add_head(group.name)
            for choice, name in group.models:
                self._add(choice, name, choice == current)
        self._menu.addSeparator()
        self._menu.addAction(self._words("header.connections")).triggered.connect(self.settings_asked)

    def open(self) -> None:
        """Shows the menu, and does not wait for what is chosen in it."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def show_icon(self) -> None:
        icons, palette = self._theme.icons, self._theme.palette
        is_gone = bool(self._warning)
        self.setIcon(icons.icon("alert" if is_gone else "chip", palette.warn if is_gone else palette.text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """A long name leaves room for the title of the conversation."""
        most = _WIDEST * self.fontMetrics().averageCharWidth()
        fitting = self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideMiddle, most)
        self.setText(_unmarked(fitting))
        self.setToolTip(plain_tip(self._warning or self._label) if self._warning or fitting != self._label else "")
        self.setAccessibleDescription(self._warning)

    def _add(self, choice: ModelChoice, name: str, current: bool) -> None:
        action = self._menu.addAction(_unmarked(name))
        action.setCheckable(True)
        action.setChecked(current)
        action.setData(choice)

    def _add_head(self, name: str) -> None:
        head = self._menu.addAction(_unmarked(name))
        head.setEnabled(False)
        font = QFont(self._menu.font())
        font.setPixelSize(round(self._theme.type.hint.size))
        head.setFont(font)

    def _on_triggered(self, action: QAction) -> None:
        choice = action.data()
        if isinstance(choice, ModelChoice):
            self.chosen.emit(choice)


def _unmarked(name: str) -> str:
    """Without the mark by which Qt knows the letter of a shortcut."""
    return name.replace("&", "&&")


class Header(QFrame):
    sidebar_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setMinimumHeight(sizes.HEADER)
        self._theme = theme
        self.picker = ModelPicker(words, theme)
        self._title = named(ElidedLabel(), "conversationTitle")
        self._fold = named(QToolButton(), "sidebarButton")
        self._fold.setAccessibleName(words("header.sidebar"))
        self._fold.setToolTip(words("header.sidebar"))
        self.find_button = self._tool("findButton", words("header.find"))
        self.outline_button = self._tool("outlineButton", words("header.outline"))
        self._lay_out()
        self._fold.clicked.connect(self.sidebar_asked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def _lay_out(self) -> None:
        set_property(self._title, "role", "heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.SPACE_3, sizes.SPACE_2, sizes.SPACE_4, sizes.SPACE_2)
        row.setSpacing(sizes.SPACE_2)
        row.addWidget(self._fold)
        row.addWidget(self._title, 1)
        row.addWidget(self.picker)
        row.addWidget(self.outline_button)
        row.addWidget(self.find_button)

    def _tool(self, name: str, words: str) -> QToolButton:
        button = named(QToolButton(), name, words)
        button.setToolTip(words)
        return button

    def _on_theme_changed(self) -> None:
        self._fold.setIcon(self._theme.icons.icon("sidebar"))
        self.find_button.setIcon(self._theme.icons.icon("search"))
        self.outline_button.setIcon(self._theme.icons.icon("outline"))
        self.picker.show_icon()
