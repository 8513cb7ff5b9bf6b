"""Lets a person choose the model that answers: the button, and the list below it, made when it is first opened."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.makers import maker_of
from nextchat_desktop.engine.models import Answerer, Models
from nextchat_desktop.ui.picker.button import ModelButton
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.ui.picker.panel import PickerPanel
    from nextchat_desktop.ui.picker.rows import PickerRow


class ModelChoosing(QObject):
    """`chosen` carries a ModelChoice."""

    chosen = Signal(object)
    settings_asked = Signal()

    def __init__(self, models: Models, button: ModelButton, words: Words, theme: Theme, around: QWidget) -> None:
        """The list floats over `around`."""
        super().__init__(around)
        self._models = models
        self._button = button
        self._words = words
        self._theme = theme
        self._around = around
        self._current: ModelChoice | None = None
        self._panel: PickerPanel | None = None
        self._once: Callable[[ModelChoice], None] | None = None
        """Who wants to know what is chosen this time, in place of everybody."""
        button.clicked.connect(self.open)

    def show_answerer(self, now: Answerer) -> None:
        self._current = now.choice
        maker = maker_of(now.choice.model, now.label) if now.choice is not None else None
        self._button.show_label(now.label or self._words("header.no_model"), now.warning, maker)
        if self._panel is not None:
            self._panel.show_again()

    def open(self) -> None:
        self._once = None
        self._open()

    def ask(self, chosen: Callable[[ModelChoice], None]) -> None:
        """Opens the list for a choice of which only `chosen` is told."""
        self._once = chosen
        self._open()

    def _open(self) -> None:
        self._opened().open_below(self._button, self._found, self._current)

    def _opened(self) -> "PickerPanel":
        from nextchat_desktop.ui.picker.panel import PickerPanel  # no start of the program needs it

        if self._panel is None:
            self._panel = PickerPanel(self._words, self._theme, self._around)
            self._panel.chosen.connect(self._on_chosen)
            self._panel.starred.connect(self._on_starred)
            self._panel.settings_asked.connect(self.settings_asked)
        return self._panel

    def _found(self, text: str) -> "Iterable[PickerRow]":
        from nextchat_desktop.ui.picker.menu import PickerMenu  # no start of the program needs it

        return PickerMenu(self._words, self._models.capabilities).rows(self._models.search(text), self._current)

    def _on_chosen(self, choice: ModelChoice) -> None:
        once, self._once = self._once, None
        (once or self.chosen.emit)(choice)

    def _on_starred(self, choice: ModelChoice) -> None:
        self._models.star(choice)
        self._opened().show_again()
