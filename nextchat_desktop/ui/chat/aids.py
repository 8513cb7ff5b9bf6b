"""Help in reading a long conversation: find, the outline. It joins bar, panel and transcript, and decides nothing."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.chat.spoken import find_words, outline_words
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.find_bar import FindBar
from nextchat_desktop.ui.transcript.finder import Finder
from nextchat_desktop.ui.transcript.outline_panel import OutlinePanel
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words


class ReadingAids(QObject):
    def __init__(self, words: Words, theme: Theme, transcript: Transcript, page: QWidget) -> None:
        super().__init__(page)
        self._transcript = transcript
        self.find_bar = FindBar(find_words(words), theme, transcript)
        self.finder = Finder(transcript, self.find_bar)
        self.outline = OutlinePanel(outline_words(words), theme, page)
        self.outline.jumped.connect(transcript.ways.to_heading)

    def find_next(self, back: bool = False) -> None:
        """Opens the bar where it is not open yet."""
        if not self.finder.is_open:
            self.finder.open()
        elif back:
            self.finder.previous()
        else:
            self.finder.next()

    def show_outline(self, button: QWidget) -> None:
        turns = [(entry.id, entry.role, entry.text) for entry in self._transcript.canvas.turns.entries()]
        self.outline.open_below(button, turns, self._transcript.ways.here())

    def leave(self) -> None:
        """Another conversation is opened."""
        self.finder.close()
        self.outline.dismiss()

    def dismiss(self) -> bool:
        """Whether there was something to close."""
        was_open = self.finder.is_open
        self.finder.close()
        return was_open
