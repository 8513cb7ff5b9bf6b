"""A box to choose from that is heard by its name; it knows nothing of what is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel

_BESIDE = Qt.FindChildOption.FindDirectChildrenOnly


class ChoiceBox(QComboBox):
    """On Linux and macOS Qt says what is chosen in place of the name, which is told by a label beside it alone.

    Where nobody has put one there, it puts one that is heard and not seen.
    """

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        line, around, spoken = self.lineEdit(), self.parentWidget(), self.accessibleName()
        if line is not None and not line.accessibleName():
            line.setAccessibleName(spoken)
        if around is None or not spoken:
            return
        if not any(label.buddy() is self for label in around.findChildren(QLabel, options=_BESIDE)):
            label = QLabel(spoken, around)
            label.setBuddy(self)
            label.hide()
