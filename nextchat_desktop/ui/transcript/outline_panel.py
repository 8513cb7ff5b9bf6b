"""The outline of a conversation, from which a reader jumps to a place; it knows neither messages nor the transcript.

It floats within the window instead of being a window of its own: input methods do not reach popups on every system,
and the filter is to be written in Chinese, too.
"""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from nextchat_desktop.markup.outline import Reading, Row, Turn
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.outline_rows import ROW_ROLE, OutlineDelegate, OutlineRows, OutlineWords

TURN = -1
"""The ordinal of a turn itself, beside those of its headings."""
SLICE_MS = 5
"""How long turns are read before the window has its turn again."""

_WIDTH, _HEIGHT = 360, 520
_FEWEST = 4
"""Rows for which there is always room."""

_Key = Qt.Key
_MOVING = (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Home, _Key.Key_End)
_CHOOSING = (_Key.Key_Return, _Key.Key_Enter)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus comes back by itself: from another window, from a menu."""


class _Curtain(QWidget):
    """Lies over the window while the outline is open: a click beside it closes it and does nothing else."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class OutlinePanel(QFrame):
    """`jumped` carries the id of a turn and the ordinal of its heading, or TURN. It floats over its parent."""

    jumped = Signal(str, int)

    def __init__(self, words: OutlineWords, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "outlinePanel", words.name)
        self._words = words
        self._theme = theme
        self._around = parent
        self._below = parent
        self._before: QWidget | None = None
        self._reading: Reading | None = None
        self._fresh: list[Row] = []
        self._follows = True
        self._model = OutlineRows(words, self)
        self._curtain = named(_Curtain(parent), "outlineCurtain")
        self.filter = named(QLineEdit(), "outlineFilter", words.filter)
        self.list = self._make_list()
        self._empty = named(QLabel(), "outlineEmpty", role="hint")
        self._search = QAction(self)
        self._timer = QTimer(self, interval=0)
        self._lay_out()
        self._connect()
        self._on_theme_changed()
        self.dismiss()

    def open_below(self, button: QWidget, turns: Iterable[Turn], here: tuple[str, int]) -> None:
        """Shows the outline of `turns`, read bit by bit; `here` is the turn being read and its heading, or TURN."""
        self.dismiss()
        self._below, self._before = button, QApplication.focusWidget()
        self._reading, self._follows = Reading(turns, *here), True
        self._timer.start()
        self._read()
        self._place()
        for widget in (self._curtain, self):
            widget.show()
            widget.raise_()
        self._go_here()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Closes it and lets go of everything it was given."""
        self._timer.stop()
        self._reading, self._fresh = None, []
        self.hide()
        self._curtain.hide()
        self._model.clear()
        self.filter.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self._on_focus_lost(event.reason())
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in (*_CHOOSING, _Key.Key_Escape))
            return event.isAccepted()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._is_key_taken(watched, event)
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the outline."""
        (self.list if self.filter.hasFocus() else self.filter).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # Reading

    def _read(self) -> None:
        """Reads turns for a while; the rest follows when the window has had its turn."""
        if self._reading is None:
            return
        passed = QElapsedTimer()
        passed.start()
        was_here = self._reading.here
        while passed.elapsed() < SLICE_MS:
            own = self._reading.step()
            if own is None:
                self._timer.stop()
                break
            self._fresh += own
        has_come = self._reading.here not in (None, was_here)
        # The list lays out all its rows whenever some are added, so that many are added at a time.
        if has_come or not self._timer.isActive() or len(self._fresh) >= self._model.total // 2:
            self._show_fresh(self._reading.here if has_come else None)

    def _show_fresh(self, here: Row | None) -> None:
        self._model.add(self._fresh)
        self._fresh = []
        if self.isVisible():
            self._place()
        if here is not None:
            self._model.mark(here)
            self._go_here()
        if not self.list.currentIndex().isValid():
            self._go(self._model.first_found())
        self._say()

    def _say(self) -> None:
        """A quiet sentence in place of the rows, once it is certain that there are none."""
        is_empty = self._model.rowCount() == 0 and not self._timer.isActive()
        self._empty.setText(self._words.nothing_found if self._model.total else self._words.empty)
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    # Choosing

    def _is_key_taken(self, watched: QObject, event: QKeyEvent) -> bool:
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == _Key.Key_Escape:
            self._leave()
        elif key in _CHOOSING:
            self._jump(self.list.currentIndex())
        elif key in _MOVING and is_plain:
            return self._is_moved(watched, event)
        elif watched is self.list and event.text().strip() and event.text().isprintable():
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self.filter, event)
        else:
            return False
        return True

    def _is_moved(self, watched: QObject, event: QKeyEvent) -> bool:
        """What moves in the list does so from the filter, too."""
        self._follows = False
        return watched is self.filter and QApplication.sendEvent(self.list, event)

    def _go_here(self) -> None:
        """To where the reader is, unless they have gone elsewhere in the meantime."""
        place = self._model.here()
        if self._follows and place.isValid():
            self.list.setCurrentIndex(place)
            self.list.scrollTo(place, QListView.ScrollHint.PositionAtCenter)

    def _go(self, place: QModelIndex) -> None:
        self.list.setCurrentIndex(place)
        self.list.scrollTo(place)

    def _jump(self, place: QModelIndex) -> None:
        row: Row | None = place.data(ROW_ROLE)
        if row is not None:
            self._leave()
            self.jumped.emit(row.entry, TURN if row.ordinal is None else row.ordinal)

    def _leave(self) -> None:
        """Closes it and gives the focus back."""
        before, self._before = self._before, None
        self.dismiss()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_filtered(self, text: str) -> None:
        self._follows = not text.strip()
        self._model.filter(text)
        self._go(self._model.first_found())
        self._go_here()
        self._say()

    def _on_focus_lost(self, reason: Qt.FocusReason) -> None:
        elsewhere = QApplication.focusWidget()
        if reason not in _PASSING and elsewhere is not None and not self.isAncestorOf(elsewhere):
            self.dismiss()

    def _on_looked_at(self, place: QModelIndex) -> None:
        """While the keyboard is in the filter, the row is heard as what describes it."""
        self.filter.setAccessibleDescription(place.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    # Looks

    def _place(self) -> None:
        """Below the button, ending where that ends, within the parent."""
        self._curtain.setGeometry(self._around.rect())
        room = self._around.rect().adjusted(sizes.SPACE_2, sizes.SPACE_2, -sizes.SPACE_2, -sizes.SPACE_2)
        end = self._below.mapToGlobal(QPoint(self._below.width(), self._below.height() + sizes.SPACE_1))
        corner = self._around.mapFromGlobal(end)
        width, top = min(_WIDTH, room.width()), max(room.top(), corner.y())
        left = max(room.left(), min(corner.x(), room.right()) - width)
        self.setGeometry(left, top, width, min(self._height(), room.bottom() - top))

    def _height(self) -> int:
        """As high as its rows need, up to a limit; a filter changes nothing."""
        others = self.filter.sizeHint().height() + 3 * sizes.SPACE_2 + 2 * self.frameWidth()
        return min(_HEIGHT, others + max(_FEWEST, self._model.total) * sizes.TARGET)

    def _make_list(self) -> QListView:
        view = named(QListView(), "outlineList", self._words.rows, "painted")
        view.setModel(self._model)
        view.setItemDelegate(OutlineDelegate(self._theme, view))
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(True)
        return view

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(self._words.filter)
        self.filter.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)

    def _connect(self) -> None:
        for watched in (self._around, self.filter, self.list):
            watched.installEventFilter(self)
        self._timer.timeout.connect(self._read)
        self._curtain.pressed.connect(self._leave)
        self.filter.textChanged.connect(self._on_filtered)
        self.list.clicked.connect(self._jump)
        self.list.selectionModel().currentChanged.connect(self._on_looked_at)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        palette = self._theme.palette
        border = f"border: 1px solid {palette.edge}; border-radius: {sizes.RADIUS_CARD}px;"
        self.setStyleSheet(f"QFrame#outlinePanel {{ background: {palette.raised}; {border} }}")
        self._search.setIcon(self._theme.icons.icon("search"))
