"""What Enter presses in a window: the button one is at, or the one the window is about. It knows no window."""

from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

DECIDES = "decides"
"""The property of the buttons at the foot of a window, one of which it is about: the main one."""
_TICKED = (QCheckBox, QRadioButton)
_FIELDS = (QLineEdit, *_TICKED)


def press_enter(window: QWidget) -> bool:
    """Whether Enter, which nobody else wanted, was for a button. One that is ticked is ticked by the space bar."""
    focus = window.focusWidget()
    if isinstance(focus, QAbstractButton) and not isinstance(focus, _TICKED):
        focus.click()
        return True
    main = main_button(window) if isinstance(focus, _FIELDS) and not _has_ears(focus) else None
    if main is not None:
        main.click()
    return main is not None


def main_button(window: QWidget) -> QPushButton | None:
    """The one that the window is about now; None where it cannot be pressed."""
    for button in window.findChildren(QPushButton):
        if button.property(DECIDES) and button.property("role") == "primary" and button.isVisible():
            return button if button.isEnabled() else None
    return None


def _has_ears(field: QWidget) -> bool:
    """Whether Enter in a field does something else already."""
    return isinstance(field, QLineEdit) and bool(field.receivers(SIGNAL("returnPressed()")))
