"""Keeps real widgets over the visible turns, for keyboard and screen readers; it does not lay turns out."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QStyle, QWidget

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.action_row import ActionRow, Notice
from nextchat_desktop.ui.transcript.card import FailureCard
from nextchat_desktop.ui.transcript.choice_boxes import Beside, ChoiceBoxes
from nextchat_desktop.ui.transcript.code_tools import CodeTools, FoldButton
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.picture_pieces import PIECES, DiagramTools, GalleryPieces
from nextchat_desktop.ui.transcript.pieces import FoldChip, SideBar
from nextchat_desktop.ui.transcript.slots import Slot, SlotKind, slots
from nextchat_desktop.ui.transcript.turn import Turn

_SPARE = 8
_Key = tuple[str, SlotKind, int]


class Place(NamedTuple):
    """A turn, where its top left corner is in the viewport now, and what of the turn is seen."""

    turn: Turn
    corner: QPoint
    seen: QRectF


class Furniture(QObject):
    """Widgets appear when their place comes into view and go when it leaves, cards excepted: they know their height."""

    action_requested = Signal(str, str)
    reasoning_toggled = Signal(str)
    details_toggled = Signal(str)
    moved = Signal()
    """Something was shifted sideways."""
    reshaped = Signal(str)
    """A block of this entry folds or wraps otherwise now."""
    save_asked = Signal(str, str)

    def __init__(self, viewport: QWidget, words: TranscriptWords) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._words = words
        self._widgets: dict[_Key, QWidget] = {}
        self.pieces = GalleryPieces(viewport)
        self.pieces.changed.connect(self.reshaped)
        self.boxes = ChoiceBoxes(viewport, words)
        self._near = ""
        """The entry at which the mouse is."""
        self._spare: dict[SlotKind, list[QWidget]] = {}
        """Those that nobody needs now and somebody will soon: scrolling would make and clear away hundreds."""

    def arrange(self, places: Iterable[Place], kit: Kit) -> None:
        wanted: set[_Key] = set()
        view, shown = self._viewport.rect(), list(places)
        for place in shown:
            for slot in slots(place.turn, kit, place.seen):
                rect = slot.rect.translated(place.corner)
                if rect.intersects(view):
                    wanted.add(self._show(place.turn, slot, rect, kit))
        for key in self._widgets.keys() - wanted:
            self._leave(key)
        self.boxes.arrange(_beside(place) for place in shown if not place.turn.is_notice)

    def hover(self, id_: str) -> None:
        """The mouse is at this entry now, or at none."""
        if id_ == self._near:
            return
        self._near = id_
        for (entry, kind, _), widget in self._widgets.items():
            if kind == "row" and isinstance(widget, ActionRow):
                widget.set_near(entry == id_)

    def card_height(self, turn: Turn, width: int, kit: Kit) -> int:
        card = self._card(turn)
        card.dress(kit.look)
        return card.height_for(width)

    def drop(self, id_: str) -> None:
        """Removes everything that belongs to an entry."""
        for key in [key for key in self._widgets if key[0] == id_]:
            self._remove(key)

    def clear(self) -> None:
        for key in list(self._widgets):
            self._remove(key)

    def _show(self, turn: Turn, slot: Slot, rect: QRect, kit: Kit) -> _Key:
        key = (turn.entry.id, slot.kind, id(slot.owner) if slot.owner is not None else 0)
        widget = self._widgets.get(key)
        if widget is None:
            spare = self._spare.get(slot.kind)
            widget = self._widgets[key] = spare.pop() if spare else self._make(slot.kind)
            widget.setProperty("entry", turn.entry.id)
        self._fill(widget, turn, slot, kit)
        if QAccessible.isActive():
            from nextchat_desktop.ui.transcript.accessible_pieces import join

            join(widget)
        inner = self._inner(widget, rect, kit.look)
        if widget.geometry() != inner:
            widget.setGeometry(inner)
        if widget.isHidden():
            widget.show()
        return key

    def _make(self, kind: SlotKind) -> QWidget:
        if kind == "card":
            return self._make_card()
        if kind == "head":
            return self._make_tools()
        if kind in PIECES:
            return self.pieces.make(kind)
        if kind == "fold":
            fold = FoldButton(self._words, self._viewport)
            fold.toggled_unit.connect(self._on_reshaped)
            return fold
        if kind == "bar":
            bar = SideBar(self._viewport)
            bar.moved.connect(self.moved)
            return bar
        if kind == "chip":
            chip = FoldChip(self._words, self._viewport)
            chip.clicked.connect(self._on_chip)
            return chip
        row = ActionRow(self._words, self._viewport) if kind == "row" else Notice(self._viewport)
        row.action_requested.connect(self._on_action)
        return row

    def _make_tools(self) -> CodeTools:
        tools = CodeTools(self._words, self._viewport)
        tools.changed.connect(self._on_reshaped)
        tools.save_asked.connect(self.save_asked)
        return tools

    def _make_card(self) -> FailureCard:
        card = FailureCard(self._words, self._viewport)
        card.action_requested.connect(self._on_action)
        card.details_toggled.connect(self._on_details)
        return card

    def _card(self, turn: Turn) -> FailureCard:
        key: _Key = (turn.entry.id, "card", 0)
        card = self._widgets.get(key)
        if not isinstance(card, FailureCard):
            card = self._widgets[key] = self._make_card()
            card.setProperty("entry", turn.entry.id)
        if turn.entry.card is not None:
            card.show_card(turn.entry.card, turn.open_details)
        return card

    def _fill(self, widget: QWidget, turn: Turn, slot: Slot, kit: Kit) -> None:
        if isinstance(widget, FoldChip):
            widget.show_label(turn.entry.reasoning_label, turn.open_reasoning, kit.look)
        elif isinstance(widget, SideBar) and slot.unit is not None:
            widget.show_unit(slot.unit, slot.rect.width(), slot.overflow)
        elif slot.kind in PIECES and slot.unit is not None:
            self.pieces.fill(widget, slot.unit, slot.owner, kit)
        elif isinstance(widget, CodeTools | FoldButton) and isinstance(slot.unit, CodeUnit):
            widget.show_unit(slot.unit, kit)
        elif isinstance(widget, ActionRow):
            widget.show_entry(turn.entry, kit.look)
            widget.set_near(turn.entry.id == self._near)
        elif isinstance(widget, Notice):
            widget.show_entry(turn.entry, kit.look)
        elif isinstance(widget, FailureCard):
            self._card(turn).dress(kit.look)

    def _inner(self, widget: QWidget, rect: QRect, look: Look) -> QRect:
        """Chips and buttons are as wide as their words; everything else fills its place."""
        if isinstance(widget, FoldChip):
            widget.ensurePolished()
            return _facing(widget, rect, QRect(rect.topLeft(), QSize(widget.sizeHint().width(), rect.height())))
        if isinstance(widget, FoldButton):
            widget.ensurePolished()
            place = QRect(rect.left() + 4, rect.top(), widget.sizeHint().width(), rect.height() - 4)
            return _facing(widget, rect, place)
        if isinstance(widget, CodeTools | DiagramTools):
            across = widget.sizeHint().width()
            place = QRect(rect.right() - across, rect.top() + 2, across, look.grown(m.CODE_HEAD) - 4)
            return _facing(widget, rect, place)
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
        spare = self._spare.setdefault(key[1], [])
        if key[1] != "card" and len(spare) < _SPARE:
            spare.append(widget)
        else:
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

    def _on_reshaped(self) -> None:
        self.reshaped.emit(self._entry())


def _facing(widget: QWidget, room: QRect, place: QRect) -> QRect:
    """The place, as the window goes."""
    return QStyle.visualRect(widget.layoutDirection(), room, place)


def _beside(place: Place) -> Beside:
    turn = place.turn
    return Beside(turn.entry.id, turn.entry.accessible_name, QRect(place.corner, QSize(turn.width, turn.height)))
