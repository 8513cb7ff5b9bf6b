"""Keeps real widgets over the visible turns, for keyboard and screen readers; it does not lay turns out."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.transcript.card import FailureCard
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.pieces import ActionRow, CopyButton, FoldChip, Notice, SideBar
from nextchat_desktop.ui.transcript.turn import Slot, SlotKind, Turn

_Key = tuple[str, SlotKind, int]


class Place(NamedTuple):
    """A turn and where its top left corner is in the viewport now."""

    turn: Turn
    corner: QPoint


class Furniture(QObject):
    """Widgets appear when their place comes into view and go when it leaves, cards excepted: they know their height."""

    action_requested = Signal(str, str)
    reasoning_toggled = Signal(str)
    details_toggled = Signal(str)
    moved = Signal()

    def __init__(self, viewport: QWidget, words: TranscriptWords) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._words = words
        self._widgets: dict[_Key, QWidget] = {}

    def arrange(self, places: Iterable[Place]) -> None:
        wanted: set[_Key] = set()
        seen = self._viewport.rect()
        for place in places:
            for slot in place.turn.slots:
                rect = slot.rect.translated(place.corner)
                if rect.intersects(seen):
                    wanted.add(self._show(place.turn, slot, rect))
        for key in self._widgets.keys() - wanted:
            self._leave(key)

    def card_height(self, turn: Turn, width: int) -> int:
        card = self._card(turn)
        return card.height_for(width)

    def drop(self, id_: str) -> None:
        """Removes everything that belongs to an entry."""
        for key in [key for key in self._widgets if key[0] == id_]:
            self._remove(key)

    def clear(self) -> None:
        for key in list(self._widgets):
            self._remove(key)

    def _show(self, turn: Turn, slot: Slot, rect: QRect) -> _Key:
        key = (turn.entry.id, slot.kind, slot.item)
        widget = self._widgets.get(key)
        if widget is None:
            widget = self._widgets[key] = self._make(slot.kind)
            widget.setProperty("entry", turn.entry.id)
        self._fill(widget, turn, slot)
        widget.setGeometry(self._inner(widget, rect))
        widget.show()
        return key

    def _make(self, kind: SlotKind) -> QWidget:
        if kind == "card":
            return self._make_card()
        if kind == "copy":
            return CopyButton(self._words, self._viewport)
        if kind == "bar":
            bar = SideBar(self._viewport)
            bar.moved.connect(self.moved)
            return bar
        if kind == "chip":
            chip = FoldChip(self._words, self._viewport)
            chip.clicked.connect(self._on_chip)
            return chip
        row = ActionRow(self._viewport) if kind == "row" else Notice(self._viewport)
        row.action_requested.connect(self._on_action)
        return row

    def _make_card(self) -> FailureCard:
        card = FailureCard(self._words, self._viewport)
        card.action_requested.connect(self._on_action)
        card.details_toggled.connect(self._on_details)
        return card

    def _card(self, turn: Turn) -> FailureCard:
        key: _Key = (turn.entry.id, "card", -1)
        card = self._widgets.get(key)
        if not isinstance(card, FailureCard):
            card = self._widgets[key] = self._make_card()
            card.setProperty("entry", turn.entry.id)
        if turn.entry.card is not None:
            card.show_card(turn.entry.card, turn.open_details)
        return card

    def _fill(self, widget: QWidget, turn: Turn, slot: Slot) -> None:
        if isinstance(widget, FoldChip):
            widget.show_label(turn.entry.reasoning_label, turn.open_reasoning)
        elif isinstance(widget, CopyButton | SideBar):
            widget.show_item(turn.items[slot.item])
        elif isinstance(widget, ActionRow | Notice):
            widget.show_entry(turn.entry)
        elif isinstance(widget, FailureCard):
            self._card(turn)

    def _inner(self, widget: QWidget, rect: QRect) -> QRect:
        """Chip and copy button are as wide as their words; everything else fills its place."""
        if isinstance(widget, FoldChip):
            widget.ensurePolished()
            return QRect(rect.topLeft(), QSize(widget.sizeHint().width(), rect.height()))
        if isinstance(widget, CopyButton):
            widget.ensurePolished()
            hint = widget.sizeHint()
            top = rect.top() + (rect.height() - hint.height()) // 2
            return QRect(QPoint(rect.right() - hint.width() - 4, top), hint)
        return rect

    def _leave(self, key: _Key) -> None:
        widget = self._widgets[key]
        if isinstance(widget, FailureCard):
            self._keep_focus(widget)
            widget.hide()
        else:
            self._remove(key)

    def _remove(self, key: _Key) -> None:
        widget = self._widgets.pop(key)
        self._keep_focus(widget)
        widget.hide()
        widget.deleteLater()

    def _keep_focus(self, widget: QWidget) -> None:
        """Focus that would be lost with a widget goes to the transcript, so that the keys go on scrolling."""
        focus = self._viewport.window().focusWidget()
        if focus is not None and (focus is widget or widget.isAncestorOf(focus)):
            self._viewport.setFocus()

    def _entry(self) -> str:
        return str(self.sender().property("entry"))

    def _on_action(self, action: str) -> None:
        self.action_requested.emit(action, self._entry())

    def _on_chip(self) -> None:
        self.reasoning_toggled.emit(self._entry())

    def _on_details(self) -> None:
        self.details_toggled.emit(self._entry())
