"""Says what was undone and what was done again, which may lie out of sight. It undoes nothing."""

from functools import partial

from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.words.catalogue import Words


class Undoing:
    def __init__(self, deeds: Deeds, words: Words, toast: Toast) -> None:
        self._words = words
        self._toast = toast
        deeds.undone.listen(partial(self._tell, "undoing.undone"))
        deeds.redone.listen(partial(self._tell, "undoing.redone"))

    def _tell(self, sentence: str, deed: str) -> None:
        self._toast.tell(self._words(sentence, deed=deed))
