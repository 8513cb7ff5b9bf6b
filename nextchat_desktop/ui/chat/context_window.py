"""A window beside the conversation: exactly what would be sent now. It follows what is typed and changes nothing."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from nextchat_desktop.ui.chat.context_rows import ContextRow
from nextchat_desktop.ui.inspector.long_text import LongText
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.two_lines import in_two_lines, put_row
from nextchat_desktop.ui.window import Window, beside
from nextchat_desktop.words.catalogue import Words

_SIZE = QSize(860, 600)
_LIST = 300
_PAUSE = 200
"""Milliseconds after a key before it is looked at again."""


class Outgoing(NamedTuple):
    """What is shown. `rows` are empty where nobody can be asked; `total` says so then."""

    rows: tuple[ContextRow, ...]
    total: str
    options: str = ""


class ContextWindow(Window):
    def __init__(self, look: Callable[[], Outgoing], words: Words, theme: Theme, parent: QWidget) -> None:
        super().__init__("contextWindow", words("ahead.window"), _SIZE, parent, Qt.WindowType.Window)
        self._look = look
        self._rows: tuple[ContextRow, ...] = ()
        self._total = labelled("", "label")
        self._options = labelled("", "hint")
        self._list = named(QListWidget(), "contextPieces", words("ahead.pieces"))
        self._text = LongText(theme, "contextText", words("ahead.text"), prose=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._lay_out(theme)

    def refresh_soon(self) -> None:
        """Something was typed, or said."""
        if self.isVisible():
            self._pause.start()

    @property
    def holds_work(self) -> bool:
        return False

    def refresh(self) -> None:
        outgoing = self._look()
        self._total.setText(outgoing.total)
        self._options.setText(outgoing.options)
        self._options.setVisible(bool(outgoing.options))
        if outgoing.rows != self._rows:
            self._show(outgoing.rows)

    def _show(self, rows: tuple[ContextRow, ...]) -> None:
        """The piece that is looked at stays the same where it can; at first it is the question."""
        was_at_end = self._list.currentRow() < 0
        place = max(0, self._list.currentRow())
        self._rows = rows
        self._list.blockSignals(True)
        self._list.clear()
        for row in rows:
            put_row(QListWidgetItem(self._list), row.title, row.note)
        self._list.blockSignals(False)
        question = next((number for number, row in enumerate(rows) if not row.is_sent), len(rows)) - 1
        self._list.setCurrentRow(question if was_at_end else min(place, len(rows) - 1))
        self._on_row_changed(self._list.currentRow())

    def _on_row_changed(self, place: int) -> None:
        self._text.show_text(self._rows[place].text if 0 <= place < len(self._rows) else "")

    def _lay_out(self, theme: Theme) -> None:
        self._total.setObjectName("contextTotal")
        self._options.setObjectName("contextOptions")
        for label in (self._total, self._options):
            label.setWordWrap(True)
        in_two_lines(self._list, theme, _LIST)
        body = beside(self._list, self._text, apart=sizes.SPACE_4)
        self.stack(self._total, body, self._options, grows=body)
