"""The key that sends, by its name in the settings: whether it was pressed, and what it is called here."""

import sys

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_Held = Qt.KeyboardModifier
_HELD = {
    "enter": _Held.NoModifier,
    "ctrl_enter": _Held.ControlModifier,
    "shift_enter": _Held.ShiftModifier,
    "alt_enter": _Held.AltModifier,
    "meta_enter": _Held.MetaModifier,
}
_META = "Win" if sys.platform == "win32" else "Super"
"""What is written on the key that Qt calls Meta where that is not a Mac."""


def sends(name: str, held: Qt.KeyboardModifier) -> bool:
    """Whether Return with these keys held is the one that sends."""
    return held & ~_Held.KeypadModifier == _HELD[name]


def shown(name: str) -> str:
    """As this system writes it."""
    combination = QKeyCombination(_HELD[name], Qt.Key.Key_Enter)
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.NativeText).replace("Meta", _META)


def breaks(name: str) -> str:
    """The usual key for a new line where the other one sends, as this system writes it."""
    return shown("shift_enter" if name == "enter" else "enter")
