"""A view that lays out what is visible of a canvas, holds what is read in its place, and paints what has changed."""

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from nextchat_desktop.ui.transcript import measures
from nextchat_desktop.ui.transcript.ahead import Ahead
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.canvas import Anchor, Canvas
from nextchat_desktop.ui.transcript.choice_boxes import ChoiceBoxes
from nextchat_desktop.ui.transcript.damage import Things, are_in_place, damage
from nextchat_desktop.ui.transcript.entries import Entry, LaterEntry, TranscriptWords
from nextchat_desktop.ui.transcript.following import Following
from nextchat_desktop.ui.transcript.furniture import Furniture, Place
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.latest_button import LatestButton
from nextchat_desktop.ui.transcript.pace import Pace
from nextchat_desktop.ui.transcript.painting import FoundIn, TurnPainter, nothing_found
from nextchat_desktop.ui.transcript.piece_style import piece_style
from nextchat_desktop.ui.transcript.positions import Position, Selection
from nextchat_desktop.ui.transcript.things import things_of
from nextchat_desktop.ui.transcript.warming import Warming

_LINE_STEP = 48
_MARGIN = 8
"""So far from the edges of the view stays what the reader moves."""
_ROUNDS = 8
"""Heights may change what is visible, which may change heights; it settles long before this many rounds."""
AT_ONCE, IN_FRAME = 0.008, 0.003
"""For so many seconds text is read when a conversation opens, and in a frame; the rest follows in idle moments."""
READ_AT_ONCE = 20_000
"""The end of more characters than this is not reached at once: only the first are read before it is shown."""
_IDLE_MS, _REST_MS = 5, 100
_SEEN_MS = 20
"""So long what was opened is seen before anything more is done to it: who goes on at once is not held up."""
ROOM = 64
"""What is gone to stands at least so far from the edges of the view."""


class Pane(QAbstractScrollArea):
    """Whatever happens, the text under the reader's eye moves only when the reader moves it."""

    dressed = Signal()
    """It has other colours or sizes."""

    def __init__(self, kit: Kit, words: TranscriptWords, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._following = Following()
        self._furniture = Furniture(self.viewport(), words)
        self._canvas = Canvas(kit, self._furniture.card_height)
        self._warming = Warming(kit.gallery.decoder, self)
        self._ahead = Ahead(self._canvas, self._warming)
        self._found: FoundIn = nothing_found
        self._avatars = Avatars()
        self._things: Things = {}
        self._placing = False
        self._altered = True
        """Whether the small widgets of an entry are others than they were."""
        self._is_unpainted = False
        """Whether what was opened has not been seen yet: nothing is done that could be done later."""
        self._latest = LatestButton(words.latest, self.viewport())
        self._latest.clicked.connect(self.follow)
        self._frame_timer = QTimer(self, singleShot=True)
        self._idle_timer = QTimer(self, singleShot=True)
        self._since_frame = QElapsedTimer()
        self._pace = Pace()
        self._frame_timer.timeout.connect(self._on_frame)
        self._idle_timer.timeout.connect(self._on_idle)
        self._warming.warmed.connect(self._on_warmed)
        self._furniture.moved.connect(self.viewport().update)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def canvas(self) -> Canvas:
        return self._canvas

    @property
    def kit(self) -> Kit:
        return self._canvas.kit

    @property
    def boxes(self) -> ChoiceBoxes:
        """Beside turns, while some are being chosen."""
        return self._furniture.boxes

    @property
    def is_at_end(self) -> bool:
        return self._following.attached

    @property
    def selection(self) -> Selection | None:
        """What is to be painted as selected."""
        return None

    def follow(self) -> None:
        """Goes to the end and stays there."""
        self._following.resume()
        self._settle()

    def go_home(self) -> None:
        self.verticalScrollBar().setValue(0)
        if self._canvas.turns:  # what had only been guessed up there is another height now
            self._canvas.ensure_leaf(0, 0)
            self._settle(Anchor(0, 0, -self._canvas.leaf_top(0, 0)))

    def go_to(self, place: Position, above: bool = False, room: int = ROOM) -> None:
        """Brings a place near the top of the view; `above` what stands above the first leaf of a turn too."""
        self._following.pulled_up(self.verticalScrollBar().maximum())
        self._canvas.ensure_leaf(place.turn, place.item)
        wanted = self._canvas.top(place.turn) if above else self._canvas.caret(place).top() - room
        self._settle(self._canvas.hold(place, round(wanted)))
        self._following.moved(self._y(), self.verticalScrollBar().maximum())
        self._arrange()

    def _hold_foot(self, index: int, bottom: int) -> None:
        """Shows a turn so that it ends at this height of the viewport."""
        if index >= len(self._canvas.turns):
            self._settle()
            return
        self._canvas.deadline = time.monotonic() + AT_ONCE
        self._canvas.prepare(index)
        end = self._canvas.end_of(index)
        self._canvas.ensure_leaf(index, end.item)
        self._following.pulled_up(self.verticalScrollBar().maximum())
        y = self._canvas.top(index + 1) - 1 - bottom
        self._settle(self._canvas.hold(end, y), seconds=0)
        self._following.moved(self._y(), self.verticalScrollBar().maximum())
        self._arrange()

    def reveal(self, place: Position, anchor: Anchor | None = None) -> None:
        """Moves the view only where the place is not well in it; else the anchor is held."""
        if place.turn >= len(self._canvas.turns):
            return
        anchor = anchor if anchor is not None else self._anchor()
        self._canvas.ensure_leaf(place.turn, place.item)
        rect, top, height = self._canvas.caret(place), self._canvas.y(anchor), self.viewport().height()
        if top + ROOM <= rect.top() <= rect.bottom() <= top + height - ROOM:
            self._settle(anchor)
        else:
            self.go_to(place)
        self._following.pulled_up(self.verticalScrollBar().maximum())  # whoever is shown something reads it
        self.viewport().update()

    def go_along(self, place: Position, anchor: Anchor) -> None:
        """Brings a place into view that the reader moves; the anchor is held if it is there."""
        self._canvas.ensure_leaf(place.turn, place.item)
        rect, top, height = self._canvas.caret(place), self._canvas.y(anchor), self.viewport().height()
        is_first, is_last = place == (0, 0, 0), place == self._canvas.end_of(len(self._canvas.turns) - 1)
        above = 0 if is_first else rect.top() - _MARGIN
        below = (self._canvas.total if is_last else rect.bottom() + _MARGIN) - height
        if top > above or top < below:
            anchor = self._canvas.hold(place, round(min(above, max(top, below))))
        self._following.pulled_up(self.verticalScrollBar().maximum())
        self._settle(anchor)
        self.viewport().update()

    def read_on(self, index: int, seconds: float) -> bool:
        """Reads a turn for about so long, wherever it is, and holds what is seen; whether all of it was read."""
        turn = self._canvas.turns[index]
        if turn.width != self._canvas.width or turn.is_behind:
            anchor = self._anchor()
            self._canvas.deadline = time.monotonic() + seconds
            self._canvas.prepare(index)
            self._settle(anchor, seconds=0)
        return not turn.is_behind

    def show_found(self, found: FoundIn | None) -> None:
        """Marks these places from now on."""
        self._found = found or nothing_found
        self.viewport().update()

    def set_avatars(self, avatars: Avatars) -> None:
        """These stand beside turns from now on, in the margins: nothing moves."""
        self._avatars = avatars
        self._arrange()

    def to_canvas(self, point: QPointF) -> QPointF:
        """A point of the viewport as the canvas counts."""
        return point + QPointF(-self._left(), self._y())

    def from_canvas(self, x: float, y: float) -> QPointF:
        """A point of the canvas in the viewport."""
        return QPointF(x + self._left(), y - self._y())

    def turn_rect(self, index: int) -> QRect:
        """The place of a turn in the viewport, seen or not."""
        top = self._canvas.top(index)
        height = self._canvas.top(index + 1) - top
        return QRect(self._left(), top - self._y(), self._canvas.width, height)

    def _dress(self, kit: Kit) -> None:
        anchor = self._canvas.share(self._anchor())
        self._canvas.dress(kit)
        self.viewport().setStyleSheet(piece_style(kit.look))
        self._latest.show_sign("chevron-down", kit.look)
        self._settle(anchor, seconds=AT_ONCE)
        self.viewport().update()
        self.dressed.emit()

    def _soon(self) -> None:
        """Something has changed: it is shown with the next frame."""
        if not self._frame_timer.isActive():
            wait = self._pace.interval - self._since_frame.elapsed() if self._since_frame.isValid() else 0
            self._frame_timer.start(max(0, wait))

    def _on_frame(self) -> None:
        self._since_frame.start()
        self._pace.begin()
        altered, self._altered = self._altered, False
        anchor = None if self._following.attached else self._anchor()
        if altered or not self._grow():
            left = IN_FRAME - self._since_frame.nsecsElapsed() / 1e9
            self._settle(anchor, seconds=left, arrange=altered)
        self._pace.spend(self._since_frame.nsecsElapsed() / 1e6)

    def _grow(self) -> bool:
        """Whether words were added to what is the last leaf, and all the rest is as it was."""
        found = self._canvas.grow(IN_FRAME)
        if found is None:
            return False
        index, placed = found
        top = self._canvas.top(index) + placed.top - self._y()
        self.viewport().update(0, top, self.viewport().width(), placed.leaf.height)
        if not self._idle_timer.isActive():
            self._idle_timer.start(_REST_MS)
        return True

    def _open(self, entries: Sequence[Entry | LaterEntry], seconds: float) -> None:
        """Shows others at their end."""
        self._idle_timer.stop()
        self._is_unpainted = self.viewport().isVisible()
        self._canvas.show(entries)
        self._following.resume()
        self._settle(seconds=seconds)

    def _on_idle(self) -> None:
        self._canvas.clear_up()
        anchor = self._anchor()
        if self._ahead.work(self._y(), self.viewport().height(), IN_FRAME):
            self._settle(anchor, seconds=0)
        elif self._ahead.is_resting(self._y(), self.viewport().height()):
            self._idle_timer.start(_REST_MS)

    def _on_warmed(self) -> None:
        self._idle_timer.start(_IDLE_MS)

    # Layout

    def _y(self) -> int:
        return self.verticalScrollBar().value()

    def _left(self) -> int:
        viewport = self.viewport()  # behind the ring, and the scroll bar where that is at the left
        return measures.column_left(self.width(), measures.column_width(viewport.width()), viewport.x())

    def _anchor(self) -> Anchor:
        return self._canvas.anchor(self._y(), self.viewport().height())

    def _settle(self, anchor: Anchor | None = None, seconds: float = IN_FRAME, arrange: bool = True) -> None:
        """Lays out what is visible and holds the anchor, or the end, where it is.

        Unless it is asked for, the small widgets are only arranged if something has moved.
        """
        following = self._following
        if anchor is None and not following.attached:
            anchor = self._anchor()
        self._canvas.width = measures.column_width(self.viewport().width())
        self._canvas.deadline = time.monotonic() + seconds
        for _ in range(_ROUNDS):
            self._set_range()
            bar = self.verticalScrollBar()
            self._go(bar.maximum() if following.attached or anchor is None else self._canvas.y(anchor))
            if not self._canvas.turns or not self._lay_out_visible():
                break
        if not self.verticalScrollBar().maximum():
            following.resume()
        if self._show() or arrange:
            self._arrange()
        if not self._idle_timer.isActive() and not self._is_unpainted:
            self._idle_timer.start(_IDLE_MS if arrange else _REST_MS)

    def _exchange(self, gone: Sequence[str], new: Sequence[Entry], before: str) -> bool:
        """Whether there was a place for it."""
        known = [index for id_ in gone if (index := self._canvas.index(id_)) is not None]
        first = min(known, default=self._canvas.index(before))
        if first is None:
            return False
        end = first + len(known)
        anchor = self._canvas.anchor(self._y(), self.viewport().height(), but=range(first, end))
        for id_ in gone:
            self._furniture.drop(id_)
        self._canvas.exchange(first, len(known), new)
        self._things = {}
        turn = anchor.turn + len(new) - len(known) if anchor.turn >= end else min(anchor.turn, first)
        self._settle(anchor._replace(turn=turn))
        self._altered = True
        self._soon()
        return True

    def _lay_out_visible(self) -> bool:
        return self._canvas.ensure_between(self._y(), self._y() + self.viewport().height())

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        self._placing = True
        bar.setPageStep(height)
        bar.setSingleStep(_LINE_STEP)
        bar.setRange(0, max(0, self._canvas.total - height))
        self._placing = False

    def _go(self, y: int) -> None:
        self._placing = True
        self.verticalScrollBar().setValue(y)
        self._placing = False

    def _show(self) -> bool:
        """Moves what only moves, and has the rest painted; whether anything is elsewhere than before."""
        viewport = self.viewport()
        things = things_of(self._canvas, self._y(), viewport.height(), self._left())
        found = damage(self._things, things) if viewport.isVisible() else None
        moved = not are_in_place(self._things, things)
        self._things = things
        if found is None:
            viewport.update()
            return True
        if found.moved:
            viewport.scroll(0, found.moved)
        for top, bottom in found.spans:
            viewport.update(0, top, viewport.width(), bottom - top)
        return moved

    def _arrange(self) -> None:
        self._arrange_avatars()
        y, height = self._y(), self.viewport().height()
        self._furniture.arrange((self._place(index) for index in self._canvas.visible(y, y + height)), self._canvas.kit)
        self._offer_latest()

    def _arrange_avatars(self) -> None:
        """While turns are being chosen, boxes stand in their place."""
        shown = Avatars() if self._furniture.boxes.are_open else self._avatars
        if shown != self.kit.avatars:
            self._canvas.kit = replace(self.kit, avatars=shown)
            self.viewport().update()

    def _offer_latest(self) -> None:
        """Shows the way to the end where that is not in view."""
        self._latest.offer(not self._following.attached and self._y() < self.verticalScrollBar().maximum())

    def _place(self, index: int) -> Place:
        top = self._canvas.top(index) - self._y()
        corner = QPoint(self._left(), top)
        return Place(self._canvas.turns[index], corner, self._seen(top))

    def _seen(self, top: int) -> QRectF:
        """The view in the coordinates of a turn that begins there in it."""
        return QRectF(-self._left(), -top, self.viewport().width(), self.viewport().height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._placing:
            self._following.moved(self._y(), self.verticalScrollBar().maximum())
            self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._things = {}
        self._settle(self._canvas.share(self._anchor()), seconds=AT_ONCE)
        self._following.moved(self._y(), self.verticalScrollBar().maximum())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._dress(replace(self.kit, mirrored=self.isRightToLeft()))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        began = time.perf_counter()
        painter = QPainter(self.viewport())
        y, needed = self._y(), event.rect().adjusted(-1, -1, 1, 1)  # pixels of the screen may reach beyond it
        painter.fillRect(needed, self._canvas.kit.look.color("background"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        turns = TurnPainter(painter, self._canvas.kit, self.selection, self._found)
        for index in self._canvas.visible(y + needed.top(), y + needed.bottom()):
            top = self._canvas.top(index) - y
            painter.save()
            painter.translate(self._left(), top)
            part = QRectF(-self._left(), needed.top() - top, self.viewport().width(), needed.height())
            turns.paint(self._canvas.turns[index], index, self._seen(top), part)
            painter.restore()
        painter.end()
        if self._is_unpainted:
            self._is_unpainted = False
            self._idle_timer.start(_SEEN_MS)
        self._pace.spend((time.perf_counter() - began) * 1000)
