"""The text field of the composer: it grows with its text, and Return sends unless an input method is composing."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QSizePolicy, QWidget

from nextchat_desktop.ui.composer.send_keys import sends
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.leading_lines import lead_lines
from nextchat_desktop.ui.wrapping import wrap_mode

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The keyboard comes back, and the input method goes on."""


class Written(NamedTuple):
    """With the caret, and all that can be undone."""

    document: QTextDocument
    cursor: QTextCursor


class ComposerField(QPlainTextEdit):
    """`submitted` when the person asks to send; `focus_changed` so that the frame can show it."""

    submitted = Signal()
    focus_changed = Signal(bool)
    recalled = Signal()
    pasted = Signal(object)
    """Pictures, or files that may be some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lead_lines(self)
        self.setObjectName("composer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._composing = False
        Composing(self)
        self._letters = ""
        """Those that are being composed."""
        self._send_key = "enter"
        self._most = 240
        self._ground = ""
        self._watch_size()
        self.textChanged.connect(self._on_size_changed)

    def give(self) -> Written:
        """Lets go of what is written."""
        written = Written(self.document(), self.textCursor())
        self.blockSignals(True)
        written.document.setParent(None)
        self.setDocument(_plain(self))
        return written

    def take(self, written: Written) -> None:
        """What another field gave."""
        document, option = written.document, self.document().defaultTextOption()
        document.setParent(self)
        self.setDocument(document)
        document.setDefaultTextOption(option)
        self.setWordWrapMode(wrap_mode(self.toPlainText()))
        self._watch_size()
        self.setTextCursor(written.cursor)
        self._on_size_changed()

    def show_text(self, text: str) -> None:
        self.setWordWrapMode(wrap_mode(text))
        self.setPlainText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from nextchat_desktop.ui.composer.incoming import has_pictures  # the field is there before much is loaded

        return has_pictures(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from nextchat_desktop.ui.composer.incoming import from_mime

        if incoming := from_mime(source):
            self.pasted.emit(incoming)
            return
        self.setWordWrapMode(wrap_mode(self.toPlainText() + source.text()))
        super().insertFromMimeData(source)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    def settle(self) -> None:
        """Ends the word an input method is in the middle of; its letters stay, be there nobody who knows them."""
        if self._composing:
            QGuiApplication.inputMethod().commit()
        if self._composing:
            ended = QInputMethodEvent()
            ended.setCommitString(self._letters)
            QApplication.sendEvent(self, ended)
            QGuiApplication.inputMethod().reset()

    @property
    def send_key(self) -> str:
        return self._send_key

    def send_with(self, key: str) -> None:
        """The key that sends, by its name in the settings; any other Return breaks the line."""
        self._send_key = key

    @property
    def most(self) -> int:
        """The height in pixels beyond which it scrolls."""
        return self._most

    def set_most(self, height: int) -> None:
        if height != self._most:
            self._most = height
            self._on_size_changed()

    def sizeHint(self) -> QSize:
        margins = 2 * int(self.document().documentMargin())
        lines = max(self._text_height(), self._invitation_height(), self.fontMetrics().lineSpacing())
        height = int(lines) + margins + 2
        return QSize(super().sizeHint().width(), min(self._most, height))

    def stand_on(self, ground: str) -> None:
        """The colour behind the words. It knows it, or all that is behind it would be painted as the caret blinks."""
        self._ground = ground
        palette, viewport = QPalette(), self.viewport()
        palette.setColor(viewport.backgroundRole(), QColor(ground))
        viewport.setPalette(palette)
        viewport.setAutoFillBackground(True)

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet, which takes hold just before, would have it see-through."""
        super().showEvent(event)
        if self._ground:
            self.stand_on(self._ground)

    def fit(self) -> None:
        """As high as what stands in it, or invites to write."""
        self._on_size_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._on_size_changed()

    def _invitation_height(self) -> int:
        """Of the lines that say what to write, as long as nothing is written."""
        if self.toPlainText():
            return 0
        room = QRect(0, 0, self.viewport().width() - 2 * int(self.document().documentMargin()), self._most)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText()).height()

    def _text_height(self) -> float:
        """Of its lines, which are higher than those of the font where other scripts stand in them."""
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height < self._most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height

    def event(self, event: QEvent) -> bool:
        """Where there is no typing to undo, or to do again, the keys for that are the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_idle_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures are for the page around, which shows where they would go."""
        from nextchat_desktop.ui.composer.incoming import from_mime

        if from_mime(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._on_size_changed()

    def _is_idle_undo(self, event: QKeyEvent) -> bool:
        document, standard = self.document(), QKeySequence.StandardKey
        undoes = event.matches(standard.Undo) and not document.isUndoAvailable()
        return undoes or (event.matches(standard.Redo) and not document.isRedoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            if not self._composing:
                self._on_return(event.modifiers())
            return
        if event.key() == Qt.Key.Key_Up and not self.toPlainText() and not event.modifiers():
            self.recalled.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._letters = event.preeditString()
        self._composing = bool(self._letters)
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.settle()
        self.focus_changed.emit(False)

    def _on_return(self, held: Qt.KeyboardModifier) -> None:
        if sends(self._send_key, held):
            self.submitted.emit()
        else:
            self.insertPlainText("\n")
            self.ensureCursorVisible()

    def _watch_size(self) -> None:
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def _on_size_changed(self) -> None:
        self.setFixedHeight(self.sizeHint().height())


def _plain(field: QPlainTextEdit) -> QTextDocument:
    """An empty document such as the field has at first."""
    document = QTextDocument(field)
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    return document
