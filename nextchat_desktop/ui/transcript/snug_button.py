"""A sign and words with as much room behind them as before them; it does not know what it is pressed for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget


class SnugButton(QToolButton):
    """Qt would leave room for two blanks behind the words, which are not in the middle then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def sizeHint(self) -> QSize:
        blanks = 2 * self.fontMetrics().horizontalAdvance(" ") if self.text() else 0
        return super().sizeHint() - QSize(blanks, 0)
