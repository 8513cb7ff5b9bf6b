"""Stands at the link to which the keyboard has gone: its ring, its name for screen readers, and what presses it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.links import Link

_AROUND = 3
"""Pixels between the words and the outer edge of the ring."""
_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LinkButton(QAbstractButton):
    """There is one for all links, and it is there only while the keyboard is at one. The mouse never meets it."""

    def __init__(self, viewport: QWidget, spoken: str) -> None:
        super().__init__(viewport)
        self._rects: tuple[QRectF, ...] = ()
        self._kit: Kit | None = None
        named(self, "linkButton", spoken)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where Tab comes to is the transcript's business
        self.hide()

    def show_link(self, link: Link, rects: Sequence[QRectF], kit: Kit) -> None:
        """`rects` are the places of its words in the viewport."""
        self._kit = kit
        whole = QRectF()
        for rect in rects:
            whole = whole.united(rect)
        place = whole.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect()
        self._rects = tuple(rect.translated(-place.x(), -place.y()) for rect in rects)
        self.setAccessibleName(link.words.strip() or link.target)
        self.setAccessibleDescription(link.target)
        if place != self.geometry():
            self.setGeometry(place)
        if self.isHidden():
            self.show()
            self.raise_()
        self.update()

    @property
    def foot(self) -> QPoint:
        """Just inside its first words, in the coordinates of the viewport: where a menu belongs."""
        first = self._rects[0] if self._rects else QRectF(QRect(QPoint(), self.size()))
        return self.mapToParent(QPoint(round(first.left()) + 2, round(first.center().y())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is not for the link is for the transcript: the arrows scroll."""
        if event.key() in _PRESSING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kit is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._kit.look.color("accent"), self._kit.look.room.focus))
        for rect in self._rects:
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), sizes.RADIUS_SMALL / 2, sizes.RADIUS_SMALL / 2)
        painter.end()
