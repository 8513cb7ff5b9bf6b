"""What is dragged onto a widget and would be taken is covered meanwhile with words. It does not know what that is."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

_VEIL = 235
"""How much the cover hides, of 255."""


class Dropping(QObject):
    """Over all of `widget`, whatever is shown in it. `hovered` tells whether something is held over it."""

    hovered = Signal(bool)

    def __init__(self, widget: QWidget, theme: Theme, icon: str) -> None:
        super().__init__(widget)
        self.cover = DropCover(widget, theme, icon)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def promise(self, mime: QMimeData) -> str | None:
        """What happens when this is let go of, in words; None where it is not taken."""
        raise NotImplementedError

    def take(self, mime: QMimeData) -> None:
        """Only what was promised something is let go of."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        kind = event.type()  # asked once: the caret alone makes three events a second
        if kind is QEvent.Type.DragLeave:
            self._show(False)
            return True
        if kind is QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        if kind is QEvent.Type.Resize:
            self.cover.fit()
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        words = self.promise(event.mimeData())
        if words is None:
            return False
        self.cover.say(words)
        _accept(event)
        self._show(True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._show(False)
        is_taken = self.promise(event.mimeData()) is not None
        if is_taken:
            _accept(event)
            self.take(event.mimeData())
        return is_taken

    def _show(self, is_over: bool) -> None:
        self.cover.fit()
        self.cover.setVisible(is_over)
        self.cover.raise_()
        self.hovered.emit(is_over)


def _accept(event: QDropEvent) -> None:
    """What is dropped stays where it was, too."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropCover(QWidget):
    """Lies over the page while something is held over it that would be taken."""

    def __init__(self, page: QWidget, theme: Theme, icon: str) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self._icon = icon
        self.words = ""
        named(self, "dropCover")
        self.hide()

    def say(self, words: str) -> None:
        """What happens when it is let go of."""
        self.words = words
        self.setAccessibleName(words)

    def fit(self) -> None:
        self.setGeometry(self._page.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = self._theme.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(palette.background)
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        inset = sizes.SPACE_4
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(palette.accent), self._theme.room.focus, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, sizes.RADIUS_LARGE, sizes.RADIUS_LARGE)
        self._paint_words(painter, frame)
        painter.end()

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        palette, icon = self._theme.palette, self._theme.room.scaled(32)
        picture = self._theme.icons.pixmap(self._icon, palette.accent, icon, self.devicePixelRatioF())
        middle = frame.center()
        painter.drawPixmap(round(middle.x() - icon / 2), round(middle.y() - icon - sizes.SPACE_1), picture)
        painter.setPen(QColor(palette.text))
        below = QRectF(frame.left(), middle.y() + sizes.SPACE_1, frame.width(), frame.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self.words)
