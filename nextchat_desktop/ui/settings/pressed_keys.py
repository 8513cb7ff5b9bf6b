"""A field that takes the next keys that are pressed, whatever they usually do, as one shortcut. It judges none."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)
_Shift, _Keypad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_KEY = 0x01FFFFFF


class PressedKeys(QLineEdit):
    """`pressed` tells the keys as they are written on every system; `left` that none were wanted."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, invitation: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(invitation)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Every key is for this field: also those that run something, or lead to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:
            return
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            self.pressed.emit(written(event))


def written(event: QKeyEvent) -> str:
    """The keys as `Ctrl+Shift+M`. What Tab becomes with Shift is Tab still, and the number pad is no other keyboard."""
    held = event.modifiers() & ~_Keypad
    key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    return QKeySequence(held.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)
