"""A box to be ticked whose words go on in a second line where one is too short; it knows nothing of what they say."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from nextchat_desktop.ui.elided import breakable

_LEAST = 12
"""Letters, narrower than which no line is."""
_HIGH = 10_000
_Style = QStyle


class TickBox(QCheckBox):
    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """That of one line where the words fit."""
        one = super().sizeHint()
        if width >= one.width():
            return one.height()
        return one.height() - self.fontMetrics().height() + self._words(width - self._before()).height()

    def minimumSizeHint(self) -> QSize:
        least = self._before() + _LEAST * self.fontMetrics().averageCharWidth()
        one = super().sizeHint()
        widest = self._before() + self._words(least - self._before()).width()
        return QSize(min(one.width(), max(least, widest)), one.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box beside the first line."""
        one = super().sizeHint()
        if self.width() >= one.width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = breakable(option.text), ""
        option.rect = QRect(0, 0, self.width(), one.height())
        painter = QPainter(self)
        self.style().drawControl(_Style.ControlElement.CE_CheckBox, option, painter, self)
        above = (one.height() - self.fontMetrics().height()) // 2
        room = QRect(self._before(), above, self.width() - self._before(), self.height() - 2 * above)
        place = _Style.visualRect(self.layoutDirection(), self.rect(), room)
        flags = self._flags() | Qt.AlignmentFlag.AlignTop
        self.style().drawItemText(
            painter, place, int(flags), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()

    def _before(self) -> int:
        """The box and the room beside it."""
        return (
            super().sizeHint().width() - self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), self.text()).width()
        )

    def _words(self, width: int) -> QRect:
        return self.fontMetrics().boundingRect(QRect(0, 0, width, _HIGH), int(self._flags()), breakable(self.text()))

    def _flags(self) -> Qt.AlignmentFlag | Qt.TextFlag:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic | side
