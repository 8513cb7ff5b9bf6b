"""The bin: what was deleted, and how it comes back. To erase for good is the one thing here that is not undone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from nextchat_desktop.core.discarded import Discarded, Kind
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.ports import Clock

DAYS = 30
"""So long everything can come back."""
_DAY = 24 * 60 * 60 * 1000


class KeepsDiscarded(Protocol):
    def all(self) -> Sequence[Discarded]: ...
    def erase(self, one: Discarded) -> None: ...
    def empty(self, before: int) -> None: ...


class Bin:
    """What can throw, throws NotWritten."""

    def __init__(self, store: KeepsDiscarded, library: Library, acts: Acts, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._acts = acts
        self._clock = clock
        self._restores: Mapping[Kind, Callable[[Discarded], bool]] = {
            Kind.CONVERSATION: self._restore_conversation,
            Kind.MESSAGE: self._restore_message,
            Kind.WORDING: self._restore_wording,
        }

    def found(self, words: str = "") -> list[Discarded]:
        """What has these words, the last deleted first."""
        return [one for one in self._store.all() if one.has(words)]

    def restore(self, one: Discarded) -> bool:
        """Whether it could be. It is undone like everything else."""
        return self._restores[one.kind](one)

    def erase(self, some: Sequence[Discarded]) -> None:
        """For good."""
        for one in some:
            self._store.erase(one)
        for conversation in {one.conversation for one in some if one.kind is not Kind.CONVERSATION}:
            session = self._library.open(conversation)
            if session is not None:
                session.reload()

    def empty(self) -> None:
        """Of what has lain in it for all its days, and of masks, prompts and folders that were deleted so long ago."""
        self._store.empty(self._clock() - DAYS * _DAY)

    def _restore_conversation(self, one: Discarded) -> bool:
        self._acts.restore_conversation(one.id, one.title)
        return True

    def _restore_message(self, one: Discarded) -> bool:
        session = self._library.open(one.conversation)
        return session is not None and self._acts.restore(session, [one.id])

    def _restore_wording(self, one: Discarded) -> bool:
        session = self._library.open(one.conversation)
        if session is None or one.message not in session.messages:
            return False
        return self._acts.put_wording(session, one.message, one.parts)
