"""A diagram: its source while it grows, then the drawing, and its source again where the reader or a mistake wants it.

Whoever has seen it grow as code goes on seeing that until the drawing is there.
"""

from collections.abc import Sequence
from dataclasses import replace

from nextchat_desktop.markup.blocks import Block, Container, Run
from nextchat_desktop.markup.diagrams import is_diagram
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.diagram_drawing import Undrawn
from nextchat_desktop.ui.transcript.diagram_leaf import DiagramLeaf
from nextchat_desktop.ui.transcript.diagrams import Drawn
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.late import Change, LateUnit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.text_leaf import TextLeaf
from nextchat_desktop.ui.transcript.unit import Unit

TITLE = "Mermaid"


class DiagramUnit(CodeUnit, LateUnit):
    def __init__(self, block: Block, muted: bool, fold: int = 0) -> None:
        self._code: list[Leaf] = []
        self._is_settled = self._is_drawn = False
        self._note: NoteLeaf | None = None
        self.shows_source = False
        """What the reader wants to see."""
        self.drawing = DiagramLeaf(self, block, muted)
        super().__init__(block, muted, fold)

    @property
    def shows_drawing(self) -> bool:
        """Or the room for it."""
        return self.leaves[:1] == [self.drawing]

    @property
    def can_draw(self) -> bool:
        """Whether there is anything but the source to show."""
        return self._is_settled and self._note is None

    @property
    def reason(self) -> str:
        """Why it could not be drawn, as it is said."""
        return self._note.block.text if self._note is not None else ""

    def own(self, leaves: Sequence[Leaf]) -> None:
        """Those of the code; which ones are shown is decided here."""
        self._code = list(leaves)
        self._choose()

    def change(self, block: Block, settled: bool) -> bool:
        if not is_diagram(block.language):
            return False
        same = block.code == self.block.code
        if not super().change(block, settled):
            return False
        self._take(same)
        return True

    def append(self, text: str) -> None:
        super().append(text)
        self._take(same=not text)

    def settle(self) -> None:
        super().settle()
        self._is_settled = True
        self._choose()

    def overflow(self, kit: Kit, width: int) -> int:
        return 0 if self.shows_drawing else super().overflow(kit, width)

    def show_source(self, wanted: bool) -> None:
        self.shows_source = wanted
        self._choose()

    def look(self, kit: Kit) -> None:
        if self._is_settled and not self.shows_source:
            kit.gallery.diagrams.look(self.block.code, kit.look, kit.scale)

    def catch_up(self, kit: Kit) -> Change:
        if not self._is_settled:
            return ""
        before = self.leaves
        found = kit.gallery.diagrams.find(self.block.code, kit.look, kit.scale)
        if isinstance(found, Undrawn):
            self._tell(found, kit)
        self._is_drawn = self._is_drawn or isinstance(found, Drawn)
        self._choose()
        if self.leaves != before:
            return "leaves"
        if not self.drawing.is_late(kit):
            return ""
        self.drawing.width = 0
        return "size"

    def _take(self, same: bool) -> None:
        self.drawing.block = self.block
        if not same:
            self._is_drawn, self._note, self.drawing.width = False, None, 0
        self._choose()

    def _tell(self, undrawn: Undrawn, kit: Kit) -> None:
        words = kit.gallery.diagram_words
        reason = words.missing if undrawn.is_missing else undrawn.reason
        if self._note is None:
            self._note = NoteLeaf(self.block, words.not_drawn.format(reason=reason) if reason else "")

    def _choose(self) -> None:
        leaves: list[Leaf] = [self.drawing] if self._wants_drawing() else [*self._code, *self._told()]
        if self.leaves[:1] != leaves[:1]:
            self.relay()
            self.drawing.width = 0
        self.leaves = leaves

    def _wants_drawing(self) -> bool:
        was_seen = any(leaf.width for leaf in self._code)
        return self.can_draw and not self.shows_source and (self._is_drawn or not was_seen)

    def _told(self) -> list[Leaf]:
        return [self._note] if self._note is not None and self._note.said else []


class NoteLeaf(TextLeaf):
    """Why a diagram is shown as its source: not a word of the message, so it is neither selected nor copied."""

    def __init__(self, block: Block, said: str) -> None:
        inside = tuple(_again(container) for container in block.inside)
        super().__init__(Block("text", inside, (Run(said),), tight=True))
        self.unit = Unit(self.block)
        self.said = said

    @property
    def text(self) -> str:
        return ""

    @property
    def is_quiet(self) -> bool:
        return True


def _again(container: Container) -> Container:
    """As it stands around a leaf that is not its first."""
    return replace(container, first=False)
