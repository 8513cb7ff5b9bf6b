"""Leads the reader from one place with the words they look for to the next; bar and search are others' work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QTimer
from PySide6.QtWidgets import QApplication

from nextchat_desktop.markup.finding import PlainTexts, Query, Search, Sources
from nextchat_desktop.ui.mirroring import facing
from nextchat_desktop.ui.transcript.find_bar import FindBar
from nextchat_desktop.ui.transcript.find_marks import FindMarks
from nextchat_desktop.ui.transcript.find_ticks import ticks
from nextchat_desktop.ui.transcript.found import Finds
from nextchat_desktop.ui.transcript.leading import Leader
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Turn

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

_STEP = 0.004
_MARKS_MS = 250
_MOVES = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
_MARGIN = 12
_BREADTH = 160
"""So many pixels from its beginning a find is taken to reach."""


class Finder(QObject):
    """Open or closed. While it is open it follows what changes in the conversation."""

    def __init__(self, view: "Transcript", bar: FindBar) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._marks = FindMarks(view.kit.look.palette, view)
        self._texts: PlainTexts | None = None
        self._search: Search | None = None
        self._leader: Leader | None = None
        self._set_out_from: Position | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._marks_timer = QTimer(self, singleShot=True, interval=_MARKS_MS)
        self._marks.hide()
        self._connect()

    @property
    def is_open(self) -> bool:
        return self._bar.isVisible()

    def open(self) -> None:
        """With what is selected, or what was looked for before; whoever opens it again goes on from where they are."""
        self._prepare()
        words = self._view.selected_words()
        self._bar.open_with(words if "\n" not in words else "")

    def open_at(self, words: str, turn: int) -> None:
        """Marks the words, and leads to the first of them from the beginning of this turn on."""
        self._prepare()
        self._search = self._leader = None
        self._set_out_from = Position(turn, 0, 0)
        self._bar.open_plainly(words)
        self._set_out_from = None

    def close(self) -> None:
        if self.is_open:
            here = QApplication.focusWidget()
            was_in_the_bar = here is not None and self._bar.isAncestorOf(here)
            self._bar.hide()
            self._forget()
            if was_in_the_bar:
                self._view.setFocus()

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def found(self, turn: Turn, number: int) -> Finds:
        """What is to be marked in a leaf."""
        leader = self._leader
        if leader is None:
            return Finds()
        if leader.is_busy and not self._timer.isActive():
            self._timer.start()
        return leader.found(turn, number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self.is_open:
            self._place()
        return False

    def _prepare(self) -> None:
        if not self.is_open:
            self._texts = PlainTexts(_Sources(self._view))
            self._view.show_found(self.found)
            self._place()

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
        spot = QRect(QPoint(room + _MARGIN - self._bar.width(), _MARGIN), self._bar.size())
        spot = facing(spot, self._view.viewport().rect())
        if (read := self._read_place()).intersects(spot):
            spot.moveTop(read.bottom() + _MARGIN)
        self._bar.move(spot.topLeft())
        self._bar.raise_()
        bar = self._view.verticalScrollBar()
        self._marks.setVisible(bar.isVisible())
        self._marks.setGeometry(QRect(bar.mapTo(self._view, QPoint(0, 0)), bar.size()))
        self._marks.raise_()

    def _read_place(self) -> QRect:
        """Where in the viewport the find stands that is read: the bar must not cover it."""
        place = self._leader.place if self._leader is not None else None
        leaf = self._view.canvas.leaf(place) if place is not None else None
        if place is None or leaf is None:
            return QRect()
        caret = self._view.canvas.caret(place).translated(-self._view.to_canvas(QPointF()))
        before, behind = (-_BREADTH, 0) if leaf.begins_right else (0, _BREADTH)
        return caret.adjusted(before, 0, behind, 0).toAlignedRect()

    def _on_query(self, query: Query) -> None:
        if self._texts is not None and (self._search is None or self._search.query != query):
            begin = self._begin()
            self._search = Search(query, self._texts, begin.turn)
            self._leader = Leader(self._view, self._search, begin) if query.text else None
            self._go_on()

    def _begin(self) -> Position:
        """From where to look: what is read of the last finds, or is selected, or else is at the top of the view."""
        if self._set_out_from is not None:
            return self._set_out_from
        view, turn = self._view, self._view.ways.turn_in_view()
        place = self._leader.place if self._leader is not None else None
        if place is None and view.selection is not None and not view.selection.is_empty:
            place = view.selection.first
        if place is not None and place.turn < len(view.canvas.turns) and self._is_seen(place):
            return place
        top = view.canvas.hit(QPointF(0, view.verticalScrollBar().value()))
        return top if top is not None and top.turn == turn else Position(turn, 0, 0)

    def _is_seen(self, place: Position) -> bool:
        if self._view.canvas.leaf(place) is None:  # there are fewer words now
            return False
        top = self._view.verticalScrollBar().value()
        return top <= self._view.canvas.caret(place).top() <= top + self._view.viewport().height()

    def _go_on(self) -> None:
        self._view.viewport().update()
        self._timer.start()

    def _on_timer(self) -> None:
        """Leads before it searches on."""
        search, leader = self._search, self._leader
        if search is None:
            return
        if leader is not None and leader.is_busy:
            self._lead(leader)
        elif not search.done:
            search.step(_STEP)
            if leader is not None and leader.current is None:
                leader.set_out()
        self._show_count()
        if not search.done or (leader is not None and leader.is_busy):
            self._timer.start()
        if not self._marks_timer.isActive():
            self._marks_timer.start()

    def _lead(self, leader: Leader) -> None:
        if leader.work(_STEP):
            self._place()
            self._view.viewport().update()
            self._marks_timer.start()

    def _step(self, by: int) -> None:
        if self._leader is not None:
            self._leader.step(by)
            self._lead(self._leader)
            self._show_count()
            self._timer.start()

    def _show_count(self) -> None:
        search = self._search
        if search is not None:
            current = self._leader.current if self._leader is not None else None
            number = min(search.index_of(current) + 1, search.total) if current is not None else None
            self._bar.show_count(number, search.total, search.done)

    def _show_marks(self) -> None:
        search, canvas = self._search, self._view.canvas
        if search is None or not canvas.total:
            self._marks.show_marks((), None)
            return
        place = self._leader.place if self._leader is not None else None
        current = canvas.leaf_top(place.turn, place.item) / canvas.total if place is not None else None
        self._marks.show_marks(ticks(search, canvas, self._marks.height()), current)

    def _on_changed(self, id: str) -> None:
        """An entry came or has another text; without an id they are others altogether."""
        if not self.is_open or self._search is None:
            return
        index = self._view.canvas.index(id) if id else None
        if index is None or len(self._search.counts) > len(self._view.canvas.turns):
            self._begin_anew(self._search.query)
        else:
            self._search.changed(index)
        self._timer.start()

    def _begin_anew(self, query: Query) -> None:
        """The reader stays, at what is read if it is still there."""
        self._texts = PlainTexts(_Sources(self._view))
        begin, leader = Position(self._view.ways.turn_in_view(), 0, 0), self._leader
        self._search = Search(query, self._texts, begin.turn)
        if leader is not None:
            self._leader = Leader(self._view, self._search, begin)
            self._leader.resume(leader)
        self._go_on()

    def _on_dressed(self) -> None:
        self._marks.set_palette(self._view.kit.look.palette)

    def _on_closed(self) -> None:
        self._forget()
        self._view.setFocus()

    def _forget(self) -> None:
        self._timer.stop()
        self._marks_timer.stop()
        self._search = self._texts = self._leader = None
        self._marks.hide()
        self._view.show_found(None)


class _Sources(Sequence[Sources]):
    """The Markdown of all turns, thoughts first, as it is whenever somebody looks."""

    def __init__(self, view: "Transcript") -> None:
        self._view = view

    def __len__(self) -> int:
        return len(self._view.canvas.turns)

    def __getitem__(self, index: int) -> Sources:  # type: ignore[override]
        entry = self._view.canvas.turns.entry(index)
        return (entry.reasoning, entry.text) if entry.role != "notice" else ()
