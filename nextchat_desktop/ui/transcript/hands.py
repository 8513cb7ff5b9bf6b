"""What the mouse and the menu key do in the transcript: select, follow links, shift sideways, offer a menu."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.transcript.action_row import fill_menu
from nextchat_desktop.ui.transcript.code_leaf import CodeLeaf
from nextchat_desktop.ui.transcript.entries import COPY, TranscriptWords
from nextchat_desktop.ui.transcript.picture_leaf import Pictured
from nextchat_desktop.ui.transcript.pointer import Pointer

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript


_TICK_MS = 20
_FASTEST = 120


def drag_step(y: float, height: int) -> int:
    """By how many pixels the view goes along at once with a drag that is held there: more the farther it is beyond."""
    beyond = min(0.0, y) + max(0.0, y - height)
    return round(math.copysign(min(_FASTEST, 1 + abs(beyond) * 0.3), beyond)) if beyond else 0


class Hands(QObject):
    def __init__(self, view: "Transcript", pointer: Pointer, words: TranscriptWords) -> None:
        super().__init__(view)
        self._view = view
        self._pointer = pointer
        self._words = words
        self._since_double = QElapsedTimer()
        self._doubled = QPoint()
        self._dragged = QPointF()
        self._drag_timer = QTimer(self, interval=_TICK_MS)
        self._drag_timer.timeout.connect(self._go_along)

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._view.to_canvas(event.position())
        if self._view.is_choosing:
            self._choose(point, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self._is_third_click(event.position().toPoint()):
            self._pointer.select_leaf(point)
        else:
            self._pointer.press(point, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def move(self, event: QMouseEvent) -> None:
        if self._pointer.is_dragging:
            self._dragged = event.position()
            if not self._drag_timer.isActive():
                self._drag_timer.start()
                self._go_along()
            self._drag()
        else:
            point = self._view.to_canvas(event.position())
            self._view.hover(point)
            self._show_cursor(point)

    def release(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag_timer.stop()
            self._pointer.release(self._view.to_canvas(event.position()))

    def double_click(self, event: QMouseEvent) -> None:
        self._pointer.select_word(self._view.to_canvas(event.position()))
        self._since_double.start()
        self._doubled = event.position().toPoint()

    def turn_wheel(self, event: QWheelEvent) -> bool:
        """Whether the wheel was turned sideways, and that was done."""
        delta = event.angleDelta()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        sideways = delta.x() or (delta.y() if shifted else 0)
        if not (abs(sideways) > abs(delta.y()) or (shifted and sideways)):
            return False
        self._view.shift_at(event.position(), -sideways // 2)
        event.accept()
        return True

    def tell(self, place: QPoint, on_screen: QPoint) -> None:
        """Where a link goes."""
        link = self._pointer.link_at(self._view.to_canvas(QPointF(place)))
        QToolTip.showText(on_screen, plain_tip(link), self._view.viewport())

    def menu(self, place: QPoint) -> QMenu:
        """What can be done with what is at a place of the viewport and with what is selected."""
        view, words = self._view, self._words
        point = view.to_canvas(QPointF(place))
        menu = Menu(view)
        menu.setObjectName("transcriptMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link, spot = self._pointer.link_at(point), view.canvas.spot(point)
        if self._pointer.has_selection:
            menu.addAction(words.copy, view.copy)
            menu.addAction(words.quote, view.quote)
        if link:
            menu.addAction(words.open_link, lambda: view.link_activated.emit(link))
            menu.addAction(words.copy_link, lambda: QGuiApplication.clipboard().setText(link))
        if spot is not None and (picture := spot.leaf.picture_at(spot.point)) is not None:
            self._offer_picture(menu, picture)
        if spot is not None and isinstance(spot.leaf, CodeLeaf):
            code = spot.leaf.unit.block.code
            menu.addAction(words.copy_code, lambda: QGuiApplication.clipboard().setText(code))
        place_in_text = view.canvas.hit(point)
        if place_in_text is not None and (text := view.canvas.turns.entry(place_in_text.turn).text):
            menu.addAction(words.copy_message, lambda: QGuiApplication.clipboard().setText(text))
        menu.addSeparator()
        menu.addAction(words.select_all, view.select_all)
        self._offer_actions(menu, point)
        return menu

    def _offer_actions(self, menu: QMenu, point: QPointF) -> None:
        """What the buttons of the turn do. Its words can be copied already."""
        entry = self._view.entry_at(point)
        if entry is not None and (actions := [one for one in entry.actions if one.id != COPY]):
            menu.addSeparator()
            offered = (*actions, *entry.more)
            fill_menu(menu, offered, self._view.kit.look, lambda id: self._view.action_requested.emit(id, entry.id))

    def _choose(self, point: QPointF, is_range: bool) -> None:
        entry = self._view.entry_at(point)
        if entry is not None:
            self._view.choice_toggled.emit(entry.id, is_range)

    def _offer_picture(self, menu: QMenu, picture: Pictured) -> None:
        view, words, kit = self._view, self._words, self._view.kit
        address, name = picture.address, picture.name(kit)
        if kit.gallery.pictures.phase(address) == "shown":
            menu.addAction(words.copy_picture, lambda: view.picture_copy_asked.emit(address))
            menu.addAction(words.save_picture, lambda: view.picture_save_asked.emit(address, name))
            menu.addAction(words.attach_picture, lambda: view.picture_attach_asked.emit(address))

    def _is_third_click(self, place: QPoint) -> bool:
        """Soon after a double click, and there."""
        is_soon = self._since_double.isValid() and self._since_double.restart() < QApplication.doubleClickInterval()
        return is_soon and (place - self._doubled).manhattanLength() < QApplication.startDragDistance()

    def _go_along(self) -> None:
        """A drag beyond an edge takes the view along as long as it is held there."""
        step = drag_step(self._dragged.y(), self._view.viewport().height())
        if not step or not self._pointer.is_dragging:
            self._drag_timer.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + step)
        self._drag()

    def _drag(self) -> None:
        """What is out of view is not selected before it is seen."""
        y = max(0.0, min(self._dragged.y(), self._view.viewport().height() - 1.0))
        self._pointer.drag(self._view.to_canvas(QPointF(self._dragged.x(), y)))

    def _show_cursor(self, point: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._pointer.link_at(point):
            shape = Qt.CursorShape.PointingHandCursor
        elif self._pointer.is_text(point):
            shape = Qt.CursorShape.IBeamCursor
        self._view.viewport().setCursor(shape)
