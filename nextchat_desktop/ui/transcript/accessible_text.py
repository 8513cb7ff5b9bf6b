"""The words of one message as screen readers walk through them: by character, word and line; it knows no message.

Qt finds the ends of words and lines itself. It counts in UTF-16, where an emoji is two, and so does this.
"""

from typing import Protocol

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessibleTextInterface

_UTF_16 = "utf-16-le"


class Worded(Protocol):
    """Whose words they are."""

    def words(self) -> str: ...

    def rect(self) -> QRect:
        """Where they stand on the screen; empty when out of view."""

    def reveal(self) -> None: ...

    def moved(self, cursor: int) -> None: ...


class AccessibleText(QAccessibleTextInterface):
    """Nothing can be selected here. Where a character stands is a guess: the lines share the message evenly."""

    def __init__(self, worded: Worded) -> None:
        super().__init__()
        self._worded = worded
        self._cursor = 0

    def characterCount(self) -> int:
        return _length(self._worded.words())

    def text(self, start: int, end: int, /) -> str:
        units = self._worded.words().encode(_UTF_16, "surrogatepass")
        last = len(units) if end < 0 else 2 * end
        return units[2 * max(0, start) : last].decode(_UTF_16, "replace")

    def characterRect(self, offset: int, /) -> QRect:
        rect, rows, before = self._worded.rect(), self._worded.words().split("\n"), self.text(0, offset).split("\n")
        if rect.isEmpty():
            return QRect()
        line, height = len(before) - 1, rect.height() // len(rows)
        width = rect.width() / max(1, len(rows[line]))
        left = rect.x() + round(len(before[-1]) * width)
        return QRect(left, rect.y() + line * height, max(1, round(width)), height)

    def offsetAtPoint(self, point: QPoint, /) -> int:
        rect, rows = self._worded.rect(), self._worded.words().split("\n")
        if not rect.contains(point):
            return -1
        line = (point.y() - rect.y()) * len(rows) // rect.height()
        column = (point.x() - rect.x()) * len(rows[line]) // rect.width()
        return _length("\n".join([*rows[:line], rows[line][:column]]))

    def cursorPosition(self) -> int:
        return min(self._cursor, self.characterCount())

    def setCursorPosition(self, position: int, /) -> None:
        self._cursor = max(0, min(position, self.characterCount()))
        self._worded.moved(self._cursor)

    def scrollToSubstring(self, start: int, end: int, /) -> None:
        self._worded.reveal()

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int, /) -> None: ...

    def removeSelection(self, index: int, /) -> None: ...

    def setSelection(self, index: int, start: int, end: int, /) -> None: ...


def _length(text: str) -> int:
    return len(text.encode(_UTF_16, "surrogatepass")) // 2
