"""A list with a filter that floats within the window; it knows nothing of what is listed.

It is no window of its own: input methods do not reach popups on every system, and the filter is to be written in
Chinese, too.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from nextchat_desktop.ui.fading import fade_in
from nextchat_desktop.ui.keyboard.tabbing import go_on
from nextchat_desktop.ui.mirroring import facing
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.painted import painted
from nextchat_desktop.ui.settings.fields import SearchField
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_Key = Qt.Key
_UP = (_Key.Key_Up, _Key.Key_PageUp, _Key.Key_Home)
_MOVING = (*_UP, _Key.Key_Down, _Key.Key_PageDown, _Key.Key_End)
_CHOOSING = (_Key.Key_Return, _Key.Key_Enter)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus comes back by itself: from another window, from a menu."""


class _Curtain(QWidget):
    """Lies over the window while the list is open: a click beside it closes it and does nothing else."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class FloatingList(QFrame):
    """Filter, rows and a sentence in place of them. Whoever makes it fills the rows and takes what is chosen.

    Its parts bear the object names `<name>Panel`, `<name>Filter`, `<name>List`, `<name>Empty`, `<name>Curtain`.
    """

    def __init__(self, name: str, spoken: tuple[str, str, str], theme: Theme, parent: QWidget, width: int) -> None:
        """`spoken` are the names of the whole, of the filter and of the rows; it is so wide at 100 %."""
        super().__init__(parent)
        named(self, f"{name}Panel", spoken[0])
        self._theme = theme
        self._around = parent
        self._below = parent
        self._before: QWidget | None = None
        self._wide = width
        self._curtain = named(_Curtain(parent), f"{name}Curtain")
        self.filter = SearchField(theme, f"{name}Filter", spoken[1])
        self.list = named(QListView(), f"{name}List", spoken[2])
        painted(self.list)
        self._empty = named(QLabel(), f"{name}Empty", role="hint")
        self._composing = False

    def set_up(self, model: QAbstractItemModel) -> None:
        """Puts the parts together, once there are rows to show and a delegate for them."""
        self.list.setModel(model)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._lay_out()
        self._connect()
        self._on_theme_changed()
        self.dismiss()

    def show_below(self, button: QWidget) -> None:
        self._below, self._before = button, QApplication.focusWidget()
        if not self.isVisible():
            fade_in(self, self._theme.motion.popup)
        self.place()
        for widget in (self._curtain, self):
            widget.show()
            widget.raise_()

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Closes it."""
        self.hide()
        self._curtain.hide()
        self.filter.clear()

    def leave(self) -> None:
        """Closes it and gives the focus back."""
        before, self._before = self._before, None
        self.dismiss()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self, place: QModelIndex) -> None:
        self.list.setCurrentIndex(place)
        self.list.scrollTo(place)

    def say(self, sentence: str) -> None:
        """In place of the rows; an empty one shows them."""
        self._empty.setText(sentence)
        self._empty.setVisible(bool(sentence))
        self.list.setVisible(not sentence)

    def place(self) -> None:
        """Below the button, ending where that ends, within the parent."""
        self._curtain.setGeometry(self._around.rect())
        room = self._around.rect().adjusted(sizes.SPACE_2, sizes.SPACE_2, -sizes.SPACE_2, -sizes.SPACE_2)
        below = self.button_place()
        top = max(room.top(), below.top() + below.height() + sizes.SPACE_1)
        width = min(self._theme.room.scaled(self._wide), room.width())
        left = max(room.left(), min(below.left() + below.width(), room.right()) - width)
        place = QRect(left, top, width, min(self.wanted_height(), room.bottom() - top))
        self.setGeometry(facing(place, self._around.rect()))

    def button_place(self) -> QRect:
        """Of the button, in the parent, as in a window that goes from left to right."""
        corner = self._around.mapFromGlobal(self._below.mapToGlobal(QPoint(0, 0)))
        return facing(QRect(corner, self._below.size()), self._around.rect())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the panel."""
        return go_on(self, forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self.place()
        elif isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self._on_focus_lost(event.reason())
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in (*_CHOOSING, _Key.Key_Escape))
            return event.isAccepted()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self.take_key(watched, event)
        return False

    def wanted_height(self) -> int:
        """Pixels, as long as the window has them."""
        raise NotImplementedError

    def height_around_rows(self) -> int:
        return self.filter.sizeHint().height() + 3 * sizes.SPACE_2 + 2 * self.frameWidth()

    def choose(self, place: QModelIndex) -> None:
        """What Enter on a row does."""
        raise NotImplementedError

    def click(self, place: QModelIndex) -> None:
        """What a click on a row does: the same. The list is not done with the click yet, and needs its rows."""
        self.choose(place)

    def narrow(self, text: str) -> None:
        """What happens to the rows when the filter changes."""
        raise NotImplementedError

    def moved(self) -> None:
        """The person has gone to another row themselves."""

    def below_rows(self, column: QVBoxLayout) -> None:
        """Puts further parts below the rows."""

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key was for the panel. While an input method composes, every key is for that."""
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._composing:
            return False
        if key == _Key.Key_Escape:
            self.leave()
        elif key in _CHOOSING:
            self.choose(self.list.currentIndex())
        elif key in _MOVING and is_plain:
            self.moved()
            self._move(event)
        elif watched is self.list and event.text().strip() and event.text().isprintable():
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self.filter, event)
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> None:
        """Rows that cannot be chosen are passed over: where the list would end at one of them, the nearest is next."""
        before, ends = self.list.currentIndex(), (_Key.Key_Home, _Key.Key_End)
        self.list.removeEventFilter(self)
        QApplication.sendEvent(self.list, event)
        self.list.installEventFilter(self)
        if self.list.currentIndex() == before or event.key() in ends:
            model = self.list.model()
            rows = range(model.rowCount()) if event.key() in _UP else range(model.rowCount() - 1, -1, -1)
            places = (model.index(row, 0) for row in rows)
            self.go(next((place for place in places if place.flags() & Qt.ItemFlag.ItemIsEnabled), before))

    def _on_focus_lost(self, reason: Qt.FocusReason) -> None:
        elsewhere = QApplication.focusWidget()
        if reason not in _PASSING and elsewhere is not None and not self.isAncestorOf(elsewhere):
            self.dismiss()

    def _on_looked_at(self, place: QModelIndex) -> None:
        """While the keyboard is in the filter, the row is heard as what describes it."""
        self.filter.setAccessibleDescription(place.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        self.below_rows(column)
        self.say("")

    def _connect(self) -> None:
        for watched in (self._around, self.filter, self.list):
            watched.installEventFilter(self)
        self._curtain.pressed.connect(self.leave)
        self.filter.textChanged.connect(self.narrow)
        self.list.clicked.connect(self.click)
        self.list.selectionModel().currentChanged.connect(self._on_looked_at)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        palette = self._theme.palette
        border = f"border: 1px solid {palette.edge}; border-radius: {sizes.RADIUS_CARD}px;"
        self.setStyleSheet(f"QFrame#{self.objectName()} {{ background: {palette.raised}; {border} }}")
        self._place_again()

    def _place_again(self) -> None:
        """What it holds may be larger now. Its button may be gone, where the window is about to go."""
        if self.isVisible() and isValid(self._below):
            self.place()
