"""The list of conversations as one uses it: with the mouse, with the keyboard, by dragging. It decides nothing."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView

from nextchat_desktop.engine.shelf import Entry, Shelf
from nextchat_desktop.ui.sidebar.counted_view import CountedView
from nextchat_desktop.ui.sidebar.delegate import RowDelegate
from nextchat_desktop.ui.sidebar.dropping import Landing, landing
from nextchat_desktop.ui.sidebar.model import CONVERSATIONS, FOLDER, FOLDER_ROLE, ID_ROLE, ROW_ROLE, ShelfRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_Key = Qt.Key
_STEP = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_TYPING = 1000
"""Milliseconds within which letters belong to one word that is looked for."""


class ConversationList(CountedView):
    """`opened` carries a conversation, `folded` and `folder_deleted` a folder, `tag_asked` a tag.

    `menu_asked` carries a place on the screen and a row, `stepped` tells how far what is selected is to go, `dropped`
    and `folder_dropped` tell what was let go of, and where.
    """

    opened = Signal(str)
    deleted = Signal(list)
    folder_deleted = Signal(str)
    folded = Signal(str)
    tag_asked = Signal(str)
    menu_asked = Signal(QPoint, QModelIndex)
    stepped = Signal(int)
    dropped = Signal(list, object)
    folder_dropped = Signal(str, str)

    def __init__(self, shelf: Shelf, rows: ShelfRows, theme: Theme) -> None:
        super().__init__(theme.room.row)
        self._shelf = shelf
        self._rows = rows
        self._theme = theme
        self._landing: Landing | None = None
        self._pressed = QModelIndex()
        self._looked_for = ""
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._forget_typing)
        self.setModel(rows)
        self.rows = RowDelegate(theme, self)
        self.setItemDelegate(self.rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        theme.changed.connect(self._on_theme_changed)

    def ids(self) -> list[str]:
        """The selected conversations, from above."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [id for index in chosen if (id := index.data(ID_ROLE))]

    def mark(self, index: QModelIndex) -> None:
        """Selects this row alone, also while a key is held with which others would stay selected beside it."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self.currentIndex(), event.key()
        on, back = (_Key.Key_Left, _Key.Key_Right) if self.isRightToLeft() else (_Key.Key_Right, _Key.Key_Left)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the field of a name has left over
        elif event.modifiers() == _STEP and key in (_Key.Key_Up, _Key.Key_Down):
            self.stepped.emit(-1 if key == _Key.Key_Up else 1)
        elif key == _Key.Key_Delete and self.ids():
            self.deleted.emit(self.ids())
        elif key == _Key.Key_Delete and here.data(FOLDER_ROLE):
            self.folder_deleted.emit(here.data(FOLDER_ROLE))
        elif key in (_Key.Key_Return, _Key.Key_Enter) and here.isValid():
            self._open(here)
        elif key in (on, back) and here.data(FOLDER_ROLE):
            if here.data(ROW_ROLE).is_folded == (key == on):
                self.folded.emit(here.data(FOLDER_ROLE))
        elif key == back and (heading := self._shelf.heading_of(here.data(ID_ROLE) or "")) and heading.id:
            self.mark(self._rows.place_of_folder(heading.id))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Goes to the next title that begins with what is typed; asks the shelf, which need not ask row by row."""
        fresh = not self._looked_for
        self._looked_for += search
        self._typing.start()
        here = (
            self._rows.index(self.currentIndex().row() + fresh).data(ID_ROLE) if self.currentIndex().isValid() else ""
        )
        found = self._shelf.found(self._looked_for, here or "")
        if found:
            self.mark(self._rows.place_of(found))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._pressed = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and self._is_bin(place):
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index, is_dragged = self.indexAt(place), self.state() == QAbstractItemView.State.DraggingState
        is_click = event.button() == Qt.MouseButton.LeftButton and index == self._pressed and not is_dragged
        super().mouseReleaseEvent(event)
        if not index.isValid() and not self.selectedIndexes():  # beside the rows: what is read stays marked
            self.mark(self.currentIndex())
        if not is_click or not index.isValid():
            return
        if self._is_bin(place):
            self.deleted.emit([index.data(ID_ROLE)])
        elif tag := self._tag_at(place, index):
            self.tag_asked.emit(tag)
        elif not event.modifiers() & _HELD:
            self._open(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._is_bin(place):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the row, where the keyboard asks."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.visualRect(index).center()
        else:
            place = event.pos()
            index = self.indexAt(place)
        if index.isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(place), index)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """While something is dragged there is always a heading under which it is pinned."""
        chosen = self.selectedIndexes()
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData(chosen))
        self._shelf.offer_pinning(True)
        drag.exec(Qt.DropAction.MoveAction)
        self._shelf.offer_pinning(False)
        self._land(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CONVERSATIONS) or event.mimeData().hasFormat(FOLDER):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # which scrolls at the edges
        place = event.position().toPoint()
        self._land(self._landing_at(place, event.mimeData().hasFormat(FOLDER)))
        event.setAccepted(self._landing is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._land(None)

    def dropEvent(self, event: QDropEvent) -> None:
        mime, place = event.mimeData(), event.position().toPoint()
        is_folder = mime.hasFormat(FOLDER)
        found = self._landing_at(place, is_folder)
        ids = bytes(mime.data(FOLDER if is_folder else CONVERSATIONS).data()).decode().split("\n")
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._land(None)
        if found is None:
            return
        event.acceptProposedAction()
        if is_folder:
            self.folder_dropped.emit(ids[0], found.before or "")
        else:
            self.dropped.emit(ids, found)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._landing is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._theme.palette.accent), self._theme.room.focus))
        if self._landing.line >= 0:
            y = self._landing.line * self.row_height - self.verticalOffset()
            painter.drawLine(0, y, self.viewport().width(), y)
        else:
            rect = self.visualRect(self._rows.index(self._landing.row))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), sizes.RADIUS_FIELD, sizes.RADIUS_FIELD)
        painter.end()

    def _open(self, index: QModelIndex) -> None:
        if id := index.data(ID_ROLE):
            self.opened.emit(id)
        elif folder := index.data(FOLDER_ROLE):
            self.folded.emit(folder)

    def _is_bin(self, place: QPoint) -> bool:
        index = self.indexAt(place)
        return bool(index.data(ID_ROLE)) and self.rows.is_bin(self.visualRect(index), place)

    def _tag_at(self, place: QPoint, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return self.rows.tag_at(self.visualRect(index), row, place) if isinstance(row, Entry) else ""

    def _landing_at(self, place: QPoint, is_folder: bool) -> Landing | None:
        height = place.y() + self.verticalOffset()
        row, within = divmod(height, self.row_height)
        return landing(self._shelf, row, within >= self.row_height // 2, is_folder)

    def _land(self, found: Landing | None) -> None:
        if found != self._landing:
            self._landing = found
            self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.set_row_height(self._theme.room.row)

    def _forget_typing(self) -> None:
        self._looked_for = ""
