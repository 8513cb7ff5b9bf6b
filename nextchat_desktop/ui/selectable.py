"""Labels whose words can be selected, and are copied without the marks that keep names apart in some languages."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLabel

from nextchat_desktop.core.directions import without_marks

_MOUSE, _KEYS = Qt.TextInteractionFlag.TextSelectableByMouse, Qt.TextInteractionFlag.TextSelectableByKeyboard


def make_selectable(label: QLabel, by_keys: bool = True) -> None:
    label.setTextInteractionFlags(_MOUSE | _KEYS if by_keys else _MOUSE)
    _Copies(label)


class _Copies(QObject):
    """Looks at what has been copied: a label has no other word of that."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self._label = label
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        chosen, clipboard = self._label.selectedText(), QGuiApplication.clipboard()
        bare = without_marks(chosen)
        if bare != chosen and clipboard.text(mode) == chosen:
            clipboard.setText(bare, mode)
