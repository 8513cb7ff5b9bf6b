"""A sign and words with as much room behind them as before them; it does not know what it is pressed for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from nextchat_desktop.ui.theme.icons import BEHIND
from nextchat_desktop.ui.transcript.look import Look

_SIGN = 14


class SnugButton(QToolButton):
    """Qt would leave room for two blanks behind the words, which are not in the middle then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_unfolded: bool | None = None
        """Of one that unfolds something."""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def show_sign(self, name: str, look: Look) -> None:
        """An icon, and no arrow of Qt's own: that stays at the left of words that go from right to left."""
        side = look.grown(_SIGN)
        self.setIcon(look.icons.leading(name, size=side))
        self.setIconSize(QSize(side + BEHIND, side))

    def show_fold(self, is_open: bool, look: Look) -> None:
        """What is folded lies where the words go on. Who listens is told when that is another than before."""
        self.show_sign("chevron-down" if is_open else "chevron-right", look)
        before, self.is_unfolded = self.is_unfolded, is_open
        if before is not is_open and QAccessible.isActive():
            changed = QAccessible.State()
            changed.expanded = True
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))

    def sizeHint(self) -> QSize:
        blanks = 2 * self.fontMetrics().horizontalAdvance(" ") if self.text() else 0
        return super().sizeHint() - QSize(blanks, 0)
