"""Lets the caret stand still where nobody has written for a while, so that a window nobody touches does nothing."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from nextchat_desktop.ui.composer.field import ComposerField

RESTS_AFTER = 10_000
"""Milliseconds, as long as other programs have it blink for nobody."""
_AS_THE_SYSTEM = -1


class RestingCaret(QObject):
    """Of this field; it blinks again, as the system says, with the next letter, or as soon as the keyboard leaves."""

    def __init__(self, field: ComposerField, after: int = RESTS_AFTER) -> None:
        super().__init__(field)
        self._field = field
        self._timer = QTimer(self, singleShot=True, interval=after)
        self._timer.timeout.connect(self._rest)
        field.focus_changed.connect(self._stir)
        field.cursorPositionChanged.connect(self._stir)
        field.textChanged.connect(self._stir)

    def _stir(self) -> None:
        if QApplication.cursorFlashTime() == 0:
            QApplication.setCursorFlashTime(_AS_THE_SYSTEM)
        if self._field.hasFocus():
            self._timer.start()
        else:
            self._timer.stop()

    def _rest(self) -> None:
        QApplication.setCursorFlashTime(0)
