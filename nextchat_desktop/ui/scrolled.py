"""What is longer than its room, to be scrolled down in it; it knows nothing of what that is."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from nextchat_desktop.ui.mirroring import set_margins


def scrolled(inside: QWidget) -> QScrollArea:
    """On the ground around it. What is in it takes the keyboard, and scrolls into sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


class EdgeKeeper(QObject):
    """Has what is scrolled end where it would without a bar, so that it stays in line with what does not scroll."""

    def __init__(self, area: QScrollArea, column: QLayout, margins: tuple[int, int, int, int]) -> None:
        """The margins of the column before it, above, behind and below, where there is no bar."""
        super().__init__(area.widget())
        self._bar, self._column, self._margins = area.verticalScrollBar(), column, margins
        self._bar.rangeChanged.connect(self._fit)
        self._fit(0, self._bar.maximum())

    def _fit(self, _least: int, most: int) -> None:
        before, above, behind, below = self._margins
        set_margins(self._column, before, above, behind - (self._bar.sizeHint().width() if most else 0), below)
