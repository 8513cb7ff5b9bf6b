"""The transcript: shows turns of Markdown and lets them be read, selected and copied; it knows no conversation."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.aloud import Aloud
from nextchat_desktop.ui.transcript.arrivals import Arrivals
from nextchat_desktop.ui.transcript.canvas import Anchor
from nextchat_desktop.ui.transcript.caret_moves import Motion
from nextchat_desktop.ui.transcript.drawings import Drawings
from nextchat_desktop.ui.transcript.entries import Entry, LaterEntry, TranscriptWords
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.hands import Hands
from nextchat_desktop.ui.transcript.keyed import KeyedPane
from nextchat_desktop.ui.transcript.keys import command_for
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.pane import AT_ONCE, READ_AT_ONCE, ROOM
from nextchat_desktop.ui.transcript.pointer import Pointer
from nextchat_desktop.ui.transcript.positions import Position, Selection
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.ways import Ways


class _Held(NamedTuple):
    """A turn that is to be replaced by a sibling, and where its foot is in the viewport."""

    place: int
    id: str
    bottom: int


class Transcript(KeyedPane):
    """Entries come in, and go; what the reader asks for goes out as signals."""

    action_requested = Signal(str, str)
    """The action's id and the entry's."""
    save_asked = Signal(str, str)
    """Code, and its language."""
    quote_asked = Signal(str)
    """Markdown that is to be quoted."""
    picture_opened = Signal(object, str)
    """Its address, and what it is called."""
    picture_copy_asked = Signal(object)
    picture_save_asked = Signal(object, str)
    picture_attach_asked = Signal(object)
    diagram_opened = Signal(str)
    """Its source."""
    diagram_save_asked = Signal(str)
    choice_toggled = Signal(str, bool)
    """A turn among those that can be chosen, and whether all between it and the last one are meant."""
    delete_pressed = Signal()
    changed = Signal(str)
    """The entry that came or has other words now; empty where all are others."""

    def __init__(
        self,
        palette: Palette,
        words: TranscriptWords,
        parent: QWidget | None = None,
        gallery: Gallery | None = None,
    ) -> None:
        super().__init__(Kit(Look(palette), Drawings(), gallery or Gallery(), mirrored=is_mirrored()), words, parent)
        self._canvas.kit.drawings.setParent(self)
        self._pointer = Pointer(self._canvas, self)
        self._arrivals = Arrivals(self._canvas, self._pointer)
        self._hands = Hands(self, self._pointer, words)
        self.ways = Ways(self)
        self._aloud = Aloud(self, words)
        self._held: _Held | None = None
        self._connect()
        self.setObjectName("transcript")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setFocusProxy(self)
        self.viewport().setAccessibleName(words.conversation)
        self._dress(self._canvas.kit)

    @property
    def selection(self) -> Selection | None:
        return self._pointer.selection

    def show_entries(self, entries: Sequence[Entry | LaterEntry]) -> None:
        """Opens a conversation at its end."""
        self._frame_timer.stop()
        self._furniture.clear()
        self._pointer.clear()
        reaches_end = not entries or len(entries[-1].text) <= READ_AT_ONCE
        self._open(entries, seconds=AT_ONCE if reaches_end else 0)
        self._aloud.opened(self._canvas.turns.entry(len(entries) - 1) if entries else None)
        self.changed.emit("")

    def clear(self) -> None:
        """Lets go of everything that was laid out."""
        self.show_entries(())
        self._canvas.clear_up()

    def put(self, entry: Entry) -> None:
        """Adds an entry, or changes the one with its id; it is drawn with the next frame."""
        is_new = self._canvas.index(entry.id) is None
        self._altered |= not self._canvas.put(entry)
        self._aloud.came(entry, is_new)
        self.changed.emit(entry.id)
        self._soon()

    def remove(self, id_: str) -> None:
        self.exchange((id_,))

    def exchange(self, gone: Sequence[str], new: Sequence[Entry] = (), before: str = "") -> None:
        """Puts others in the place of entries that follow one another, or `before` one; what is read stays there."""
        self._pointer.clear()
        if self._exchange(gone, new, before):
            self._aloud.exchanged(new)
            self.changed.emit("")

    def set_palette(self, palette: Palette) -> None:
        self._dress(replace(self._canvas.kit, look=replace(self._canvas.kit.look, palette=palette)))

    def set_text_size(self, px: int) -> None:
        self._dress(replace(self._canvas.kit, look=replace(self._canvas.kit.look, size=px)))

    def wear(self, theme: Theme) -> None:
        """Its colours, the size of words, and the room for what is around them, all at once."""
        look = Look(theme.palette, round(theme.type.body.size), theme.room)
        if look != self._canvas.kit.look:
            self._dress(replace(self._canvas.kit, look=look))

    def set_code_rules(self, fold: int, wrap: bool) -> None:
        """After how many lines finished code opens folded (0: never), and whether long lines of code are wrapped."""
        kit = replace(self._canvas.kit, fold_code=fold, wrap_code=wrap)
        if fold != self._canvas.kit.fold_code:
            self._pointer.clear()
        if kit != self._canvas.kit:
            self._dress(kit)

    def choose(self, chosen: frozenset[str] | None) -> None:
        """Offers a box beside each turn; those that are `chosen` bear a tick. None takes the boxes away."""
        self._furniture.boxes.choose(chosen)
        self._arrange()

    def focus_box(self, id: str) -> None:
        """Where turns are being chosen: puts the keyboard at the box of this one, or of the lowest in sight."""
        self._furniture.boxes.focus_on(id)

    @property
    def is_choosing(self) -> bool:
        return self._furniture.boxes.are_open

    def entry_at(self, point: QPointF) -> Entry | None:
        """The turn at a point of the column, or the nearest one."""
        turns = self._canvas.turns
        entry = turns.entry(self._canvas.at(point.y())) if turns else None
        return entry if entry is not None and entry.role != "notice" else None

    def hover(self, point: QPointF) -> None:
        """The mouse is there."""
        entry = self.entry_at(point)
        self._furniture.hover(entry.id if entry is not None else "")

    @property
    def turn_at_hand(self) -> str:
        """The turn at whose buttons the keyboard is, or that it has gone to last; empty where it is at none."""
        focus: QWidget | None = self.window().focusWidget()
        while focus is not None and focus is not self.viewport() and focus is not self:
            if entry := focus.property("entry"):
                return str(entry)
            focus = focus.parentWidget()
        return self._aloud.messages.gone_to if focus is not None else ""

    def plain_text(self) -> str:
        """The Markdown of everything, arrived or drawn."""
        return "\n\n".join(entry.text for entry in self._canvas.turns.entries() if entry.text)

    def select_all(self) -> None:
        self._pointer.select_all()

    def selected_words(self) -> str:
        """The Markdown of what is selected."""
        from nextchat_desktop.ui.transcript.copying import selected_markdown  # no start of the program needs it

        selection, anchor = self._pointer.selection, self._anchor()
        if selection is None or selection.is_empty:
            return ""
        words = selected_markdown(self._canvas, selection)
        self._settle(anchor)
        return words

    def copy(self) -> None:
        from nextchat_desktop.ui.transcript.copying import copied

        selection, anchor = self._pointer.selection, self._anchor()
        if selection is not None and not selection.is_empty:
            QGuiApplication.clipboard().setMimeData(copied(self._canvas, selection))
            self._settle(anchor)

    def quote(self) -> None:
        """Asks for what is selected to be quoted."""
        if words := self.selected_words():
            self.quote_asked.emit(words)

    def follow(self) -> None:
        self.ways.stop()
        super().follow()

    def extend_selection(self, motion: Motion) -> None:
        """Moves the end of the selection, and the view with it."""
        if not self._canvas.turns:
            return
        anchor = self._anchor()
        self._pointer.start = Position(anchor.turn, anchor.leaf, 0)
        self.go_along(self._pointer.extend(motion), anchor)

    def go_to(self, place: Position, above: bool = False, room: int = ROOM) -> None:
        self.ways.stop()
        super().go_to(place, above, room)
        self._aloud.messages.focus(place.turn)

    def bring_across(self, place: Position) -> None:
        """Shifts what is too wide until a character of it is seen."""
        leaf = self._canvas.leaf(place)
        unit = leaf.unit if leaf is not None else None
        most = unit.overflow(self.kit, leaf.width) if leaf is not None and unit is not None else 0
        if leaf is None or unit is None or not most:
            return
        x, left, right = leaf.caret(place.offset).x(), leaf.indent(self.kit.look), leaf.width - ROOM
        by = (min(0.0, x - left) or max(0.0, x - right)) * (-1 if unit.mirrored else 1)
        if by:
            unit.shift = max(0, min(most, round(unit.shift + by + math.copysign(ROOM, by))))
            self._arrange()
            self.viewport().update()

    def unfold(self, id_: str, change: Callable[[Turn], None], anchor: Anchor | None = None) -> None:
        """What unfolds grows downwards, even at the end: the reader has just asked for it."""
        index = self._canvas.index(id_)
        if index is None:
            return
        anchor = anchor if anchor is not None else self._anchor()
        self._pointer.clear()
        change(self._canvas.turns[index])
        self._canvas.prepare(index)
        self._following.pulled_up(self.verticalScrollBar().maximum())
        self._settle(anchor)
        self._following.moved(self._y(), self.verticalScrollBar().maximum())
        self._arrange()

    def shift_at(self, point: QPointF, by: int) -> None:
        """Moves what is under a point of the viewport sideways, if it is too wide."""
        spot = self._canvas.spot(self.to_canvas(point))
        unit = spot.leaf.unit if spot is not None else None
        if spot is not None and unit is not None:
            most = unit.overflow(self._canvas.kit, spot.leaf.width)
            unit.shift = max(0, min(most, unit.shift + (-by if unit.mirrored else by)))
            self._arrange()
            self.viewport().update()

    def _connect(self) -> None:
        self._furniture.action_requested.connect(self._on_action)
        self._furniture.reasoning_toggled.connect(self._on_reasoning)
        self._furniture.details_toggled.connect(self._on_details)
        self._furniture.reshaped.connect(self._on_reshaped)
        self._furniture.save_asked.connect(self.save_asked)
        self._furniture.boxes.toggled.connect(self.choice_toggled)
        self._furniture.pieces.picture_opened.connect(self.picture_opened)
        self._furniture.pieces.diagram_opened.connect(self.diagram_opened)
        self._furniture.pieces.diagram_save_asked.connect(self.diagram_save_asked)
        self._furniture.pieces.link_activated.connect(self.link_activated)
        self.kit.gallery.pictures.changed.connect(self._on_arrived)
        self.kit.gallery.diagrams.changed.connect(self._on_arrived)
        self._pointer.changed.connect(self._on_selected)
        self._pointer.link_activated.connect(self.link_activated)

    def _on_selected(self) -> None:
        """Whoever selects is reading: the view does not run away."""
        if self._pointer.has_selection:
            self._following.pulled_up(self.verticalScrollBar().maximum())
            self._offer_latest()
        self.viewport().update()

    def _on_action(self, action: str, id_: str) -> None:
        """Whoever leafs through answers finds the buttons where they were."""
        index, turn = self._canvas.index(id_), self._canvas.turn(id_)
        if index is not None and turn is not None and turn.entry.leafs(action):
            self._held = _Held(index, id_, self.turn_rect(index).bottom())
        self.action_requested.emit(action, id_)

    def _on_frame(self) -> None:
        held, self._held = self._held, None
        turns = self._canvas.turns
        if held is not None and held.place < len(turns) and turns.entry(held.place).id != held.id:
            self._hold_foot(held.place, held.bottom)
        else:
            super()._on_frame()

    def _on_arrived(self) -> None:
        """A picture or a drawing is there, or is not to be had."""
        self._settle(self._arrivals.take_in(self._y(), self.viewport().height()))
        self.viewport().update()

    def _on_idle(self) -> None:
        if self.ways.are_under_way:
            self.ways.go_on()
        if self.devicePixelRatioF() != self.kit.scale:
            self._dress(replace(self.kit, scale=self.devicePixelRatioF()))
        self._arrivals.look(self._y(), self.viewport().height())
        anchor = self._arrivals.take_in(self._y(), self.viewport().height(), seen_only=True)
        if anchor is not None:
            self._settle(anchor)
        super()._on_idle()

    def _on_reasoning(self, id_: str) -> None:
        index = self._canvas.index(id_)
        if index is not None:  # what is unfolded stands between the button and what was below it
            self.unfold(id_, Turn.toggle_reasoning, Anchor(index, 0, self._y() - self._canvas.leaf_top(index, 0)))
            self._aloud.messages.reworded(id_)

    def _on_details(self, id_: str) -> None:
        self.unfold(id_, Turn.toggle_details)

    def _on_reshaped(self, id_: str) -> None:
        anchor = self._canvas.lasting(self._y(), self.viewport().height())
        index = self._canvas.index(id_)
        if anchor is not None:
            self.unfold(id_, Turn.reshape, self._canvas.share(anchor))
        elif index is not None:  # all that was read is folded away: what is below stays
            bottom = self.turn_rect(index).bottom()
            self._pointer.clear()
            self._canvas.turns[index].reshape()
            self._hold_foot(index, bottom)

    # Mouse and keys

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._placing:
            self.ways.stop()
        super().scrollContentsBy(dx, dy)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ways.stop()
        self._hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._hands.turn_wheel(event):
            return
        if event.angleDelta().y() > 0:
            self._following.pulled_up(self.verticalScrollBar().maximum())
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.menu_place(event)
        self._hands.menu(place).popup(self.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._hands.tell(event.pos(), event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self._furniture.hover("")
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ways.stop()
        command = command_for(event)
        if command is not None:
            command(self)
        else:
            super().keyPressEvent(event)
