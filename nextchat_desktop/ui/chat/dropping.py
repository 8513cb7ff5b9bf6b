"""Takes pictures and files that are dragged onto a conversation. It opens none."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.composer.incoming import parted
from nextchat_desktop.ui.dropping import Dropping
from nextchat_desktop.ui.theme.theme import Theme


class PictureDrop(Dropping):
    dropped = Signal(object)
    """Pictures, or files that may be some."""
    others_dropped = Signal(object)
    """The paths of all other files, and of folders."""

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page, theme, "image")
        self._words = self._other_words = ""

    def say(self, words: str) -> None:
        """What happens when pictures are let go of."""
        self._words = words

    def say_of_others(self, words: str) -> None:
        self._other_words = words

    def promise(self, mime: QMimeData) -> str | None:
        pictures, others = parted(mime)
        return self._words if pictures else self._other_words if others else None

    def take(self, mime: QMimeData) -> None:
        pictures, others = parted(mime)
        if pictures:
            self.dropped.emit(pictures)
        if others:
            self.others_dropped.emit(others)
