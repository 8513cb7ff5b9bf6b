"""How much of a screen a window may fill."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_near(opener: QWidget | None) -> QSize:
    """On the screen of the window it is opened from, or on the main one.

    A widget's own `screen()` is not to be trusted before it is shown or after its screen is gone.
    """
    found = QGuiApplication.screenAt(opener.window().frameGeometry().center()) if opener is not None else None
    return (found or QGuiApplication.primaryScreen()).availableSize()
