"""Parts beside one another in as many lines as they take; it knows nothing of what they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem

from nextchat_desktop.ui.theme import sizes

_ACROSS = Qt.Orientation.Horizontal


@dataclass(frozen=True, slots=True)
class _Place:
    item: QLayoutItem
    width: int
    gap: bool
    """Free room stands before it."""


class Flow(QLayout):
    """In one line where there is room. What is not as wide as wanted alone on a line gives way there.

    The parts behind a gap stand at the end of their line, which they share with those before it as long as they can.
    """

    def __init__(self, *parts: QWidget | None, apart: int = sizes.SPACE_2) -> None:
        """None is a gap."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gaps: set[int] = set()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(apart)
        for part in parts:
            if part is None:
                self._gaps.add(len(self._items))
            else:
                self.addWidget(part)

    def insert(self, place: int, widget: QWidget) -> None:
        """Before the part that stands there now, with which it shares its side of a gap."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        self._gaps = {gap + (gap > place) for gap in self._gaps}
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        within = width - margins.left() - margins.right()
        high = [_height(line) for line in self._lines(within)]
        between = self.spacing() * max(0, len(high) - 1)
        return sum(high) + between + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(one.width() for one in shown) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(QSize(width, max((one.height() for one in shown), default=0)))

    def minimumSize(self) -> QSize:
        """One line of the widest of them."""
        shown = [item.minimumSize() for item in self._shown()]
        width, height = (max((side(one) for one in shown), default=0) for side in (QSize.width, QSize.height))
        return self._with_margins(QSize(width, height))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.top()
        for line in self._lines(room.width()):
            high = _height(line)
            self._lay(line, QRect(room.left(), top, room.width(), high))
            top += high + self.spacing()

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> Iterator[QLayoutItem]:
        return (item for item in self._items if not item.isEmpty())

    def _lines(self, width: int) -> Iterator[list[_Place]]:
        line: list[_Place] = []
        used, gap = 0, False
        for number, item in enumerate(self._items):
            gap = gap or number in self._gaps
            if item.isEmpty():
                continue
            wide = min(item.sizeHint().width(), width)
            if line and used + self.spacing() + wide > width:
                yield line
                line, used, gap = [], 0, gap or self._is_behind_a_gap(number)
            used += wide + (self.spacing() if line else 0)
            line.append(_Place(item, wide, gap))
            gap = False
        if line:
            yield line

    def _is_behind_a_gap(self, number: int) -> bool:
        return any(place <= number for place in self._gaps)

    def _lay(self, line: list[_Place], room: QRect) -> None:
        """What can grow takes what is left of the line, else the gaps do."""
        left = room.width() - sum(one.width for one in line) - self.spacing() * (len(line) - 1)
        growing = [one for one in line if _grows(one)]
        x = room.left()
        for one in line:
            if one.gap and not growing:
                x += left
                left = 0
            width = one.width + (left // len(growing) if one in growing else 0)
            place = QRect(x, room.top(), width, room.height())
            self._put(one.item, place, room)
            x += width + self.spacing()

    def _put(self, item: QLayoutItem, place: QRect, room: QRect) -> None:
        """In the middle of its line, as high as it is."""
        around = self.parentWidget()
        direction = around.layoutDirection() if around is not None else Qt.LayoutDirection.LeftToRight
        high = min(_item_height(item, place.width()), place.height())
        put = QRect(place.left(), place.top() + (place.height() - high) // 2, place.width(), high)
        item.setGeometry(QStyle.visualRect(direction, room, put))


def _grows(one: _Place) -> bool:
    """What wants to, unless it is as wide already as it may become."""
    return bool(one.item.expandingDirections() & _ACROSS) and one.item.maximumSize().width() > one.width


def _height(line: list[_Place]) -> int:
    return max(_item_height(one.item, one.width) for one in line)


def _item_height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
