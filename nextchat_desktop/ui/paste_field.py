"""The field that takes anything a person was given, however it comes: keys, mouse, drag and drop."""

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit

from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme.theme import Theme

_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_HIGH = 10_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PasteField(QPlainTextEdit):
    """One line high, but whatever is pasted or dropped arrives whole. `entered` tells the text when it is complete."""

    entered = Signal(str)

    def __init__(self, theme: Theme, more: int = 0, tells_when_left: bool = True) -> None:
        """It is as high as any field and `more` pixels."""
        super().__init__()
        Composing(self)
        self._theme = theme
        self._more = more
        self._told = ""
        self._tells_when_left = tells_when_left
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(more / 2 + 3)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        """Shows it from its beginning without telling anyone."""
        self._told = text
        self.setPlainText(text)

    def keep_free(self, before: int, behind: int) -> None:
        """Pixels in which no words stand, for what is laid over it there."""
        if is_mirrored():  # where Qt begins what invites to write at the very edge
            self.setViewportMargins(behind, 0, before + round(self.document().documentMargin()), 0)
        else:
            self.setViewportMargins(before, 0, behind, 0)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.text().strip():  # a picture says nothing
            self.show_text(source.text())
            self.entered.emit(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._tell()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._tells_when_left:
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        """As high as any field, or as the lines that say what to paste."""
        margin = int(self.document().documentMargin())
        room = QRect(0, 0, self.viewport().width() - 2 * margin, _HIGH)
        lines = self.fontMetrics().boundingRect(room, _WRAPPED, self.placeholderText()).height()
        more = max(0, lines - self.fontMetrics().height()) if self.isVisible() else 0
        self.setFixedHeight(self._theme.room.field + self._more + more)

    def _tell(self) -> None:
        text = self.toPlainText()
        if text.strip() and text != self._told:
            self._told = text
            self.entered.emit(text)
