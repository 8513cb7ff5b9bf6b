"""A passing word at the foot of the window that offers the way back instead of asking beforehand."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import set_property

STAYS = 8000
"""Milliseconds."""


class Toast(QFrame):
    def __init__(self, label: str, parent: QWidget) -> None:
        """`label` is the word for the way back."""
        super().__init__(parent)
        self.setObjectName("toast")
        set_property(self, "role", "toast")
        self._around = parent
        self._text = named(QLabel(), "toastText")
        self._button = named(QPushButton(label), "undoButton", label)
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self.undo)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Says what was done; `undo` is called at most once, by the button or by `undo()`."""
        self._undo = undo
        self._text.setText(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> bool:
        """Whether there was something to undo. It works after the word has gone, too."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
        return undo is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        around = self._around.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 4 * sizes.SPACE_6)

    def _lay_out(self) -> None:
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.SPACE_4, sizes.SPACE_2, sizes.SPACE_2, sizes.SPACE_2)
        row.addWidget(self._text)
        row.addWidget(self._button)
