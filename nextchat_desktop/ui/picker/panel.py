"""The list of models one chooses from: searched, grouped by connection, favourites first. It decides nothing."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.picker.delegate import PickerDelegate, height_of
from nextchat_desktop.ui.picker.rows import ROW_ROLE, PickerRow, PickerRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_WIDTH, _HEIGHT = 420, 560

Search = Callable[[str], Iterable[PickerRow]]
"""The rows for what stands in the filter."""


class PickerPanel(FloatingList):
    """`chosen` and `starred` carry a ModelChoice."""

    chosen = Signal(object)
    starred = Signal(object)
    settings_asked = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget) -> None:
        spoken = (words("picker.name"), words("picker.search"), words("picker.name"))
        super().__init__("model", spoken, theme, parent, _WIDTH)
        self._nothing = words("picker.nothing")
        self._rows = PickerRows(self)
        self._search_rows: Search = lambda text: ()
        self._all = 0
        self._settings = named(QPushButton(words("picker.connections")), "modelSettingsButton", role="link")
        delegate = PickerDelegate(theme, self.list)
        delegate.starred.connect(self.starred)
        self.list.setItemDelegate(delegate)
        self._settings.clicked.connect(self._on_settings_clicked)
        self.set_up(self._rows)

    def open_below(self, button: QWidget, search: Search, current: ModelChoice | None) -> None:
        """Shows what `search` finds; the rows begin at the one that answers now."""
        self.dismiss()
        self._search_rows = search
        self._show()
        self._all = self._heights()
        self.show_below(button)
        self.go(self._rows.place_of(current))
        self.focus_filter()

    def show_again(self) -> None:
        """What is found now, after something about the models has changed."""
        if self.isVisible():
            row: PickerRow | None = self.list.currentIndex().data(ROW_ROLE)
            self._show()
            self.go(self._rows.place_of(row.choice if row else None))

    def choose(self, place: QModelIndex) -> None:
        row: PickerRow | None = place.data(ROW_ROLE)
        if row is not None and row.choice is not None:
            self.leave()
            self.chosen.emit(row.choice)

    def narrow(self, text: str) -> None:
        self._show()
        self.go(self._rows.place_of(None))

    def wanted_height(self) -> int:
        around = self.height_around_rows() + self._settings.sizeHint().height() + sizes.SPACE_2
        return min(self._theme.room.scaled(_HEIGHT), around + self._all)

    def below_rows(self, column: QVBoxLayout) -> None:
        column.addWidget(self._settings, 0, Qt.AlignmentFlag.AlignLeft)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Ctrl+D stars the model one is at."""
        row: PickerRow | None = self.list.currentIndex().data(ROW_ROLE)
        is_star = event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_star and row is not None and row.can_be_favourite:
            self.starred.emit(row.choice)
            return True
        return super().take_key(watched, event)

    def _show(self) -> None:
        self._rows.show(self._search_rows(self.filter.text()))
        self.say("" if self._rows.rows else self._nothing)

    def _heights(self) -> int:
        return sum(height_of(row, self._theme.room) for row in self._rows.rows) + sizes.SPACE_1

    def _on_settings_clicked(self) -> None:
        self.dismiss()
        self.settings_asked.emit()
