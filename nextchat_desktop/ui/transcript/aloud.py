"""Tells a screen reader what stands in a transcript, and reads out what comes. It lays nothing out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from nextchat_desktop.ui.announcing import announce
from nextchat_desktop.ui.transcript.accessible import AccessibleMessages
from nextchat_desktop.ui.transcript.announcing import Announcer
from nextchat_desktop.ui.transcript.entries import Entry, TranscriptWords
from nextchat_desktop.ui.transcript.messages import TurnMessages

if TYPE_CHECKING:
    from nextchat_desktop.ui.transcript.view import Transcript


class Aloud:
    """The view keeps it as long as it lives, and tells it what it shows."""

    def __init__(self, view: "Transcript", words: TranscriptWords) -> None:
        self._view = view
        self.messages = AccessibleMessages(view.viewport(), TurnMessages(view, words))
        self._announcer = Announcer(partial(announce, view.viewport()), words.spoken_code, view)
        self._growing = ""
        """The answer that was heard to grow last."""

    def opened(self, last: Entry | None) -> None:
        """All are others; the last of them may grow on, and is read out from here."""
        self.messages.changed()
        self._announcer.hush()
        if last is not None and last.streaming:
            self._announcer.skip(last.id, last.text)

    def exchanged(self, new: Sequence[Entry]) -> None:
        """These have come in the place of others."""
        self.messages.changed()
        for entry in new[-1:]:
            self.came(entry, is_new=False)

    def came(self, entry: Entry, is_new: bool) -> None:
        """It came, or has other words now."""
        if is_new:
            self.messages.changed()
        self.messages.reworded(entry.id)
        if QAccessible.isActive():
            nameless = self._view.kit.gallery.picture_words.picture
            self._announcer.hear(entry.id, entry.heard(nameless), entry.streaming)
            self._tell_failure(entry, is_new)

    def _tell_failure(self, entry: Entry, is_new: bool) -> None:
        """At once, and once: whoever waits for an answer is not to wait for nothing. It may fail before it grows."""
        if entry.card is not None and (is_new or entry.id == self._growing):
            announce(self._view.viewport(), f"{entry.card.title}\n{entry.card.meaning}".strip(), is_urgent=True)
        self._growing = entry.id if entry.streaming else ""
