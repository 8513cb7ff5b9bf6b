"""The categories as a row of chips, of which one is chosen. It knows no mask."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.ui.button_rows import ButtonRows
from nextchat_desktop.ui.naming import named


class Chips(QWidget):
    """`chosen` carries the id of the chip."""

    chosen = Signal(str)

    def __init__(self, spoken: str, after: QWidget) -> None:
        """The keyboard comes to them from `after`."""
        super().__init__()
        self._after = after
        named(self, "maskCategories", spoken)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._rows = ButtonRows()
        self._group = QButtonGroup(self)
        self._current = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)

    @property
    def current(self) -> str:
        return self._current

    def show_chips(self, chips: Sequence[tuple[str, str]], current: str) -> None:
        """Ids with their words; the first is chosen where `current` is not among them."""
        ids = [id for id, _ in chips]
        self._current = current if current in ids else ids[0]
        if tuple(chips) != self._shown:
            self._shown = tuple(chips)
            self._make()
        for id, chip in zip(ids, self._group.buttons(), strict=True):
            chip.setChecked(id == self._current)

    def _make(self) -> None:
        for gone in self._group.buttons():
            self._group.removeButton(gone)
        buttons = []
        for id, words in self._shown:
            chip = named(QPushButton(words.replace("&", "&&")), f"category-{id}", words, "chip")
            chip.setCheckable(True)
            chip.setProperty("category", id)
            chip.clicked.connect(self._on_clicked)
            self._group.addButton(chip)
            buttons.append(chip)
        self._rows.show_buttons(buttons, self._after)

    def _on_clicked(self) -> None:
        chip = self._group.checkedButton()
        if chip is not None:
            self._current = str(chip.property("category"))
            self.chosen.emit(self._current)
