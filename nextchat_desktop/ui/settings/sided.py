"""A label with what stands beside it, or below it where there is too little room; it knows nothing of either."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.ui.theme import sizes

_FEWEST = 28
"""Letters for which there is room beside the label."""
_Direction = QBoxLayout.Direction


class Sided(QWidget):
    """`column` is what the label is for."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.label = label
        self.column = QVBoxLayout()
        self._sides = QHBoxLayout(self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(sizes.SPACE_4)
        self._sides.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addLayout(self.column, 1)

    def minimumSizeHint(self) -> QSize:
        """With the column below the label."""
        width = max(self.label.minimumSizeHint().width(), self.column.minimumSize().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._stand()
        return super().event(event)

    def _stand(self) -> None:
        """Beside the label, or below it."""
        wanted = max(self.column.minimumSize().width(), _FEWEST * self.fontMetrics().averageCharWidth())
        beside = max(self.label.minimumWidth(), self.label.sizeHint().width()) + sizes.SPACE_4 + wanted
        is_beside = self.width() >= beside or not self.label.text()
        direction = _Direction.LeftToRight if is_beside else _Direction.TopToBottom
        if self._sides.direction() is not direction:
            self._sides.setDirection(direction)
            self._sides.setSpacing(sizes.SPACE_4 if is_beside else 0)
