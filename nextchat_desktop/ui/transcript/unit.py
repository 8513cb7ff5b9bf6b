"""What is laid out of one block: one leaf, or several that belong together. It does not know where it stands."""

from collections.abc import Sequence

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import Leaf


class Unit:
    """`leaves` are those to show, from top to bottom."""

    def __init__(self, block: Block, leaves: Sequence[Leaf] = ()) -> None:
        self.block = block
        self.leaves: list[Leaf] = []
        self._shift = 0
        self.own(leaves)

    @property
    def is_framed(self) -> bool:
        """Whether it looks like more than its leaves: has a head, or can be shifted."""
        return False

    def own(self, leaves: Sequence[Leaf]) -> None:
        """Shows these from now on."""
        self.leaves = list(leaves)
        for leaf in self.leaves:
            leaf.unit = self

    def release(self) -> None:
        """Lets go of its leaves, and they of it: nothing is left for the garbage collector."""
        for leaf in self.leaves:
            leaf.unit = None
        self.leaves.clear()

    @property
    def owner(self) -> object:
        """What several units have in common that look like one, else the unit."""
        return self

    @property
    def mirrored(self) -> bool:
        """Whether it begins at the right, and is shifted from there."""
        return False

    @property
    def shift(self) -> int:
        """How far the reader has moved it sideways."""
        return self._shift

    @shift.setter
    def shift(self, shift: int) -> None:
        self._shift = shift

    def follows(self, above: "Unit | None") -> bool:
        """Whether it fits below that one as it is."""
        return True

    def change(self, block: Block, settled: bool) -> bool:
        """Takes another state of its block; False if it cannot be shown by the same unit."""
        return False

    def append(self, text: str) -> None:
        """Takes more of what only grows."""

    def stay_within(self, overflow: int) -> None:
        """Takes back what it was shifted further than there is now."""
        if self.shift > overflow:
            self.shift = overflow

    def settle(self) -> None:
        """Nothing will change in it any more."""

    def overflow(self, kit: Kit, width: int) -> int:
        """How far it can be shifted sideways."""
        return 0
