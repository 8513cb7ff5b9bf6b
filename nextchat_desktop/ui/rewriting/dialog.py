"""All turns of a branch and the title in one window. Nothing is different before it is applied, then all at once."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.core.messages import Role
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.leading_lines import lead_lines
from nextchat_desktop.ui.named_by import first_words
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.rewriting.rows import Rows, changed, inserted, moved, rows_of, without
from nextchat_desktop.ui.settings.fields import Hint, IconButton, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import in_two_lines, put_row
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import pair

_SIZE = QSize(940, 640)
_LIST = 340
_LONGEST = 80
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RewriteDialog(Window):
    """`applied` carries the rows and the title, as they are wanted."""

    applied = Signal(tuple, str)

    def __init__(self, session: Session, words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__("rewriteDialog", words("rewrite.title"), _SIZE, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = words
        self._first: Rows = rows_of(session.path)
        self._rows = self._first
        self._was = session.conversation.title
        self._title = named(QLineEdit(self._was), "rewriteTitle", words("rewrite.name"))
        self._list = named(_Turns(), "rewriteTurns", words("rewrite.turns"))
        self._role = named(ChoiceBox(), "rewriteRole", words("rewrite.role"))
        self._text = named(QPlainTextEdit(), "rewriteText", words("rewrite.text"))
        lead_lines(self._text)
        self._said = Hint(theme, "rewriteSaid")
        self._tools = {
            name: IconButton(theme, f"rewrite{name.title()}Button", icon, words(f"rewrite.{name}"))
            for name, icon in (("up", "chevron-up"), ("down", "chevron-down"), ("add", "plus"), ("remove", "trash"))
        }
        self._apply = button("rewriteApplyButton", words("rewrite.apply"), "primary")
        self._cancel = button("rewriteCancelButton", words("action.cancel"))
        self._lay_out(theme)
        self._connect()
        self._show(max(0, len(self._rows) - 1))

    def say(self, trouble: str) -> None:
        self._said.say(trouble, "bad", "alert")

    @property
    def wanted(self) -> tuple[Rows, str] | None:
        """The rows and the title where they are other than they were; None where nothing is."""
        title = self._title.text().strip()
        return (self._rows, title) if self._rows != self._first or title != self._was.strip() else None

    def go_on(self, rows: Rows, title: str) -> None:
        """With what somebody has wanted before."""
        self._rows = rows
        self._title.setText(title)
        self._show(len(rows) - 1)

    @property
    def _place(self) -> int:
        return self._list.currentRow()

    def _show(self, place: int) -> None:
        """All rows anew, at this one."""
        self._list.blockSignals(True)
        self._list.clear()
        for number in range(len(self._rows)):
            self._list.addItem(QListWidgetItem())
            self._fill(number)
        self._list.blockSignals(False)
        self._list.setCurrentRow(max(0, min(place, len(self._rows) - 1)) if self._rows else -1)
        self._on_row_changed(self._place)

    def _fill(self, place: int) -> None:
        row, item = self._rows[place], self._list.item(place)
        title = first_words(row.text, _LONGEST) or self._words("rewrite.empty")
        role = self._words(f"share.{row.role}")
        put_row(item, title, role, pair(self._words, role, title))

    def _on_row_changed(self, place: int) -> None:
        is_one = 0 <= place < len(self._rows)
        for part in (self._text, self._role):
            part.blockSignals(True)
            part.setEnabled(is_one)
        self._text.setPlainText(self._rows[place].text if is_one else "")
        self._role.setCurrentIndex(self._role.findData(self._rows[place].role.value) if is_one else -1)
        for part in (self._text, self._role):
            part.blockSignals(False)
        self._tools["up"].setEnabled(is_one and place > 0)
        self._tools["down"].setEnabled(is_one and place < len(self._rows) - 1)
        self._tools["remove"].setEnabled(is_one)
        self._refresh()

    def _refresh(self) -> None:
        """Only what is different can be applied, and nobody says nothing."""
        is_whole = all(row.says_something for row in self._rows)
        self._apply.setEnabled(self.wanted is not None and is_whole)
        self._said.say("" if is_whole else self._words("rewrite.says_nothing"), "warn", "" if is_whole else "alert")

    def _on_text_changed(self) -> None:
        if 0 <= self._place < len(self._rows):
            self._rows = changed(self._rows, self._place, text=self._text.toPlainText())
            self._fill(self._place)
            self._refresh()

    def _on_role_chosen(self, _index: int) -> None:
        if 0 <= self._place < len(self._rows):
            self._rows = changed(self._rows, self._place, role=Role(self._role.currentData()))
            self._fill(self._place)
            self._refresh()

    def _on_dropped(self, place: int, to: int) -> None:
        self._rows = moved(self._rows, place, to - place)
        self._show(to)

    def _move(self, by: int) -> None:
        place = self._place
        if 0 <= place + by < len(self._rows) and place >= 0:
            self._on_dropped(place, place + by)

    def _add(self) -> None:
        place = self._place + 1
        self._rows = inserted(self._rows, place)
        self._show(place)
        self._text.setFocus()

    def _remove(self) -> None:
        if self._place >= 0:
            place = self._place
            self._rows = without(self._rows, place)
            self._show(place)

    def _on_apply(self) -> None:
        self.applied.emit(self._rows, self._title.text().strip())

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._list.moved.connect(self._move)
        self._list.removed.connect(self._remove)
        self._list.dropped.connect(self._on_dropped)
        self._text.textChanged.connect(self._on_text_changed)
        self._role.activated.connect(self._on_role_chosen)
        self._title.textChanged.connect(lambda _text: self._refresh())
        self._tools["up"].clicked.connect(lambda: self._move(-1))
        self._tools["down"].clicked.connect(lambda: self._move(1))
        self._tools["add"].clicked.connect(self._add)
        self._tools["remove"].clicked.connect(self._remove)
        self._apply.clicked.connect(self._on_apply)
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self, theme: Theme) -> None:
        for role in Role:
            self._role.addItem(self._words(f"share.{role}"), role.value)
        in_two_lines(self._list, theme, _LIST)
        self._text.setTabChangesFocus(True)
        written = QVBoxLayout()
        written.setSpacing(sizes.SPACE_2)
        written.addLayout(beside(self._role, None, *self._tools.values()))
        written.addWidget(self._text, 1)
        body = beside(self._list, written, apart=sizes.SPACE_4)
        self.stack(self._title, body, foot(self._said, self._cancel, self._apply), grows=body)


class _Turns(QListWidget):
    """Moved by drag, or by Alt and an arrow; Del takes one out."""

    moved = Signal(int)
    removed = Signal()
    dropped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.model().rowsMoved.connect(self._on_rows_moved)

    def event(self, event: QEvent) -> bool:
        """Its own keys are not for the window that lies below."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._moves(event):
            event.accept()
            return True
        return super().event(event)

    def _moves(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) and Qt.Key(event.key()) in _MOVES

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._moves(event):
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_rows_moved(self, _parent: object, first: int, _last: int, _to: object, row: int) -> None:
        self.dropped.emit(first, row - 1 if row > first else row)
