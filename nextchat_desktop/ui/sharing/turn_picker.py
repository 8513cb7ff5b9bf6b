"""A list of turns of which some are ticked: by click, with Shift up to the last one, all, the last few, none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nextchat_desktop.core.matching import matches
from nextchat_desktop.core.messages import Message
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.named_by import first_words
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import SearchField, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import in_two_lines, put_row
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_line
from nextchat_desktop.words.times import date_and_time

_LONGEST, _FEW = 80, 4
_TICKED = Qt.ItemDataRole.CheckStateRole
_CHECK = Qt.CheckState


class TurnPicker(QWidget):
    """`changed` tells that others are ticked now."""

    changed = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._messages: Sequence[Message] = ()
        self._ticked: frozenset[str] = frozenset()
        self._last = -1
        self._field = SearchField(theme, "pickerSearch", words("share.search"))
        self._list = named(_Rows(), "pickerTurns", words("share.turns"))
        self._count = labelled("", "hint")
        self._buttons = [
            button(f"pick{name.title()}Button", words(f"share.{name}"), "link") for name in ("all", "few", "none")
        ]
        self._lay_out(theme)
        self._connect()

    @property
    def ticked(self) -> frozenset[str]:
        return self._ticked

    def show_turns(self, messages: Sequence[Message], ticked: frozenset[str]) -> None:
        self._messages, self._ticked, self._last = messages, ticked, -1
        self._list.clear()
        for message in messages:
            title = first_words(message.text, _LONGEST) or self._words("bin.wordless")
            who = message.author or self._words(f"share.{message.role}")
            note = in_line(self._words, (who, date_and_time(self._words, message.created)))
            item = QListWidgetItem(self._list)
            put_row(item, title, note)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._narrow(self._field.text())
        self._tick(ticked)

    def _tick(self, ticked: frozenset[str]) -> None:
        self._ticked = ticked
        for row, message in enumerate(self._messages):
            is_ticked = message.id in ticked
            item = self._list.item(row)
            item.setData(_TICKED, (_CHECK.Checked if is_ticked else _CHECK.Unchecked).value)
            spoken = self._words("share.ticked" if is_ticked else "share.unticked", name=item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._count.setText(self._words.plural("choose.count", len(ticked)))
        self.changed.emit()

    def _on_pressed(self, row: int, is_range: bool) -> None:
        """A range takes the state of its beginning, and only what is seen of it."""
        if not 0 <= row < len(self._messages):
            return
        id = self._messages[row].id
        if is_range and self._last >= 0:
            first, last = sorted((self._last, row))
            ids = {self._messages[one].id for one in range(first, last + 1) if not self._list.item(one).isHidden()}
            is_on = self._messages[self._last].id in self._ticked
            self._tick(self._ticked | ids if is_on else self._ticked - ids)
        else:
            self._tick(self._ticked ^ {id})
        self._last = row

    def _on_clicked(self, item: QListWidgetItem) -> None:
        is_range = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._on_pressed(self._list.row(item), is_range)

    def _narrow(self, text: str) -> None:
        for row, message in enumerate(self._messages):
            self._list.item(row).setHidden(not matches(text, message.text))

    def _seen(self) -> list[str]:
        return [one.id for row, one in enumerate(self._messages) if not self._list.item(row).isHidden()]

    def _connect(self) -> None:
        every, few, none = self._buttons
        every.clicked.connect(lambda: self._tick(self._ticked | set(self._seen())))
        few.clicked.connect(lambda: self._tick(frozenset(self._seen()[-_FEW:])))
        none.clicked.connect(lambda: self._tick(self._ticked - set(self._seen())))
        self._field.textChanged.connect(self._narrow)
        self._field.left.connect(self._list.setFocus)
        self._list.itemClicked.connect(self._on_clicked)
        self._list.ticked.connect(self._on_pressed)

    def _lay_out(self, theme: Theme) -> None:
        self._count.setObjectName("pickedCount")
        in_two_lines(self._list, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._field)
        column.addLayout(Flow(self._count, None, *self._buttons, apart=sizes.SPACE_1))
        column.addWidget(self._list, 1)


class _Rows(QListWidget):
    ticked = Signal(int, bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space:
            self.ticked.emit(self.currentRow(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
