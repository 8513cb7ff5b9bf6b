"""A button whose words go on in a second line where one is too short; it knows nothing of what they say."""

from PySide6.QtCore import QSize
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
        """As wide as the longest word."""
        return self._size_of(max(self._whole.split(" "), key=len))

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
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.size(0, longer).width() <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
