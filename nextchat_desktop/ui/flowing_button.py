"""A button whose words go on in a second line where one is too short; it knows nothing of what they say."""

from itertools import pairwise

from PySide6.QtCore import QSize, QTextBoundaryFinder
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class FlowingButton(QPushButton):
    """Its accessible name is what was given it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._whole = ""
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str) -> None:
        """Other words than before."""
        self._whole = text
        self.setAccessibleName(text)
        self.setText(self._broken(self.width()) if self.isVisible() else text)

    def sizeHint(self) -> QSize:
        """That of one line."""
        return self._size_of(self._whole)

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest of what is not torn apart."""
        width = self.fontMetrics().horizontalAdvance
        return self._size_of(max(_pieces(self._whole), key=lambda piece: width(piece.rstrip()), default="").rstrip())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._size_of(self._broken(width)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        broken = self._broken(self.width())
        if broken != self.text():
            self.setText(broken)

    def _size_of(self, text: str) -> QSize:
        """With what stands around the words."""
        self.ensurePolished()
        around = super().sizeHint() - self.fontMetrics().size(0, self.text())
        return around + self.fontMetrics().size(0, text)

    def _broken(self, width: int) -> str:
        room = width - (super().sizeHint() - self.fontMetrics().size(0, self.text())).width()
        return _in_lines(self._whole, room, self.fontMetrics())


def _in_lines(text: str, room: int, metrics: QFontMetrics) -> str:
    """With as many words in each line as there is room for."""
    lines: list[str] = []
    for piece in _pieces(text):
        longer = lines[-1] + piece if lines else piece
        if lines and metrics.horizontalAdvance(longer.rstrip()) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return "\n".join(line.rstrip() for line in lines)


def _pieces(text: str) -> list[str]:
    """What stands between the places where a line may end: words, or single signs where there are none."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    places = [0]
    while (place := finder.toNextBoundary()) >= 0:
        places.append(place)
    units = text.encode("utf-16-le")
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in pairwise(places)]
