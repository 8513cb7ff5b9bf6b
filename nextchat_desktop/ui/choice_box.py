"""A box to choose from that is heard by its name; it knows nothing of what is chosen."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
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

    def sizeHint(self) -> QSize:
        """With room for the widest choice where that is asked for: Qt forgets some of its letters."""
        hint = super().sizeHint()
        if self.sizeAdjustPolicy() is not QComboBox.SizeAdjustPolicy.AdjustToContents or self.isEditable():
            return hint
        option = self._option()
        option.rect = QRect(QPoint(), hint)
        lacking = max((self._needed(place) for place in range(self.count())), default=0) - self._room(option)
        return hint + QSize(max(0, lacking), 0)

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
        room, text = self._room(option), self.currentText()
        if self._needed(self.currentIndex()) - _LEANING <= room:
            return text
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room - self._icon(self.currentIndex()))

    def _room(self, option: QStyleOptionComboBox) -> int:
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, option, field, self).width()

    def _needed(self, place: int) -> int:
        return self.fontMetrics().horizontalAdvance(self.itemText(place)) + self._icon(place)

    def _icon(self, place: int) -> int:
        return 0 if self.itemIcon(place).isNull() else self.iconSize().width() + _BESIDE_ICON
