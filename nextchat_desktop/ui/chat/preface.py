"""What goes before every question, above the first turn: a mask's messages and what was pinned. Read, not acted on.

It is no part of the conversation's tree: it is changed in the conversation's settings.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.ui.transcript.entries import COPY, Action, Enclosed, Entry
from nextchat_desktop.ui.transcript.reading import go_to_place, reading_place
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words

CHANGE = "change_preface"
_MARK = "preface:"
"""Before the place of such a message, in place of an id: no message is called so."""


class Preface(QObject):
    """`change_asked` tells that a person wants to change what goes before."""

    change_asked = Signal()

    def __init__(self, words: Words, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._words = words
        self._transcript = transcript
        self._entries: tuple[Entry, ...] = ()
        transcript.action_requested.connect(self._on_action)

    def show(self, conversation: Conversation) -> tuple[Entry, ...]:
        """The entries to be shown above the turns."""
        self._entries = preface_of(conversation, self._words)
        return self._entries

    def follow(self, conversation: Conversation, turns: Iterable[Entry]) -> bool:
        """Whether something else goes before now; then all is shown anew, and what is being read stays in its place."""
        before = self._entries
        if self.show(conversation) == before:
            return False
        place = reading_place(self._transcript)
        self._transcript.show_entries([*self._entries, *turns])
        if place is not None:
            go_to_place(self._transcript, *place)
        return True

    def _on_action(self, action: str, id: str) -> None:
        text = next((entry.text for entry in self._entries if entry.id == id), "")
        if action == CHANGE:
            self.change_asked.emit()
        elif action == COPY and text:
            QGuiApplication.clipboard().setText(text)


def preface_of(conversation: Conversation, words: Words) -> tuple[Entry, ...]:
    """Nothing where the conversation hides it."""
    shown = () if conversation.hides_context else conversation.context
    return tuple(_entry(place, message, words) for place, message in enumerate(shown) if message.says_something)


def speaks(conversation: Conversation | None) -> bool:
    """Whether somebody has said something before the first question that is to be read, and not only instructed."""
    if conversation is None:
        return False
    said = any(one.role is not Role.SYSTEM and one.says_something for one in conversation.context)
    return said and not conversation.hides_context


def _entry(place: int, message: Message, words: Words) -> Entry:
    told = words(f"preface.{message.role}")
    copy = Action(COPY, words("action.copy"), icon="copy")
    change = Action(CHANGE, words("preface.change"), icon="settings")
    return Entry(
        f"{_MARK}{place}",
        "user" if message.role is Role.USER else "assistant",
        message.text,
        caption=told,
        accessible_name=told,
        actions=(copy, change) if message.text else (change,),
        pictures=tuple(Enclosed(one.blob, one.name, one.width, one.height) for one in message.pictures),
    )
