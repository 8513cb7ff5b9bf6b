"""Whether an input method is in the middle of a word in a field. Until it is done, the keys that end it run nothing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_Key = Qt.Key
_ENDING = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Up, _Key.Key_Down)


class Composing(QObject):
    """Follows one field. Most input methods take such keys for themselves; some let them pass.

    Qt draws a placeholder of several lines behind what is composed, so that it is taken away meanwhile.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.is_under_way = False
        self._placeholder = ""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._follow(watched, bool(event.preeditString()))
        elif self.is_under_way and isinstance(event, QKeyEvent) and event.key() in _ENDING:
            event.accept()  # also where the window has a shortcut on it
            return True
        return False

    def _follow(self, field: QObject, is_under_way: bool) -> None:
        if is_under_way == self.is_under_way:
            return
        self.is_under_way = is_under_way
        if isinstance(field, QPlainTextEdit) and is_under_way:
            self._placeholder = field.placeholderText()
            field.setPlaceholderText("")
        elif isinstance(field, QPlainTextEdit) and not field.placeholderText():
            field.setPlaceholderText(self._placeholder)
