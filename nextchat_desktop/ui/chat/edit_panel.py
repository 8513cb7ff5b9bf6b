"""Where a turn is written anew, in place of the composer. It changes nothing itself and keeps what was typed."""

from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.conversation import Draft
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.engine.ports import Drafts
from nextchat_desktop.ui.chat.carded import carded
from nextchat_desktop.ui.composing import Composing
from nextchat_desktop.ui.elided import WrappedLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.leading_lines import lead_lines
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import IconButton, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_LEAST, _MOST = 3, 16
"""Lines of the field."""
_PAUSE = 400
"""Milliseconds without typing after which it is kept."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Edited:
    """A turn to be edited: `title` says which it is, `aside` what stays as it is beside its words."""

    id: str
    text: str
    title: str
    aside: str = ""
    can_send: bool = False


class EditPanel(QWidget):
    """`saved` and `sent` carry the turn's id and its new words, `left` tells that nobody edits any more.

    Esc leaves; what was typed waits among the drafts until the turn is edited again, be it tomorrow.
    """

    saved = Signal(str, str)
    sent = Signal(str, str)
    left = Signal()

    def __init__(self, words: Words, theme: Theme, drafts: Drafts) -> None:
        super().__init__()
        named(self, "editPanel", words("editing.name"))
        self._words = words
        self._drafts = drafts
        self._kept: dict[str, str] = {}
        """What the disk may not have taken."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._edited: Edited | None = None
        self._title = named(WrappedLabel(), "editTitle", role="label")
        self._aside = labelled("", "hint")
        self._aside.setObjectName("editAside")
        self._aside.setWordWrap(True)
        self.field = named(_Field(), "editField", words("editing.field"))
        self._close = IconButton(theme, "editCloseButton", "close", words("editing.leave"))
        self._send = button("editSendButton", words("editing.send"), "primary")
        self._save = button("editSaveButton", words("editing.save"))
        self._afresh = button("editAfreshButton", words("editing.afresh"), "link")
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def edits(self) -> str:
        """The turn that is edited; empty where none is."""
        return self._edited.id if self._edited is not None else ""

    def open(self, edited: Edited) -> None:
        self.leave()
        self._edited = edited
        self._title.setText(edited.title)
        self._aside.setText(edited.aside)
        self._aside.setVisible(bool(edited.aside))
        self._send.setVisible(edited.can_send)
        self._write(self._kept.get(edited.id) or self._drafts.draft(edited.id).text or edited.text)
        self._pause.stop()
        self._refresh()
        self.show()
        self.field.setFocus()

    def leave(self) -> bool:
        """Whether something was being edited. What was typed is kept where it is other than what there is."""
        if self._edited is None:
            return False
        if self._pause.isActive():
            self._keep()
        self._edited = None
        self._close_up()
        return True

    def forget(self) -> None:
        """It is done: nothing waits any more."""
        edited, self._edited = self._edited, None
        if edited is not None:
            self._hold(edited.id, "")
            self._close_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is for the panel, before the window takes it for its own."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape or event.key() in _ENTER)
            return event.isAccepted()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take(event)
        return False

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self._on_send if self._send.isVisible() else self._on_save)()
        else:
            return False
        return True

    def _keep(self) -> None:
        if self._edited is not None:
            text = self.field.toPlainText()
            self._hold(self._edited.id, text if text != self._edited.text else "")

    def _hold(self, id: str, text: str) -> None:
        self._pause.stop()
        self._kept[id] = text
        with suppress(NotWritten):  # until the end of the program it is held here
            self._drafts.keep_draft(id, Draft(text, len(text)))

    def _close_up(self) -> None:
        self.hide()
        self.left.emit()

    def _write(self, text: str) -> None:
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def _refresh(self) -> None:
        text = self.field.toPlainText()
        edited = self._edited
        is_other = edited is not None and text != edited.text
        self._save.setEnabled(is_other and bool(text.strip()))
        self._send.setEnabled(bool(text.strip()) or bool(edited is not None and edited.aside))
        self._afresh.setVisible(is_other)

    def _on_save(self) -> None:
        if self._edited is not None and self._save.isEnabled():
            self.saved.emit(self._edited.id, self.field.toPlainText())

    def _on_send(self) -> None:
        if self._edited is not None and self._send.isEnabled():
            self.sent.emit(self._edited.id, self.field.toPlainText())

    def _on_afresh(self) -> None:
        if self._edited is not None:
            self._write(self._edited.text)
            self.field.setFocus()

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        Composing(self.field)
        self.field.textChanged.connect(self._refresh)
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._keep)
        self._close.clicked.connect(self.leave)
        self._save.clicked.connect(self._on_save)
        self._send.clicked.connect(self._on_send)
        self._afresh.clicked.connect(self._on_afresh)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        foot = Flow(self._afresh, None, self._save, self._send)
        column = QVBoxLayout(carded(self))
        set_margins(column, sizes.SPACE_4, sizes.SPACE_3, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._aside)
        column.addLayout(foot)
        for before, after in ((self.field, self._save), (self._save, self._send), (self._send, self._close)):
            QWidget.setTabOrder(before, after)


class _Field(QPlainTextEdit):
    """As many lines high as there are, between a few and a screenful."""

    def __init__(self) -> None:
        super().__init__()
        lead_lines(self)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def sizeHint(self) -> QSize:
        lines = max(_LEAST, min(_MOST, round(self.document().size().height())))
        high = QFontMetricsF(self.font()).lineSpacing() * lines + 2 * self.document().documentMargin()
        return QSize(0, round(high) + 2 * self.frameWidth() + sizes.SPACE_4)

    def _on_size_changed(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
