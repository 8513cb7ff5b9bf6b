"""The transcript: shows turns of Markdown and lets them be read, selected and copied; it knows no conversation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolButton, QWidget

from nextchat_desktop.ui.theme.palette import Palette
from nextchat_desktop.ui.transcript import measures
from nextchat_desktop.ui.transcript.accessible import AccessibleMessages
from nextchat_desktop.ui.transcript.ahead import Ahead
from nextchat_desktop.ui.transcript.announcing import Announcer, announce
from nextchat_desktop.ui.transcript.canvas import Anchor, Canvas
from nextchat_desktop.ui.transcript.caret_moves import Motion
from nextchat_desktop.ui.transcript.copying import copied, selected_markdown
from nextchat_desktop.ui.transcript.drawings import Drawings
from nextchat_desktop.ui.transcript.entries import Entry, TranscriptWords
from nextchat_desktop.ui.transcript.following import Following
from nextchat_desktop.ui.transcript.furniture import Furniture, Place
from nextchat_desktop.ui.transcript.hands import Hands
from nextchat_desktop.ui.transcript.keys import command_for
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Found
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.messages import TurnMessages
from nextchat_desktop.ui.transcript.painting import FoundIn, TurnPainter
from nextchat_desktop.ui.transcript.piece_style import piece_style
from nextchat_desktop.ui.transcript.pointer import Pointer
from nextchat_desktop.ui.transcript.positions import Position
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.ways import Ways

FRAME_MS = 33
_LINE_STEP = 48
_ROUNDS = 8
"""Heights may change what is visible, which may change heights; it settles long before this many rounds."""
_AT_ONCE, _FRAME = 0.1, 0.005
"""For so many seconds text is read when a conversation opens, and in a frame; the rest follows in idle moments."""
_IDLE_MS, _REST_MS = 5, 100
_ROOM = 48
"""What is gone to stands at least so far from the edges of the view."""


class Transcript(QAbstractScrollArea):
    """Whatever happens, the text under the reader's eye moves only when the reader moves it."""

    link_activated = Signal(str)
    action_requested = Signal(str, str)
    """The action's id and the entry's."""
    save_asked = Signal(str, str)
    """Code, and its language."""
    quote_asked = Signal(str)
    """Markdown that is to be quoted."""
    changed = Signal(str)
    """The entry that came or has other words now; empty where all are others."""
    dressed = Signal()
    """It has other colours or sizes."""

    def __init__(self, palette: Palette, words: TranscriptWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._following = Following()
        self._furniture = Furniture(self.viewport(), words)
        self._canvas = Canvas(Kit(Look(palette), Drawings(self)), self._furniture.card_height)
        self._ahead = Ahead(self._canvas)
        self._pointer = Pointer(self._canvas, self)
        self._hands = Hands(self, self._pointer, words)
        self.ways = Ways(self)
        self._accessible = AccessibleMessages(self.viewport(), TurnMessages(self))
        self._announcer = Announcer(partial(announce, self.viewport()), words.spoken_code, self)
        self._found: FoundIn = _nothing_found
        self._placing = False
        self._latest = self._latest_button(words.latest)
        self._frame_timer = QTimer(self, singleShot=True)
        self._idle_timer = QTimer(self, singleShot=True)
        self._since_frame = QElapsedTimer()
        self._connect()
        self.setObjectName("transcript")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setFocusProxy(self)
        self.viewport().setAccessibleName(words.conversation)
        self._dress(self._canvas.kit)

    @property
    def canvas(self) -> Canvas:
        return self._canvas

    @property
    def kit(self) -> Kit:
        return self._canvas.kit

    @property
    def is_at_end(self) -> bool:
        return self._following.attached

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Opens a conversation at its end."""
        self._frame_timer.stop()
        self._furniture.clear()
        self._pointer.clear()
        self._canvas.show(entries)
        self._following.resume()
        self._settle(seconds=_AT_ONCE)
        self._tell_of_all(entries)

    def clear(self) -> None:
        """Lets go of everything that was laid out."""
        self.show_entries(())

    def put(self, entry: Entry) -> None:
        """Adds an entry, or changes the one with its id; it is drawn with the next frame."""
        is_new = self._canvas.index(entry.id) is None
        self._canvas.put(entry)
        if is_new:
            self._accessible.changed()
        self._announcer.hear(entry.id, entry.text, entry.streaming)
        self.changed.emit(entry.id)
        if not self._frame_timer.isActive():
            passed = self._since_frame.elapsed() if self._since_frame.isValid() else FRAME_MS
            self._frame_timer.start(max(0, FRAME_MS - passed))

    def remove(self, id_: str) -> None:
        anchor = self._anchor()
        self._pointer.clear()
        self._furniture.drop(id_)
        self._canvas.remove(id_)
        self._accessible.changed()
        self._settle(anchor)
        self.changed.emit("")

    def set_palette(self, palette: Palette) -> None:
        self._dress(replace(self._canvas.kit, look=Look(palette, self._canvas.kit.look.size)))

    def set_text_size(self, px: int) -> None:
        self._dress(replace(self._canvas.kit, look=Look(self._canvas.kit.look.palette, px)))

    def set_code_rules(self, fold: int, wrap: bool) -> None:
        """After how many lines finished code opens folded (0: never), and whether long lines of code are wrapped."""
        kit = replace(self._canvas.kit, fold_code=fold, wrap_code=wrap)
        if kit != self._canvas.kit:
            self._dress(kit)

    def plain_text(self) -> str:
        """The Markdown of everything, arrived or drawn."""
        return "\n\n".join(turn.entry.text for turn in self._canvas.turns if turn.entry.text)

    def select_all(self) -> None:
        self._pointer.select_all()

    def selected_words(self) -> str:
        """The Markdown of what is selected."""
        selection = self._pointer.selection
        return selected_markdown(self._canvas, selection) if selection is not None and not selection.is_empty else ""

    def copy(self) -> None:
        selection = self._pointer.selection
        if selection is not None and not selection.is_empty:
            QGuiApplication.clipboard().setMimeData(copied(self._canvas, selection))
            self._settle()

    def quote(self) -> None:
        """Asks for what is selected to be quoted."""
        if words := self.selected_words():
            self.quote_asked.emit(words)

    def show_found(self, found: FoundIn | None) -> None:
        """Marks these places from now on."""
        self._found = found or _nothing_found
        self.viewport().update()

    def extend_selection(self, motion: Motion) -> None:
        """Moves the end of the selection, and the view with it."""
        anchor = self._anchor()
        self._pointer.start = Position(anchor.turn, anchor.leaf, 0)
        self.reveal(self._pointer.extend(motion))

    def reveal(self, place: Position) -> None:
        """Moves the view only where the place is not well in it."""
        if place.turn >= len(self._canvas.turns):
            return
        self._canvas.ensure_leaf(place.turn, place.item)
        rect, top, height = self._canvas.caret(place), self._y(), self.viewport().height()
        if not top + _ROOM <= rect.top() <= rect.bottom() <= top + height - _ROOM:
            self.go_to(place)
        self.viewport().update()

    def go_to(self, place: Position, above: bool = False) -> None:
        """Brings a place near the top of the view; `above` what stands above the first leaf of a turn too."""
        self._following.pulled_up(self.verticalScrollBar().maximum())
        self._canvas.ensure_leaf(place.turn, place.item)
        leaf_top = self._canvas.leaf_top(place.turn, place.item)
        wanted = self._canvas.top(place.turn) if above else self._canvas.caret(place).top() - _ROOM
        self._settle(Anchor(place.turn, place.item, round(wanted - leaf_top)))
        self._following.moved(self._y(), self.verticalScrollBar().maximum())
        self._accessible.focus(place.turn)
        self._arrange()

    def shift_at(self, point: QPointF, by: int) -> None:
        """Moves what is under a point of the viewport sideways, if it is too wide."""
        spot = self._canvas.spot(self.to_canvas(point))
        unit = spot.leaf.unit if spot is not None else None
        if spot is not None and unit is not None:
            most = unit.overflow(self._canvas.kit, spot.leaf.width)
            unit.shift = max(0, min(most, unit.shift + by))
            self._arrange()
            self.viewport().update()

    def to_canvas(self, point: QPointF) -> QPointF:
        """A point of the viewport as the canvas counts."""
        return point + QPointF(-self._left(), self._y())

    def turn_rect(self, index: int) -> QRect:
        """The place of a turn in the viewport, seen or not."""
        top = self._canvas.top(index)
        height = self._canvas.top(index + 1) - top
        return QRect(self._left(), top - self._y(), self._canvas.width, height)

    def follow(self) -> None:
        """Goes to the end and stays there."""
        self._following.resume()
        self._settle()

    def go_home(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _connect(self) -> None:
        self._frame_timer.timeout.connect(self._on_frame)
        self._idle_timer.timeout.connect(self._on_idle)
        self._furniture.action_requested.connect(self.action_requested)
        self._furniture.reasoning_toggled.connect(self._on_reasoning)
        self._furniture.details_toggled.connect(self._on_details)
        self._furniture.reshaped.connect(self._on_reshaped)
        self._furniture.save_asked.connect(self.save_asked)
        self._furniture.moved.connect(self.viewport().update)
        self._pointer.changed.connect(self._on_selected)
        self._pointer.link_activated.connect(self.link_activated)

    def _latest_button(self, label: str) -> QToolButton:
        button = QToolButton(self.viewport())
        button.setObjectName("latest")
        button.setText(label)
        button.setAccessibleName(label)
        button.setArrowType(Qt.ArrowType.DownArrow)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(self.follow)
        button.hide()
        return button

    def _dress(self, kit: Kit) -> None:
        anchor = self._canvas.share(self._anchor())
        self._canvas.dress(kit)
        self.viewport().setStyleSheet(piece_style(kit.look))
        self._settle(anchor, seconds=_AT_ONCE)
        self.dressed.emit()

    def _tell_of_all(self, entries: Sequence[Entry]) -> None:
        """Screen readers and others, of what has been opened; what grows on is read out from here."""
        self._accessible.changed()
        self._announcer.hush()
        for entry in entries[-1:]:
            if entry.streaming:
                self._announcer.skip(entry.id, entry.text)
        self.changed.emit("")

    def _on_selected(self) -> None:
        """Whoever selects is reading: the view does not run away."""
        if self._pointer.has_selection:
            self._following.pulled_up(self.verticalScrollBar().maximum())
            self._latest.setVisible(not self._following.attached)
        self.viewport().update()

    def _on_frame(self) -> None:
        self._since_frame.start()
        self._settle()

    def _on_idle(self) -> None:
        anchor = self._anchor()
        if self._ahead.work(self._y(), self.viewport().height(), _FRAME):
            self._settle(anchor)
        elif self._ahead.is_resting(self._y(), self.viewport().height()):
            self._idle_timer.start(_REST_MS)

    def _on_reasoning(self, id_: str) -> None:
        self._unfold(id_, Turn.toggle_reasoning)

    def _on_details(self, id_: str) -> None:
        self._unfold(id_, Turn.toggle_details)

    def _on_reshaped(self, id_: str) -> None:
        self._unfold(id_, Turn.reshape)

    def _unfold(self, id_: str, change: Callable[[Turn], None]) -> None:
        """What unfolds grows downwards, even at the end: the reader has just clicked there."""
        turn = self._canvas.turn(id_)
        if turn is None:
            return
        anchor = self._anchor()
        self._pointer.clear()
        change(turn)
        self._following.pulled_up(self.verticalScrollBar().maximum())
        self._settle(anchor)
        self._following.moved(self._y(), self.verticalScrollBar().maximum())
        self._arrange()

    # Layout

    def _y(self) -> int:
        return self.verticalScrollBar().value()

    def _left(self) -> int:
        return measures.column_left(self.width(), measures.column_width(self.viewport().width()))

    def _anchor(self) -> Anchor:
        return self._canvas.anchor(self._y(), self.viewport().height())

    def _settle(self, anchor: Anchor | None = None, seconds: float = _FRAME) -> None:
        """Lays out what is visible and holds the anchor, or the end, where it is."""
        anchor = anchor if anchor is not None else self._anchor()
        self._canvas.width = measures.column_width(self.viewport().width())
        self._canvas.patience = seconds
        for _ in range(_ROUNDS):
            self._set_range()
            bar = self.verticalScrollBar()
            self._go(bar.maximum() if self._following.attached else self._canvas.y(anchor))
            if not self._canvas.turns or not self._lay_out_visible():
                break
        self._arrange()
        self.viewport().update()
        if not self._idle_timer.isActive():
            self._idle_timer.start(_IDLE_MS)

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

    def _arrange(self) -> None:
        y, height = self._y(), self.viewport().height()
        self._furniture.arrange((self._place(index) for index in self._canvas.visible(y, y + height)), self._canvas.kit)
        self._latest.setVisible(not self._following.attached)
        self._latest.adjustSize()
        size = self._latest.size()
        self._latest.move((self.viewport().width() - size.width()) // 2, height - size.height() - 12)
        self._latest.raise_()

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
        self._settle(self._canvas.share(self._anchor()), seconds=_AT_ONCE)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._canvas.kit.look.color("background"))
        y, height = self._y(), self.viewport().height()
        turns = TurnPainter(painter, self._canvas.kit, self._pointer.selection, self._found)
        for index in self._canvas.visible(y, y + height):
            top = self._canvas.top(index) - y
            painter.save()
            painter.translate(self._left(), top)
            turns.paint(self._canvas.turns[index], index, self._seen(top))
            painter.restore()
        painter.end()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
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
        self._hands.menu(self.viewport().mapFromGlobal(event.globalPos())).popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._hands.tell(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_for(event)
        if command is not None:
            command(self)
        else:
            super().keyPressEvent(event)


def _nothing_found(_turn: Turn, _leaf: int) -> list[Found]:
    return []
