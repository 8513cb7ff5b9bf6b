"""The order in which a system has the buttons of a window. It knows none of them."""

import sys
from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QStyle

T = TypeVar("T")
_Layout = QDialogButtonBox.ButtonLayout


def in_order(buttons: Sequence[T]) -> Sequence[T]:
    """Those given from what leaves the window to what it is about, as macOS and GNOME have them, for this system."""
    hint = QApplication.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout)
    return buttons[::-1] if is_turned(hint, sys.platform) else buttons


def is_turned(hint: int, platform: str) -> bool:
    """Whether it has the main one first: Windows and KDE do. Where no desktop is known, Qt hints at Windows."""
    return hint == _Layout.KdeLayout.value or (platform == "win32" and hint == _Layout.WinLayout.value)
