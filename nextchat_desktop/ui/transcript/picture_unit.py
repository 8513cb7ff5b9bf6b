"""A picture between paragraphs; it is got when the reader asks for it, or looks at what is here already."""

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.late import Change, LateUnit
from nextchat_desktop.ui.transcript.picture_leaf import PictureLeaf


class PictureUnit(LateUnit):
    def __init__(self, block: Block, muted: bool) -> None:
        self.leaf = PictureLeaf(block, muted)
        super().__init__(block, [self.leaf])

    def change(self, block: Block, settled: bool) -> bool:
        if block.kind != "picture" or block.code != self.block.code or block.inside != self.block.inside:
            return False
        if block.runs != self.block.runs:
            self.leaf.width = 0
        self.block = self.leaf.block = block
        return True

    def look(self, kit: Kit) -> None:
        kit.gallery.pictures.look(self.block.code, kit.scale)

    def catch_up(self, kit: Kit) -> Change:
        if not self.leaf.is_late(kit):
            return ""
        self.leaf.width = 0
        return "size"
