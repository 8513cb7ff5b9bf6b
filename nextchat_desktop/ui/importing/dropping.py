"""Takes files that are dragged onto the window wherever nobody else takes them. It opens none."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.dropping import Dropping
from nextchat_desktop.ui.theme.theme import Theme


class FileDrop(Dropping):
    dropped = Signal(object)
    """The paths of files and folders."""

    def __init__(self, window: QWidget, theme: Theme, words: str) -> None:
        super().__init__(window, theme, "download")
        self._words = words

    def promise(self, mime: QMimeData) -> str | None:
        return self._words if paths_in(mime) else None

    def take(self, mime: QMimeData) -> None:
        self.dropped.emit(paths_in(mime))


def paths_in(mime: QMimeData) -> list[str]:
    """Of the files and folders of this computer that are dragged; nothing where anything else is among them."""
    urls = mime.urls()
    return [url.toLocalFile() for url in urls] if all(url.isLocalFile() for url in urls) else []
