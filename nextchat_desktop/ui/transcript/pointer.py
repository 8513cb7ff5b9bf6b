"""Turns what the mouse does over the text into a selection and followed links; it does not scroll or paint."""

from PySide6.QtCore import QObject, QPointF, Signal

from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.caret_moves import Motion, moved
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.positions import Position, Selection, everything
from nextchat_desktop.ui.transcript.turn import Source


class Pointer(QObject):
    """Points are given in the coordinates of the canvas."""

    changed = Signal()
    link_activated = Signal(str)

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._pressed_link = ""
        self._dragging = False
        self._selection: Selection | None = None
        self._ends: list[tuple[Leaf | None, Source | None]] = []
        """What shows its ends; for those in what nobody has read, also where that is in the Markdown."""
        self.start = Position(0, 0, 0)
        """Where a selection by keys begins, unless the reader has clicked somewhere."""

    @property
    def selection(self) -> Selection | None:
        """The same words also when they have been read since they were selected."""
        found = self._selection
        if found is not None and any(map(self._is_gone, (found.anchor, found.caret), self._ends)):
            self.selection = Selection(*map(self._now, (found.anchor, found.caret), self._ends))
        return self._selection

    @selection.setter
    def selection(self, selection: Selection | None) -> None:
        self._selection = selection
        ends = (selection.anchor, selection.caret) if selection is not None else ()
        self._ends = [(self._canvas.leaf(end), self._canvas.source_of(end)) for end in ends]

    def _is_gone(self, place: Position, end: tuple[Leaf | None, Source | None]) -> bool:
        leaf, source = end
        return source is not None and self._canvas.leaf(place) is not leaf

    def _now(self, place: Position, end: tuple[Leaf | None, Source | None]) -> Position:
        _, source = end
        gone = source is not None and place.turn < len(self._canvas.turns) and self._is_gone(place, end)
        return self._canvas.place_of(place.turn, source) if gone and source is not None else place

    @property
    def is_dragging(self) -> bool:
        return self._dragging

    def link_at(self, point: QPointF) -> str:
        spot = self._canvas.spot(point)
        return spot.leaf.link_at(spot.point) if spot is not None else ""

    def is_text(self, point: QPointF) -> bool:
        return self._canvas.spot(point) is not None

    def press(self, point: QPointF, extend: bool) -> None:
        self._pressed_link = self.link_at(point)
        place = self._canvas.hit(point)
        if place is None:
            return
        self._dragging = True
        keep = extend and self.selection is not None
        self._select(self.selection.to(place) if keep and self.selection is not None else Selection(place, place))

    def drag(self, point: QPointF) -> None:
        place = self._canvas.hit(point)
        if self._dragging and self.selection is not None and place is not None:
            self._select(self.selection.to(place))

    def release(self, point: QPointF) -> None:
        self._dragging = False
        link, self._pressed_link = self._pressed_link, ""
        if link and link == self.link_at(point) and (self.selection is None or self.selection.is_empty):
            self.link_activated.emit(link)

    def select_word(self, point: QPointF) -> None:
        place = self._canvas.hit(point)
        leaf = self._canvas.leaf(place) if place is not None else None
        if place is not None and leaf is not None:
            start, end = leaf.word_at(place.offset)
            self._pressed_link = ""
            self._select(Selection(Position(*place[:2], start), Position(*place[:2], end)))

    def select_leaf(self, point: QPointF) -> None:
        """A whole paragraph, row or piece of code."""
        place = self._canvas.hit(point)
        leaf = self._canvas.leaf(place) if place is not None else None
        if place is not None and leaf is not None:
            self._select(Selection(Position(*place[:2], 0), Position(*place[:2], leaf.length)))

    @property
    def has_selection(self) -> bool:
        return self.selection is not None and not self.selection.is_empty

    def extend(self, motion: Motion) -> Position:
        """Moves the end of the selection with a key; where there is none yet, it begins at the top of the view."""
        selection = self.selection or Selection(self.start, self.start)
        place = moved(self._canvas, selection.caret, motion)
        self._select(selection.to(place))
        return place

    def select(self, selection: Selection) -> None:
        self._select(selection)

    def select_all(self) -> None:
        if self._canvas.turns:
            self._select(everything(len(self._canvas.turns)))

    def clear(self) -> None:
        self._dragging = False
        if self.selection is not None:
            self._select(None)

    def _select(self, selection: Selection | None) -> None:
        self.selection = selection
        self.changed.emit()
