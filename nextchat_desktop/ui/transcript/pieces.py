"""The small widgets that lie over a turn: chip, sideways bar, actions, notice. None knows the view."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollBar, QSizePolicy, QToolButton, QWidget

from nextchat_desktop.ui.elided import ElidedLabel, plain_tip
from nextchat_desktop.ui.theme.palette import mix
from nextchat_desktop.ui.transcript.boxes import empty
from nextchat_desktop.ui.transcript.entries import Action, Entry, TranscriptWords
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.snug_button import SnugButton
from nextchat_desktop.ui.transcript.unit import Unit

_ICON = 16
_SCALES = (1.0, 2.0, 3.0)
_QUIET = 0.45
"""So much of a colour is left where nothing can be pressed."""


class FoldChip(SnugButton):
    """Says how long the model thought; unfolds the thought."""

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("reasoningChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_label(self, label: str, unfolded: bool) -> None:
        self.setText(label or self._words.show_reasoning)
        self.setToolTip(self._words.show_reasoning)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._words.show_reasoning)
        self.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)


class SideBar(QScrollBar):
    """Scrolls one block sideways; an upright turn of the wheel is left to the transcript."""

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._unit: Unit | None = None
        self.setObjectName("sideBar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.valueChanged.connect(self._on_value)

    def show_unit(self, unit: Unit, room: int, overflow: int) -> None:
        """Of something that shows `room` pixels and has so many more."""
        self._unit = None  # what it showed before may be further to the right than there is of this
        self.setPageStep(room)
        self.setSingleStep(24)
        self.setRange(0, overflow)
        self.setValue(unit.shift)
        self._unit = unit

    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_value(self, value: int) -> None:
        if self._unit is not None and self._unit.shift != value:
            self._unit.shift = value
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

    def show_entry(self, entry: Entry, look: Look) -> None:
        shown = (entry.actions, entry.pages, entry.caption, entry.role, look)
        if shown != self._shown:
            self._shown = shown
            self._build(entry, look)

    def _build(self, entry: Entry, look: Look) -> None:
        empty(self._box)
        if entry.role == "user":
            self._box.addStretch(1)
        for action in entry.actions:
            self._add(action, look)
        if entry.pages is not None:
            earlier, place, later = entry.pages
            self._add(earlier, look)
            self._box.addWidget(self._label(place, "place"))
            self._add(later, look)
        caption = self._label(entry.caption, "caption")
        caption.setContentsMargins(8 if entry.actions else 0, 0, 0, 0)
        caption.setVisible(bool(entry.caption))
        if entry.role != "user":  # it takes what room is left, however long it is
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box.addWidget(caption, 0 if entry.role == "user" else 1)

    def _add(self, action: Action, look: Look) -> None:
        button = _quiet_button(action, self)
        if action.icon:
            button.setIcon(_icon(action, look))
            button.setIconSize(QSize(_ICON, _ICON))
            button.setToolTip(plain_tip(action.reason or action.spoken or action.label))
        button.clicked.connect(self._on_clicked)
        self._box.addWidget(button)

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
    button.setText("" if action.icon else action.label)
    button.setObjectName(f"action-{action.id}")
    button.setAccessibleName(action.spoken or action.label)
    button.setAccessibleDescription(action.reason)
    button.setToolTip(action.spoken)
    button.setProperty("action", action.id)
    button.setProperty("sign", bool(action.icon))
    button.setEnabled(action.enabled)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.ensurePolished()
    return button


def _icon(action: Action, look: Look) -> QIcon:
    if action.enabled:
        return look.icons.icon(action.icon, size=_ICON)
    icon, color = QIcon(), mix(look.palette.background, look.palette.text_3, _QUIET)
    for scale in _SCALES:
        icon.addPixmap(look.icons.pixmap(action.icon, color, _ICON, scale), QIcon.Mode.Disabled)
    return icon


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("noticeLine")
    line.setFixedHeight(1)
    return line
