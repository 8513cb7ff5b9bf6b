"""The messages that wait, one row each above the field. It shows them and tells what is wanted, and decides nothing."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.conversation import Queued
from nextchat_desktop.ui.elided import ElidedLabel, tip
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_SEEN = 4
"""Rows that are seen at once; more are scrolled to."""
_NAMED = 40
_SHOWN = 300
"""Characters of a message in its row."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class QueueView(NamedTuple):
    """`held` are the ids of those that wait for the person, `busy` whether an answer is on its way."""

    waiting: tuple[Queued, ...] = ()
    held: frozenset[str] = frozenset()
    busy: bool = False


class QueueRows(QFrame):
    """Each signal but the last tells the id of a message."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    now_asked = Signal(str)
    moved = Signal(str, int)
    """So many places back, or forward where that is negative."""
    go_on_asked = Signal()
    left = Signal()
    """The row is gone that had the focus, and there is no other."""

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        named(self, "queue", words("queue.name"))
        self._words = words
        self._theme = theme
        self._view = QueueView()
        self._rows: list[QueueRow] = []
        self._title = named(ElidedLabel(), "queueTitle", role="hint")
        self.go_on_button = named(QPushButton(words("queue.go_on")), "queueGoOn", words("queue.go_on"))
        self.go_on_button.clicked.connect(self.go_on_asked)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll = named(QScrollArea(), "queueScroll")
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    @property
    def rows(self) -> tuple["QueueRow", ...]:
        return tuple(self._rows)

    def show_view(self, view: QueueView) -> None:
        if view == self._view:
            return
        focused = next((place for place, row in enumerate(self._rows) if row.isAncestorOf(self.focusWidget())), -1)
        self._view = view
        for gone in self._rows:
            gone.hide()
            gone.deleteLater()
        self._rows = [self._row(place, message) for place, message in enumerate(view.waiting)]
        count = len(view.waiting)
        held = len(view.held) if view.busy else count
        self._title.setText(self._words.plural("queue.held" if held else "queue.flows", held or count))
        self.go_on_button.setVisible(bool(held))
        self._fit()
        self.setVisible(bool(count))
        if focused >= 0:
            self._focus_near(focused)

    def _fit(self) -> None:
        """As high as its rows, up to a few."""
        self._scroll.setFixedHeight(min(len(self._rows), _SEEN) * self._theme.room.row)

    def focus_on(self, id: str) -> None:
        """Gives the keyboard to the words of a message."""
        for row in self._rows:
            if row.message.id == id:
                row.text.setFocus()

    def _row(self, place: int, message: Queued) -> "QueueRow":
        row = QueueRow(message, self._words, self._theme, self._view.busy)
        row.earlier.setEnabled(place > 0)
        row.later.setEnabled(place < len(self._view.waiting) - 1)
        row.edit_asked.connect(self.edit_asked)
        row.remove_asked.connect(self.remove_asked)
        row.now_asked.connect(self.now_asked)
        row.moved.connect(self.moved)
        self._column.addWidget(row)
        row.show()
        return row

    def focusWidget(self) -> QWidget:
        """Whatever of it has the keyboard; itself where nothing of it has."""
        return next((child for child in self.findChildren(QWidget) if child.hasFocus()), self)

    def _focus_near(self, place: int) -> None:
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].text.setFocus()
        else:
            self.left.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.go_on_button)
        column = QVBoxLayout(self)
        set_margins(column, sizes.COMPOSER_MARGIN, sizes.SPACE_1, sizes.SPACE_2, sizes.SPACE_1)
        column.setSpacing(sizes.SPACE_1)
        column.addLayout(head)
        column.addWidget(self._scroll)

    def _on_theme_changed(self) -> None:
        self._fit()
        palette = self._theme.palette
        border = f"border: 1px solid {palette.line}; border-radius: {sizes.RADIUS_CARD}px;"
        inside = "QScrollArea#queueScroll, QScrollArea#queueScroll > QWidget > QWidget { background: transparent; }"
        self.setStyleSheet(f"QFrame#queue {{ background: {palette.bubble}; {border} }} {inside}")
        for row in self._rows:
            row.dress()


class QueueRow(QWidget):
    """Enter or a click on the words takes it back into the field, Delete removes it, Alt and arrows move it."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    now_asked = Signal(str)
    moved = Signal(str, int)

    def __init__(self, message: Queued, words: Words, theme: Theme, busy: bool) -> None:
        super().__init__()
        self.message = message
        self._theme = theme
        pictures = words.plural("queue.pictures", len(message.pictures)) if message.pictures else ""
        said = " · ".join(filter(None, (first_line(message.text, _SHOWN), pictures)))
        name = first_line(message.text, _NAMED) or pictures
        self.text = _Line(said, words("queue.edit", text=name))
        self.earlier = self._button("queueEarlier", words("queue.earlier", text=name))
        self.later = self._button("queueLater", words("queue.later", text=name))
        self.now = self._button("queueNow", words("queue.send_now" if busy else "queue.send_this", text=name))
        self.remove = self._button("queueRemove", words("queue.remove", text=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.text, 1)
        for button in (self.earlier, self.later, self.now, self.remove):
            row.addWidget(button)
        self.text.clicked.connect(self._on_edit)
        self.text.removed.connect(self._on_remove)
        self.text.stepped.connect(self._on_stepped)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.now.clicked.connect(self._on_now)
        self.remove.clicked.connect(self._on_remove)
        self.dress()

    def dress(self) -> None:
        icons = {self.earlier: "chevron-up", self.later: "chevron-down", self.now: "send-queue", self.remove: "close"}
        room = self._theme.room
        self.setFixedHeight(room.row)
        for button, icon in icons.items():
            button.setIcon(self._theme.icons.icon(icon))
            button.setFixedSize(room.target, room.target)

    def _button(self, name: str, label: str) -> QToolButton:
        button = named(QToolButton(), name, label)
        tip(button, label)
        return button

    def _on_edit(self) -> None:
        self.edit_asked.emit(self.message.id)

    def _on_remove(self) -> None:
        self.remove_asked.emit(self.message.id)

    def _on_now(self) -> None:
        self.now_asked.emit(self.message.id)

    def _on_stepped(self, by: int) -> None:
        self.moved.emit(self.message.id, by)

    def _on_earlier(self) -> None:
        self.moved.emit(self.message.id, -1)

    def _on_later(self) -> None:
        self.moved.emit(self.message.id, 1)


class _Line(QPushButton):
    """The words of a message, as many as there is room for; a button that looks like a line."""

    removed = Signal()
    stepped = Signal(int)
    """So many places back, or forward where that is negative."""

    def __init__(self, text: str, spoken: str) -> None:
        super().__init__()
        named(self, "queueText", spoken, "row")
        tip(self, text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = ElidedLabel(text)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(label)

    def event(self, event: QEvent) -> bool:
        """While the keyboard is here, Alt and the arrows move the message, not what is read."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING:
            self.removed.emit()
        elif by := _step(event):
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)


def _step(event: QKeyEvent) -> int:
    return _STEPS.get(Qt.Key(event.key()), 0) if event.modifiers() & Qt.KeyboardModifier.AltModifier else 0
