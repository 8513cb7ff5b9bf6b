"""The messages that go before everything: added, written, given to somebody, put in order, deleted. It keeps none."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.editing import with_text
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, StillWheel, TextField, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_ROLES = (Role.SYSTEM, Role.USER, Role.ASSISTANT)
_ID = Qt.ItemDataRole.UserRole
_SHOWN, _LIST, _TEXT = 90, 132, 96
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ContextList(QWidget):
    """`edited` tells that `messages` or `hides` are others now. `new_id` names messages that are added."""

    edited = Signal()

    def __init__(self, words: Words, theme: Theme, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._words = words
        self._new_id = new_id
        self._messages: dict[str, Message] = {}
        self._list = named(QListWidget(), "contextList", words("context.list"))
        self._role = named(ChoiceBox(), "contextRole", words("context.role"))
        self._text = named(_Written(), "contextText", words("context.text"))
        self._add = button("contextAdd", words("context.add"))
        self._delete = button("contextDelete", words("context.delete"))
        self._up = button("contextUp", words("context.up"))
        self._down = button("contextDown", words("context.down"))
        self._hide = named(QCheckBox(words("context.hide")), "contextHide", words("context.hide"))
        self._empty = Hint(theme, "contextEmpty")
        self._empty.say(words("context.empty"))
        for role in _ROLES:
            self._role.addItem(words(f"context.role.{role}"), role)
        StillWheel(self).guard(self._role)
        self._arrange(theme)
        self._connect()
        self._refresh()

    @property
    def messages(self) -> tuple[Message, ...]:
        """In their order, with what is being typed."""
        return tuple(self._messages[id] for id in self._ids())

    @property
    def hides(self) -> bool:
        """Whether they are not read in the conversation."""
        return self._hide.isChecked()

    def show_messages(self, messages: tuple[Message, ...], hides: bool) -> None:
        """These, unless they are what stands here; the one that was being written stays so."""
        self._hide.setChecked(hides)
        if messages == self.messages:
            return
        chosen = self._chosen()
        self._messages = {message.id: message for message in messages}
        self._list.clear()
        for message in messages:
            self._put(message, self._list.count())
        ids = self._ids()
        self._list.setCurrentRow(ids.index(chosen) if chosen in ids else min(0, len(ids) - 1))
        self._refresh()

    def commit(self) -> None:
        """Takes what is being typed."""
        self._on_text_finished()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the chosen message away, Alt with an arrow moves it."""
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _MOVES.get(Qt.Key(event.key()))
            if event.key() == Qt.Key.Key_Delete:
                self._on_delete()
                return True
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(by)
                return True
        return super().eventFilter(watched, event)

    def _ids(self) -> list[str]:
        return [self._list.item(row).data(_ID) for row in range(self._list.count())]

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def _put(self, message: Message, row: int) -> None:
        item = QListWidgetItem(self._told(message))
        item.setData(_ID, message.id)
        self._list.insertItem(row, item)

    def _told(self, message: Message) -> str:
        said = first_line(message.text, _SHOWN) or self._words("context.no_words")
        return self._words("context.row", role=self._words(f"context.role.{message.role}"), text=said)

    def _change(self, message: Message) -> None:
        if message != self._messages.get(message.id):
            self._messages[message.id] = message
            self._list.item(self._ids().index(message.id)).setText(self._told(message))
            self.edited.emit()

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if row < 0 or not 0 <= row + by < self._list.count():
            return
        item = self._list.takeItem(row)
        self._list.insertItem(row + by, item)
        self._list.setCurrentRow(row + by)
        self.edited.emit()

    def _on_add(self) -> None:
        self._on_text_finished()
        message = Message(self._new_id(), self._next_role())
        self._messages[message.id] = message
        self._put(message, self._list.currentRow() + 1)
        self._list.setCurrentRow(self._list.currentRow() + 1 if self._list.count() > 1 else 0)
        self._text.setFocus()

    def _next_role(self) -> Role:
        """Whose turn it is to say something after the one that is chosen."""
        row = self._list.currentRow()
        if row < 0:
            return Role.SYSTEM
        before = self._messages[self._list.item(row).data(_ID)].role
        return Role.ASSISTANT if before is Role.USER else Role.USER

    def _on_delete(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            self._messages.pop(self._list.takeItem(row).data(_ID))
            self._refresh()
            self.edited.emit()

    def _on_chosen(self) -> None:
        self._refresh()

    def _on_role(self) -> None:
        message = self._messages.get(self._chosen())
        if message is not None:
            self._change(replace(message, role=Role(self._role.currentData())))  # Qt keeps it as mere text

    def _on_text_finished(self) -> None:
        message = self._messages.get(self._text.whose)
        if message is not None and self._text.is_touched:
            self._text.shown = self._text.toPlainText()
            self._change(replace(message, parts=with_text(message.parts, self._text.toPlainText())))

    def _refresh(self) -> None:
        """The fields for the chosen message; what was typed for another is taken before."""
        self._on_text_finished()
        message = self._messages.get(self._chosen())
        row, last = self._list.currentRow(), self._list.count() - 1
        self._empty.setVisible(not self._messages)
        self._list.setVisible(bool(self._messages))
        for widget in (self._role, self._text, self._delete, self._up, self._down):
            widget.setVisible(message is not None)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(row < last)
        if message is not None:
            self._role.setCurrentIndex(_ROLES.index(message.role))
            self._text.show_text(message.id, message.text)

    def _arrange(self, theme: Theme) -> None:
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        following(theme, self._list, lambda list: list.setMinimumHeight(theme.room.scaled(_LIST)))
        following(theme, self._text, lambda text: text.setMinimumHeight(theme.room.scaled(_TEXT)))
        self._text.setPlaceholderText(self._words("context.placeholder"))
        below = QHBoxLayout()
        below.setSpacing(sizes.SPACE_2)
        for widget in (self._role, self._up, self._down, self._delete):
            below.addWidget(widget)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addLayout(below)
        column.addWidget(self._text, 1)
        column.addWidget(self._add)
        column.addWidget(self._hide)

    def _connect(self) -> None:
        self._list.installEventFilter(self)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._list.model().rowsMoved.connect(self.edited)
        self._role.activated.connect(self._on_role)
        self._text.finished.connect(self._on_text_finished)
        self._add.clicked.connect(self._on_add)
        self._delete.clicked.connect(self._on_delete)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._hide.clicked.connect(self.edited)


class _Written(TextField):
    """`whose` is the id of the message that is written here, `shown` what it was before anything was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.whose = self.shown = ""

    @property
    def is_touched(self) -> bool:
        return self.toPlainText() != self.shown

    def show_text(self, whose: str, text: str) -> None:
        if (whose, text) != (self.whose, self.toPlainText()):
            self.setPlainText(text)
        self.whose, self.shown = whose, text
