"""Takes files that are dragged onto the window wherever nobody else takes them. It opens none."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.chat.dropping import DropCover
from nextchat_desktop.ui.theme.theme import Theme


class FileDrop(QObject):
    dropped = Signal(object)
    """The paths of files and folders."""

    def __init__(self, window: QWidget, theme: Theme, words: str) -> None:
        super().__init__(window)
        self.cover = DropCover(window, theme, "download")
        self.cover.say(words)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() is QEvent.Type.DragLeave:
            self.cover.hide()
        elif event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not paths_in(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.cover.fit()
        self.cover.show()
        self.cover.raise_()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.cover.hide()
        paths = paths_in(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(paths)
        return bool(paths)


def paths_in(mime: QMimeData) -> list[str]:
    """Of the files and folders of this computer that are dragged; nothing where anything else is among them."""
    urls = mime.urls()
    return [url.toLocalFile() for url in urls] if all(url.isLocalFile() for url in urls) else []
