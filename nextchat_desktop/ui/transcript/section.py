"""A Markdown text that may still be growing, as block items; it does not know where they are placed."""

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.markup.incremental import IncrementalMarkdown, Update
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.transcript.block_item import BlockItem


class Section:
    """`take` is cheap and may be called for every piece; `flush` does the work, once a frame."""

    def __init__(self, parser: Parser, muted: bool = False) -> None:
        self._parser = parser
        self._muted = muted
        self.items: list[BlockItem] = []
        self._markdown = IncrementalMarkdown(parser)
        self._text = ""
        self._committed = 0
        self._final = self._ending = self._stale = False

    def take(self, text: str, final: bool) -> None:
        """The whole text as it is now; only what it grew by is read."""
        if self._final and text == self._text:
            return
        if self._final or not text.startswith(self._text):
            self._restart()
        self._markdown.feed(text[len(self._text) :])
        self._text = text
        self._ending = final
        self._stale = True

    def flush(self) -> bool:
        """Whether anything changed."""
        if not self._stale:
            return False
        self._stale = False
        self._final = self._ending
        self._apply(self._markdown.flush(self._final))
        return True

    def forget(self) -> None:
        for item in self.items:
            item.forget()

    def _restart(self) -> None:
        """Reads from the beginning; what is shown stays until the next flush and lends its documents."""
        self._markdown = IncrementalMarkdown(self._parser)
        self._text = ""
        self._committed = 0
        self._final = self._ending = self._stale = False

    def _apply(self, update: Update) -> None:
        if update.appended is not None:
            self.items[-1].append(update.appended)
            return
        old = self.items[self._committed :]
        fresh = [*update.committed, *update.open]
        settled = len(update.committed)
        self.items[self._committed :] = [
            self._item(block, old[i] if i < len(old) else None, i < settled) for i, block in enumerate(fresh)
        ]
        self._committed += settled
        for index, block in update.rerendered:
            self.items[index].change(block, final=True)

    def _item(self, block: Block, old: BlockItem | None, settled: bool) -> BlockItem:
        if old is None:
            return BlockItem(block, self._muted)
        if old.block != block or settled:
            same_looks = old.block.kind == block.kind and old.block.html == block.html and old.block.code == block.code
            if same_looks and block.kind != "code":
                old.block = block
            else:
                old.change(block, settled)
        return old
