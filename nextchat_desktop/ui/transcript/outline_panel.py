"""The outline of a conversation, from which a reader jumps to a place; it knows neither messages nor the transcript."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QListView, QWidget

from nextchat_desktop.markup.outline import Reading, Row, Turn
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.outline_rows import ROW_ROLE, OutlineDelegate, OutlineRows, OutlineWords

TURN = -1
"""The ordinal of a turn itself, beside those of its headings."""
SLICE_MS = 5
"""How long turns are read before the window has its turn again."""

_WIDTH, _HEIGHT = 360, 520
_FEWEST = 4
"""Rows for which there is always room."""


class OutlinePanel(FloatingList):
    """`jumped` carries the id of a turn and the ordinal of its heading, or TURN. It floats over its parent."""

    jumped = Signal(str, int)

    def __init__(self, words: OutlineWords, theme: Theme, parent: QWidget) -> None:
        super().__init__("outline", (words.name, words.filter, words.rows), theme, parent, _WIDTH)
        self._words = words
        self._reading: Reading | None = None
        self._fresh: list[Row] = []
        self._follows = True
        self._model = OutlineRows(words, self)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read)
        self.list.setItemDelegate(OutlineDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.set_up(self._model)

    def open_below(self, button: QWidget, turns: Iterable[Turn], here: tuple[str, int]) -> None:
        """Shows the outline of `turns`, read bit by bit; `here` is the turn being read and its heading, or TURN."""
        self.dismiss()
        self._reading, self._follows = Reading(turns, *here), True
        self._timer.start()
        self._read()
        self.show_below(button)
        self._go_here()
        self.focus_filter()

    def dismiss(self) -> None:
        """Closes it and lets go of everything it was given."""
        self._timer.stop()
        self._reading, self._fresh = None, []
        self._model.clear()
        super().dismiss()

    # Reading

    def _read(self) -> None:
        """Reads turns for a while; the rest follows when the window has had its turn."""
        if self._reading is None:
            return
        passed = QElapsedTimer()
        passed.start()
        was_here = self._reading.here
        while passed.elapsed() < SLICE_MS:
            own = self._reading.step()
            if own is None:
                self._timer.stop()
                break
            self._fresh += own
        has_come = self._reading.here not in (None, was_here)
        # The list lays out all its rows whenever some are added, so that many are added at a time.
        if has_come or not self._timer.isActive() or len(self._fresh) >= self._model.total // 2:
            self._show_fresh(self._reading.here if has_come else None)

    def _show_fresh(self, here: Row | None) -> None:
        self._model.add(self._fresh)
        self._fresh = []
        if self.isVisible():
            self.place()
        if here is not None:
            self._model.mark(here)
            self._go_here()
        if not self.list.currentIndex().isValid():
            self.go(self._model.first_found())
        self._say()

    def _say(self) -> None:
        """A quiet sentence in place of the rows, once it is certain that there are none."""
        is_empty = self._model.rowCount() == 0 and not self._timer.isActive()
        sentence = self._words.nothing_found if self._model.total else self._words.empty
        self.say(sentence if is_empty else "")

    # Choosing

    def choose(self, place: QModelIndex) -> None:
        row: Row | None = place.data(ROW_ROLE)
        if row is not None:
            self.leave()
            self.jumped.emit(row.entry, TURN if row.ordinal is None else row.ordinal)

    def narrow(self, text: str) -> None:
        self._follows = not text.strip()
        self._model.filter(text)
        self.go(self._model.first_found())
        self._go_here()
        self._say()

    def moved(self) -> None:
        self._follows = False

    def wanted_height(self) -> int:
        """As high as its rows need, up to a limit; a filter changes nothing."""
        room, rows = self._theme.room, max(_FEWEST, self._model.total)
        return min(room.scaled(_HEIGHT), self.height_around_rows() + rows * (room.row - sizes.SPACE_1))

    def _go_here(self) -> None:
        """To where the reader is, unless they have gone elsewhere in the meantime."""
        place = self._model.here()
        if self._follows and place.isValid():
            self.list.setCurrentIndex(place)
            self.list.scrollTo(place, QListView.ScrollHint.PositionAtCenter)
