"""Says for a few seconds what was deleted and offers it back; does not know what it was."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.ui.elided import breakable
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import Words

STAYS_MS = 8000


class UndoBar(QWidget):
    """`undone` and `expired` tell how it went.

    One with a `place` stands among the fields of a form, and its widgets are named after that.
    """

    undone = Signal()
    expired = Signal()

    def __init__(self, words: Words, place: str = "") -> None:
        super().__init__()
        self.setObjectName(f"{place}undoBar")
        self._words = words
        self._margins = (0, 0, 0, 0) if place else (sizes.SPACE_6, sizes.SPACE_4, sizes.SPACE_6, 0)
        self._said = labelled("", "")
        self._said.setWordWrap(True)
        self._undo = button(f"{place}undoButton", words("connections.undo"))
        self._clock = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._arrange()
        self._undo.clicked.connect(self._on_undo_clicked)
        self._clock.timeout.connect(self._on_expired)
        self.hide()

    def offer(self, name: str, key_left: bool) -> None:
        """`key_left` tells that the key could not be deleted too."""
        self.say(self._words("connections.deleted_without_key" if key_left else "connections.deleted", name=name))

    def say(self, text: str) -> None:
        """What was done, in a sentence."""
        self._said.setText(breakable(text))
        self.setAccessibleName(text)
        self._clock.start()
        self.show()

    def _arrange(self) -> None:
        toast = QFrame()
        toast.setProperty("role", "toast")
        line = QHBoxLayout(toast)
        set_margins(line, sizes.SPACE_4, sizes.SPACE_1, sizes.SPACE_2, sizes.SPACE_1)
        line.addWidget(self._said, 1)
        line.addWidget(self._undo)
        around = QVBoxLayout(self)
        around.setContentsMargins(*self._margins)
        around.addWidget(toast)

    def forget(self) -> None:
        """There is nothing to be undone any more."""
        self._clock.stop()
        self.hide()

    def _on_undo_clicked(self) -> None:
        self.forget()
        self.undone.emit()

    def _on_expired(self) -> None:
        self.hide()
        self.expired.emit()
