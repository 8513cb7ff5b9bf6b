"""The small widgets that lie over a turn: the chip and the sideways bar. None knows the view."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.look import Look
from nextchat_desktop.ui.transcript.snug_button import SnugButton
from nextchat_desktop.ui.transcript.unit import Unit


class FoldChip(SnugButton):
    """Says how long the model thought; unfolds the thought."""

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("reasoningChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_label(self, label: str, unfolded: bool, look: Look) -> None:
        self.setText(label or self._words.show_reasoning)
        self.setToolTip(self._words.show_reasoning)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._words.show_reasoning)
        self.show_fold(unfolded, look)


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
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if unit.mirrored else Qt.LayoutDirection.LeftToRight)
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
