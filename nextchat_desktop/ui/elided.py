"""Labels that keep to the room they have: one line that ends in …, or as many lines as it takes."""

import html
import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nextchat_desktop.ui.mirroring import shown

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_STROKE = re.compile(r"[/\\]")
_LONG_WORD = re.compile(r"[^\s\u200b]{24}")
_HIGH = 10_000


def plain_tip(text: str) -> str:
    """The text as a tooltip that shows exactly these letters: Qt would take marks in it for HTML and follow them."""
    return f"<p>{html.escape(text)}</p>" if text else ""


def tip(widget: QWidget, text: str) -> None:
    """Gives it such a tooltip. Who hears the window is read the letters themselves, and not what is shown to Qt."""
    widget.setToolTip(plain_tip(text))
    widget.setAccessibleDescription(text)


def breakable(text: str) -> str:
    """With places to break at in what has none: after the strokes of a path, and now and then in any long word."""
    return _LONG_WORD.sub("\\g<0>\u200b", _STROKE.sub("\\g<0>\u200b", text))


class WrappedLabel(QLabel):
    """Several lines, broken inside a word where that alone is too long: a path, an address."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def set_width(self, width: int) -> None:
        """As wide as its words, but no wider than this, and as high as it needs to be then."""
        needed = self.fontMetrics().boundingRect(QRect(0, 0, width, _HIGH), _WRAPPED, breakable(self.text()))
        self.setFixedSize(min(width, needed.width() + 2), needed.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = shown(breakable(self.text()))
        self.style().drawItemText(painter, self.rect(), _WRAPPED, self.palette(), True, text, self.foregroundRole())
        painter.end()


class ElidedLabel(QLabel):
    """One line. Where there is no room for all of it, the tooltip says the whole, and what `more` there is to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.more: Callable[[], str] = str
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Widths are no whole pixels."""
        return super().sizeHint() + QSize(1, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = shown(self._fitting())
        alignment = self.alignment() | Qt.TextFlag.TextSingleLine
        self.style().drawItemText(
            painter, self.contentsRect(), int(alignment), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            whole = self.text() if self._fitting() != self.text() else ""
            more = self.more()
            self.setToolTip(plain_tip(whole) + plain_tip(more))
            self.setAccessibleDescription(more)
        return super().event(event)

    def _fitting(self) -> str:
        line = " ".join(self.text().split())
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.contentsRect().width())


class FlowingLabel(QLabel):
    """One line where there is room for it, else as many as it takes. Its tooltip says what `more` there is to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.more: Callable[[], str] = str
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setIndent(0)  # Qt would keep room beside the words where there is a ring, and not count it
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Of the one line."""
        line = self.fontMetrics().size(0, self.text())
        margins = self.contentsMargins()
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return line + around + QSize(2 * self.margin() + 1, 2 * self.margin())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            tip(self, self.more())
        return super().event(event)
