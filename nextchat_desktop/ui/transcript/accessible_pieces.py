"""The widgets over a message as parts of that message: its buttons, its card. They know no entries.

Qt would take them for children of the viewport, where nobody hears whose buttons they are.
"""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QScrollBar, QWidget
from shiboken6 import Shiboken

from nextchat_desktop.ui.transcript.accessible import ENTRY, HELD_BY
from nextchat_desktop.ui.transcript.snug_button import SnugButton

_PIECES = "accessiblePieces"


def join(widget: QWidget) -> None:
    """Sees to it that it is heard so. To be called again when it was changed: Qt forgets what it knows of a widget when
    PySide gives that another slot."""
    found = QAccessible.queryAccessibleInterface(widget)
    if isinstance(found, _Piece):
        return
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(found))
    role = QAccessible.Role.ScrollBar if isinstance(widget, QScrollBar) else QAccessible.Role.Grouping
    piece = _Button(widget) if isinstance(widget, QAbstractButton) else _Piece(widget, role)
    held = widget.property(_PIECES) or _Held()
    held.pieces.append(piece)
    widget.setProperty(_PIECES, held)
    QAccessible.registerAccessibleInterface(piece)


class _Held:
    """Keeps Python's side as long as its widget: Qt deletes the interface with that, and Python must not do so earlier.

    A property keeps what it is given only where that is nothing of Qt's.
    """

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []


class _Piece(QAccessibleWidget):
    def parent(self) -> QAccessibleInterface:
        widget = self.widget()
        viewport = widget.parentWidget()
        nodes = viewport.property(HELD_BY) if viewport is not None else None
        node = nodes.node_of(str(widget.property(ENTRY))) if nodes is not None else None
        return node if node is not None else super().parent()


class _Press(QAccessibleActionInterface):
    """An object of its own: Qt would misread the address of one that has two bases."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__()
        self._button = button

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()] if self._button.isEnabled() else []

    def doAction(self, name: str, /) -> None:
        if name == self.pressAction():
            self._button.animateClick()
        elif name == self.setFocusAction():
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyBindingsForAction(self, name: str, /) -> list[str]:
        return []


class _Button(_Piece):
    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)
        self._button = button
        self._press = _Press(button)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.CheckBox if self._button.isCheckable() else QAccessible.Role.Button

    def text(self, kind: QAccessible.Text, /) -> str:
        said = super().text(kind)
        return said or self._button.text() if kind == QAccessible.Text.Name else said

    def state(self) -> QAccessible.State:
        state, button = super().state(), self._button
        state.checkable, state.checked = button.isCheckable(), button.isChecked()
        state.pressed = button.isDown()
        if isinstance(button, SnugButton) and button.is_unfolded is not None:
            state.expandable, state.expanded = True, button.is_unfolded
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType, /) -> int:
        """Never None, which PySide would hand to Qt as an address."""
        found: object = self._press if kind == QAccessible.InterfaceType.ActionInterface else Shiboken.VoidPtr(0)
        return cast(int, found)
