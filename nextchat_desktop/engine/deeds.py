"""What was done and can be undone, the last first. It does not know what any of it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.context import first_line
from nextchat_desktop.engine.notice import Notice

Undo = Callable[[], "Undo | None"]
"""Undoes something, and gives what does it again, if that can be."""

MOST = 200
"""Deeds that are remembered; older ones are undone from the bin."""

_LONGEST_NAME = 40
"""Characters."""


def together(undos: Sequence[Undo]) -> Undo:
    """Undoes all of them as one, the last first."""

    def undo() -> Undo | None:
        again = [redo for one in reversed(undos) if (redo := one()) is not None]
        return together(again) if again else None

    return undo


def named(text: str) -> str:
    """A title or a message as a sentence about it names it."""
    return first_line(text, _LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Deed:
    """`sentence` says what was done, as people read it."""

    sentence: str
    undo: Undo


class Deeds:
    """`done` tells the sentence of what was done just now, `undone` of what is no longer, `redone` of what is again."""

    def __init__(self) -> None:
        self.done = Notice()
        self.undone = Notice()
        self.redone = Notice()
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    def did(self, sentence: str, undo: Undo) -> None:
        """Remembers it; what was undone before can no longer be done again."""
        self._undone.clear()
        self._done = [*self._done, Deed(sentence, undo)][-MOST:]
        self.done.tell(sentence)

    def undo(self) -> Deed | None:
        """Undoes the last deed and gives it; None where there is none."""
        deed = _turned(self._done, self._undone)
        if deed is not None:
            self.undone.tell(deed.sentence)
        return deed

    def redo(self) -> Deed | None:
        """Does again what was undone last."""
        deed = _turned(self._undone, self._done)
        if deed is not None:
            self.redone.tell(deed.sentence)
        return deed


def _turned(here: list[Deed], there: list[Deed]) -> Deed | None:
    if not here:
        return None
    deed = here[-1]
    again = deed.undo()  # where this throws, it is still to be undone
    here.remove(deed)
    if again is not None:
        there.append(Deed(deed.sentence, again))
    return deed
