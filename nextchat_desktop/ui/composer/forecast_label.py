"""The line that tells what will be sent, which can be pressed to see all of it. It does not know what that is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from nextchat_desktop.ui.elided import FlowingLabel

_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ForecastLabel(FlowingLabel):
    """Reached with Tab while it says something."""

    pressed = Signal()

    def __init__(self, hint: str) -> None:
        """`hint` says what pressing it does."""
        super().__init__()
        self.more = lambda: hint if self.text() else ""
        self.setAccessibleDescription(hint)

    def tell(self, forecast: str) -> None:
        self.setText(forecast)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if forecast else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if forecast else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.text() and self.rect().contains(event.pos()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSING:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
