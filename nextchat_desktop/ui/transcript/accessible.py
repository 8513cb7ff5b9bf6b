"""What a screen reader finds where the transcript is painted: a list with one item per message; it knows no entries.

Every message is an item, in view or not, so that a reader can walk through a whole conversation; an item is made when
it is first asked for. Its description is its words too: that is what a screen reader says when it arrives there.

The interfaces are Python's own and registered by hand. A factory would be asked about every widget of the program, and
PySide would hold what it made for ever. Three things make this safe. Qt's cache deletes what is registered, so Python
must not do so earlier: `_Nodes` holds the interfaces and is a property of the viewport, where no garbage collector
looks. What is held so refers to the transcript weakly. And `interface_cast` never answers None, which PySide would
hand to Qt as an address.
"""

import weakref
from collections.abc import Container
from typing import Protocol, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from nextchat_desktop.ui.transcript.accessible_text import AccessibleText

_HELD_BY = "accessibleNodes"


class Messages(Protocol):
    """What there is to read. Places are on the screen, in Qt's pixels."""

    def count(self) -> int: ...

    def key(self, index: int) -> str:
        """The same for the same message, whatever comes before it."""

    def name(self, index: int) -> str:
        """Whose message it is, and of when."""

    def text(self, index: int) -> str:
        """The words as they are shown."""

    def rect(self, index: int) -> QRect:
        """Empty where the message is out of view."""

    def streaming(self, index: int) -> bool: ...

    def index_at(self, point: QPoint) -> int:
        """-1 where no message is."""

    def reveal(self, index: int) -> None:
        """Scrolls there."""


class AccessibleMessages:
    """The transcript keeps it as long as it lives, and tells it what has happened."""

    def __init__(self, viewport: QWidget, messages: Messages) -> None:
        """To be made before anything asks for the viewport's interface: in the transcript's constructor."""
        self.messages = messages
        self.viewport = viewport
        self._focused = ""
        nodes = _Nodes(_List(viewport, self))
        viewport.setProperty(_HELD_BY, nodes)
        self._held = weakref.ref(nodes)

    def changed(self) -> None:
        """Messages have come, gone or changed places. Words that grow need no call."""
        nodes = self._nodes
        if nodes.known:
            indices = {self.messages.key(index): index for index in range(self.messages.count())}
            nodes.keep(indices)
            for key, node in nodes.known.items():
                node.index = indices[key]

    def focus(self, index: int) -> None:
        """The reader has gone to this message with keys; it is read out."""
        self._focused = self.messages.key(index)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.node(index), QAccessible.Event.Focus))

    @property
    def gone_to(self) -> str:
        """The message that the reader has gone to last; empty where that is gone."""
        keys = (self.messages.key(index) for index in range(self.messages.count()))
        return self._focused if self._focused in keys else ""

    def go_to(self, index: int) -> None:
        """What a screen reader asks for."""
        self.messages.reveal(index)
        self.viewport.setFocus()
        self.focus(index)

    def node(self, index: int) -> "MessageNode":
        nodes, key = self._nodes, self.messages.key(index)
        node = nodes.known.get(key)
        if node is None:
            node = MessageNode(self, nodes.list, key)
            nodes.add(node)
        node.index = index
        return node

    def focused(self) -> "MessageNode | None":
        node = self._nodes.known.get(self._focused)
        return node if node is not None and self.viewport.hasFocus() else None

    @property
    def _nodes(self) -> "_Nodes":
        """They live as long as the viewport, which nobody asks for its nodes afterwards."""
        nodes = self._held()
        assert nodes is not None
        return nodes


class _Nodes:
    """Keeps Python's side of the interfaces as long as Qt's cache keeps theirs."""

    def __init__(self, list_: "_List") -> None:
        self.list = list_
        self.known: dict[str, MessageNode] = {}
        QAccessible.registerAccessibleInterface(list_)

    def add(self, node: "MessageNode") -> None:
        self.known[node.key] = node
        QAccessible.registerAccessibleInterface(node)

    def __del__(self) -> None:
        self.keep(())

    def keep(self, keys: Container[str]) -> None:
        """Lets the others go, through the cache that owns them; at the program's end it has been emptied before."""
        for key in [key for key in self.known if key not in keys]:
            node = self.known.pop(key)
            if Shiboken.isValid(node):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))


class _List(QAccessibleWidget):
    """The viewport: all messages in order, then the buttons that lie over them."""

    def __init__(self, viewport: QWidget, owner: AccessibleMessages) -> None:
        super().__init__(viewport, QAccessible.Role.List)
        self._owner = weakref.ref(owner)

    def _count(self) -> int:
        owner = self._owner()
        return owner.messages.count() if owner is not None else 0

    def childCount(self) -> int:
        return self._count() + super().childCount()

    def child(self, index: int, /) -> QAccessibleInterface:
        owner, count = self._owner(), self._count()
        if owner is not None and 0 <= index < count:
            return owner.node(index)
        return super().child(index - count)

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        if isinstance(child, MessageNode):
            return child.index
        index = super().indexOfChild(child)
        return index + self._count() if index >= 0 else -1

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        owner, widget = self._owner(), super().childAt(x, y)
        index = owner.messages.index_at(QPoint(x, y)) if owner is not None and widget is None else -1
        return owner.node(index) if owner is not None and index >= 0 else widget

    def focusChild(self) -> QAccessibleInterface:
        owner = self._owner()
        node = owner.focused() if owner is not None else None
        return node if node is not None else super().focusChild()


class _Actions(QAccessibleActionInterface):
    """An object of its own: Qt would misread the address of one that has two bases."""

    def __init__(self, node: "MessageNode") -> None:
        super().__init__()
        self._node = node

    def actionNames(self) -> list[str]:
        return [self.setFocusAction()]

    def doAction(self, name: str, /) -> None:
        if name == self.setFocusAction():
            self._node.go_to()

    def keyBindingsForAction(self, name: str, /) -> list[str]:
        return []


class MessageNode(QAccessibleInterface):
    """One message. It answers nothing when its message has gone before it."""

    def __init__(self, owner: AccessibleMessages, list_: _List, key: str) -> None:
        super().__init__()
        self.key = key
        self.index = -1
        self._list = list_
        self._owner = weakref.ref(owner)
        self._actions = _Actions(self)
        self._text = AccessibleText(self)

    def _alive(self) -> AccessibleMessages | None:
        owner = self._owner()
        if owner is None or not 0 <= self.index < owner.messages.count():
            return None
        return owner if owner.messages.key(self.index) == self.key else None

    def isValid(self) -> bool:
        return self._alive() is not None

    def words(self) -> str:
        owner = self._alive()
        return owner.messages.text(self.index) if owner is not None else ""

    def text(self, kind: QAccessible.Text, /) -> str:
        owner = self._alive()
        if owner is not None and kind == QAccessible.Text.Name:
            return owner.messages.name(self.index)
        return self.words() if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        owner = self._alive()
        return owner.messages.rect(self.index) if owner is not None else QRect()

    def reveal(self) -> None:
        owner = self._alive()
        if owner is not None:
            owner.messages.reveal(self.index)

    def go_to(self) -> None:
        owner = self._alive()
        if owner is not None:
            owner.go_to(self.index)

    def moved(self, cursor: int) -> None:
        """A screen reader has put its cursor elsewhere in the words."""
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, cursor))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        owner, state = self._alive(), QAccessible.State()
        state.focusable = state.readOnly = state.multiLine = True
        state.invalid = owner is None
        state.offscreen = self.rect().isEmpty()
        state.busy = owner is not None and owner.messages.streaming(self.index)
        state.focused = owner is not None and owner.focused() is self
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType, /) -> int:
        found: object = Shiboken.VoidPtr(0)
        if kind == QAccessible.InterfaceType.TextInterface:
            found = self._text
        elif kind == QAccessible.InterfaceType.ActionInterface:
            found = self._actions
        return cast(int, found)

    def parent(self) -> QAccessibleInterface:
        return self._list

    def window(self) -> QWindow:
        return self._list.window()

    # What Qt leaves open for every node, and a leaf has nothing to say about

    def object(self) -> QObject:
        return cast(QObject, None)

    def child(self, index: int, /) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str, /) -> None: ...
