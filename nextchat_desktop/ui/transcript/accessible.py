"""What a screen reader finds where the transcript is painted: a list with one item per message; it knows no entries.

Every message is an item, in view or not, so that a reader can walk through a whole conversation; an item is made when
it is first asked for. Its description is its words too: that is what a screen reader says when it arrives there. In it
are its parts (headings, paragraphs, tables, code), unless it still grows, and what lies over it in view: its buttons.

The interfaces are Python's own and registered by hand. A factory would be asked about every widget of the program, and
PySide would hold what it made for ever. Three things make this safe. Qt's cache deletes what is registered, so Python
must not do so earlier: `_Nodes` holds the interfaces and is a property of the viewport, where no garbage collector
looks. What is held so refers to the transcript weakly. And `interface_cast` never answers None, which PySide would
hand to Qt as an address.
"""

import weakref
from bisect import bisect_right
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QPoint, QRect, Qt
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

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.accessible_parts import PartNode
    from nextchat_desktop.ui.transcript.parts import Part

HELD_BY = "accessibleNodes"
"""The property of the viewport that holds what knows its messages."""
ENTRY = "entry"
"""The property of a widget that says which message it belongs to."""


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

    def parts(self, index: int) -> "tuple[Part, ...]":
        """What it consists of. Nothing while it grows."""

    def top_of(self, index: int, block: int) -> int:
        """Where a block of it begins, which may be out of view."""

    def part_rect(self, index: int, block: int) -> QRect:
        """Empty where the block is out of view."""

    def follow(self, target: str) -> None:
        """Goes where a link leads."""


class AccessibleMessages:
    """The transcript keeps it as long as it lives, and tells it what has happened."""

    def __init__(self, viewport: QWidget, messages: Messages) -> None:
        """To be made before anything asks for the viewport's interface: in the transcript's constructor."""
        self.messages = messages
        self.viewport = viewport
        self._focused = ""
        nodes = _Nodes(_List(viewport, self))
        viewport.setProperty(HELD_BY, nodes)
        self._held = weakref.ref(nodes)

    def changed(self) -> None:
        """Messages have come, gone or changed places. Words that grow need no call."""
        nodes = self._nodes
        if nodes.known:
            indices = {self.messages.key(index): index for index in range(self.messages.count())}
            nodes.keep(indices)
            for key, node in nodes.known.items():
                node.index = indices[key]

    def reworded(self, key: str) -> None:
        """This message consists of other parts now."""
        node = self._nodes.known.get(key)
        if node is not None:
            node.forget_parts()

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

    def node_of(self, key: str) -> "MessageNode | None":
        known, messages = self._nodes.known.get(key), self.messages
        if known is not None:
            return known
        index = next((index for index in range(messages.count()) if messages.key(index) == key), -1)
        return self.node(index) if index >= 0 else None

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

    def node_of(self, key: str) -> "MessageNode | None":
        """For a widget that lies over a message."""
        owner = self.list.owner()
        return owner.node_of(key) if owner is not None else None

    def add(self, node: "MessageNode") -> None:
        self.known[node.key] = node
        QAccessible.registerAccessibleInterface(node)

    def __del__(self) -> None:
        self.keep(())

    def keep(self, keys: Container[str]) -> None:
        """Lets the others go, through the cache that owns them; at the program's end it has been emptied before."""
        for key in [key for key in self.known if key not in keys]:
            node = self.known.pop(key)
            node.forget_parts()
            _let_go(node)


def _let_go(node: QAccessibleInterface) -> None:
    if Shiboken.isValid(node):
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))


class _List(QAccessibleWidget):
    """The viewport: all messages in order, then what lies over it and belongs to none."""

    def __init__(self, viewport: QWidget, owner: AccessibleMessages) -> None:
        super().__init__(viewport, QAccessible.Role.List)
        self.owner = weakref.ref(owner)

    def _count(self) -> int:
        owner = self.owner()
        return owner.messages.count() if owner is not None else 0

    def _others(self) -> list[QAccessibleInterface]:
        """Their widgets."""
        every = (super(_List, self).child(index) for index in range(super().childCount()))
        return [one for one in every if one is not None and not one.object().property(ENTRY)]

    def childCount(self) -> int:
        return self._count() + len(self._others())

    def child(self, index: int, /) -> QAccessibleInterface:
        owner, count = self.owner(), self._count()
        if owner is not None and 0 <= index < count:
            return owner.node(index)
        others = self._others()
        return cast(QAccessibleInterface, others[index - count] if 0 <= index - count < len(others) else None)

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        if isinstance(child, MessageNode):
            return child.index
        found = next((place for place, one in enumerate(self._others()) if one.object() is child.object()), -1)
        return found + self._count() if found >= 0 else -1

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        owner, widget = self.owner(), super().childAt(x, y)
        index = owner.messages.index_at(QPoint(x, y)) if owner is not None and widget is None else -1
        return owner.node(index) if owner is not None and index >= 0 else widget

    def focusChild(self) -> QAccessibleInterface:
        owner = self.owner()
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
        self._parts: list[PartNode] | None = None

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

    def part_rect(self, block: int) -> QRect:
        owner = self._alive()
        return owner.messages.part_rect(self.index, block) if owner is not None else QRect()

    def follow(self, target: str) -> None:
        owner = self._alive()
        if owner is not None:
            owner.messages.follow(target)

    def forget_parts(self) -> None:
        """Never while Qt walks through them."""
        parts, self._parts = self._parts, None
        for node in [inner for part in parts or () for inner in part.all()]:
            _let_go(node)

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

    def child(self, index: int, /) -> QAccessibleInterface:
        children = self._children()
        return cast(QAccessibleInterface, children[index] if 0 <= index < len(children) else None)

    def childCount(self) -> int:
        return len(self._children())

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return next((place for place, one in enumerate(self._children()) if _are_same(one, child)), -1)

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:
        found = next((one for one in self._children() if one.rect().contains(x, y)), None)
        return cast(QAccessibleInterface, found)

    def _children(self) -> list[QAccessibleInterface]:
        """Its parts from the first on, and between them what lies over them, as the eye goes."""
        owner = self._alive()
        if owner is None:
            return []
        parts = self._made(owner)
        children: list[QAccessibleInterface] = list(parts)
        for widget in reversed(_over(owner.viewport, self.key)):
            top = widget.mapToGlobal(QPoint()).y()
            place = bisect_right(parts, top, key=lambda node: owner.messages.top_of(self.index, node.part.block))
            children.insert(place, QAccessible.queryAccessibleInterface(widget))
        return children

    def _made(self, owner: AccessibleMessages) -> "list[PartNode]":
        if owner.messages.streaming(self.index):
            return []
        if self._parts is None:
            from nextchat_desktop.ui.transcript.accessible_parts import PartNode  # for who listens

            parts = [PartNode(self, self, part) for part in owner.messages.parts(self.index)]
            for node in [inner for part in parts for inner in part.all()]:
                QAccessible.registerAccessibleInterface(node)
            self._parts = parts
        return self._parts

    # What Qt leaves open for every node, and a message has nothing to say about

    def object(self) -> QObject:
        return cast(QObject, None)

    def setText(self, kind: QAccessible.Text, text: str, /) -> None: ...


def _over(viewport: QWidget, key: str) -> Sequence[QWidget]:
    """The widgets in view that belong to a message, from the top left on."""
    from nextchat_desktop.ui.transcript.accessible_pieces import join

    every = viewport.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [widget for widget in every if widget.property(ENTRY) == key and not widget.isHidden()]
    for widget in shown:
        join(widget)
    return sorted(shown, key=lambda widget: (widget.y(), widget.x()))


def _are_same(one: QAccessibleInterface, other: QAccessibleInterface) -> bool:
    """Whoever comes from Qt may have another object of Python's."""
    return one is other or (one.object() is not None and one.object() is other.object())
