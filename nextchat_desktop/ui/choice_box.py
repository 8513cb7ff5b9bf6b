"""A box to choose from that is heard by its name; it knows nothing of what is chosen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionComboBox, QStylePainter

from nextchat_desktop.ui.elided import plain_tip

_BESIDE_ICON, _LEANING = 4, 2
"""Pixels between an icon and the words, and those by which letters may lean out of their room."""
_BESIDE = Qt.FindChildOption.FindDirectChildrenOnly


class ChoiceBox(QComboBox):
    """On Linux and macOS Qt says what is chosen in place of the name, which is told by a label beside it alone.

    Where nobody has put one there, it puts one that is heard and not seen. What is too long for it ends in …, and the
    tooltip says the whole.
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

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), self._option()
        option.currentText = self._fitting(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        is_cut = event.type() is QEvent.Type.ToolTip and self._fitting(self._option()) != self.currentText()
        if is_cut and not self.toolTip():
            self.setToolTip(plain_tip(self.currentText()))
            said = super().event(event)
            self.setToolTip("")
            return said
        return super().event(event)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _fitting(self, option: QStyleOptionComboBox) -> str:
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width()
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + _BESIDE_ICON
        needed = self.fontMetrics().horizontalAdvance(self.currentText()) + icon - _LEANING
        if needed <= room:
            return self.currentText()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - icon)
