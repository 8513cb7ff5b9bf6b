"""The turns as a screen reader walks through them; it does not know how they are made accessible."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect

from nextchat_desktop.markup.plain import plain

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript

_KEPT = 64


class TurnMessages:
    """Places are on the screen."""

    def __init__(self, view: "Transcript") -> None:
        self._view = view
        self._words: dict[str, tuple[str, str]] = {}

    def count(self) -> int:
        return len(self._view.canvas.turns)

    def key(self, index: int) -> str:
        return self._view.canvas.turns.entry(index).id

    def name(self, index: int) -> str:
        return self._view.canvas.turns.entry(index).accessible_name

    def text(self, index: int) -> str:
        entry = self._view.canvas.turns.entry(index)
        known = self._words.get(entry.id)
        if known is None or known[0] is not entry.text:
            while len(self._words) >= _KEPT:
                del self._words[next(iter(self._words))]
            known = self._words[entry.id] = (entry.text, plain(entry.text))
        card, nameless = entry.card, self._view.kit.gallery.picture_words.picture
        pictures = (picture.spoken(nameless) for picture in entry.pictures)
        below = entry.divider.text if entry.divider is not None else ""
        told = (*pictures, known[1], card.title if card else "", card.meaning if card else "", below)
        return "\n".join(part for part in told if part)

    def rect(self, index: int) -> QRect:
        view = self._view
        place = view.turn_rect(index).intersected(view.viewport().rect())
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size()) if not place.isEmpty() else QRect()

    def streaming(self, index: int) -> bool:
        return self._view.canvas.turns.entry(index).streaming

    def index_at(self, point: QPoint) -> int:
        view = self._view
        local = view.viewport().mapFromGlobal(point)
        if not view.viewport().rect().contains(local) or not view.canvas.turns:
            return -1
        return view.canvas.at(view.to_canvas(QPointF(local)).y())

    def reveal(self, index: int) -> None:
        self._view.ways.to_turn(index)
