"""What will be sent, in a line, before it is sent. It knows no widget."""

from collections.abc import Callable, Sequence

from nextchat_desktop.core.context import lightened, without_pictures
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.words.catalogue import Words


class Forecast:
    """`size` tells the bytes of a blob. It is asked once for each: this is said with every key that is pressed."""

    def __init__(self, words: Words, size: Callable[[str], int]) -> None:
        self._words = words
        self._size = size
        self._sizes: dict[str, int] = {}
        self._counted: tuple[Sequence[Message], int] = ((), 0)
        """What was counted last, of which a long conversation has much, and its tokens."""

    def said(
        self, before: Sequence[Message], text: str, going: tuple[Picture, ...], sees: bool = True, paints: bool = False
    ) -> str:
        """Of a question of `text` and the pictures `going`. Whoever paints is not told what was said `before`."""
        before = () if paints else before if sees else without_pictures(before)
        question = Message("", Role.USER, (Text(text), *going))
        turns = lightened((*before, question), self._weight)
        told = before if len(turns) > len(before) else turns[:-1]
        tokens, words = self._tokens(told) + estimate(text), self._words
        id = "composer.sends" if tokens else "composer.sends_wordless"
        forecast = words.plural(id, len(turns), tokens=f"{tokens:,}")
        if count := _pictures(turns):
            forecast = words.plural("composer.with_pictures", count, forecast=forecast)
        left = _pictures(before) + len(going) - count
        return words.plural("composer.without_oldest", left, forecast=forecast) if left else forecast

    def _tokens(self, turns: Sequence[Message]) -> int:
        """Those of the same turns are counted once."""
        if turns is not self._counted[0]:
            self._counted = (turns, sum(estimate(turn.text) for turn in turns))
        return self._counted[1]

    def _weight(self, blob: str) -> int:
        if blob not in self._sizes:
            self._sizes[blob] = self._size(blob)
        return self._sizes[blob]


def _pictures(turns: Sequence[Message]) -> int:
    return sum(len(turn.pictures) for turn in turns)
