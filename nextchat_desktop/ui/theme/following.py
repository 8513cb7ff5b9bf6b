"""Keeps what a widget was given by hand in step with the theme for as long as the widget lives; it knows no widget."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.theme.theme import Theme

W = TypeVar("W", bound=QWidget)


def following(theme: Theme, widget: W, dress: Callable[[W], object]) -> W:
    """Dresses the widget now and after every change of the theme: its height, its icon, its font.

    `dress` is handed the widget, which it must not hold, and asks the theme of that moment.
    """
    _Follower(theme, widget, dress)
    return widget


class _Follower(QObject):
    """Belongs to the widget and goes with it."""

    def __init__(self, theme: Theme, widget: W, dress: Callable[[W], object]) -> None:
        super().__init__(widget)
        self._widget, self._dress = widget, dress
        self._follow()
        theme.changed.connect(self._follow)

    def _follow(self) -> None:
        self._dress(self._widget)
