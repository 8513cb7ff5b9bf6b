"""Turns what the mouse does over the text into a selection and followed links; it does not scroll or paint."""

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QTextCursor

from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.positions import Position, Selection, everything


class Pointer(QObject):
    """Points are given in the coordinates of the canvas."""

    changed = Signal()
    link_activated = Signal(str)

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._pressed_link = ""
        self._dragging = False
        self.selection: Selection | None = None

    @property
    def is_dragging(self) -> bool:
        return self._dragging

    def link_at(self, point: QPointF) -> str:
        found = self._canvas.item_at(point)
        if found is None or found[0].document is None:
            return ""
        return found[0].document.documentLayout().anchorAt(found[1])

    def is_text(self, point: QPointF) -> bool:
        return self._canvas.item_at(point) is not None

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
        document = self._canvas.document(place) if place is not None else None
        if place is None or document is None:
            return
        cursor = QTextCursor(document)
        cursor.setPosition(place.offset)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self._pressed_link = ""
        self._select(Selection(Position(*place[:2], start), Position(*place[:2], end)))

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
