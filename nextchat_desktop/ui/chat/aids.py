"""Help in reading a long conversation: find, the outline. It joins bar, panel and transcript, and decides nothing.

Each is made when it is first asked for.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.chat.spoken import find_words, outline_words
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.find_bar import FindBar
    from nextchat_desktop.ui.transcript.finder import Finder
    from nextchat_desktop.ui.transcript.outline_panel import OutlinePanel


class ReadingAids(QObject):
    bar_made = Signal(object)
    """The bar in which words are looked for, which was not there before."""

    def __init__(self, words: Words, theme: Theme, transcript: Transcript, page: QWidget) -> None:
        super().__init__(page)
        self._words = words
        self._theme = theme
        self._transcript = transcript
        self._page = page

    @cached_property
    def find_bar(self) -> "FindBar":
        from nextchat_desktop.ui.transcript.find_bar import FindBar  # no start of the program needs it

        bar = FindBar(find_words(self._words), self._theme, self._transcript)
        self.bar_made.emit(bar)
        return bar

    @cached_property
    def finder(self) -> "Finder":
        from nextchat_desktop.ui.transcript.finder import Finder  # no start of the program needs it

        return Finder(self._transcript, self.find_bar)

    @cached_property
    def outline(self) -> "OutlinePanel":
        from nextchat_desktop.ui.transcript.outline_panel import OutlinePanel  # no start of the program needs it

        outline = OutlinePanel(outline_words(self._words), self._theme, self._page)
        outline.jumped.connect(self._transcript.ways.to_heading)
        return outline

    def find(self) -> None:
        self.finder.open()

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
        self.dismiss()
        if "outline" in self.__dict__:
            self.outline.dismiss()

    def dismiss(self) -> bool:
        """Whether there was something to close."""
        was_open = "finder" in self.__dict__ and self.finder.is_open
        if was_open:
            self.finder.close()
        return was_open
