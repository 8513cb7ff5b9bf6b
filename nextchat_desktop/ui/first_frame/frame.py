"""The window as it was, drawn from a note, with the field in its place; the rest of the program takes its place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QEventLoop, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.first_frame.later import Later
from nextchat_desktop.ui.first_frame.note import Note
from nextchat_desktop.ui.main_window import MainWindow
from nextchat_desktop.ui.theme import sizes

_PLAIN = "background: transparent; border: none; padding: 0; border-radius: 0; min-height: 0;"
"""Of the field: the program, once it is loaded, dresses all that there is, and the box is drawn around it."""

_ASTRAY = 1
"""Pixels by which a splitter of Qt's has all that is in it too far on the right where it goes from right to left."""
_PAUSE = 300
"""Milliseconds after which what was written is kept at the latest, and so would be if the program were killed."""


def _forget(_text: str) -> None:
    """Where nothing is kept."""


@dataclass(frozen=True, slots=True)
class FirstDraft:
    """A draft, with its caret in Qt's letters."""

    text: str = ""
    caret: int = 0


class _Field(ComposerField):
    composed = Signal()
    """An input method has come to the end of a word."""
    held = Signal()
    """Something that was typed waits for the program."""

    def __init__(self, parent: QWidget, later: Later) -> None:
        super().__init__(parent)
        self._later = later

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_own(event) and self._later.takes(event):
            self.held.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._later.takes_text(event.commitString()):
            self.held.emit()
            event = QInputMethodEvent(event.preeditString(), event.attributes())
        super().inputMethodEvent(event)
        if not self.is_composing:
            self.composed.emit()

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether the field does something at this key before a command would be run, and none waits already."""
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
        asked.ignore()
        self.event(asked)
        return asked.isAccepted() and not self._later


class FirstFrame(QWidget):
    """Stands in the window until the program does. It sends nothing: `sent` is what the person asked to send meanwhile,
    one text after the other, `is_written` whether anything else in the field is theirs, and `later` what comes then."""

    def __init__(
        self, note: Note, draft: FirstDraft, unkept: str = "", keep: Callable[[str], object] = _forget
    ) -> None:
        """`unkept` is what was written when a start failed, and `keep` takes what would be if this one did."""
        super().__init__()
        self.setObjectName("firstFrame")
        self.note = note
        self.window_shown = MainWindow()
        self.sent: list[str] = []
        self.is_written = False
        self.later = Later(note.commands)
        self.field = self._made(note, draft)
        self._box = QWidget()
        self._lay_out()
        self._keep = keep
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._keep(self.written))
        self.field.submitted.connect(self._on_submitted)
        self.field.held.connect(self._keep_soon)
        self.field.textChanged.connect(self._on_written)
        self.field.pasted.connect(self.later.take_pasted)
        if unkept:
            self.field.selectAll()
            self.field.insertPlainText(unkept if unkept.startswith(draft.text) else f"{draft.text}\n\n{unkept}")

    @property
    def written(self) -> str:
        """All that is the person's and nobody else has; nothing once it is handed over."""
        if not self.is_written and not self.later.text:
            return ""
        return "\n\n".join(text for text in (*self.sent, self.field.toPlainText(), self.later.text) if text)

    def show_window(self) -> None:
        """Where and as large as it was, with the caret in the field; nothing else is in it yet."""
        window = self.window_shown
        window.setWindowTitle(self.note.title)
        window.setCentralWidget(self)
        window.restoreGeometry(QByteArray.fromHex(self.note.geometry.encode()))
        window.show()
        self.field.setFocus()

    def pause(self) -> None:
        """Lets be written what was typed while something else took its time."""
        QApplication.processEvents()

    def wait_for_the_word(self) -> None:
        """Until no input method is in the middle of one: it could not be handed over."""
        if self.field.is_composing:
            loop = QEventLoop()
            self.field.composed.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
            loop.exec()

    def paintEvent(self, _event: QPaintEvent) -> None:
        note, width, height = self.note, self.width(), self.height()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(note.ground))
        left = width - note.sidebar + _ASTRAY if note.is_leftwards else 0
        beside = 0 if not note.sidebar else _ASTRAY if note.is_leftwards else note.sidebar + 1
        painter.fillRect(QRect(left, 0, note.sidebar, height), QColor(note.sidebar_ground))
        if note.sidebar:
            painter.fillRect(QRect(left - 1 if note.is_leftwards else note.sidebar, 0, 1, height), QColor(note.line))
        across = width - note.sidebar - 1 if note.sidebar else width
        painter.fillRect(QRect(beside, note.header - 1, across, 1), QColor(note.line))
        self._paint_box(painter)

    def _paint_box(self, painter: QPainter) -> None:
        note, inset = self.note, self.note.ring / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(note.accent), note.ring))
        painter.setBrush(QColor(note.raised))
        radius = note.radius - inset
        box = QRectF(QRect(self._box.mapTo(self, QPoint()), self._box.size()))
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _made(self, note: Note, draft: FirstDraft) -> _Field:
        field = _Field(self, self.later)
        font = QFont(note.families.split(","))
        font.setPixelSize(max(1, note.size))
        for part in (field, field.viewport()):
            part.setFont(font)
        field.setPalette(_palette(note))
        field.setStyleSheet(_PLAIN)
        field.setPlaceholderText(note.inviting)
        field.setAccessibleName(note.inviting)
        field.send_with(note.send_key)
        field.set_most(note.most)
        field.show_text(draft.text)
        cursor = field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setPosition(min(cursor.position(), max(0, draft.caret)))
        field.setTextCursor(cursor)
        return field

    def _lay_out(self) -> None:
        """As the page lays out the composer, beside the sidebar."""
        note = self.note
        self._box.setMaximumWidth(note.column)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(note.box_beside, note.box_above, note.box_beyond, note.box_below)
        inside.addWidget(self.field)
        foot = QVBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._box)
        foot.addSpacing(note.bottom)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        astray = _ASTRAY if note.sidebar and note.is_leftwards else 0
        line.addSpacing(note.sidebar + 1 - astray if note.sidebar else 0)
        page = QWidget()
        centred = QHBoxLayout(page)
        centred.setContentsMargins(sizes.SPACE_4, 0, sizes.SPACE_4, 0)
        centred.addStretch(1)
        centred.addLayout(foot, 100)
        centred.addStretch(1)
        line.addWidget(page, 1)
        line.addSpacing(astray)

    def _on_written(self) -> None:
        self.is_written = True
        self.update()
        self._keep_soon()

    def _keep_soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _on_submitted(self) -> None:
        text = self.field.toPlainText()
        if text.strip():
            self.sent.append(text)
            self.field.clear()


def _palette(note: Note) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for one, colour in (
        (role.Base, note.raised),
        (role.Text, note.text),
        (role.PlaceholderText, note.faint),
        (role.Highlight, note.selection),
        (role.HighlightedText, note.text),
    ):
        palette.setColor(one, QColor(colour))
    return palette
