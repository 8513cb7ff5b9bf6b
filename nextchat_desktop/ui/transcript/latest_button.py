"""The way to the end of a transcript, over its foot. It does not know where the end is."""

from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.transcript.snug_button import SnugButton

_FROM_FOOT = 12
"""Pixels."""


class LatestButton(SnugButton):
    """Shown only while it is offered."""

    def __init__(self, label: str, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("latest")
        self.setText(label)
        self.setAccessibleName(label)
        self.hide()

    def offer(self, is_away: bool) -> None:
        """In the middle above the foot of the view, where that `is_away` from the end."""
        self.setVisible(is_away)
        if is_away:
            self.adjustSize()
            room = self._viewport.size()
            self.move((room.width() - self.width()) // 2, room.height() - self.height() - _FROM_FOOT)
            self.raise_()
