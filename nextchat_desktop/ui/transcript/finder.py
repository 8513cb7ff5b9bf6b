"""Leads the reader from one place with the words they look for to the next; bar and search are others' work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer

from nextchat_desktop.markup.finding import Find, PlainTexts, Query, Search, occurrences
from nextchat_desktop.ui.transcript.code_lines import units
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.find_bar import FindBar
from nextchat_desktop.ui.transcript.find_marks import FindMarks
from nextchat_desktop.ui.transcript.leaf import Found, Leaf
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Turn

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

_STEP = 0.004
_MARKS_MS = 250
_MARGIN = 12
_TICKS = 20
"""A message has at most so many ticks beside the scroll bar."""


class _Spot(NamedTuple):
    """The find that is read: the leaf, and which of the finds in it."""

    leaf: int
    ordinal: int


class Finder(QObject):
    """Open or closed. While it is open it follows what changes in the conversation."""

    def __init__(self, view: "Transcript", bar: FindBar) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._marks = FindMarks(view.kit.look.palette, view)
        self._texts: PlainTexts | None = None
        self._search: Search | None = None
        self._current: Find | None = None
        self._spot = _Spot(-1, -1)
        self._known: dict[int, tuple[str, list[tuple[int, int]]]] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._marks_timer = QTimer(self, singleShot=True, interval=_MARKS_MS)
        self._marks.hide()
        self._connect()

    @property
    def is_open(self) -> bool:
        return self._bar.isVisible()

    def open(self) -> None:
        self._texts = PlainTexts(_Sources(self._view))
        self._view.show_found(self.found)
        self._place()
        self._marks.show()
        words = self._view.selected_words()
        self._bar.open_with(words if "\n" not in words else "")

    def close(self) -> None:
        if self.is_open:
            self._bar.hide()
            self._on_closed()

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def found(self, turn: Turn, number: int) -> list[Found]:
        """What is to be marked in a leaf."""
        if self._search is None or not self._search.query.text:
            return []
        leaf = turn.leaves[number]
        current = self._current is not None and self._view.canvas.index(turn.entry.id) == self._current.message
        here = self._spot.ordinal if current and self._spot.leaf == number else -1
        return [Found(start, length, place == here) for place, (start, length) in enumerate(self._in_leaf(leaf))]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.is_open:
            self._place()
        return False

    def _connect(self) -> None:
        for watched in (self._view, self._view.viewport(), self._view.verticalScrollBar()):
            watched.installEventFilter(self)  # a scroll bar that comes leaves less room
        self._view.changed.connect(self._on_changed)
        self._view.dressed.connect(self._on_dressed)
        self._bar.query_changed.connect(self._on_query)
        self._bar.next_asked.connect(self.next)
        self._bar.previous_asked.connect(self.previous)
        self._bar.closed.connect(self._on_closed)
        self._timer.timeout.connect(self._on_timer)
        self._marks_timer.timeout.connect(self._show_marks)

    def _place(self) -> None:
        room = self._view.viewport().width() - 2 * _MARGIN
        hint = self._bar.sizeHint()
        self._bar.resize(min(hint.width(), room), hint.height())
        self._bar.move(self._view.viewport().width() - self._bar.width() - _MARGIN, _MARGIN)
        self._bar.raise_()
        bar = self._view.verticalScrollBar()
        self._marks.setGeometry(QRect(bar.mapTo(self._view, QPoint(0, 0)), bar.size()))
        self._marks.raise_()

    def _on_query(self, query: Query) -> None:
        if self._texts is None:
            return
        self._known.clear()
        self._current, self._spot = None, _Spot(-1, -1)
        self._search = Search(query, self._texts, self._view.ways.turn_in_view())
        self._view.viewport().update()
        self._timer.start()

    def _on_timer(self) -> None:
        if self._search is None:
            return
        done = self._search.step(_STEP)
        if self._current is None:
            self._go_to_first()
        self._show_count()
        if not done:
            self._timer.start()
        if not self._marks_timer.isActive():
            self._marks_timer.start()

    def _go_to_first(self) -> None:
        """To the first one from where the reader is, as soon as that is known."""
        search = self._search
        first = search.index_of_first_from(self._view.ways.turn_in_view()) if search is not None else None
        if search is not None and first is not None:
            self._go(search.nth(first), 1)

    def _step(self, by: int) -> None:
        search = self._search
        if search is None or not search.total:
            return
        here = search.index_of(self._current) if self._current is not None else -by
        self._go(search.nth((here + by) % search.total), by)

    def _go(self, find: Find | None, by: int) -> None:
        """Leads there. What the search took for a find may be a mark that is not shown: then on to the next."""
        search = self._search
        while find is not None and search is not None:
            spots = self._spots(find.message)
            search.correct(find.message, len(spots))
            if spots:
                ordinal = min(find.ordinal, len(spots) - 1)
                self._current, self._spot = Find(find.message, ordinal), spots[ordinal]
                self._show_current()
                return
            index = search.index_of_first_from(find.message)
            find = search.nth(index) if index is not None else None
        self._show_count()

    def _spots(self, message: int) -> list[_Spot]:
        """Every find in a message, laid out or not; folded code that has one is unfolded."""
        view = self._view
        view.canvas.read(message)
        turn = view.canvas.turns[message]
        folded = [leaf.unit for leaf in turn.leaves if isinstance(leaf.unit, CodeUnit) and leaf.unit.folded]
        query = self._search.query if self._search is not None else Query("")
        hiding = [unit for unit in dict.fromkeys(folded) if occurrences(query, unit.block.code)]
        for unit in hiding:
            unit.fold(False)
        if hiding:
            turn.reshape()
            view.canvas.read(message)
        return [
            _Spot(number, ordinal)
            for number, leaf in enumerate(turn.leaves)
            if number >= turn.thoughts
            for ordinal in range(len(self._in_leaf(leaf)))
        ]

    def _show_current(self) -> None:
        if self._current is not None:
            leaf = self._view.canvas.turns[self._current.message].leaves[self._spot.leaf]
            start, _ = self._in_leaf(leaf)[self._spot.ordinal]
            self._view.reveal(Position(self._current.message, self._spot.leaf, start))
        self._show_count()
        self._marks_timer.start()

    def _in_leaf(self, leaf: Leaf) -> list[tuple[int, int]]:
        """Start and length of each, as documents count."""
        text = leaf.text
        known = self._known.get(id(leaf))
        if known is None or known[0] != text:
            query = self._search.query if self._search is not None else Query("")
            known = self._known[id(leaf)] = (text, [_counted(text, *each) for each in occurrences(query, text)])
        return known[1]

    def _show_count(self) -> None:
        search = self._search
        if search is not None:
            current = search.index_of(self._current) + 1 if self._current is not None else None
            self._bar.show_count(current, search.total, search.done)

    def _show_marks(self) -> None:
        search, canvas = self._search, self._view.canvas
        if search is None or not canvas.total:
            self._marks.show_marks((), None)
            return
        places: list[float] = []
        for message, count in enumerate(search.counts):
            if count:
                top, bottom = canvas.top(message), canvas.top(message + 1)
                ticks = min(count, _TICKS)
                places += [(top + (bottom - top) * (tick + 0.5) / ticks) / canvas.total for tick in range(ticks)]
        self._marks.show_marks(places, self._current_fraction())

    def _current_fraction(self) -> float | None:
        canvas = self._view.canvas
        if self._current is None or self._spot.leaf >= len(canvas.turns[self._current.message].leaves):
            return None
        return canvas.leaf_top(self._current.message, self._spot.leaf) / canvas.total

    def _on_changed(self, id: str) -> None:
        """An entry came or has another text; without an id they are others altogether."""
        if not self.is_open or self._search is None:
            return
        index = self._view.canvas.index(id) if id else None
        if index is None or len(self._search.counts) > len(self._view.canvas.turns):
            self._texts = PlainTexts(_Sources(self._view))
            self._on_query(self._search.query)
            return
        self._search.changed(index)
        self._timer.start()

    def _on_dressed(self) -> None:
        self._marks.set_palette(self._view.kit.look.palette)

    def _on_closed(self) -> None:
        self._timer.stop()
        self._marks_timer.stop()
        self._search = self._texts = self._current = None
        self._known.clear()
        self._marks.hide()
        self._view.show_found(None)
        self._view.setFocus()


class _Sources(Sequence[str]):
    """The Markdown of all turns, as it is whenever somebody looks."""

    def __init__(self, view: "Transcript") -> None:
        self._view = view

    def __len__(self) -> int:
        return len(self._view.canvas.turns)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        return self._view.canvas.turns.entry(index).text


def _counted(text: str, start: int, length: int) -> tuple[int, int]:
    if text.isascii():
        return start, length
    return units(text[:start]), units(text[start : start + length])
