"""The parts of a message as a screen reader walks through them; they know their message by what it can be asked for.

As the messages, they are Python's own: whoever holds a part registers it, and lets it go through Qt's cache.
"""

import weakref
from collections.abc import Iterator
from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QWindow,
)
from shiboken6 import Shiboken

from nextchat_desktop.ui.transcript.accessible_text import AccessibleText
from nextchat_desktop.ui.transcript.parts import Part, PartKind

_Role = QAccessible.Role
ROLES: dict[PartKind, QAccessible.Role] = {
    "heading": _Role.Heading,
    "paragraph": _Role.Paragraph,
    "code": _Role.Section,
    "list": _Role.List,
    "item": _Role.ListItem,
    "quote": _Role.BlockQuote,
    "table": _Role.Table,
    "row": _Role.Row,
    "head": _Role.ColumnHeader,
    "cell": _Role.Cell,
    "formula": _Role.Equation,
    "picture": _Role.Graphic,
    "link": _Role.Link,
}


class Home(Protocol):
    """The message that parts belong to. Places are on the screen."""

    def part_rect(self, block: int) -> QRect:
        """Where a block of it is seen; empty where it is not."""

    def reveal(self) -> None: ...

    def follow(self, target: str) -> None: ...

    def window(self) -> QWindow: ...


class _Press(QAccessibleActionInterface):
    """An object of its own, as Qt wants it."""

    def __init__(self, node: "PartNode") -> None:
        super().__init__()
        self._node = weakref.ref(node)

    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    def doAction(self, name: str, /) -> None:
        node = self._node()
        if node is not None and name == self.pressAction():
            node.follow()

    def keyBindingsForAction(self, name: str, /) -> list[str]:
        return []


class _Level(QAccessibleAttributesInterface):
    """That of a heading."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute, /) -> object:
        return self._level if key == QAccessible.Attribute.Level else None


class PartNode(QAccessibleInterface):
    """A part with those in it. It answers nothing when its message has gone before it."""

    def __init__(self, home: Home, parent: QAccessibleInterface, part: Part) -> None:
        super().__init__()
        self.part = part
        self._home = weakref.ref(home)
        self._parent = weakref.ref(parent)
        self._text = AccessibleText(self) if part.words else None
        self._level = _Level(part.level) if part.level else None
        self._press = _Press(self) if part.target else None
        self.below = [PartNode(home, self, inner) for inner in part.below]

    def all(self) -> Iterator["PartNode"]:
        """It, and everything in it."""
        yield self
        for node in self.below:
            yield from node.all()

    def words(self) -> str:
        return self.part.words

    def reveal(self) -> None:
        home = self._home()
        if home is not None:
            home.reveal()

    def follow(self) -> None:
        """Goes where the link leads."""
        home = self._home()
        if home is not None:
            home.follow(self.part.target)

    def moved(self, cursor: int) -> None:
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, cursor))

    def isValid(self) -> bool:
        return self._home() is not None

    def text(self, kind: QAccessible.Text, /) -> str:
        if kind == QAccessible.Text.Description:
            return self.part.target
        return self.part.called if kind == QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        home = self._home()
        return home.part_rect(self.part.block) if home is not None else QRect()

    def role(self) -> QAccessible.Role:
        return ROLES[self.part.kind]

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = True
        state.linked = bool(self.part.target)
        state.multiLine = "\n" in self.part.words
        state.invalid = self._home() is None
        state.offscreen = self.rect().isEmpty()
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType, /) -> int:
        kinds = QAccessible.InterfaceType
        there = {kinds.TextInterface: self._text, kinds.AttributesInterface: self._level}
        found: object = self._press if kind == kinds.ActionInterface else there.get(kind)
        return cast(int, Shiboken.VoidPtr(0) if found is None else found)

    def parent(self) -> QAccessibleInterface:
        return cast(QAccessibleInterface, self._parent())

    def window(self) -> QWindow:
        home = self._home()
        return cast(QWindow, home.window() if home is not None else None)

    def child(self, index: int, /) -> QAccessibleInterface:
        return cast(QAccessibleInterface, self.below[index] if 0 <= index < len(self.below) else None)

    def childCount(self) -> int:
        return len(self.below)

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return next((number for number, node in enumerate(self.below) if node is child), -1)

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        found = next((node for node in self.below if node.rect().contains(x, y)), None)
        return cast(QAccessibleInterface, found)

    def object(self) -> QObject:
        return cast(QObject, None)

    def setText(self, kind: QAccessible.Text, text: str, /) -> None: ...
