"""What a conversation remembers of what no longer goes along: read, written anew, taken away. It keeps nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, TextField, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words

_HEIGHT = 160


class MemoryPart(QWidget):
    """`edited` carries the text as it is now; an empty one forgets."""

    edited = Signal(str)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._shown = ""
        self._hint = Hint(theme, "memoryHint")
        self._text = named(TextField(), "memoryText", words("parameter.group.memory"))
        self._forget = button("memoryForget", words("memory.forget"))
        following(theme, self._text, lambda text: text.setMinimumHeight(theme.room.scaled(_HEIGHT)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._hint)
        column.addWidget(self._text, 1)
        column.addWidget(self._forget)
        self._text.finished.connect(self.commit)
        self._forget.clicked.connect(self._on_forget)

    def show_memory(self, text: str | None, author: str, covers: tuple[int, int] = (0, 0)) -> None:
        """None where nothing has been summed up yet. `author` is the model that wrote it, empty for the person; it
        covers so many messages of so many."""
        is_there = bool(text)
        if (text or "") != self._shown or not self._text.hasFocus():
            self._shown = text or ""
            self._text.setPlainText(self._shown)
        written = self._words("memory.by", name=author) if author else self._words("memory.by_you")
        if covers[0]:
            written += " · " + self._words.plural("memory.covers", covers[0], all=whole(self._words, covers[1]))
        self._hint.say(written if is_there else self._words("memory.none"))
        self._text.setVisible(is_there)
        self._forget.setVisible(is_there)

    def commit(self) -> None:
        """Takes what is being typed."""
        if self._text.toPlainText() != self._shown:
            self._shown = self._text.toPlainText()
            self.edited.emit(self._shown)

    def _on_forget(self) -> None:
        self._text.setPlainText("")
        self.commit()
