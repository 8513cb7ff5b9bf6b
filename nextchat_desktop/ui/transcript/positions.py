"""Which text is selected, from where to where; pure, it knows neither documents nor the mouse."""

from dataclasses import dataclass
from typing import NamedTuple

END = 1 << 40


class Position(NamedTuple):
    """A place in the transcript: the turn, the block in it, the character in that."""

    turn: int
    item: int
    offset: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where the reader began to where they are; either may come first."""

    anchor: Position
    caret: Position

    @property
    def first(self) -> Position:
        return min(self.anchor, self.caret)

    @property
    def last(self) -> Position:
        return max(self.anchor, self.caret)

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.caret

    def to(self, caret: Position) -> "Selection":
        return Selection(self.anchor, caret)

    def within(self, turn: int, item: int, length: int) -> tuple[int, int] | None:
        """The selected characters of one block, which has `length` of them; None if there are none."""
        if not self.first[:2] <= (turn, item) <= self.last[:2]:
            return None
        start = self.first.offset if self.first[:2] == (turn, item) else 0
        end = self.last.offset if self.last[:2] == (turn, item) else length
        start, end = min(start, length), min(end, length)
        return (start, end) if start < end or (length == 0 and not self.is_empty) else None

    def turns(self, count: int) -> range:
        return range(self.first.turn, min(self.last.turn + 1, count))

    def encloses(self, turn: int) -> bool:
        """Whether a turn is selected from before its first to behind its last character, whatever it contains."""
        begins = self.first.turn < turn or self.first[1:] == (0, 0)
        return begins and (self.last.turn > turn or self.last.item == END)


def units(text: str) -> int:
    """How long a document counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, units: int) -> int:
    """How many characters a document counts as so many."""
    if text.isascii():
        return min(units, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))


def everything(count: int) -> Selection:
    return Selection(Position(0, 0, 0), Position(max(0, count - 1), END, END))
