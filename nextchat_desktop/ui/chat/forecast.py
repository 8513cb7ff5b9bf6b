"""What will be sent, in a line, before it is sent. It knows no widget."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nextchat_desktop.core.context import lightened, without_pictures
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words


class Forecast:
    """`size` tells the bytes of a blob. It is asked once for each: this is said with every key that is pressed."""

    def __init__(self, words: Words, size: Callable[[str], int]) -> None:
        self._words = words
        self._size = size
        self._sizes: dict[str, int] = {}
        self._before: Sequence[Message] = ()
        self._known = _Counted()
        """What was counted of what was said `before`, of which a long conversation has much."""

    def said(
        self, before: Sequence[Message], text: str, going: tuple[Picture, ...], sees: bool = True, paints: bool = False
    ) -> str:
        """Of a question of `text` and the pictures `going`. Whoever paints is not told what was said `before`."""
        known = self._counted(() if paints else before, sees)
        question = Message("", Role.USER, (Text(text), *going))
        if known.pictures or going:  # where there are none, nothing can be too heavy
            turns = lightened((*known.turns, question), self._weight)
            messages, pictures = len(turns), _pictures(turns)
        else:
            messages, pictures = len(known.turns) + 1, 0
        tokens, words = known.tokens + estimate(text), self._words
        id = "composer.sends" if tokens else "composer.sends_wordless"
        forecast = words.plural(id, messages, tokens=whole(words, tokens))
        if pictures:
            forecast = words.plural("composer.with_pictures", pictures, forecast=forecast)
        left = known.pictures + len(going) - pictures
        return words.plural("composer.without_oldest", left, forecast=forecast) if left else forecast

    def _counted(self, before: Sequence[Message], sees: bool) -> "_Counted":
        """The same turns are counted once."""
        if before is not self._before or sees != self._known.sees:
            turns = before if sees else without_pictures(before)
            self._known = _Counted(turns, sum(estimate(turn.text) for turn in turns), _pictures(turns), sees)
            self._before = before
        return self._known

    def _weight(self, blob: str) -> int:
        if blob not in self._sizes:
            self._sizes[blob] = self._size(blob)
        return self._sizes[blob]


class _Counted(NamedTuple):
    turns: Sequence[Message] = ()
    tokens: int = 0
    pictures: int = 0
    sees: bool = True


def _pictures(turns: Sequence[Message]) -> int:
    return sum(len(turn.pictures) for turn in turns)
