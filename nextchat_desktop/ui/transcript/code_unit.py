"""A block of code: leaves of some lines each, which share frame, colours and sideways position."""

from dataclasses import replace

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.diagrams import is_diagram
from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.code_leaf import CHUNK, CodeLeaf
from nextchat_desktop.ui.transcript.code_lines import TAB, Grain
from nextchat_desktop.ui.transcript.colouring import Colouring
from nextchat_desktop.ui.transcript.columns import columns
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.leaf import indent
from nextchat_desktop.ui.transcript.unit import Unit


class CodeUnit(Unit):
    """`fold` is after how many lines finished code opens folded, 0 for never; what was seen to grow never folds itself.

    `wrap` is what the reader chose for this block, if anything.
    """

    def __init__(self, block: Block, muted: bool, fold: int = 0) -> None:
        super().__init__(block)
        self.muted = muted
        self.lines: list[str] = []
        self.wrap: bool | None = None
        self.colouring = Colouring(block.language)
        self._widest = 0
        self._all: list[CodeLeaf] = []
        self._fold = fold
        self._folds_itself = True
        """Until it has done so, or the reader has chosen."""
        self.folded = False
        self._put(block.code.split("\n"), 0)

    @property
    def can_fold(self) -> bool:
        """Hiding a few lines would be no help."""
        return bool(self._fold) and len(self.lines) > self._fold * 5 // 4

    @property
    def shown(self) -> int:
        """How many lines are shown."""
        return min(len(self.lines), self._fold) if self.folded else len(self.lines)

    @property
    def is_framed(self) -> bool:
        return True

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind != "code" or block.inside != self.block.inside:
            return False
        if block.language != self.block.language and is_diagram(block.language) != is_diagram(self.block.language):
            return False
        old, self.block = self.block, block
        if block.language != old.language:
            self.colouring = Colouring(block.language)
        if block.code.startswith(old.code):
            self._grow(block.code[len(old.code) :])
        else:
            self._put(block.code.split("\n"), 0)
        return True

    def append(self, text: str) -> None:
        if text:
            self.block = replace(self.block, code=self.block.code + text)
            self._grow(text)

    def settle(self) -> None:
        self.colouring.hurry()

    def release(self) -> None:
        super().release()
        self._all.clear()

    def fold(self, folded: bool) -> None:
        self.folded = folded
        self._folds_itself = False
        self._show()
        self.relay()

    def is_wrapped(self, kit: Kit) -> bool:
        return kit.wrap_code if self.wrap is None else self.wrap

    def grain(self, kit: Kit, width: int) -> Grain:
        return Grain(kit, self._room(kit, width) if self.is_wrapped(kit) else 0)

    def overflow(self, kit: Kit, width: int) -> int:
        return (
            0
            if self.is_wrapped(kit)
            else max(0, int(self._widest * kit.look.mono_advance) + 2 - self._room(kit, width))
        )

    def relay(self) -> None:
        """Lays all of it out anew, for it was folded or wrapped."""
        for leaf in self._all:
            leaf.forget()
            leaf.width = 0

    def _room(self, kit: Kit, width: int) -> int:
        return width - indent(self.block.inside, kit.look) - 2 * m.CODE_X

    def _grow(self, code: str) -> None:
        if code:
            first, *others = code.split("\n")
            self._put([self.lines[-1] + first, *others], len(self.lines) - 1)

    def _put(self, lines: list[str], start: int) -> None:
        """Puts these in the place of all lines from `start` on."""
        self.lines[start:] = lines
        widest = max(columns(line, TAB) for line in lines)
        self._widest = max(self._widest, widest) if start else widest
        self.colouring.grew()
        count = -(-len(self.lines) // CHUNK)
        del self._all[count:]
        for leaf in self._all[start // CHUNK :]:
            leaf.width = 0
        self._all += [CodeLeaf(self, place) for place in range(len(self._all), count)]
        if self._folds_itself and self.can_fold:
            self.fold(True)
        else:
            self._show()

    def _show(self) -> None:
        self.own(self._all[: -(-self.shown // CHUNK)])
