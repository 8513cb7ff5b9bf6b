"""Buttons side by side in as many rows as they take; what they are for is known to whoever made them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.theme import sizes


class ButtonRows(QWidget):
    """A button whose words are wider than all the room shows their beginning and end, and the whole in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []
        self._words: dict[QPushButton, str] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_buttons(self, buttons: Sequence[QPushButton], after: QWidget) -> None:
        """In place of those that were there. The keyboard comes to them from the widget `after`."""
        for gone in self._buttons:
            gone.hide()
            gone.deleteLater()
        self._buttons = list(buttons)
        self._words = {button: button.text() for button in buttons}
        before = after
        for button in buttons:
            button.setParent(self)
            button.show()
            QWidget.setTabOrder(before, button)
            before = button
        self.setVisible(bool(buttons))
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for button, place in zip(self._buttons, self._places(self.width()), strict=True):
            self._shorten(button)
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = self.width() - place.right() - 1 if is_mirrored else place.left()
            button.setGeometry(left, place.top(), place.width(), place.height())

    def _places(self, width: int) -> list[QRect]:
        """Where each goes in so much room."""
        places: list[QRect] = []
        left = top = 0
        for button in self._buttons:
            button.ensurePolished()
            wide = min(button.fontMetrics().horizontalAdvance(self._words[button]) + _frame(button), width)
            high = button.sizeHint().height()
            if left and left + wide > width:
                left, top = 0, top + high + sizes.SPACE_2
            places.append(QRect(left, top, wide, high))
            left += wide + sizes.SPACE_2
        return places

    def _shorten(self, button: QPushButton) -> None:
        whole = self._words[button]
        shown = button.fontMetrics().elidedText(
            whole, Qt.TextElideMode.ElideMiddle, max(0, self.width() - _frame(button))
        )
        button.setText(shown)
        tip(button, whole if shown != whole else "")


def _frame(button: QPushButton) -> int:
    """What it needs beside its words."""
    return button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
