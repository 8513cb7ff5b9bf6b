"""The small widgets that lie over a turn: chip, copy button, sideways bar, actions, notice. None knows the view."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollBar, QSizePolicy, QToolButton, QWidget

from nextchat_desktop.ui.elided import ElidedLabel
from nextchat_desktop.ui.transcript.block_item import BlockItem
from nextchat_desktop.ui.transcript.boxes import empty
from nextchat_desktop.ui.transcript.entries import Action, Entry, TranscriptWords

_COPIED_MS = 1500


class FoldChip(QToolButton):
    """Says how long the model thought; unfolds the thought."""

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("reasoningChip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_label(self, label: str, unfolded: bool) -> None:
        self.setText(label or self._words.show_reasoning)
        self.setToolTip(self._words.show_reasoning)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._words.show_reasoning)
        self.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)


class CopyButton(QToolButton):
    """Copies the code of one block exactly, and says so for a moment."""

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._item: BlockItem | None = None
        self._timer = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._timer.timeout.connect(self._rest)
        self.clicked.connect(self._copy)
        self.setObjectName("copyCode")
        self._rest()

    def show_item(self, item: BlockItem) -> None:
        if item is not self._item:
            self._item = item
            self._rest()

    def _copy(self) -> None:
        if self._item is not None:
            QGuiApplication.clipboard().setText(self._item.block.code)
            self._say(self._words.copied)
            self._timer.start()

    def _rest(self) -> None:
        self._say(self._words.copy_code)

    def _say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)


class SideBar(QScrollBar):
    """Scrolls one block sideways; an upright turn of the wheel is left to the transcript."""

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._item: BlockItem | None = None
        self.setObjectName("sideBar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.valueChanged.connect(self._on_value)

    def show_item(self, item: BlockItem) -> None:
        self._item = item
        seen = item.insets
        self.setPageStep(item.width - seen.left - seen.right)
        self.setSingleStep(24)
        self.setRange(0, item.overflow)
        self.setValue(item.shift)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_value(self, value: int) -> None:
        if self._item is not None and self._item.shift != value:
            self._item.shift = value
            self.moved.emit()


class ActionRow(QWidget):
    """The quiet buttons and words under a turn; at the right under the reader's own."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("actionRow")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._shown: tuple[object, ...] = ()

    def show_entry(self, entry: Entry) -> None:
        shown = (entry.actions, entry.pages, entry.caption, entry.role)
        if shown != self._shown:
            self._shown = shown
            self._build(entry)

    def _build(self, entry: Entry) -> None:
        empty(self._box)
        if entry.role == "user":
            self._box.addStretch(1)
        for action in entry.actions:
            self._box.addWidget(_quiet_button(action, self))
        if entry.pages is not None:
            earlier, place, later = entry.pages
            self._box.addWidget(_quiet_button(earlier, self))
            self._box.addWidget(self._label(place, "place"))
            self._box.addWidget(_quiet_button(later, self))
        for button in self.findChildren(QToolButton):
            button.clicked.connect(self._on_clicked)
        caption = self._label(entry.caption, "caption")
        caption.setContentsMargins(8 if entry.actions else 0, 0, 0, 0)
        caption.setVisible(bool(entry.caption))
        if entry.role != "user":  # it takes what room is left, however long it is
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box.addWidget(caption, 0 if entry.role == "user" else 1)

    def _label(self, text: str, name: str) -> ElidedLabel:
        label = ElidedLabel(text, self)
        label.setObjectName(name)
        return label

    def _on_clicked(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))


class Notice(QWidget):
    """A quiet sentence on a line across the column, with what can be done about it."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._shown: tuple[tuple[Action, ...], str] | None = None

    def show_entry(self, entry: Entry) -> None:
        if (entry.actions, entry.text) == self._shown:
            return
        self._shown = (entry.actions, entry.text)
        empty(self._box)
        label = ElidedLabel(entry.text, self)
        self._box.addWidget(_line(self), 1)
        self._box.addWidget(label)
        for action in entry.actions:
            button = _quiet_button(action, self)
            button.clicked.connect(self._on_clicked)
            self._box.addWidget(button)
        self._box.addWidget(_line(self), 1)

    def _on_clicked(self) -> None:
        self.action_requested.emit(str(self.sender().property("action")))


def _quiet_button(action: Action, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(action.label)
    button.setObjectName(f"action-{action.id}")
    button.setAccessibleName(action.spoken or action.label)
    button.setToolTip(action.spoken)
    button.setProperty("action", action.id)
    button.setEnabled(action.enabled)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.ensurePolished()
    return button


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("noticeLine")
    line.setFixedHeight(1)
    return line
