"""Buttons side by side in as many rows as they take; what they are for is known to whoever made them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from nextchat_desktop.ui.elided import plain_tip
from nextchat_desktop.ui.theme import sizes

_FRAME = 36
"""What a button needs beside its words."""


class ButtonRows(QWidget):
    """A button whose words are wider than all the room shows their beginning, and the whole in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []
        self._words: dict[QPushButton, str] = {}

    def show_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """In place of those that were there."""
        for gone in self._buttons:
            gone.hide()
            gone.deleteLater()
        self._buttons = list(buttons)
        self._words = {button: button.text() for button in buttons}
        for button in buttons:
            button.setParent(self)
            button.show()
        self.setVisible(bool(buttons))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left = top = 0
        for button in self._buttons:
            self._shorten(button)
            size = button.sizeHint()
            width = min(size.width(), self.width())
            if left and left + width > self.width():
                left, top = 0, top + size.height() + sizes.SPACE_2
            start = self.width() - left - width if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else left
            button.setGeometry(start, top, width, size.height())
            left += width + sizes.SPACE_2
        height = top + (self._buttons[-1].height() if self._buttons else 0)
        if height != self.height():
            self.setFixedHeight(height)

    def _shorten(self, button: QPushButton) -> None:
        button.ensurePolished()
        whole = self._words[button]
        shown = button.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, max(0, self.width() - _FRAME))
        button.setText(shown)
        button.setToolTip(plain_tip(whole) if shown != whole else "")
