"""Names for widgets: one for the program and its tests, one for people who hear the window instead of seeing it."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, spoken: str = "", role: str = "") -> W:
    """The widget with its object name and, if given, its accessible name and what the style sheet calls it."""
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)
    if role:
        widget.setProperty("role", role)
    return widget
